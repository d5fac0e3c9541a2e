using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Formulas;

/// <summary>A figure of a span that has a cell.</summary>
/// <param name="Row">The row of figures.</param>
/// <param name="Sheet">The sheet of spans.</param>
/// <param name="Address">The cell; empty where there is no such figure (the line has no roll-up over the span).</param>
/// <param name="States">What it may hold.</param>
/// <param name="Coverage">How much of the span stands behind it.</param>
/// <param name="Scale">One of its unit in base units.</param>
internal sealed record SpanCell(SeriesRow Row, Sheet Sheet, string Address, States States, Coverage Coverage, double Scale)
{
    /// <summary>The figure as an operand, in base units.</summary>
    public Formula As(Sheet from)
    {
        if (Address.Length == 0)
        {
            return Formula.Failed;
        }

        if (States == States.Blank)
        {
            return Formula.Blank;
        }

        var address = References.On(from, Sheet, Address);
        var cell = new Formula(address, Binding.Atom) { States = States, BlankTests = (States & States.Blank) == States.None ? []
            : [$"{address}=\"\""] };
        return Row.Slot.Type == Model.Program.ValueType.Boolean
            ? cell with { Text = $"{address}=1", Binding = Binding.Comparison, IsLogical = true, Number = address }
            : FormulaOps.Times(cell, Scale);
    }
}

/// <summary>The sheets whose columns are longer periods: the years of the statements, and what formulas ask for besides.</summary>
internal sealed class SpanSheets(Book book)
{
    // Ratios of ratios are followed this far; what lies deeper is exported as values.
    private const int DeepestRatio = 100;

    private readonly Dictionary<(int Axis, Grain Grain, int YearEnd), SpanSheet> _sheets = [];
    private readonly Dictionary<(SeriesKey Key, ReportSpan Span, RollUpRule Rule), SpanCell?> _cells = [];
    private int _depth;

    /// <summary>The sheet of the years of a time axis.</summary>
    public SpanSheet Years(int axis)
    {
        var calendar = book.Clocks[axis].Calendar;
        return For(axis, new ReportSpan(default, Period.Containing(calendar.First.Start, Grain.Year, calendar.YearEndMonth)));
    }

    /// <summary>The figure of a span as a formula reads it: unknown where steps are missing.</summary>
    public Formula AsRead(Sheet from, SeriesKey key, RollUpRead read)
    {
        var slot = book.Program.Slots[key.Slot];
        if (slot.TimeAxis < 0)
        {
            return StepOperands.CellOf(book, from, book.Row(key), 0, isFixed: true);
        }

        var span = new ReportSpan(read.Steps, read.Period);
        if (span.Steps.IsEmpty)
        {
            return Formula.Blank;
        }

        var normal = book.Tracks.Normal(key);
        if (read.Rule == RollUpRule.Recompute || (read.Rule == slot.RollUp && IsReported(normal, span)))
        {
            var cell = Cell(normal, span, read.Rule);
            return Guarded(cell.As(from), cell.Coverage, "");
        }

        var row = book.Row(normal);
        var formula = RollUpFormulas.Of(book, from, row, span, read.Rule, 1);
        return Guarded(formula, Coverage.Of(book, normal, span, read.Rule),
            read.Rule is RollUpRule.Closing or RollUpRule.Opening or RollUpRule.Constant
            ? "" : References.Range(from, row, span.Steps.First, span.Steps.Last, isFixed: false));
    }

