using System.Globalization;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Calendar = Proforma.Model.Time.Calendar;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Formulas;

/// <summary>
/// Searches for a period, as a row of their own: each cell says what the search would give if the calendar began (or ended) there, so
/// that one short formula serves all periods and the answer stands at the end of the row.
/// </summary>
internal static class SearchRows
{
    /// <summary>The period found, as its number.</summary>
    public static Formula Result(Book book, Sheet from, SeriesKey wanted, Search search)
    {
        var key = book.Tracks.Normal(wanted);
        if (!book.Searches.TryGetValue((key, search.Kind, search.Grain, search.Fiscal), out var found))
        {
            found = search.IsByStep(book.Program.Layout) ? BySteps(book, key, search) : ByPeriods(book, key, search);
            book.Searches.Add((key, search.Kind, search.Grain, search.Fiscal), found);
        }

        var address = References.On(from, found.Sheet, found.Address);
        return new Formula(address, Binding.Atom)
        {
            States = found.States,
            BlankTests = (found.States & States.Blank) == States.None ? [] : [$"{address}=\"\""],
        };
    }

    private static SearchResult BySteps(Book book, SeriesKey key, Search search)
    {
        var condition = book.Row(key);
        var clock = book.Clocks[condition.Slot.TimeAxis];
        var sheet = clock.Workings;
        var row = Labelled(book, sheet, condition.Slot, search);
        var states = book.StatesOf(key);
        var values = Values(search.Kind, clock.Calendar, step => book.Figures.At(key.Slot, book.RowOf(key), step));
        var text = new SearchText(search.Kind, states, row.Number);
        for (var step = 0; step < clock.Calendar.Count; step++)
        {
            var cell = References.Cell(sheet, condition, step, isFixed: false);
            var start = clock.Ordinal(sheet, 0, isFixed: true);
            row[Sheet.FirstPeriodColumn + step] = SheetCell.Formula(
                text.Of(cell, Sheet.FirstPeriodColumn + step, clock.Ordinal(sheet, step, isFixed: false), start),
                values[step], new CellStyle(CellRole.Formula, "0"));
        }

        return new SearchResult(sheet, Answer(search.Kind, row.Number, clock.Calendar.Count), ResultStates(states));
    }

    private static SearchResult ByPeriods(Book book, SeriesKey key, Search search)
    {
        var slot = book.Program.Slots[key.Slot];
        var clock = book.Clocks[slot.TimeAxis];
        if (!clock.Calendar.CanReport(search.Grain))
        {
            throw new NoFormulaException("A search by periods that are shorter than a step.");
        }

        var periods = clock.Calendar.Periods(search.Grain, search.Fiscal);
        var spans = book.Spans.For(slot.TimeAxis, ReportSpan.Of(clock.Calendar, periods[0]));
        var cells = new string[periods.Count];
        var states = States.None;
        var startsAtOnce = false;
        for (var i = 0; i < periods.Count; i++)
        {
            var span = ReportSpan.Of(clock.Calendar, periods[i]);
            if (!span.Steps.Complete || book.Spans.Cell(key, span, RollUpRule.Recompute) is not { } cell || Skipped(cell))
            {
                cells[i] = "\"\"";
                states |= States.Blank;
                continue;
            }

            startsAtOnce |= i == 0 && span.Steps.First == 0;
            cells[i] = cell.Address.Length == 0 ? "#NUM!" : cell.Address;
            states |= cell.States;
        }

        var row = Labelled(book, spans.Sheet, slot, search);
        var text = new SearchText(search.Kind, states, row.Number);
        for (var i = 0; i < periods.Count; i++)
        {
            var column = Sheet.FirstPeriodColumn + i;
            var ordinal = periods[i].Ordinal.ToString(CultureInfo.InvariantCulture);
            var first = startsAtOnce ? periods[0].Ordinal.ToString(CultureInfo.InvariantCulture) : "0";
            row[column] = SheetCell.Formula(text.Of(cells[i], column, ordinal, first), null, new CellStyle(CellRole.Formula, "0"));
        }

        return new SearchResult(spans.Sheet, Answer(search.Kind, row.Number, periods.Count), ResultStates(states));
    }

    // A period that is only covered in part does not count, unless it is unknown or failed.
    private static bool Skipped(SpanCell cell) => cell.Coverage.Varies
        ? throw new NoFormulaException("How much of a period has figures depends on numbers.")
        : !cell.Coverage.IsComplete && (cell.States & States.Value) != States.None;

    private static States ResultStates(States states) => states == States.Blank ? States.Blank : states | States.Value;

    private static string Answer(SearchKind kind, int row, int count) =>
        CellAddress.Absolute(Sheet.FirstPeriodColumn + (kind == SearchKind.First ? 0 : count - 1), row);

    private static GridRow Labelled(Book book, Sheet sheet, Slot slot, Search search)
    {
        var row = sheet.Add();
        row[Sheet.LabelColumn] = SheetCell.OfText(book.Words.SearchLabel(search.Kind, slot.Label), new CellStyle(CellRole.Label));
        row[Sheet.UnitColumn] = SheetCell.OfText(book.Words.PeriodNumber, new CellStyle(CellRole.Muted));
        return row;
    }

    /// <summary>What the formulas of the row give, so that they show without being computed.</summary>
    private static CellValue[] Values(SearchKind kind, Calendar calendar, Func<int, CellValue> condition)
    {
        var values = new CellValue[calendar.Count];
        var carried = CellValue.Blank;
        for (var i = 0; i < values.Length; i++)
        {
            var step = kind == SearchKind.First ? values.Length - 1 - i : i;
            var value = condition(step);
            var here = CellValue.Of(calendar.Step(step).Ordinal);
            carried = value.State == CellState.Blank ? carried
                : !value.IsValue ? CellValue.Worse(value, carried)
                : value.Raw == 0 ? kind == SearchKind.SustainedFrom || carried.State == CellState.Blank ? CellValue.Of(PeriodValue.Never) : carried
                : kind != SearchKind.SustainedFrom ? here
                : carried.State == CellState.Blank ? step == 0 ? CellValue.Of(PeriodValue.Before) : here
                : carried.IsValue && carried.Raw == PeriodValue.Never ? here
                : carried;
            values[step] = carried;
        }

        return values;
    }

    /// <summary>The formula of one cell.</summary>
    private sealed class SearchText(SearchKind kind, States states, int row)
    {
        private const string Never = "1E9", Before = "-1E9";

        public string Of(string condition, int column, string ordinal, string first)
        {
            var beside = CellAddress.Of(kind == SearchKind.First ? column + 1 : column - 1, row);
            var text = kind == SearchKind.SustainedFrom
                ? $"IF({condition}=0,{Never},IF({beside}=\"\",IF({ordinal}={first},{Before},{ordinal}),IF({beside}={Never},{ordinal},{beside})))"
                : $"IF({condition}=1,{ordinal},IF({beside}=\"\",{Never},{beside}))";
            if ((states & States.Blank) != States.None)
            {
                text = $"IF({condition}=\"\",IF({beside}=\"\",\"\",{beside}),{text})";
            }

            // A failure that lies further on wins over an unknown figure here.
            return (states & States.Error) == States.Error
                ? $"IF(ISNA({condition}),IF(ISERR({beside}),{beside},{condition}),{text})"
                : text;
        }
    }
}

/// <summary>Where the answer of a search stands.</summary>
internal sealed record SearchResult(Sheet Sheet, string Address, States States);
