using System.Text;
using CsCheck;
using Proforma.Claims.Extraction;
using Proforma.Claims.Tests.Drafting;
using Xunit;

namespace Proforma.Claims.Tests.Extraction;

/// <summary>Bad input: refused with a sentence, or read as far as it makes sense; never a crash, never more work than its size.</summary>
public sealed class RobustnessTests
{
    [Fact]
    public void Nothing_binary_and_too_much_are_refused_with_a_sentence()
    {
        Assert.Equal(RefusalReason.Empty, Refused([])!.Reason);
        Assert.Equal(RefusalReason.Empty, Refused("  \n\t\n"u8.ToArray())!.Reason);
        Assert.Equal(RefusalReason.Binary, Refused([0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13])!.Reason);
        Assert.Equal(RefusalReason.Binary, Refused([.. Enumerable.Range(0, 4_000).Select(static i => (byte)(i % 31))])!.Reason);
        Assert.Equal(RefusalReason.UnknownEncoding, Refused([0xFF, 0xFF, 0x80, 0x20])!.Reason);
        var large = Refused(new byte[100 << 20])!;
        Assert.Equal(RefusalReason.TooLarge, large.Reason);
        Assert.Contains("16,777,216", large.Message.English, StringComparison.Ordinal);
        Assert.Contains("16,777,216", large.Message.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void Encodings_are_found_out()
    {
        const string text = "北屏公司2024年营收为345亿元。";
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var bytes in new[]
        {
            Encoding.UTF8.GetBytes(text), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)], [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)], Encoding.GetEncoding("gb18030").GetBytes(text),
        })
        {
            Assert.Equal("345亿元", Assert.Single(Read(bytes).Figures).Quote);
        }
    }

    [Fact]
    public void Scripts_styles_comments_and_attributes_say_nothing()
    {
        var figures = Read("""
            <html><head><style>p{width:300px}</style><script>var x="revenue of $999 billion";</script><title>News</title></head>
            <body onload="alert('$888 billion')"><!-- revenue $777 billion --><noscript>$666 billion</noscript>
            <p title="$555 billion">Revenue was <b>$34.5</b> billion in 2024 &amp; rising.<img src="https://example.com/x.png" alt=""></p><iframe src="https://example.com">$444 billion</iframe></body></html>
            """u8.ToArray()).Figures;
        Assert.Equal(3.45e10, Assert.Single(figures).Value);
    }

    [Theory]
    [InlineData("<div>", 200_000)]
    [InlineData("<table><tr><td>", 50_000)]
    [InlineData("<blockquote><ul><li>", 50_000)]
    [InlineData("> ", 200_000)]
    [InlineData("- ", 100_000)]
    [InlineData("[", 200_000)]
    [InlineData("(", 200_000)]
    [InlineData("**", 100_000)]
    [InlineData("|", 200_000)]
    [InlineData("|-", 100_000)]
    [InlineData("&lt;", 100_000)]
    [InlineData("&#x41;", 100_000)]
    [InlineData("<!--", 50_000)]
    [InlineData("<script>", 50_000)]
    [InlineData("1", 200_000)]
    [InlineData("1,", 200_000)]
    [InlineData("1.", 200_000)]
    [InlineData("9亿", 100_000)]
    [InlineData("$1 billion to ", 20_000)]
    [InlineData("亿", 100_000)]
    [InlineData("三分之", 60_000)]
    [InlineData("2024年", 60_000)]
    [InlineData("Aa ", 100_000)]
    public void Repetition_and_nesting_are_read_in_time_that_grows_with_size_alone(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times)) + " Revenue was $34.5 billion in 2024.";
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Assert.NotNull(ArticleReader.Read(text, cancellation: stop.Token).Reading);
    }

    [Fact]
    public void A_table_with_broken_rows_is_read_where_it_is_whole()
    {
        var figures = Read("""
            | 指标 | 2024年 | 2025年
            | --- | ---
            | 营收 | 12亿元 | 15亿元 | 99亿元 | |
            | 净利润
            || 3亿元
            | 毛利率 | 45% |
            """u8.ToArray()).Figures;
        Assert.Contains(figures, static f => f is { Value: 1.2e9, Unit: "CNY" });
        Assert.Contains(figures, static f => f is { Value: 0.45, Unit: "1" });
    }

    [Theory]
    [InlineData("Revenue was 34.5 billion percent in 2024.")]
    [InlineData("营收为345亿%美元。")]
    [InlineData("员工为$1900人。")]
    [InlineData("Revenue was $€£5 million USD EUR in 2024.")]
    [InlineData("Revenue was -$-5 million in 2024.")]
    [InlineData("Revenue was $1e309 and 99999999999999999999999999999999999999999999 dollars.")]
    [InlineData("营收为0.00000000000000000000000000000000000000000000000001亿元")]
    [InlineData("增长了99999999999999999999999999倍")]
    [InlineData("三分之〇，〇分之三，百分之百分之百")]
    public void Impossible_units_and_numbers_do_no_harm(string text) => Drafts.Checked(Read(Encoding.UTF8.GetBytes(text)), null);

    [Fact]
    public void Contradictory_units_in_one_cell_are_read_with_a_note()
    {
        var figures = Read("Revenue was $34.5 billion yuan in 2024."u8.ToArray()).Figures;
        Assert.Contains(figures, static f => f.Notes.Any(static note => note.English.StartsWith("Contradictory units", StringComparison.Ordinal)));
    }

    [Fact]
    public void Text_from_right_to_left_keeps_its_spans()
    {
        const string text = "\u202Eبلغت الإيرادات\u202C 34.5 billion dollars و $2.1 billion في 2024.";
        var reading = Read(Encoding.UTF8.GetBytes(text));
        Assert.All(reading.Figures, f => Assert.Equal(f.Quote, text[f.Start..f.End]));
        Assert.Contains(reading.Figures, static f => f.Quote == "$2.1 billion");
        Drafts.Checked(reading, null);
    }

    [Fact]
    public void More_figures_than_allowed_stop_the_reading_with_a_note()
    {
        var text = string.Concat(Enumerable.Repeat("Revenue was $5 million.\n\n", 50));
        var reading = ArticleReader.Read(text, new ReadingOptions { Limits = new ReadingLimits { MaxFigures = 10 } }, TestContext.Current.CancellationToken).Reading!;
        Assert.True(reading.Figures.Count is >= 10 and < 50);
        Assert.Contains(reading.Notes, static note => note.English.StartsWith("More than 10 figures", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reading_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => ArticleReader.Read("Revenue was $5 million.", cancellation: stop.Token));
    }

    private static readonly string[] s_pieces =
    [
        "345亿美元", "$34.5bn", "1.2-1.4", " billion", "%", "％", "三分之二", "百分之", "十", "倍", "营收", "revenue ", "增长", "fell ", "2025年", "Q3 2024 ", "to ", "至", "|", "\n", "\n| --- | --- |\n",
        "<td>", "</td>", "<tr>", "<table>", "&amp;", "&#", "(", ")", "（", "）", "，", "。", ". ", "---\n", "title: ", "# ", "- ", "> ", "**", "`", "[a](b)", "![", "\u00A0", "\u200F", "😀", "\uD800", "人", "people ",
        "Northgate Inc. ", "北屏科技", "去年", "last year ", "同比", "about ", "近", "¥", "元/股", "bps", "0", "9", "-", "+", "/", "每股", "per share", "\r\n", "\t", "　", "９", "万", "m ", "(in millions)", "单位：万元\n",
    ];

    [Fact]
    public void Anything_put_together_is_read_with_quotes_that_stand_in_it() =>
        Gen.Select(Gen.Int[0, s_pieces.Length - 1].Select(static i => s_pieces[i]).Array[0, 60].Select(string.Concat), Gen.Enum<ArticleFormat>()).Sample(
            static (text, format) =>
            {
                var result = ArticleReader.Read(text, new ReadingOptions { Format = format, PublishedOn = new DateOnly(2025, 11, 3) });
                if (result.Reading is not { } reading)
                {
                    Assert.NotNull(result.Refusal);
                    return;
                }

                var runes = text.EnumerateRunes().Select(static rune => rune.ToString()).ToList();
                var source = text.EnumerateRunes().Aggregate(new StringBuilder(), static (all, rune) => all.Append(rune.ToString())).ToString();
                foreach (var figure in reading.Figures)
                {
                    Assert.True(figure.Start >= 0 && figure.Start < figure.End && figure.End <= runes.Count, source);
                    Assert.Equal(figure.Quote.EnumerateRunes().Select(static rune => rune.ToString()), runes[figure.Start..figure.End]);
                    Assert.True(figure.Value is { } value ? double.IsFinite(value) : figure.Low <= figure.High && double.IsFinite(figure.Low!.Value) && double.IsFinite(figure.High!.Value));
                    Assert.InRange(figure.Confidence, 0, 1);
                }

                Drafts.Checked(reading, null);
            },
            iter: 1_000);

    private static Refusal? Refused(byte[] bytes) => ArticleReader.Read(bytes, cancellation: TestContext.Current.CancellationToken).Refusal;

    private static Reading Read(byte[] bytes) => ArticleReader.Read(bytes, new ReadingOptions { PublishedOn = new DateOnly(2025, 11, 3) }, TestContext.Current.CancellationToken).Reading!;
}
