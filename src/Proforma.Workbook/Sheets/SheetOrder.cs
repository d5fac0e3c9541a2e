namespace Proforma.Workbook.Sheets;

/// <summary>The order of the tabs: what is read first stands first, and a used plan's sheets follow those of the root plan.</summary>
internal static class SheetOrder
{
    public const int Cover = 0, Years = 1, KeyFigures = 2, Checks = 3, Inputs = 4, Calculations = 5, Claims = 8, Sources = 9;

    /// <summary>Added for each used plan, so that its sheets stand together behind those of the root plan.</summary>
    public const int Entity = 10;

    public const int Track = 10_000, Spans = 20_000, Workings = 30_000, Time = 40_000;
}
