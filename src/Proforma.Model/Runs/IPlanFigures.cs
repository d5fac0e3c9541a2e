using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Model.Runs;

/// <summary>
/// The figures of a plan after a run, as reports read them: cells, and what lines come to over report periods. Reports depend on
/// this and not on an engine. Not safe for use by several threads.
/// </summary>
public interface IPlanFigures
{
    PlanProgram Program { get; }

    /// <summary>The value of a cell in base units: a flow as a rate, for example USD per month.</summary>
    /// <param name="slot">Index into <see cref="PlanProgram.Slots"/>.</param>
    /// <param name="row">Track × leaf members, see <see cref="GridLayout.RowOf"/>.</param>
    /// <param name="step">A step of the slot's calendar; 0 for a slot that does not vary over time.</param>
    CellValue At(int slot, int row, int step);

    /// <summary>What a line comes to over a report period by its own <see cref="RollUpRule"/>, in base units: a flow as an amount.</summary>
    ReportedFigure Of(int slot, int row, Period period);

    /// <summary>What a line comes to over a run of steps by its own <see cref="RollUpRule"/>, in base units: a flow as an amount.</summary>
    ReportedFigure Of(int slot, int row, StepSpan steps);
}

/// <summary>A figure for a report period, and how much of the period stands behind it.</summary>
/// <param name="Value">The value in base units, or a state; blank where every step is blank or the calendar does not reach the period.</param>
/// <param name="CoveredSteps">How many steps of the period have a value.</param>
/// <param name="TotalSteps">How many steps the period has, inside or outside of the calendar.</param>
/// <param name="IsComplete">False when steps are missing: reports show `partial 1/12`.</param>
public readonly record struct ReportedFigure(CellValue Value, int CoveredSteps, int TotalSteps, bool IsComplete);