    /// <summary>The cell of a figure, by the line's own rule unless another is asked for.</summary>
    /// <exception cref="NoFormulaException">There is neither a formula nor a known value.</exception>
    public SpanCell Cell(SeriesKey wanted, ReportSpan span, RollUpRule rule)
    {
        var key = book.Tracks.Normal(wanted);
        if (_cells.TryGetValue((key, span, rule), out var known))
        {
            return known ?? throw new NoFormulaException("A ratio leads back to itself over longer periods.");
        }

        _cells.Add((key, span, rule), null);
        _depth++;
        try
        {
            if (_depth > DeepestRatio)
            {
                throw new NoFormulaException("Ratios of ratios, too deep to follow.");
            }

            return _cells[(key, span, rule)] = Make(key, span, rule);
        }
        catch (NoFormulaException)
        {
            _cells.Remove((key, span, rule));
            throw;
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>The sheet in which a span has a column.</summary>
    public SpanSheet For(int axis, ReportSpan span)
    {
        var calendar = book.Clocks[axis].Calendar;
        var key = span.Period is { } period ? (axis, period.Grain, period.YearEndMonth) : (axis, (Grain)(-1), 0);
        if (!_sheets.TryGetValue(key, out var sheet))
        {
            var isMain = span.Period is { Grain: Grain.Year } year && year.YearEndMonth == calendar.YearEndMonth;
            sheet = new SpanSheet(book, book.Clocks[axis], axis, span.Period, isMain);
            _sheets.Add(key, sheet);
        }

        return sheet;
    }

    private bool IsReported(SeriesKey key, ReportSpan span)
    {
        var axis = book.Program.Slots[key.Slot].TimeAxis;
        return span.Period is { Grain: Grain.Year } && For(axis, span) is { IsMain: true } sheet && sheet.HasRow(key);
    }

    private static Formula Guarded(Formula figure, Coverage coverage, string cells)
    {
        if (coverage.Varies && cells.Length > 0)
        {
            var unknown = (figure.States & States.Failed) == States.None ? "NA()" : $"IF(ISERR({figure.Number}),{figure.Number},NA())";
            return new Formula($"IF(COUNTBLANK({cells})>0,{unknown},{figure.Number})", Binding.Atom)
            {
                States = figure.States | States.Unknown,
                BlankTests = figure.BlankTests,
                Depth = figure.Depth + 2,
            };
        }

        if (coverage.Varies)
        {
            throw new NoFormulaException("How much of a period has figures depends on numbers.");
        }

        return coverage.IsComplete || (figure.States & States.Value) == States.None ? figure
            : (figure.States & States.Failed) == States.None ? Formula.Unknown with { BlankTests = figure.BlankTests }
            : new Formula($"IF(ISERR({figure.Number}),{figure.Number},NA())", Binding.Atom)
            {
                States = States.Unknown | States.Failed,
                BlankTests = figure.BlankTests,
                Depth = figure.Depth + 2,
            };
    }

    private SpanCell Make(SeriesKey key, ReportSpan span, RollUpRule rule)
    {
        var slot = book.Program.Slots[key.Slot];
        var sheet = For(slot.TimeAxis, span);
        var row = sheet.Row(key);
        var series = book.Row(key);
        var unit = rule == RollUpRule.Integral ? ReportedUnit.AmountOf(slot.Unit) : slot.Unit;
        var scale = slot.Type == Model.Program.ValueType.Quantity ? unit.Scale : 1;
        var column = sheet.ColumnOf(span);
        var address = CellAddress.Of(column, row.Number);
        try
        {
            if (rule != RollUpRule.Recompute)
            {
                var coverage = Coverage.Of(book, key, span, rule);
                var formula = RollUpFormulas.Of(book, sheet.Sheet, series, span, rule, 1 / scale);
                sheet.Write(key, row, span, formula, coverage, ShownOf(key, span, rule, scale));
                return new SpanCell(series, sheet.Sheet, address, formula.States, coverage, scale);
            }

            if (Recomputed.Of(book, sheet.Sheet, key, span) is not { } found)
            {
                sheet.WriteNothing(row, span);
                return new SpanCell(series, sheet.Sheet, "", States.Failed, new Coverage(0, 1, false, false, 0), scale);
            }

            sheet.Write(key, row, span, FormulaOps.Times(found.Formula, 1 / scale), found.Coverage, ShownOf(key, span, rule, scale));
            return new SpanCell(series, sheet.Sheet, address, found.Formula.States, found.Coverage, scale);
        }
        catch (NoFormulaException) when (rule == slot.RollUp && slot.Type != Model.Program.ValueType.Period)
        {
            return Freeze(key, span, sheet, row, series, scale);
        }
    }

    private CellValue? ShownOf(SeriesKey key, ReportSpan span, RollUpRule rule, double scale) =>
        rule == book.Program.Slots[key.Slot].RollUp ? Book.Scaled(FigureOf(key, span, book.RowOf(key)).Value, scale) : null;

    private ReportedFigure FigureOf(SeriesKey key, ReportSpan span, int row) => span.Period is { } period
        ? book.Figures.Of(key.Slot, row, period)
        : book.Figures.Of(key.Slot, row, span.Steps);

    private SpanCell Freeze(SeriesKey key, ReportSpan span, SpanSheet sheet, GridRow row, SeriesRow series, double scale)
    {
        book.NoteFrozen(key.Slot);
        var tracks = book.TracksOf(key).ToList();
        var figures = tracks.ConvertAll(track => FigureOf(key, span, book.RowOf(key, track)));
        var frozen = FrozenValues.Of(figures.ConvertAll(f => Book.Scaled(f.Value, scale)), book, series.Slot, key.Track);
        var first = figures[0];
        var coverage = new Coverage(first.CoveredSteps, first.TotalSteps, first.IsComplete,
            figures.Exists(f => (f.CoveredSteps, f.TotalSteps, f.IsComplete) != (first.CoveredSteps, first.TotalSteps, first.IsComplete)), 0);
        sheet.WriteFrozen(row, span, frozen, Book.Scaled(FigureOf(key, span, book.RowOf(key)).Value, scale), coverage);
        return new SpanCell(series, sheet.Sheet, CellAddress.Of(sheet.ColumnOf(span), row.Number), frozen.States, coverage, scale);
    }
}
