using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Cli.Rendering;

/// <summary>How a plan's checks came out: the failing ones with their first cells, the others counted.</summary>
internal sealed class CheckPage(TextWriter writer, Palette palette, ReportLanguage language)
{
    private readonly bool _chinese = language == ReportLanguage.Chinese;

    public void Write(StatementReport report)
    {
        var all = report.Statements.SelectMany(static s => s.Checks.Select(check => (s.Entity, check))).ToList();
        if (all.Count == 0)
        {
            return;
        }

        var passed = all.Count(static c => c.check.Outcome == CheckOutcome.Passed);
        var failed = all.Count(static c => c.check.Outcome == CheckOutcome.Failed);
        var open = all.Count - passed - failed;
        var summary = _chinese
            ? $"检查：{passed} 项通过" + (failed > 0 ? $"，{failed} 项未通过" : "") + (open > 0 ? $"，{open} 项无法判定" : "")
            : $"Checks: {passed} passed" + (failed > 0 ? $", {failed} failed" : "") + (open > 0 ? $", {open} undecided" : "");
        writer.WriteLine(failed > 0 ? palette.Red(summary) : open > 0 ? palette.Yellow(summary) : palette.Green(summary));
        foreach (var (entity, check) in all)
        {
            if (check.Outcome != CheckOutcome.Passed)
            {
                WriteRow(entity, check);
            }
        }
    }

    private void WriteRow(string entity, CheckRow check)
    {
        var isFailed = check.Outcome == CheckOutcome.Failed;
        var word = !isFailed ? _chinese ? "无法判定" : "undecided" : check.IsWarning ? _chinese ? "警告" : "warning" : _chinese ? "未通过" : "failed";
        var name = (entity.Length == 0 ? "" : entity + ": ") + DisplayWidth.Clean(check.Label);
        var cells = isFailed ? $"{check.FailedCells:N0}/{check.Tested:N0}" : "";
        var first = string.Join("; ", check.First.Where(static f => f.Length > 0));
        var where = first.Length == 0 ? "" : _chinese ? $"（最先：{first}）" : $" (first: {first})";
        var style = isFailed && !check.IsWarning ? palette.Red(word) : palette.Yellow(word);
        writer.WriteLine($"  {style} {name}{(cells.Length == 0 ? "" : _chinese ? $"，{cells} 个单元格" : $", {cells} cells")}{where}");
    }
}
