using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Workbook.Formulas;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Pages;

/// <summary>The checks: 1 where one holds, 0 where it fails, and the result of each in words.</summary>
internal sealed class ChecksPage
{
    private readonly List<(Sheet Sheet, GridRow Row, List<SeriesRow> Rows)> _checks = [];

    /// <summary>The cells with the results of checks that count as errors, by sheet.</summary>
    public List<string> Results { get; } = [];

    public bool Any => _checks.Count > 0;

    public void Place(Book book, Clock clock, int order)
    {
        var entity = clock.Axis.Entity;
        var checks = book.Program.Slots.Where(s => s.Role == SlotRole.Check && s.Entity == entity && s.Rules.Length > 0).ToList();
        if (checks.Count == 0)
        {
            return;
        }

        var sheet = book.AddSheet(book.Words.ChecksSheet(entity), clock.Calendar, order + SheetOrder.Checks);
        clock.Head(sheet, book.Words.ChecksTitle, book.Words.ChecksHint);
        sheet.Rows[^1][Sheet.UnitColumn] = SheetCell.OfText(book.Words.ResultHead, new CellStyle(CellRole.Header));
        sheet.TabColor = "70AD47";
        foreach (var slot in checks)
        {
            var members = book.Program.Layout.MembersOf(slot.Index);
            var head = slot.Dimensions.Length > 0 ? sheet.Add() : null;
            var rows = new List<SeriesRow>();
            for (var member = 0; member < members; member++)
            {
                var row = sheet.Add();
                var key = new SeriesKey(slot.Index, member, SeriesKey.Selected);
                RowLabels.Write(book, row, key, slot, head is null ? 0 : 1, CellRole.Label, isReported: false);
                row[Sheet.NameColumn] = SheetCell.OfText(slot.IsWarning ? book.Words.Of("warning", "警告") : "", new CellStyle(CellRole.Muted));
                row[Sheet.UnitColumn] = default;
                rows.Add(book.Place(key, sheet, row, isData: false));
            }

            if (head is not null)
            {
                head[Sheet.LabelColumn] = SheetCell.OfText(slot.Label, new CellStyle(CellRole.WrappedBold));
            }

            _checks.Add((sheet, head ?? rows[0].Row, rows));
            if (!slot.IsWarning)
            {
                Results.Add(sheet.Reference + CellAddress.Absolute(Sheet.UnitColumn, (head ?? rows[0].Row).Number));
            }
        }

        var last = CellAddress.Of(Sheet.FirstPeriodColumn + sheet.Periods - 1, sheet.Rows[^1].Number);
        sheet.Alarms.Add($"{CellAddress.Of(Sheet.UnitColumn, Sheet.FirstRow)}:{last}");
    }

    /// <summary>Writes the result of each check: a failure anywhere, something undecided, or neither.</summary>
    public void WriteResults(Book book)
    {
        foreach (var (sheet, row, rows) in _checks)
        {
            var slot = rows[0].Slot;
            var steps = book.Program.StepsOf(slot);
            var (first, last) = (rows[0].ColumnOf(0), rows[0].ColumnOf(steps - 1));
            var range = $"{CellAddress.Of(first, rows[0].Row.Number)}:{CellAddress.Of(last, rows[^1].Row.Number)}";
            var values = rows.SelectMany(r => Enumerable.Range(0, steps).Select(step => book.Shown(r, step))).ToList();
            var shown = values.Exists(static v => v is { IsValue: true, Raw: 0 }) ? Failing(book)
                : values.Exists(static v => v.State is CellState.Unknown or CellState.Failed) ? Undecided(book) : Holding;
            row[Sheet.UnitColumn] = SheetCell.TextFormula(
                $"IF(COUNTIF({range},0)>0,\"{Failing(book)}\",IF(SUMPRODUCT(--ISERROR({range}))>0,\"{Undecided(book)}\",\"{Holding}\"))",
                shown, new CellStyle(CellRole.Check));
        }
    }

    /// <summary>All results in one word, for the cover.</summary>
    public (string Formula, string Shown) Overall(Book book)
    {
        var fails = string.Join('+', Results.Select(r => $"({r}=\"{Failing(book)}\")"));
        var worst = _checks.Where(c => Results.Contains(c.Sheet.Reference + CellAddress.Absolute(Sheet.UnitColumn, c.Row.Number)))
            .Any(c => c.Row[Sheet.UnitColumn].Shown == Failing(book));
        return ($"IF({fails}>0,\"{Failing(book)}\",\"{Holding}\")", worst ? Failing(book) : Holding);
    }

    private const string Holding = "OK";

    private static string Failing(Book book) => book.Words.Of("FAILS", "不成立");

    private static string Undecided(Book book) => book.Words.Of("undecided", "未定");
}
