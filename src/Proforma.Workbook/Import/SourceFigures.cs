using System.Globalization;
using Proforma.Model.Time;
using Calendar = Proforma.Model.Time.Calendar;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Import;

/// <summary>A reported figure as a file has it.</summary>
/// <param name="Label">What the file calls the line.</param>
/// <param name="Period">Its period.</param>
/// <param name="Value">The number as it stands.</param>
/// <param name="Unit">What the row says about units; null where it says nothing.</param>
/// <param name="SheetUnit">What the sheet says about units.</param>
/// <param name="Track">The track, where the file has a column for it; empty otherwise.</param>
/// <param name="Place">Where it stands.</param>
public sealed record SourceFigure(string Label, Period Period, double Value, UnitNote? Unit, UnitNote SheetUnit, string Track, SourcePlace Place);

/// <summary>A cell of a file, as messages name it: `Sheet1!C5`, `row 7, column 3`.</summary>
/// <param name="Sheet">The sheet; empty for CSV.</param>
/// <param name="Row">From 1.</param>
/// <param name="Column">From 1.</param>
public readonly record struct SourcePlace(string Sheet, int Row, int Column)
{
    public override string ToString() => Sheet.Length == 0
        ? string.Create(CultureInfo.InvariantCulture, $"row {Row}, column {Column}")
        : $"{Sheet}!{CellAddress.Of(Column, Row)}";
}

/// <summary>A figure, row or column that is not imported.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Label">What the file calls it.</param>
/// <param name="Reason">Why it is not imported.</param>
public sealed record ImportReject(SourcePlace Place, string Label, string Reason);

/// <summary>
/// Finds the figures of a file, whichever way it is laid out: lines down and periods across, periods down and lines across, or one
/// figure a row with columns for line, period and value.
/// </summary>
public static class SourceFigures
{
    private const int RowsSearched = 60;

    private static readonly string[] s_periodWords = ["period", "month", "date", "quarter", "year", "期间", "月份", "日期", "季度", "年度", "年月", "会计期间"];
    private static readonly string[] s_lineWords = ["line", "item", "account", "line item", "metric", "name", "科目", "项目", "指标", "科目名称", "名称"];
    private static readonly string[] s_valueWords = ["value", "amount", "actual", "figure", "金额", "数值", "实际", "实际数", "本期金额", "值"];
    private static readonly string[] s_unitWords = ["unit", "units", "currency", "单位", "币种"];
    private static readonly string[] s_trackWords = ["track", "scenario", "轨道", "情景", "场景"];

    /// <summary>The figures of the first sheet that has any, or of the sheet that is named.</summary>
    /// <param name="grids">The sheets of the file.</param>
    /// <param name="sheet">The sheet wanted; empty for the first that fits.</param>
    /// <param name="calendar">The plan's calendar.</param>
    /// <param name="rejects">Receives what cannot be read.</param>
    /// <exception cref="ImportRefusedException">No sheet has figures with periods.</exception>
    public static IReadOnlyList<SourceFigure> Read(
        IReadOnlyList<SourceGrid> grids, string sheet, Calendar calendar, ICollection<ImportReject> rejects)
    {
        var wanted = sheet.Length == 0 ? grids : [.. grids.Where(g => string.Equals(g.Name, sheet, StringComparison.OrdinalIgnoreCase))];
        if (wanted.Count == 0)
        {
            throw new ImportRefusedException($"There is no sheet {sheet}; the sheets are {string.Join(", ", grids.Select(static g => g.Name))}.");
        }

        foreach (var grid in wanted)
        {
            if ((ReadLong(grid, calendar, rejects) ?? ReadAcross(grid, calendar, rejects) ?? ReadDown(grid, calendar, rejects)) is { } figures)
            {
                return figures;
            }
        }

        throw new ImportRefusedException(
            "No periods were found: a row of heads such as 2025-01, Jan 2025 or 2025年1月, or a column called period, says when figures are from.");
    }

    private static List<SourceFigure>? ReadLong(SourceGrid grid, Calendar calendar, ICollection<ImportReject> rejects)
    {
        foreach (var (row, cells) in grid.Rows.Take(RowsSearched))
        {
            var (period, line, value) = (ColumnOf(cells, s_periodWords), ColumnOf(cells, s_lineWords), ColumnOf(cells, s_valueWords));
            if (period == 0 || line == 0 || value == 0)
            {
                continue;
            }

            var (unit, track) = (ColumnOf(cells, s_unitWords), ColumnOf(cells, s_trackWords));
            var note = NoteAbove(grid, row);
            var found = new List<SourceFigure>();
            foreach (var (at, figures) in grid.Rows.Where(r => r.Row > row))
            {
                var head = figures.GetValueOrDefault(period);
                var label = figures.GetValueOrDefault(line).Text ?? "";
                if (label.Length == 0)
                {
                    continue;
                }

                if (PeriodHead.Read(head, calendar) is not { } read)
                {
                    rejects.Add(new ImportReject(Place(grid, period, at), label, head.IsEmpty ? "the period is missing"
                        : $"{head.Text} is no period"));
                    continue;
                }

                Add(found, rejects, grid, (at, value), label, read, figures.GetValueOrDefault(unit).Text, note,
                    figures.GetValueOrDefault(track).Text);
            }

            return found;
        }

        return null;
    }

