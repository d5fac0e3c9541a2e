using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Formulas;

/// <summary>Writes the cells of rows of figures: typed figures, formulas, and values where there is no formula.</summary>
internal sealed class SeriesWriter(Book book)
{
    public void Write(SeriesRow row)
    {
        if (row.IsData)
        {
            WriteData(row);
            return;
        }

        var previous = -2;
        for (var step = 0; step < book.Program.Layout.StepsOf(row.Key.Slot); step++)
        {
            var rules = RulesAt(row.Key, step);
            var kind = Kind(rules);
            WriteCell(row, step, rules, isEdge: step > 0 && kind != previous);
            previous = kind;
        }
    }

    /// <summary>A typed figure, an unknown one, or an empty cell to type into.</summary>
    public static SheetCell Typed(CellValue value, CellStyle style) => value.State switch
    {
        CellState.Value => SheetCell.Number(value.Raw, style),
        CellState.Blank => SheetCell.Empty(style),
        _ => SheetCell.Formula("NA()", CellValue.Unknown, style),
    };

    private void WriteData(SeriesRow row)
    {
        var style = new CellStyle(CellRole.Input, book.Looks.InputFormatOf(row.Slot));
        for (var step = 0; step < book.Program.Layout.StepsOf(row.Key.Slot); step++)
        {
            row.Row[row.ColumnOf(step)] = Typed(book.Shown(row, step), style);
        }
    }

    private void WriteCell(SeriesRow row, int step, int[] rules, bool isEdge)
    {
        var isInput = row.Slot.Role is SlotRole.Input or SlotRole.Rate;
        var format = isInput ? book.Looks.InputFormatOf(row.Slot) : book.Looks.FormatOf(row.Key, isReported: false);
        var isLink = rules.All(r => r >= 0 && row.Slot.Rules[r].IsData);
        var style = new CellStyle(
            isLink ? CellRole.Link : row.Slot.Role == SlotRole.Account ? CellRole.Total : CellRole.Formula, format, Edge: isEdge);
        if (rules.All(static r => r < 0))
        {
            row.Row[row.ColumnOf(step)] = SheetCell.Empty(style);
            return;
        }

        var shown = book.Shown(row, step);
        try
        {
            if (book.IsCut(row.Key.Slot))
            {
                throw new NoFormulaException("A circle within a period.");
            }

            var formula = FormulaOf(row, step, rules);
            row.Row[row.ColumnOf(step)] = SheetCell.Formula(formula.Full, shown, style);
        }
        catch (NoFormulaException)
        {
            book.NoteFrozen(row.Key.Slot);
            var values = book.TracksOf(row.Key).Select(track => Book.Scaled(book.Figures.At(row.Key.Slot, book.RowOf(row.Key, track), step),
                row.Scale));
            row.Row[row.ColumnOf(step)] = SheetCell.Formula(
                FrozenValues.Of([.. values], book, row.Slot, row.Key.Track).Text, shown, style with { Role = CellRole.Frozen });
        }
    }

    /// <summary>The formula of a cell in the line's own unit: one rule, or one a track of which the selected one counts.</summary>
    private Formula FormulaOf(SeriesRow row, int step, int[] rules)
    {
        if (rules.All(r => r == rules[0]))
        {
            return PartOf(row, step, rules[0], row.Key.Track);
        }

        var parts = new List<Formula>();
        foreach (var (rule, track) in rules.Zip(book.TracksOf(row.Key)))
        {
            parts.Add(rule < 0 ? Formula.Blank : PartOf(row, step, rule, row.Slot.Rules[rule].IsData ? track : row.Key.Track));
        }

        var states = parts.Aggregate(States.None, static (all, part) => all | part.States);
        return new Formula($"CHOOSE({book.Tracks.Names[row.Slot.TrackAxis]},{string.Join(',', parts.Select(static p => p.Full))})", Binding.Atom)
        {
            States = states,
            Depth = 1 + parts.Max(static p => p.Depth),
        };
    }

    private Formula PartOf(SeriesRow row, int step, int rule, int track)
    {
        if (!row.Slot.Rules[rule].IsData)
        {
            return FormulaOps.Times(RuleFormula.Of(row.Slot.Rules[rule], new StepOperands(book, row.Key, row.Sheet, step)), 1 / row.Scale);
        }

        var block = book.DataOf(row.Key.Slot, row.Key.Member);
        var selector = row.Slot.TrackAxis < 0 ? "" : book.Tracks.Names[row.Slot.TrackAxis];
        var address = References.Data(row.Sheet, block, row.ColumnOf(step), track, selector);
        var states = book.StatesOf(row.Key, step);
        return new Formula(address, Binding.Atom)
        {
            States = states,
            BlankTests = (states & States.Blank) == States.None ? [] : [$"{address}=\"\""],
        };
    }

    private int[] RulesAt(SeriesKey key, int step)
    {
        var slot = book.Program.Slots[key.Slot];
        return [.. book.TracksOf(key).Select(track => slot.RuleAt(book.RowOf(key, track), step))];
    }

    private static int Kind(int[] rules)
    {
        var hash = default(HashCode);
        foreach (var rule in rules)
        {
            hash.Add(rule);
        }

        return hash.ToHashCode();
    }
}
