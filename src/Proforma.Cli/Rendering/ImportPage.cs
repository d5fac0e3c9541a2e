using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;
using Proforma.Workbook.Import;

namespace Proforma.Cli.Rendering;

/// <summary>What an import brings: each figure beside what the plan says now, and what was rejected and why.</summary>
internal sealed class ImportPage(TextWriter writer, Palette palette, ReportLanguage language)
{
    private const int MostFigures = 60, MostRejects = 60;

    private readonly bool _chinese = language == ReportLanguage.Chinese;

    public void Write(IPlanFigures figures, ImportResult result)
    {
        WriteFigures(figures, result);
        if (!result.LeftOut.IsEmpty)
        {
            var labels = string.Join(", ", result.LeftOut.Select(DisplayWidth.Clean));
            writer.WriteLine((_chinese ? "按对照表略过：" : "Left out, as the mapping says: ") + labels);
        }

        if (result.Rejects.IsEmpty)
        {
            return;
        }

        writer.WriteLine(palette.Yellow(_chinese ? $"未导入 {result.Rejects.Length} 处：" : $"Rejected: {result.Rejects.Length:N0}"));
        foreach (var reject in result.Rejects.Take(MostRejects))
        {
            var label = reject.Label.Length == 0 ? "" : $" \"{DisplayWidth.Clean(reject.Label)}\"";
            writer.WriteLine($"  {DisplayWidth.Clean(reject.Place.ToString())}{label}: {DisplayWidth.Clean(reject.Reason)}");
        }

        WriteMore(result.Rejects.Length - MostRejects);
    }

    /// <summary>What was written, or would be.</summary>
    public void WriteSummary(string table, string through, bool isDry, bool planChanges)
    {
        var plan = planChanges ? _chinese ? $"，计划的实际数截至 {through}" : $"; the plan's actuals go through {through}" : "";
        writer.WriteLine(isDry
            ? _chinese ? $"试运行：将写入 {table}{plan}。未作任何改动。" : $"Dry run: {table} would be written{plan}. Nothing was changed."
            : _chinese ? $"已写入 {table}{plan}。" : $"{table} is written{plan}.");
    }

    private void WriteFigures(IPlanFigures figures, ImportResult result)
    {
        if (result.Figures.IsEmpty)
        {
            return;
        }

        string[] head = _chinese ? ["科目", "期间", "计划现值", "实际", "差异"] : ["line", "period", "in the plan", "reported", "difference"];
        var rows = new List<string[]> { head };
        foreach (var line in result.Figures.GroupBy(static f => f.Slot))
        {
            var unit = ReportedUnit.Of(line.Key);
            var pairs = line.Select(f => (Figure: f, Now: Now(figures, f), Reported: CellValue.Of(unit.ToBase(f.Value)))).ToList();
            var format = FigureFormat.For(line.Key, pairs.SelectMany(static p => new[] { p.Now, p.Reported }),
                new NumberOptions { Language = language }, unit);
            foreach (var (figure, now, reported) in pairs)
            {
                var track = figure.Track.Length == 0 ? "" : $"[{figure.Track}]";
                var period = FigureWords.Of(figure.Period, language);
                rows.Add([line.Key.Name + track, period, format.Cell(now), format.Cell(reported), Difference(now, reported)]);
            }
        }

        var widths = Enumerable.Range(0, head.Length).Select(c => rows.Take(MostFigures + 1).Max(r => DisplayWidth.Of(r[c]))).ToArray();
        for (var i = 0; i < Math.Min(rows.Count, MostFigures + 1); i++)
        {
            var cells = rows[i].Select((cell, c) => c < 2
                ? DisplayWidth.PadEnd(cell, widths[c])
                : new string(' ', widths[c] - DisplayWidth.Of(cell)) + cell);
            var text = string.Join("  ", cells).TrimEnd();
            writer.WriteLine(i == 0 ? palette.Bold(text) : text);
        }

        WriteMore(rows.Count - 1 - MostFigures);
    }

    private void WriteMore(int count)
    {
        if (count > 0)
        {
            writer.WriteLine(_chinese ? $"  ……另有 {count} 处" : $"  … and {count:N0} more");
        }
    }

    private static CellValue Now(IPlanFigures figures, AcceptedFigure figure)
    {
        var slot = figure.Slot;
        var track = slot.TrackAxis < 0 ? 0 : Math.Max(0, figures.Program.TrackAxes[slot.TrackAxis].IndexOf(figure.Track));
        return figures.Of(slot.Index, figures.Program.Layout.RowOf(slot.Index, track, []), figure.Period).Value;
    }

    private static string Difference(CellValue now, CellValue reported) =>
        !now.IsValue || now.Raw == 0 ? ""
            : new NumberFormat { Decimals = 1, Style = NumberStyle.Percent, ShowsPlus = true }.Format((reported.Raw / now.Raw) - 1);
}
