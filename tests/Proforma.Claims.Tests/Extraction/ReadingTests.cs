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

    [Xunit.Theory]
    [Xunit.InlineData("development")]
    [Xunit.InlineData("heldout")]
    public void The_evaluation_texts_are_scored(string half)
    {
        var folder = Path.Combine(Root(), "tests", "Proforma.Claims.Tests", "Evaluation", half);
        var texts = Directory.GetFiles(folder, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(static path => EvaluationText.Parse(Path.GetFileName(path), File.ReadAllText(path))).ToList();
        Xunit.Assert.True(texts.Count >= 40, $"{texts.Count} texts");
        var score = EvaluationScore.Of(texts);
        Xunit.TestContext.Current.TestOutputHelper!.WriteLine(score.Summary());

        // The reader is not finished: this holds what it reaches, so that it does not get worse on the way to its targets.
        Xunit.Assert.True(score.FigureAndUnit.F1 >= 0.9, score.Summary());
    }

    private static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Proforma.slnx")))
        {
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return at;
    }
}
