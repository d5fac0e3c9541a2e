using Proforma.Claims.Extraction;
using Xunit;

namespace Proforma.Claims.Tests.Extraction;

/// <summary>Company, metric, period, comparison and track: one rule a case, in texts of one or two sentences.</summary>
public sealed class RoleTests
{
    [Theory]
    [InlineData("Revenue was $1.24 billion in the third quarter of 2025, up 18% year-over-year and 4% sequentially.", "18%", "2024-Q3")]
    [InlineData("Revenue was $1.24 billion in the third quarter of 2025, up 18% year-over-year and 4% sequentially.", "4%", "2025-Q2")]
    [InlineData("2025年第二季度营收10.05亿元，环比增长17.3%，同比增长26.8%。", "17.3%", "2025-Q1")]
    [InlineData("2025年第二季度营收10.05亿元，环比增长17.3%，同比增长26.8%。", "26.8%", "2024-Q2")]
    [InlineData("2027年营收将达到15亿元，是2024年的两倍多。", "两倍多", "2024")]
    [InlineData("较2025年营收37亿美元，公司预计2027年营收增长近十倍。", "十倍", "2025")]
    public void A_change_is_against_what_its_words_say(string text, string quote, string compared) => Assert.Equal(compared, Only(text, quote).ComparedWith.Value);

    [Theory]
    [InlineData("公司发布2025年半年度报告，营业收入18.62亿元。", "18.62亿元", "2025-H1")]
    [InlineData("Revenue was £1.86bn for the six months to 30 June 2025.", "£1.86bn", "2025-H1")]
    [InlineData("Second-quarter revenue is forecast at $10.1 billion.", "$10.1 billion", "2025-Q2")]
    [InlineData("The company raised its full-year revenue forecast to $15 billion.", "$15 billion", "2025")]
    [InlineData("We are on track for $14 million in revenue by December.", "$14 million", "2025-12")]
    [InlineData("Last year revenue was $3 billion.", "$3 billion", "2024")]
    [InlineData("公司去年营收为30亿元。", "30亿元", "2024")]
    [InlineData("2024年毛利率64.0%，2023年为61.5%；净利润8.15亿元。", "8.15亿元", "2024")]
    [InlineData("Net debt was £402m at 30 June 2025 (2024: £455m), and the dividend was £20m.", "£20m", "2025-06-30")]
    [InlineData("2024年12月裁撤200人，员工总数由高峰期的1800人降至目前的1300人。", "1300人", "2025-04")]
    public void A_period_is_the_one_that_the_words_give(string text, string quote, string period) => Assert.Equal(period, Only(text, quote).Period.Value);

    [Theory]
    [InlineData("乙城科技的效率仍落后于Oakmere——2024年上半年仅消耗3.4亿美元。", "3.4亿美元", "Oakmere")]
    [InlineData("澄海资本发布研报称，云汐科技第三季度营收为98.6亿元。", "98.6亿元", "云汐科技")]
    [InlineData("Larkfield Inc. had revenue of $5 billion, while Oakmere Corp. had revenue of $3 billion.", "$3 billion", "Oakmere")]
    public void A_figure_is_its_companys(string text, string quote, string company) => Assert.Equal(company, Only(text, quote).Entity.Value);

    [Theory]
    [InlineData("Larkfield ended April with $61 million in cash.", "$61 million", "cash")]
    [InlineData("Larkfield employs c.9,300 colleagues.", "9,300 colleagues", "headcount")]
    [InlineData("云业务收入占比提升至38%，同比提高6个百分点。", "6个百分点", "cloud_revenue_share")]
    [InlineData("美禾健康每股基本盈利0.51元。", "0.51元", "eps")]
    public void A_metric_is_the_one_that_the_words_give(string text, string quote, string metric) => Assert.Equal(metric, Only(text, quote).Metric.Value);

    [Theory]
    [InlineData("Churn fell from 2.1% to 1.4%.", "2.1%", FigureKind.Percent)]
    [InlineData("ARR: $5.2M (+34% QoQ)", "+34%", FigureKind.Growth)]
    [InlineData("营收占比从12%提升至15%。", "12%", FigureKind.Percent)]
    public void A_rate_that_something_comes_from_is_a_level_and_a_sign_makes_growth(string text, string quote, FigureKind kind) => Assert.Equal(kind, Only(text, quote).Kind);

    [Fact]
    public void Three_rows_are_three_tracks_and_base_is_the_cautious_one_of_two()
    {
        const string table = "| 情景 | 2025年营收 |\n| --- | --- |\n| 激进 | 22亿元 |\n| 基准 | 18亿元 |\n";
        Assert.Equal(["aggressive", "base", "conservative"], Read(table + "| 保守 | 15亿元 |\n").Select(static f => f.Track.Value));
        Assert.Equal(["aggressive", "conservative"], Read(table).Select(static f => f.Track.Value));
    }

    [Fact]
    public void A_year_at_the_head_of_a_row_is_no_figure()
    {
        var figures = Read("| Revenue | Larkfield |\n|---|---|\n| 2026 | $2.1 billion |\n| 2027 | $3.4 billion |\n");
        Assert.Equal(["2026", "2027"], figures.Select(static f => f.Period.Value));
    }

    [Fact]
    public void Without_a_publication_date_relative_dates_are_open()
    {
        var reading = ArticleReader.Read("公司去年营收为30亿元。", cancellation: TestContext.Current.CancellationToken).Reading!;
        Assert.True(Assert.Single(reading.Figures).Period.IsOpen);
        Assert.Contains(reading.Notes, static note => note.Chinese.Contains("发布日期不明", StringComparison.Ordinal));
    }

    private static IReadOnlyList<Figure> Read(string text) =>
        ArticleReader.Read(text, new ReadingOptions { PublishedOn = new DateOnly(2025, 4, 16) }, TestContext.Current.CancellationToken).Reading!.Figures;

    private static Figure Only(string text, string quote) => Assert.Single(Read(text), f => f.Quote == quote);
}
