using Proforma.Engine.Execution;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Workspace;

/// <summary>Recomputes what depends on changed inputs, and nothing else.</summary>
public sealed class WhatIf(RunResult run) : IWhatIf
{
    public CellValue Of(int slot, int row, Period? period, IReadOnlyList<InputChange> changes)
    {
        var session = new Recalculation(run);
        foreach (var change in changes)
        {
            var input = run.Program.Slots[change.Slot];
            for (var step = 0; step < run.Program.StepsOf(input); step++)
            {
                var value = run.At(change.Slot, change.From, step);
                if (session.IsInput(change.Slot, change.Row, step) && value.State != CellState.Failed)
                {
                    session.SetInput(change.Slot, change.Row, step, value.IsValue ? CellValue.Of((value.Raw * change.Factor) + change.Add) : value);
                }
            }
        }

        session.Recalculate();
        return period is { } span && run.Program.Slots[slot].TimeAxis >= 0
            ? new RollUp(session.Result).Of(slot, row, span).Value
            : session.Result.At(slot, row, 0);
    }
}
