using Proforma.Engine.Execution;
using Proforma.Model.Time;

namespace Proforma.Engine.Explain;

/// <summary>Explains values of a run.</summary>
public static class Explainer
{
    /// <summary>Why a cell holds what it holds.</summary>
    /// <param name="run">The run.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="row">Its row: track × leaf members.</param>
    /// <param name="step">Its step; 0 for what does not vary over time.</param>
    /// <param name="limits">How much is shown.</param>
    public static Explanation Explain(RunResult run, int slot, int row, int step, ExplanationLimits? limits = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)run.Program.Layout.RowsOf(slot), nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)step, (uint)run.Program.Layout.StepsOf(slot), nameof(step));
        var tree = new ExplanationTree(run, limits ?? new ExplanationLimits());
        return tree.Build(new ExplanationSubject(slot, row, ReportSpan.Whole(step, step), null));
    }

    /// <summary>Why the value for a report period is what it is, by the slot's own roll-up rule.</summary>
    /// <param name="run">The run.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="row">Its row: track × leaf members.</param>
    /// <param name="period">A period of the calendar's grain or longer.</param>
    /// <param name="limits">How much is shown.</param>
    public static Explanation Explain(RunResult run, int slot, int row, Period period, ExplanationLimits? limits = null)
    {
        if (run.Program.CalendarOf(run.Program.Slots[slot]) is not { } calendar)
        {
            return Explain(run, slot, row, 0, limits);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)run.Program.Layout.RowsOf(slot), nameof(row));
        var tree = new ExplanationTree(run, limits ?? new ExplanationLimits());
        return tree.Build(new ExplanationSubject(slot, row, ReportSpan.Of(calendar, period), run.Program.Slots[slot].RollUp));
    }
}
