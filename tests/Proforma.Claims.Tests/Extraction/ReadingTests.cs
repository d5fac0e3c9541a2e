using Proforma.Claims.Extraction;

namespace Proforma.Claims.Tests.Extraction;

public sealed class ReadingTests
{
    [Xunit.Theory]
    [Xunit.InlineData("公司预计2027年营收最高可达345亿美元。", "345亿美元", 3.45e10, "USD")]
    [Xunit.InlineData("Revenue reached $34.5bn in 2027.", "$34.5bn", 3.45e10, "USD")]
    [Xunit.InlineData("年末员工为1900人。", "1900人", 1900, "person")]
    public void A_figure_is_found_with_value_unit_and_place(string text, string quote, double value, string unit)
    {
        var figures = ArticleReader.Read(text, cancellation: Xunit.TestContext.Current.CancellationToken).Reading!.Figures;
        var figure = Xunit.Assert.Single(figures, f => f.Quote == quote);
        Xunit.Assert.Equal(value, figure.Value);
        Xunit.Assert.Equal(unit, figure.Unit);
        Xunit.Assert.Equal(quote, text[figure.Start..figure.End]);
    }

    /// <summary>Prints precision, recall and F1 for each half: run this test alone to see them.</summary>
    [Xunit.Theory]
    [Xunit.InlineData("development")]
    [Xunit.InlineData("heldout")]
    public void The_evaluation_texts_are_read_as_well_as_promised(string half)
    {
        var score = EvaluationScore.Of(Texts(half));
        Xunit.TestContext.Current.TestOutputHelper!.WriteLine($"{half}\n{score.Summary()}");
        Xunit.Assert.True(score.FigureAndUnit.F1 >= 0.97, score.Summary());
        Xunit.Assert.True(score.WithHedge.F1 >= 0.90, score.Summary());
        Xunit.Assert.True(score.FullTuple.F1 >= 0.75, score.Summary());
    }

    [Xunit.Fact]
    public void There_are_forty_texts_in_each_language_and_no_text_is_in_both_halves()
    {
        foreach (var language in new[] { "en", "zh" })
        {
            var texts = Texts("development", language).Concat(Texts("heldout", language)).ToList();
            Xunit.Assert.True(texts.Count >= 40, $"{language}: {texts.Count} texts");
            Xunit.Assert.Equal(texts.Count, texts.Select(static text => text.Source).Distinct().Count());
        }
    }

    private static List<EvaluationText> Texts(string half, string language = "") =>
        [.. Directory.GetFiles(Path.Combine(Root(), "tests", "Proforma.Claims.Tests", "Evaluation", half, language), "*.txt", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(static path => EvaluationText.Parse(Path.GetFileName(path), File.ReadAllText(path)))];

    internal static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Proforma.slnx")))
        {
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return at;
    }
}
