namespace Proforma.Language.Lowering;

/// <summary>Limits that are checked before memory is taken.</summary>
public static class SlotLimits
{
    /// <summary>The most cells of one series: tracks × members × steps.</summary>
    public const long MaxCellsOfSlot = 100_000_000;

    /// <summary>The most cells of a plan and all that it uses.</summary>
    public const long MaxCells = 500_000_000;
}
