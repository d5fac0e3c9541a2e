using Proforma.Model.Program;
using Proforma.Workbook.Sheets;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Workbook.Formulas;

/// <summary>Sums, means, extremes and counts of cells. Blanks are skipped, all blank gives blank.</summary>
internal static class Gathering
{
    /// <summary>The cells of several rows in one step.</summary>
    public static Formula OfRows(Book book, Sheet from, List<SeriesRow> rows, int step, Reducer reducer, bool isFixed)
    {
        if (rows.Count == 0)
        {
            return reducer == Reducer.Count ? FormulaOps.Constant(0) : Formula.Blank;
        }

        var union = States.None;
        var common = States.Value | States.Missing;
        foreach (var row in rows)
        {
            var states = book.StatesOf(row.Key);
            union |= states;
            common &= states;
        }

        var slot = rows[0].Slot;
        var gathered = Of(References.Gathered(from, rows, step, isFixed), reducer, slot.Type == ValueType.Boolean, union,
            (common & States.Blank) != States.None);
        return reducer == Reducer.Count ? gathered : FormulaOps.Times(gathered, rows[0].Scale);
    }

    /// <summary>The most arguments of a function, less a few.</summary>
    public const int MostArguments = 250;

    /// <summary>What the cells of a range, or of several, come to.</summary>
    /// <param name="cells">The arguments.</param>
    /// <param name="reducer">What is done.</param>
    /// <param name="ofConditions">Whether the cells are conditions: 1 or 0.</param>
    /// <param name="states">What the cells may hold.</param>
    /// <param name="mayBeAllBlank">Whether all of them may be blank.</param>
    public static Formula Of(string cells, Reducer reducer, bool ofConditions, States states, bool mayBeAllBlank)
    {
        if ((states & States.Error) == States.Error || ((states & States.Error) != States.None && reducer is Reducer.Any or Reducer.All))
        {
            // Which of several error values a spreadsheet gives is not settled, and one true would not decide `any`.
            throw new NoFormulaException("Unknown and failed figures meet in one sum.");
        }

        if (cells.AsSpan().Count(',') >= MostArguments)
        {
            throw new NoFormulaException("A function takes no more than 255 arguments.");
        }

        if (states == States.Blank && reducer != Reducer.Count)
        {
            return Formula.Blank;
        }

        var text = reducer switch
        {
            Reducer.Sum => $"SUM({cells})",
            Reducer.Mean => $"AVERAGE({cells})",
            Reducer.Minimum or Reducer.All => $"MIN({cells})",
            Reducer.Maximum or Reducer.Any => $"MAX({cells})",
            _ => ofConditions ? $"SUM({cells})" : $"COUNT({cells})",
        };
        if (reducer == Reducer.Count && !ofConditions && (states & States.Failed) != States.None)
        {
            text = $"IF(ISERR(SUM({cells})),SUM({cells}),{text})";
        }

        var formula = new Formula(text, Binding.Atom)
        {
            States = (states & ~States.Blank) | States.Value | (mayBeAllBlank && reducer != Reducer.Count ? States.Blank : States.None),
            BlankTests = mayBeAllBlank && reducer != Reducer.Count ? [BlankTest(cells, states)] : [],
            Depth = 1,
        };
        return reducer is Reducer.Any or Reducer.All
            ? formula with { Text = $"{text}=1", Binding = Binding.Comparison, IsLogical = true, Number = text }
            : formula;
    }

    // COUNT takes no notice of error values; where there may be any, the sum passes them on.
    private static string BlankTest(string cells, States states) =>
        (states & States.Error) == States.None ? $"COUNT({cells})=0" : $"IF(ISERROR(SUM({cells})),SUM({cells}),COUNT({cells}))=0";
}
