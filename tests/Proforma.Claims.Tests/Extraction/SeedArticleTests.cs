using System.Globalization;
using Proforma.Claims.Extraction;
using Proforma.Claims.Tests.Drafting;
using Xunit;

namespace Proforma.Claims.Tests.Extraction;

/// <summary>The article that the project started from, where it lies beside the repository: every figure that stands in it. Its text is not part of it.</summary>
public sealed class SeedArticleTests
{
    // Value in billions (or as it is), unit, hedge, company, period, track: the numbered claims of its analysis, in the order of the text.
    private const string Expected = """
        34.5e9 USD = Anthropic 2027 -
        10 1 = Anthropic 2027 -
        34.5e9 USD up_to Anthropic 2027 -
        250e9 CNY ~= Anthropic 2027 -
        3.7e9 USD = Anthropic 2025 -
        10 1 nearly Anthropic 2027 -
        44e9 USD = OpenAI 2027 -
        34.5e9 USD = Anthropic 2027 aggressive
        4e9 USD = Anthropic 2025 aggressive
        2e9 USD = Anthropic 2025 conservative
        12e9 USD = OpenAI 2025 -
        12e9 USD = Anthropic 2026 aggressive
        5e9 USD = Anthropic 2026 conservative
        26e9 USD = OpenAI 2026 -
        34.5e9 USD = Anthropic 2027 aggressive
        12e9 USD = Anthropic 2027 conservative
        44e9 USD = OpenAI 2027 -
        34.5e9 USD = Anthropic 2027 aggressive
        2/3 1 > Anthropic 2027 aggressive
        23e9 USD ~= Anthropic 2027 aggressive
        12e9 USD = Anthropic 2027 conservative
        2.2e9 USD = Anthropic 2025 conservative
        0.4e9..0.6e9 USD between Anthropic 2024 -
        8e6 USD = Anthropic 2024-01 -
        80e6 USD = Anthropic 2024-12 -
        10 1 > Anthropic 2024 -
        20e9 USD = Anthropic 2027 -
        6.7e9 USD ~= OpenAI 2027 -
        3 1 = Anthropic 2027 -
        0.33e9 USD > OpenAI 2024-12 -
        5.6e9 USD = Anthropic 2024 -
        3e9 USD = Anthropic 2025 -
        0.34e9 USD = OpenAI 2024-H1 -
        1.5e9 USD = Anthropic 2024 -
        3e9 USD up_to OpenAI 2024 -
        0.16e9 USD = Anthropic ? -
        1.5e9 USD = OpenAI 2024-H1 -
        58e9 USD = Anthropic 2025-02 -
        260e9 USD = OpenAI 2025-02 -
        58e9 USD = Anthropic 2025-02 -
        2e9 USD = Anthropic 2025-02 -
        915 person = Anthropic 2024-12 -
        1900 person = Anthropic 2025 -
        1600 person > OpenAI 2024-09 -
        """;

    [Fact]
    public void Every_figure_of_the_article_is_found_with_value_unit_hedge_company_period_and_track()
    {
        var reading = Read();
        var expected = Expected.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(expected.Length, reading.Figures.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            var figure = reading.Figures[i];
            var fields = expected[i].Split(' ');
            var ends = fields[0].Split("..").Select(Number).ToArray();
            Assert.Equal(ends[0], figure.Value ?? figure.Low!.Value, 1e-9 * ends[0]);
            Assert.Equal(ends[^1], figure.Value ?? figure.High!.Value, 1e-9 * ends[^1]);
            var found = $"{figure.Unit} {figure.Hedge.Notation().Replace(' ', '_')} {figure.Entity.Value} {figure.Period.Value ?? "?"} {figure.Track.Value ?? "-"}";
            Assert.Equal((i, string.Join(' ', fields[1..])), (i, found));
        }

        Assert.Equal((new DateOnly(2025, 2, 13), "Anthropic", "zh-CN"), (reading.PublishedOn, reading.Topic, reading.Language));
    }

    [Fact]
    public void Quotes_stand_in_the_article_where_their_spans_say()
    {
        var reading = Read();
        var runes = reading.SourceText.EnumerateRunes().Select(static rune => rune.ToString()).ToList();
        Assert.All(reading.Figures, figure =>
        {
            Assert.Equal(figure.Quote, string.Concat(runes[figure.Start..figure.End]));
            Assert.Equal(figure.Context, string.Concat(runes[figure.ContextStart..figure.ContextEnd]));
        });
    }

    [Fact]
    public void Its_draft_leaves_one_place_open()
    {
        var draft = Drafts.Checked(Read(), null);
        Assert.Equal((44, 1), (draft.Claims.Count, draft.OpenClaims));
        var statements = Drafts.Statements(draft);
        Assert.Contains("api_revenue[anthropic, 2027] / revenue[anthropic, 2027] > 2 / 3 in aggressive", statements);
        Assert.Contains("api_revenue[anthropic, 2027] / api_revenue[openai, 2027] = 3", statements);
        Assert.Contains("revenue[anthropic, 2027] -> CNY ~= 2500亿 CNY", statements);
        Assert.Contains("revenue[anthropic, 2024-12] / revenue[anthropic, 2024-01] - 1 > 10", statements);
        Assert.Contains("staff_cost[anthropic, ?] = 1.6亿 USD", statements);
    }

    private static Reading Read()
    {
        var folder = Path.Combine(ReadingTests.Root(), "..", "shared", "article");
        var file = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal).FirstOrDefault() : null;
        Assert.SkipWhen(file is null, "The article does not lie beside the repository.");
        return ArticleReader.Read(File.ReadAllBytes(file!), cancellation: TestContext.Current.CancellationToken).Reading!;
    }

    private static double Number(string text)
    {
        var parts = text.Split('/').Select(static part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return parts.Length == 1 ? parts[0] : parts[0] / parts[1];
    }
}
