using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Formulas;

/// <summary>The time axis of one plan: the sheet of its steps (ends, lengths, numbers that depend on the step alone) and the heads of
/// columns.</summary>
internal sealed class Clock(Book book, TimeAxis axis, int index)
{
    private readonly Dictionary<int, GridRow> _tables = [];
    private readonly Dictionary<(ReportSpan Span, bool Days, bool Lengths), GridRow> _weights = [];
    private readonly Lazy<double?> _equalMonths = new(() => Equal(axis.Calendar, days: false));
    private readonly Lazy<double?> _equalDays = new(() => Equal(axis.Calendar, days: true));
    private Sheet? _sheet;
    private Sheet? _workings;
    private GridRow? _months;
    private GridRow? _days;
    private GridRow? _ordinals;
    private GridRow? _ends;

    public TimeAxis Axis { get; } = axis;

    public Calendar Calendar => Axis.Calendar;

    /// <summary>The sheet of the steps.</summary>
    public Sheet Sheet => _sheet ??= MakeSheet();

    /// <summary>The sheet of series that only formulas need.</summary>
    public Sheet Workings => _workings ??= MakeWorkings();

    public bool HasWorkings => _workings is not null;

    /// <summary>The length that every step has, in months or days; null where lengths differ.</summary>
    public double? EqualLength(bool days) => days ? _equalDays.Value : _equalMonths.Value;

    private static double? Equal(Calendar calendar, bool days)
    {
        for (var step = 1; step < calendar.Count; step++)
        {
            if (days ? calendar.Days[step] != calendar.Days[0] : calendar.Months[step] != calendar.Months[0])
            {
                return null;
            }
        }

        return days ? calendar.Days[0] : calendar.Months[0];
    }

    public double LengthOf(int step, bool days) => days ? Calendar.Days[step] : Calendar.Months[step];

    /// <summary>The lengths of steps as a range.</summary>
    public string Lengths(Sheet from, int first, int last, bool days, bool isFixed, bool startIsFixed = false) =>
        RangeOf(from, days ? Days : Months, first, last, isFixed, startIsFixed);

    /// <summary>The number of a step's period, as searches count them.</summary>
    public string Ordinal(Sheet from, int step, bool isFixed) => CellOf(from, Ordinals, step, isFixed);

    /// <summary>The last days of steps as a range.</summary>
    public string Ends(Sheet from, int first, int last) => RangeOf(from, EndRow, first, last, isFixed: true, startIsFixed: true);

    /// <summary>The last day of one step.</summary>
    public string End(Sheet from, int step) => CellOf(from, EndRow, step, isFixed: true);

    /// <summary>The entry of a table of numbers in a step.</summary>
    public string Table(Sheet from, int table, int step)
    {
        if (!_tables.TryGetValue(table, out var row))
        {
            row = Filled(Sheet, book.Words.Table(table + 1), "", step => Axis.Tables[table][step], "General");
            _tables.Add(table, row);
        }

        return CellOf(from, row, step, isFixed: false);
    }

    /// <summary>What each step counts in a span whose ends cut steps: its share, times its length where that is asked for.</summary>
    public string Weights(Sheet from, ReportSpan span, bool days, bool lengths)
    {
        if (!_weights.TryGetValue((span, days, lengths), out var row))
        {
            var name = span.Period is { } period ? FigureWords.Of(period, book.Options.Language) : "";
            row = Filled(Sheet, book.Words.Weights(name), "", step =>
                step < span.Steps.First || step > span.Steps.Last ? 0 : span.Steps.Share(step) * (lengths ? LengthOf(step, days) : 1), "0.0000");
            _weights.Add((span, days, lengths), row);
        }

        return RangeOf(from, row, span.Steps.First, span.Steps.Last, isFixed: true, startIsFixed: true);
    }

    /// <summary>Writes the heads of a sheet with this time axis.</summary>
    public void Head(Sheet sheet, string title, string hint)
    {
        SheetHead.Write(book, sheet, Axis.Entity, title, hint);
        var header = sheet.Rows[^1];
        for (var step = 0; step < Calendar.Count; step++)
        {
            header[Sheet.FirstPeriodColumn + step] = SheetCell.OfText(
                FigureWords.Of(Calendar.Step(step), book.Options.Language), new CellStyle(CellRole.Header));
        }

        sheet.Frozen = (Sheet.HeaderRow, Sheet.ValueColumn);
    }

    /// <summary>A date as spreadsheets count it: days since the end of 1899.</summary>
    public static double Serial(DateOnly date) => date.DayNumber - new DateOnly(1899, 12, 30).DayNumber;

    private GridRow Months { get { _ = Sheet; return _months!; } }

    private GridRow Days { get { _ = Sheet; return _days!; } }

    private GridRow Ordinals { get { _ = Sheet; return _ordinals!; } }

    private GridRow EndRow { get { _ = Sheet; return _ends!; } }

    private Sheet MakeSheet()
    {
        var sheet = _sheet = book.AddSheet(book.Words.TimeSheet(Axis.Entity), Calendar, SheetOrder.Time + index);
        Head(sheet, book.Words.TimeTitle, book.Words.TimeHint);
        sheet.TabColor = "BFBFBF";
        _ends = Filled(sheet, book.Words.PeriodEnd, "", step => Serial(Calendar.Step(step).End), "yyyy\\-mm\\-dd");
        _months = Filled(sheet, book.Words.LengthInMonths, book.Words.MonthUnit, step => Calendar.Months[step], "General");
        _days = Filled(sheet, book.Words.LengthInDays, book.Words.DayUnit, step => Calendar.Days[step], "General");
        _ordinals = Filled(sheet, book.Words.PeriodNumber, "", step => Calendar.Step(step).Ordinal, "0");
        return sheet;
    }

    private Sheet MakeWorkings()
    {
        var sheet = _workings = book.AddSheet(book.Words.WorkingsSheet(Axis.Entity), Calendar, SheetOrder.Workings + index);
        Head(sheet, book.Words.WorkingsTitle, book.Words.WorkingsHint);
        sheet.TabColor = "BFBFBF";
        return sheet;
    }

    private GridRow Filled(Sheet sheet, string label, string unit, Func<int, double> values, string format)
    {
        var row = sheet.Add();
        row[Sheet.LabelColumn] = SheetCell.OfText(label, new CellStyle(CellRole.Label));
        row[Sheet.UnitColumn] = SheetCell.OfText(unit, new CellStyle(CellRole.Muted));
        for (var step = 0; step < Calendar.Count; step++)
        {
            row[Sheet.FirstPeriodColumn + step] = SheetCell.Number(values(step), new CellStyle(CellRole.Plain, format));
        }

        return row;
    }

    private string CellOf(Sheet from, GridRow row, int step, bool isFixed)
    {
        var column = Sheet.FirstPeriodColumn + step;
        var address = isFixed ? CellAddress.Absolute(column, row.Number) : $"{CellAddress.Letters(column)}${row.Number}";
        return References.On(from, Sheet, address);
    }

    private string RangeOf(Sheet from, GridRow row, int first, int last, bool isFixed, bool startIsFixed)
    {
        var (a, b) = (CellAddress.Letters(Sheet.FirstPeriodColumn + first), CellAddress.Letters(Sheet.FirstPeriodColumn + last));
        return References.On(from, Sheet, $"{(isFixed || startIsFixed ? "$" : "")}{a}${row.Number}:{(isFixed ? "$" : "")}{b}${row.Number}");
    }
}