    private static List<SourceFigure>? ReadAcross(SourceGrid grid, Calendar calendar, ICollection<ImportReject> rejects)
    {
        var (head, periods) = HeadRow(grid, calendar);
        if (periods.Count == 0)
        {
            return null;
        }

        var first = periods.Keys.Min();
        var unit = ColumnOf(grid.Rows.First(r => r.Row == head).Cells, s_unitWords);
        var note = NoteAbove(grid, head + 1);
        var found = new List<SourceFigure>();
        foreach (var (row, cells) in grid.Rows.Where(r => r.Row > head))
        {
            var label = cells.Where(c => c.Key < first && c.Key != unit && c.Value.Number is null && c.Value.Text.Length > 0)
                .Select(static c => c.Value.Text).FirstOrDefault();
            if (label is null)
            {
                if (periods.Keys.Any(c => !SourceNumber.IsNothing(cells.GetValueOrDefault(c))))
                {
                    rejects.Add(new ImportReject(Place(grid, first, row), "", "the row has figures and no name"));
                }

                continue;
            }

            foreach (var (column, period) in periods)
            {
                Add(found, rejects, grid, (row, column), label, period, cells.GetValueOrDefault(unit).Text, note, "");
            }
        }

        return found;
    }

    private static List<SourceFigure>? ReadDown(SourceGrid grid, Calendar calendar, ICollection<ImportReject> rejects)
    {
        foreach (var (row, cells) in grid.Rows.Take(RowsSearched))
        {
            var column = ColumnOf(cells, s_periodWords);
            if (column == 0)
            {
                continue;
            }

            var track = ColumnOf(cells, s_trackWords);
            var note = NoteAbove(grid, row);
            var found = new List<SourceFigure>();
            foreach (var (at, figures) in grid.Rows.Where(r => r.Row > row))
            {
                if (PeriodHead.Read(figures.GetValueOrDefault(column), calendar) is not { } period)
                {
                    rejects.Add(new ImportReject(Place(grid, column, at), figures.GetValueOrDefault(column).Text ?? "", "the row has no period"));
                    continue;
                }

                foreach (var (other, head) in cells.Where(c => c.Key != column && c.Key != track))
                {
                    Add(found, rejects, grid, (at, other), head.Text, period, null, note, figures.GetValueOrDefault(track).Text);
                }
            }

            return found;
        }

        return null;
    }

    /// <summary>The row with the most period heads among the first ones, and the period of each column.</summary>
    private static (int Row, SortedDictionary<int, Period> Periods) HeadRow(SourceGrid grid, Calendar calendar)
    {
        var best = (Row: 0, Periods: new SortedDictionary<int, Period>());
        foreach (var (row, cells) in grid.Rows.Take(RowsSearched))
        {
            var periods = new SortedDictionary<int, Period>();
            foreach (var (column, cell) in cells)
            {
                if (column > 1 && PeriodHead.Read(cell, calendar) is { } period && !periods.ContainsValue(period))
                {
                    periods.Add(column, period);
                }
            }

            if (periods.Count > best.Periods.Count)
            {
                best = (row, periods);
            }
        }

        return best;
    }

    private static void Add(
        List<SourceFigure> found, ICollection<ImportReject> rejects, SourceGrid grid, (int Row, int Column) at, string label, Period period,
            string? unit,
        UnitNote note, string? track)
    {
        var cell = grid[at.Row, at.Column];
        if (SourceNumber.IsNothing(cell))
        {
            return;
        }

        var place = Place(grid, at.Column, at.Row);
        var (name, own) = UnitNote.Split(label);
        if (SourceNumber.Read(cell) is not { } value)
        {
            rejects.Add(new ImportReject(place, name, cell.IsError ? $"the cell holds the error {cell.Text}"
                : cell.Date is not null ? "a date stands where a figure belongs" : $"\"{Short(cell.Text)}\" is no number"));
            return;
        }

        if (!string.IsNullOrWhiteSpace(unit) && UnitNote.Read(unit) is null && own is null && unit.Trim() is not ("%" or "人" or "个"))
        {
            own = new UnitNote(1, "");
        }

        found.Add(new SourceFigure(name, period, value, own ?? (unit is null ? null : UnitNote.Read(unit)), note, (track ?? "").Trim(), place));
    }

    private static UnitNote NoteAbove(SourceGrid grid, int row)
    {
        foreach (var (_, cells) in grid.Rows.TakeWhile(r => r.Row < row))
        {
            foreach (var cell in cells.Values.Where(static c => c.Number is null && c.Date is null))
            {
                if (UnitNote.Read(cell.Text) is { } note)
                {
                    return note;
                }
            }
        }

        return UnitNote.None;
    }

    private static int ColumnOf(IReadOnlyDictionary<int, SourceCell> cells, string[] words) =>
        cells.Where(c => words.Contains(c.Value.Text?.Trim(), StringComparer.OrdinalIgnoreCase)).Select(static c => c.Key).FirstOrDefault();

    private static SourcePlace Place(SourceGrid grid, int column, int row) => new(grid.Name, row, column);

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
