using Proforma.Model.Program;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Formulas;

/// <summary>A row of figures: one line for one combination of members, in one track or in the one that is selected.</summary>
/// <param name="Slot">The line.</param>
/// <param name="Member">Its row within a track.</param>
/// <param name="Track">A track that it is always of; −1: the selected one, or the line is the same in all.</param>
internal readonly record struct SeriesKey(int Slot, int Member, int Track)
{
    public const int Selected = -1;
}

/// <summary>Where a row of figures stands. Its cells hold figures in the line's own unit.</summary>
/// <param name="Key">Which figures.</param>
/// <param name="Slot">The line.</param>
/// <param name="Sheet">The sheet.</param>
/// <param name="Row">The row.</param>
internal sealed record SeriesRow(SeriesKey Key, Slot Slot, Sheet Sheet, GridRow Row)
{
    /// <summary>Whether its cells are typed figures, not formulas.</summary>
    public bool IsData { get; init; }

    /// <summary>One of the unit in base units.</summary>
    public double Scale => Slot.Type == Model.Program.ValueType.Quantity ? Slot.Unit.Scale : 1;

    /// <summary>The column of a step.</summary>
    public int ColumnOf(int step) => Slot.TimeAxis < 0 ? Sheet.ValueColumn : Sheet.FirstPeriodColumn + step;
}
