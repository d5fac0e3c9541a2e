using Proforma.Claims.Extraction;
using Xunit;

namespace Proforma.Claims.Tests.Extraction;

/// <summary>Headers, captions and the lines above a table give its figures their unit, period, company and track.</summary>
public sealed class TableTests
{
    [Fact]
    public void A_line_above_scales_cells_with_and_without_a_currency_sign_but_no_amounts_per_share()
    {
        var figures = Read("""
            # Larkfield Inc. third quarter results
            (in millions, except per share data)

            | | Three Months Ended September 30, 2025 | Three Months Ended September 30, 2024 |
            |---|---|---|
            | Revenue | $1,240.1 | $1,051.4 |
            | Cost of revenue | 355.2 | 315.4 |
            | Diluted EPS | 0.71 | 0.57 |
            """);
        Assert.Equal(("revenue", 1.2401e9, "USD", "2025-Q3"), Shape(figures, "$1,240.1"));
        Assert.Equal(("cost_of_revenue", 3.154e8, "USD", "2024-Q3"), Shape(figures, "315.4"));
        Assert.Equal(("eps", 0.71, "USD", "2025-Q3"), Shape(figures, "0.71"));
    }

    [Fact]
    public void A_caption_gives_the_unit_of_an_HTML_table()
    {
        var figures = Read("<table><caption>Segments, £m</caption><tr><th></th><th>H1 2025</th></tr><tr><td>Revenue</td><td>1,020</td></tr></table>", ArticleFormat.Html);
        Assert.Equal(("revenue", 1.02e9, "GBP", "2025-H1"), Shape(figures, "1,020"));
    }

    [Fact]
    public void A_column_of_changes_compares_the_periods_of_the_others()
    {
        var figures = Read("""
            第二季度单季营收10.05亿元。

            单位：万元

            | 项目 | 2025年1-6月 | 2024年1-6月 | 同比增减 |
            | --- | --- | --- | --- |
            | 营业收入 | 186,200.55 | 150,770.10 | 23.50% |
            """);
        var change = Assert.Single(figures, static f => f.Quote == "23.50%");
        Assert.Equal(("revenue", "2025-H1", "2024-H1", FigureKind.Growth), (change.Metric.Value, change.Period.Value, change.ComparedWith.Value, change.Kind));
        Assert.Equal(("revenue", 1862005500, "CNY", "2025-H1"), Shape(figures, "186,200.55"));
    }

    [Fact]
    public void Headers_give_company_and_track()
    {
        var figures = Read("""
            |  | 北屏激进预期 | 北屏保守预期 | 云汐预期 |
            | --- | --- | --- | --- |
            | 2025年营收 | 40亿美元 | 20亿美元 | 120亿美元 |
            """, entities: ["北屏", "云汐"]);
        Assert.Equal(["北屏/aggressive", "北屏/conservative", "云汐/"], figures.Select(static f => $"{f.Entity.Value}/{f.Track.Value}"));
        Assert.All(figures, static f => Assert.Equal("2025", f.Period.Value));
    }

    [Fact]
    public void A_cell_whose_unit_contradicts_its_header_keeps_its_own_and_says_so()
    {
        var figures = Read("""
            | 营收（亿元） | 2025年 |
            | --- | --- |
            | 北屏 | 3亿美元 |
            """);
        var figure = Assert.Single(figures);
        Assert.Equal((3e8, "USD"), (figure.Value, figure.Unit));
        Assert.Contains(figure.Notes, static note => note.English.StartsWith("Contradictory units", StringComparison.Ordinal));
    }

    private static IReadOnlyList<Figure> Read(string text, ArticleFormat format = ArticleFormat.Markdown, string[]? entities = null) =>
        ArticleReader.Read(
            text,
            new ReadingOptions { Format = format, PublishedOn = new DateOnly(2025, 11, 3), Entities = entities ?? [] },
            TestContext.Current.CancellationToken).Reading!.Figures;

    private static (string? Metric, double? Value, string? Unit, string? Period) Shape(IReadOnlyList<Figure> figures, string quote)
    {
        var figure = Assert.Single(figures, f => f.Quote == quote);
        return (figure.Metric.Value, Math.Round(figure.Value!.Value, 6), figure.Unit, figure.Period.Value);
    }
}
