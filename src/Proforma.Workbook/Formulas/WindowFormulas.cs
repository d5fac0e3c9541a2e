using Proforma.Model.Program;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Formulas;

/// <summary>Windows of steps that end at a step: `trailing` and `cumulative`.</summary>
internal static class WindowFormulas
{
    /// <param name="book">The workbook.</param>
    /// <param name="from">The sheet of the formula.</param>
    /// <param name="row">The series.</param>
    /// <param name="window">Which steps, and what is done.</param>
    /// <param name="last">The last step of the window.</param>
    /// <param name="isFixed">Whether the range stays where it is when the formula is copied.</param>
    public static Formula Of(Book book, Sheet from, SeriesRow row, Window window, int last, bool isFixed)
    {
        var first = (int)Math.Max(0, last - window.Steps + 1L);
        var count = last - first + 1;
        if (window.Kind == WindowKind.AverageRate && count < window.Steps)
        {
            return Formula.Blank;
        }

        var states = book.StatesOf(row.Key);
        if (row.Slot.TimeAxis < 0)
        {
            throw new NoFormulaException("A window over a figure that does not vary over time.");
        }

        var clock = book.Clocks[row.Slot.TimeAxis];
        var days = !row.Slot.Unit.Dimension.DayExponent.IsZero;
        var open = window.Steps == int.MaxValue;
        var cells = References.Range(from, row, first, last, isFixed, startIsFixed: open);
        var equal = clock.EqualLength(days);
        if (window.Kind == WindowKind.AverageRate)
        {
            return Mean(row, cells, equal is null ? clock.Lengths(from, first, last, days, isFixed) : null, states);
        }

        var sum = Gathering.Of(cells, Reducer.Sum, false, states, (states & States.Blank) != States.None);
        if (window.Kind == WindowKind.Sum)
        {
            return FormulaOps.Times(sum, row.Scale);
        }

        return equal is { } length
            ? FormulaOps.Times(sum, row.Scale * length)
            : FormulaOps.Times(sum with { Text = $"SUMPRODUCT({cells},{clock.Lengths(from, first, last, days, isFixed, open)})" }, row.Scale);
    }

    // A window with a gap has no mean; COUNT leaves errors out, so that they are asked for first.
    private static Formula Mean(SeriesRow row, string cells, string? lengths, States states)
    {
        if ((states & States.Error) == States.Error)
        {
            throw new NoFormulaException("Unknown and failed figures meet in one mean.");
        }

        if (states == States.Blank)
        {
            return Formula.Blank;
        }

        var text = lengths is null ? $"AVERAGE({cells})" : $"SUMPRODUCT({cells},{lengths})/SUM({lengths})";
        var gaps = $"COUNTBLANK({cells})>0";
        return FormulaOps.Times(
            new Formula(text, lengths is null ? Binding.Atom : Binding.Product)
            {
                States = states,
                BlankTests = (states & States.Blank) == States.None ? []
                    : (states & States.Error) == States.None ? [gaps]
                    : [$"IF(ISERROR(SUM({cells})),SUM({cells}),COUNTBLANK({cells}))>0"],
                Depth = 1,
            },
            row.Scale);
    }
}
