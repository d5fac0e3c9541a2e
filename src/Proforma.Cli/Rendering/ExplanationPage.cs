using Proforma.Reporting.Explain;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Cli.Rendering;

/// <summary>An explanation as a tree of text: a line a figure, its formula below it, its operands indented.</summary>
internal sealed class ExplanationPage(TextWriter writer, Palette palette, ReportLanguage language)
{
    private const int LongestFormula = 200;

    private readonly bool _chinese = language == ReportLanguage.Chinese;

    public void Write(Explanation explanation) => Write(explanation, "", "");

    private void Write(Explanation node, string first, string rest)
    {
        var label = node.Label.Length == 0 ? "" : "  " + palette.Dim(DisplayWidth.Fit(node.Label, 80));
        writer.WriteLine($"{palette.Dim(first)}{palette.Bold(DisplayWidth.Clean(node.Cell))} = {node.Text}{label}");
        var below = node.Operands.IsEmpty ? rest + "  " : rest + "│ ";
        if (node.Formula.Length > 0)
        {
            var place = node.Provenance.Line > 0 ? palette.Dim($"  {node.Provenance.File}:{node.Provenance.Line}") : "";
            var cut = node.IsCut ? palette.Dim(" …") : "";
            var formula = DisplayWidth.Fit(string.Join(' ', node.Formula.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
                LongestFormula);
            writer.WriteLine($"{palette.Dim(below)}{(node.IsInput ? _chinese ? "输入 " : "input " : "= ")}{palette.Cyan(formula)}{cut}{place}");
        }

        if (node.Provenance.Source is { } source)
        {
            var quote = node.Provenance.Quote is { } words ? $": “{DisplayWidth.Clean(words)}”" : "";
            writer.WriteLine($"{palette.Dim(below)}{palette.Green((_chinese ? "来源 " : "from ") + source)}{quote}");
        }

        if (node.Provenance.Assumption is { } why)
        {
            var reason = why.Length == 0 ? "" : $": {DisplayWidth.Clean(why)}";
            writer.WriteLine($"{palette.Dim(below)}{palette.Yellow(_chinese ? "假设" : "assumed")}{reason}");
        }

        for (var i = 0; i < node.Operands.Length; i++)
        {
            var isLast = i == node.Operands.Length - 1;
            Write(node.Operands[i], rest + (isLast ? "└ " : "├ "), rest + (isLast ? "  " : "│ "));
        }
    }
}
