using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Cli.Rendering;

/// <summary>Statements as text: tracks side by side where the width allows, otherwise one below the other, columns folded as needed.</summary>
internal sealed class StatementPage(TextWriter writer, Palette palette, int width)
{
    private const int MostLabel = 46, LeastLabel = 12, MostUnit = 18;

    public void Write(StatementReport report)
    {
        var chinese = report.Language == ReportLanguage.Chinese;
        foreach (var statement in report.Statements)
        {
            var title = DisplayWidth.Clean(statement.Title);
            writer.WriteLine(palette.Bold(statement.Entity.Length == 0 ? title : $"{title} ({statement.Entity})"));
            writer.WriteLine();
            WriteStatement(statement, chinese);
        }

        new CheckPage(writer, palette, report.Language).Write(report);
    }

    private void WriteStatement(StatementTable statement, bool chinese)
    {
        var rows = statement.Sections.SelectMany(static s => s.Rows).ToList();
        if (rows.Count > 0 && statement.Columns.Length > 0)
        {
            var page = Layout(statement, rows);
            foreach (var fold in page.Folds(width))
            {
                WriteFold(statement, page, fold);
            }

            if (rows.Exists(static r => r.IsShared))
            {
                writer.WriteLine(palette.Dim(chinese ? "只在第一条轨道下列出的行，各轨道相同。"
                    : "Rows with figures below the first track only are the same in every track."));
                writer.WriteLine();
            }
        }

        WriteMeasures(statement, chinese);
        for (var note = 0; note < statement.Notes.Length; note++)
        {
            writer.WriteLine(palette.Dim($"[{note + 1}] {DisplayWidth.Clean(statement.Notes[note])}"));
        }

        if (!statement.Notes.IsEmpty)
        {
            writer.WriteLine();
        }
    }

    private PageLayout Layout(StatementTable statement, List<TableRow> rows)
    {
        var columns = new int[statement.Tracks.Length][];
        var sparklines = new int[statement.Tracks.Length];
        for (var track = 0; track < columns.Length; track++)
        {
            columns[track] = [.. statement.Columns.Select(static c => DisplayWidth.Of(c.Label))];
            foreach (var row in rows.Where(r => track < r.Blocks.Length))
            {
                var block = row.Blocks[track];
                sparklines[track] = Math.Max(sparklines[track], DisplayWidth.Of(block.Sparkline));
                for (var i = 0; i < block.Cells.Length; i++)
                {
                    columns[track][i] = Math.Max(columns[track][i], DisplayWidth.Of(TextOf(block.Cells[i])));
                }
            }
        }

        var label = Math.Clamp(rows.Max(static r => DisplayWidth.Of(r.Label) + (2 * r.Depth) + 2), LeastLabel, MostLabel);
        var unit = Math.Min(MostUnit, rows.Max(static r => DisplayWidth.Of(r.Unit)));
        return new PageLayout(label, unit, columns, sparklines);
    }

    private void WriteFold(StatementTable statement, PageLayout page, Fold fold)
    {
        var lead = new string(' ', page.Lead);
        if (statement.Tracks.Length > 1 || statement.Tracks[0].Name.Length > 0)
        {
            var names = fold.Tracks
                .Select(t => DisplayWidth.PadEnd(DisplayWidth.Fit(NameOf(statement.Tracks[t]), page.BlockWidth(t, fold)), page.BlockWidth(t, fold)));
            writer.WriteLine((lead + string.Join("   ", names.Select(palette.Cyan))).TrimEnd());
        }

        var headings = fold.Tracks
            .Select(t => string.Join("  ", fold.Columns
                .Select(c => DisplayWidth.PadStart(statement.Columns[c].Label, page.Columns[t][c]))) + page.NoSparkline(t, fold));
        writer.WriteLine((lead + string.Join("   ", headings.Select(palette.Dim))).TrimEnd());
        foreach (var section in statement.Sections.Where(s => s.Rows.Any(r => IsIn(r, fold))))
        {
            if (section.Title.Length > 0)
            {
                writer.WriteLine(palette.Bold(DisplayWidth.Clean(section.Title)));
            }

            foreach (var row in section.Rows.Where(r => IsIn(r, fold)))
            {
                WriteRow(row, page, fold);
            }
        }

        writer.WriteLine();
    }

