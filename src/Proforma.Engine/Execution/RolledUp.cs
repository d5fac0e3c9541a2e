using Proforma.Model.Runs;

namespace Proforma.Engine.Execution;

/// <summary>The value of a line for a longer period, and how much of the period stands behind it.</summary>
/// <param name="Value">
/// The value in base units: an amount for a flow (rate × length), the closing or opening balance of a stock, a recomputed ratio, a
/// mean, and so on. Blank where every step is blank or the calendar does not reach the period.
/// </param>
/// <param name="CoveredSteps">How many steps of the period have a value.</param>
/// <param name="TotalSteps">How many steps the period has, inside or outside of the calendar.</param>
/// <param name="IsComplete">False when steps are missing: a report shows `partial 1/12`, and a formula reads it as unknown.</param>
public readonly record struct RolledUp(CellValue Value, int CoveredSteps, int TotalSteps, bool IsComplete)
{
    /// <summary>The length of the covered steps in the unit of time of the line (months, or days for a line per day).</summary>
    internal double Length { get; init; }

    /// <summary>What a formula reads: the value, or unknown where steps are missing.</summary>
    public CellValue AsRead => Value.IsValue && !IsComplete ? CellValue.Unknown : Value;
}
