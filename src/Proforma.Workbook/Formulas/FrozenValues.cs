using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Workbook.Formulas;

/// <summary>Figures that a spreadsheet cannot compute, as values: one a track, of which the selected one is shown.</summary>
internal static class FrozenValues
{
    /// <param name="values">The figure of each track, or the only one.</param>
    /// <param name="book">The workbook.</param>
    /// <param name="slot">The line.</param>
    /// <param name="track">The track of the row, or −1 for the selected one.</param>
    public static Formula Of(IReadOnlyList<CellValue> values, Book book, Slot slot, int track)
    {
        var states = States.None;
        foreach (var value in values)
        {
            states |= (States)(1 << (int)value.State);
        }

        var texts = values.Select(Text).ToList();
        var text = texts.Count == 1 || track >= 0 || !book.Tracks.HasChoice(slot.TrackAxis) || texts.TrueForAll(t => t == texts[0])
            ? texts[0]
            : $"CHOOSE({book.Tracks.Names[slot.TrackAxis]},{string.Join(',', texts)})";
        return new Formula(text, Binding.Atom) { States = states };
    }

    private static string Text(CellValue value) => value.State switch
    {
        CellState.Value => FormulaOps.Digits(value.Raw),
        CellState.Blank => "\"\"",
        CellState.Unknown => "NA()",
        _ => "#NUM!",
    };
}