    // A row that is the same in every track stands with the first of them only.
    private static bool IsIn(TableRow row, Fold fold) => fold.Tracks.Any(t => t < row.Blocks.Length);

    private void WriteRow(TableRow row, PageLayout page, Fold fold)
    {
        var indent = new string(' ', 2 + (2 * row.Depth));
        var label = DisplayWidth.PadEnd(indent + DisplayWidth.Fit(row.Label, page.Label - indent.Length), page.Label);
        var unit = DisplayWidth.PadEnd(DisplayWidth.Fit(row.Unit, page.Unit), page.Unit);
        var isMinor = row.Role is RowRole.Opening or RowRole.Change or RowRole.Member or RowRole.MemberTotal;
        var text = $"{(isMinor ? palette.Dim(label) : label)}  {palette.Dim(unit)}  ";
        var blocks = fold.Tracks
            .Select(t => t < row.Blocks.Length ? BlockOf(row.Blocks[t], t, page, fold) : new string(' ', page.BlockWidth(t, fold)));
        writer.WriteLine((text + string.Join("   ", blocks)).TrimEnd());
    }

    private string BlockOf(RowBlock block, int track, PageLayout page, Fold fold)
    {
        var cells = fold.Columns.Select(c => Styled(block.Cells[c], DisplayWidth.PadStart(TextOf(block.Cells[c]), page.Columns[track][c])));
        var sparkline = page.SparklineWidth(track, fold) == 0 ? "" : "  " + palette.Dim(DisplayWidth.PadEnd(block.Sparkline, page.Sparklines[track]));
        return string.Join("  ", cells) + sparkline;
    }

    private string Styled(TableCell cell, string text) =>
        cell.Figure.Value.State == Model.Runs.CellState.Failed || (cell.Figure.Value.IsValue && cell.Text.AsSpan().IndexOfAny("-(") == 0)
            ? palette.Red(text)
        : cell.Figure.Value.State == Model.Runs.CellState.Unknown ? palette.Yellow(text) : text;

    private void WriteMeasures(StatementTable statement, bool chinese)
    {
        if (statement.Measures.IsEmpty)
        {
            return;
        }

        var label = Math.Clamp(statement.Measures.Max(static m => DisplayWidth.Of(m.Label)) + 2, LeastLabel, MostLabel);
        var widths = statement.Tracks.Select((t, i) => Math.Max(
            statement.Measures.Max(m => i < m.Cells.Length ? DisplayWidth.Of(TextOf(m.Cells[i])) : 0), DisplayWidth.Of(NameOf(t)))).ToArray();
        var heading = DisplayWidth.PadEnd(chinese ? "指标" : "Measures", label);
        var names = statement.Tracks.Select((t, i) => palette.Cyan(DisplayWidth.PadStart(NameOf(t), widths[i])));
        writer.WriteLine($"{palette.Bold(heading)}  {string.Join("  ", names)}".TrimEnd());
        foreach (var measure in statement.Measures)
        {
            var cells = measure.Cells.Select((c, i) => Styled(c, DisplayWidth.PadStart(TextOf(c), widths[i])));
            var name = DisplayWidth.PadEnd("  " + DisplayWidth.Fit(measure.Label, label - 2), label);
            writer.WriteLine($"{name}  {string.Join("  ", cells)}".TrimEnd());
        }

        writer.WriteLine();
    }

    private static string NameOf(TableTrack track) => track.Label.Length == 0 ? track.Name
        : string.Equals(track.Label, track.Name, StringComparison.OrdinalIgnoreCase) ? track.Label
        : $"{track.Name} {DisplayWidth.Clean(track.Label)}";

    private static string TextOf(TableCell cell) => cell.Note == 0 ? cell.Text : $"{cell.Text}[{cell.Note}]";
}
