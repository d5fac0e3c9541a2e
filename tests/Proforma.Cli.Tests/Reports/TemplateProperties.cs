using CsCheck;
using Proforma.Cli.Reports;
using Proforma.Reporting.Html;
using Proforma.Reporting.Markdown;
using Xunit;

namespace Proforma.Cli.Tests.Reports;

/// <summary>Whatever stands in a template, it becomes a page or is complained about; nothing crashes and nothing hangs.</summary>
public sealed class TemplateProperties : IDisposable
{
    private static readonly string[] s_pieces =
    [
        "{{ ", " }}", "{{", "}}", "{", "|", "revenue", "revenue[2026]", "[2026]", " in good", "in ", "x", "\"", "\\", "'", "```", "```table\n", "```chart\n", "```bridge\n", "```checks\n", "```claims\n",
        "```include\n", "lines: ", "measures: ", "inputs: ", "drivers: ", "title: ", "type: ", "by: ", "from: ", "to: ", "period: ", "file: ", "\n", "\n\n", "growth", " ±1%", "±", ",", "+", "-", "*", "/", "(", ")", "<b>", "&amp;",
        "[a](b)", "![", "](", "# ", "- ", "1. ", "> ", "    ", "\t", "---\n", "a: b\n", "lang: zh-CN\n", "track: ", "labels:\n", "  revenue: y\n", "actual: ", "2026", "2025-Q1", "year", "month", "tornado", "stacked", "营收", "\u0000", "\u2028", "\r\n",
        "😀", "[^1]", "[^1]: z\n", "| a | b |\n|--|--|\n| c | d |\n", "1e309", "sum(", "by product", "tea", "%", "{{ unknown USD }}", "{{ 1/0 }}",
    ];

    private static readonly Gen<string> s_template = Gen.Int[0, s_pieces.Length - 1].Array[0, 30].Select(static at => string.Concat(at.Select(static i => s_pieces[i])));

    private readonly ScratchFolder _folder = new();

    public TemplateProperties() => File.WriteAllText("shop.plan", """
        plan "P"
          currency USD
          calendar quarterly 2025-Q1 .. 2026-Q4
        track base
        track good from base
        dimension product = tea, cups
        input growth : 1
          base = 2%
          good = 5%
        input first by product : USD/quarter
          tea = 10
          cups = 20
        line revenue by product : USD/quarter
          2025-Q1 = first
          then = prev * (1 + growth)
        line total = sum(revenue)
        check total > 0
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_template_becomes_a_page_or_is_complained_about() => s_template.Sample(static template =>
    {
        File.WriteAllText("any.md", template);
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        try
        {
            var session = ReportSession.Build(new ReportRequest("any.md", "shop.plan", null, "", ""), new Terminal(output, error));
            if (session.Document is { } document)
            {
                var page = PageWriter.Write(document);
                Assert.Equal(1, page.Split("</main>").Length - 1);
                Assert.Equal(2, page.Split("<script").Length - 1);
                MarkdownWriter.Write(document, "any");
            }
            else
            {
                Assert.NotEmpty(session.Diagnostics);
                Assert.NotEmpty(Language.Diagnostics.DiagnosticRenderer.Render(session.Diagnostics));
            }
        }
        catch (UsageException)
        {
            // A file that is no text, or a number of trials that is none: refused in words.
        }
    }, iter: 500, threads: 1);
}
