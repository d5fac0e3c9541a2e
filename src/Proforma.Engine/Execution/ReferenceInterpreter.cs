using Proforma.Model.Program;

namespace Proforma.Engine.Execution;

/// <summary>
/// Computes a plan cell by cell in the order of its schedule.
/// This is what a plan means; the fast path must agree with it bit for bit.
/// </summary>
internal sealed class ReferenceInterpreter(PlanState state, RollUp rollUps)
{
    private readonly CellOperands _operands = new(state, rollUps);

    /// <summary>Computes all cells into the state's grid.</summary>
    public void Run(CancellationToken cancellation)
    {
        foreach (var step in state.Program.Schedule.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            Run(step, cancellation);
        }
    }

    /// <summary>Computes the cells of one step of the schedule.</summary>
    public void Run(ScheduleStep step, CancellationToken cancellation)
    {
        switch (step)
        {
            case SweepStep sweep:
                RunSweep(sweep.Slot, cancellation);
                break;
            case RecurrenceStep recurrence:
                RunRecurrence(recurrence, cancellation);
                break;
            case CellStep cells:
                foreach (var cell in cells.Cells)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var (slot, row, at) = state.Layout.Locate(cell);
                    state.Cells[cell] = _operands.Evaluate(slot, row, at).Raw;
                }

                break;
            case CircularStep circular:
                new CircularSolver(state, _operands, circular).Run(cancellation);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "Not a step of a schedule.");
        }
    }

    private void RunSweep(int slot, CancellationToken cancellation)
    {
        var cell = state.Layout.OffsetOf(slot);
        for (var row = 0; row < state.Layout.RowsOf(slot); row++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var step = 0; step < state.Layout.StepsOf(slot); step++)
            {
                state.Cells[cell++] = _operands.Evaluate(slot, row, step).Raw;
            }
        }
    }

    private void RunRecurrence(RecurrenceStep recurrence, CancellationToken cancellation)
    {
        var steps = state.Layout.StepsOf(recurrence.Slots[0]);
        for (var i = 0; i < steps; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var step = recurrence.Backwards ? steps - 1 - i : i;
            foreach (var slot in recurrence.Slots)
            {
                for (var row = 0; row < state.Layout.RowsOf(slot); row++)
                {
                    state.Cells[state.Layout.CellOf(slot, row, step)] = _operands.Evaluate(slot, row, step).Raw;
                }
            }
        }
    }
}
