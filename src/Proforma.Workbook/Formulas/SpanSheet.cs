using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Formulas;

/// <summary>A sheet whose columns are longer periods of one grain, or runs of steps.</summary>
internal sealed class SpanSheet
{
    private readonly Book _book;
    private readonly Clock _clock;
    private readonly Dictionary<ReportSpan, int> _columns = [];
    private readonly Dictionary<SeriesKey, GridRow> _rows = [];
    private bool _hasOthers;

    public SpanSheet(Book book, Clock clock, int axis, Period? period, bool isMain)
    {
        (_book, _clock, IsMain) = (book, clock, isMain);
        var words = book.Words;
        var name = isMain ? words.YearsSheet(clock.Axis.Entity) : words.SpanSheet(clock.Axis.Entity, period?.Grain);
        Sheet = book.AddSheet(name, null, isMain ? (axis * SheetOrder.Entity) + SheetOrder.Years : SheetOrder.Spans + axis);
        Sheet.TabColor = isMain ? "1F3864" : "BFBFBF";
        Sheet.Frozen = (Sheet.HeaderRow, Sheet.ValueColumn);
        SheetHead.Write(book, Sheet, clock.Axis.Entity, isMain ? words.YearsTitle : words.SpanTitle, isMain ? words.YearsHint : words.SpanHint);
        Sheet.Rows[^1][Sheet.ValueColumn] = SheetCell.Empty(new CellStyle(CellRole.Header));
        Sheet.HasConstants = false;
        if (period is { } any)
        {
            foreach (var found in clock.Calendar.Periods(any.Grain, any.YearEndMonth != 12))
            {
                AddColumn(ReportSpan.Of(clock.Calendar, found));
            }
        }
    }

    public Sheet Sheet { get; }

    /// <summary>Whether it is the statement of years that people read.</summary>
    public bool IsMain { get; }

    public IEnumerable<ReportSpan> Columns => _columns.Keys;

    public bool HasRow(SeriesKey key) => _rows.ContainsKey(key);

    public int ColumnOf(ReportSpan span) => _columns.TryGetValue(span, out var column) ? column : AddColumn(span);

    /// <summary>The row of a line; one that no statement shows gets a row at the end.</summary>
    public GridRow Row(SeriesKey key)
    {
        if (!_rows.TryGetValue(key, out var row))
        {
            if (IsMain && !_hasOthers)
            {
                _hasOthers = true;
                Sheet.Add(gap: 1)[Sheet.LabelColumn] = SheetCell.OfText(_book.Words.ForRatios, new CellStyle(CellRole.Section));
            }

            row = Sheet.Add();
            RowLabels.Write(_book, row, key, _book.Program.Slots[key.Slot], 0, CellRole.Label, isReported: true);
            _rows.Add(key, row);
        }

        return row;
    }

    public void Place(SeriesKey key, GridRow row) => _rows.Add(key, row);

    public void Write(SeriesKey key, GridRow row, ReportSpan span, Formula formula, Coverage coverage, CellValue? shown)
    {
        var isBalance = _book.Program.Slots[key.Slot] is { Role: SlotRole.Account, RollUp: RollUpRule.Closing };
        var style = new CellStyle(isBalance ? CellRole.Total : CellRole.Formula, _book.Looks.FormatOf(key, isReported: true));
        row[ColumnOf(span)] = formula.States == States.Blank
            ? SheetCell.Empty(style)
            : SheetCell.Formula(formula.Full, shown, coverage.IsComplete ? style : style with { Role = CellRole.Muted });
    }

    public void WriteFrozen(GridRow row, ReportSpan span, Formula frozen, CellValue shown, Coverage coverage)
    {
        _ = coverage;
        row[ColumnOf(span)] = SheetCell.Formula(frozen.Text, shown, new CellStyle(CellRole.Frozen, "General"));
    }

    /// <summary>A line without a roll-up over a span has no figure there.</summary>
    public void WriteNothing(GridRow row, ReportSpan span) => row[ColumnOf(span)] = SheetCell.OfText(
        FigureWords.NotMeaningful(_book.Options.Language), new CellStyle(CellRole.Muted));

    private int AddColumn(ReportSpan span)
    {
        var column = Sheet.FirstPeriodColumn + _columns.Count;
        if (column > CellAddress.MaxColumns)
        {
            throw new WorkbookTooLargeException($"The sheet {Sheet.Name} would have more than {CellAddress.MaxColumns:N0} columns.");
        }

        _columns.Add(span, column);
        Sheet.Periods = _columns.Count;
        var (language, calendar) = (_book.Options.Language, _clock.Calendar);
        var text = span.Period is { } period ? FigureWords.Of(period, language)
            : $"{FigureWords.Of(calendar.Step(span.Steps.First), language)} – {FigureWords.Of(calendar.Step(span.Steps.Last), language)}";
        Sheet.Rows[Sheet.HeaderRow - 1][column] = SheetCell.OfText(text, new CellStyle(CellRole.Header));
        return column;
    }
}
