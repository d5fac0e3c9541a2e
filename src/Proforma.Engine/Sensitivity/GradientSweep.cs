using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Engine.Sensitivity;

/// <summary>
/// Reverse-mode differentiation of a whole run: from one number back through the schedule, each cell passes its derivative on to the
/// cells that its formula reads. One walk gives the derivatives in all cells, and so in all inputs, at the cost of a few runs;
/// forward mode would need a walk for each input, and plans have more inputs than numbers that are asked about.
/// </summary>
internal sealed class GradientSweep
{
    private readonly PlanState _state;
    private readonly PlanProgram _program;
    private readonly GridLayout _layout;
    private readonly RollUpDerivatives _rolled;
    private readonly RatioDerivatives _ratios;
    private readonly CellDerivatives _cells;
    private readonly double[] _adjoints;

    public GradientSweep(PlanState state)
    {
        (_state, _program, _layout) = (state, state.Program, state.Layout);
        var rollUps = new RollUp(state);
        _rolled = new RollUpDerivatives(state);
        _ratios = new RatioDerivatives(state, rollUps, _rolled);
        _cells = new CellDerivatives(state, rollUps, _rolled);
        _adjoints = new double[_program.CellCount];
    }

    /// <summary>The derivatives of a cell in all cells.</summary>
    public double[] OfCell(long cell, CancellationToken cancellation)
    {
        _adjoints[cell] = 1;
        Run(cancellation);
        return _adjoints;
    }

    /// <summary>The derivatives of a rolled-up value in all cells.</summary>
    public double[] OfRollUp(int slot, int row, ReportSpan span, RollUpRule rule, CancellationToken cancellation)
    {
        var edges = new Edges();
        _rolled.AddTo(edges, slot, row, span, rule, 1);
        foreach (var (cell, weight) in Flat(edges))
        {
            _adjoints[cell] += weight;
        }

        Run(cancellation);
        return _adjoints;
    }

    private void Run(CancellationToken cancellation)
    {
        for (var i = _program.Schedule.Steps.Length - 1; i >= 0; i--)
        {
            cancellation.ThrowIfCancellationRequested();
            var step = _program.Schedule.Steps[i];
            if (!step.Slots.Any(HasAdjoint))
            {
                continue;
            }

            switch (step)
            {
                case SweepStep sweep:
                    RunSlot(sweep.Slot);
                    break;
                case RecurrenceStep recurrence:
                    RunRecurrence(recurrence, cancellation);
                    break;
                case CellStep cells:
                    for (var at = cells.Cells.Length - 1; at >= 0; at--)
                    {
                        var (slot, row, time) = _layout.Locate(cells.Cells[at]);
                        PassOn(slot, row, time);
                    }

                    break;
                case CircularStep circular:
                    RunCircular(circular, cancellation);
                    break;
                default:
                    throw new InvalidOperationException($"{step} is not a step of a schedule.");
            }
        }
    }

    private bool HasAdjoint(int slot) => _adjoints
        .AsSpan((int)_layout.OffsetOf(slot), _layout.RowsOf(slot) * _layout.StepsOf(slot))
        .ContainsAnyExcept(0.0);

    private void RunSlot(int slot)
    {
        for (var row = 0; row < _layout.RowsOf(slot); row++)
        {
            for (var time = 0; time < _layout.StepsOf(slot); time++)
            {
                PassOn(slot, row, time);
            }
        }
    }

    private void RunRecurrence(RecurrenceStep step, CancellationToken cancellation)
    {
        var steps = _layout.StepsOf(step.Slots[0]);
        for (var i = steps - 1; i >= 0; i--)
        {
            cancellation.ThrowIfCancellationRequested();
            var time = step.Backwards ? steps - 1 - i : i;
            for (var at = step.Slots.Length - 1; at >= 0; at--)
            {
                for (var row = 0; row < _layout.RowsOf(step.Slots[at]); row++)
                {
                    PassOn(step.Slots[at], row, time);
                }
            }
        }
    }

    private void RunCircular(CircularStep step, CancellationToken cancellation)
    {
        var steps = _layout.StepsOf(step.Slots[0]);
        int[] order = [.. step.Groups.SelectMany(static group => group)];
        for (var i = steps - 1; i >= 0; i--)
        {
            cancellation.ThrowIfCancellationRequested();
            var time = step.Backwards ? steps - 1 - i : i;
            var block = new CircularAdjoint();
            foreach (var slot in order)
            {
                for (var row = 0; row < _layout.RowsOf(slot); row++)
                {
                    if (IsComputed(slot, row, time))
                    {
                        block.Add(_layout.CellOf(slot, row, time), DerivativesOf(slot, row, time));
                    }
                }
            }

            block.PassOn(_adjoints);
        }
    }

    private void PassOn(int slot, int row, int time)
    {
        var adjoint = _adjoints[_layout.CellOf(slot, row, time)];
        if (adjoint == 0 || !IsComputed(slot, row, time))
        {
            return;
        }

        foreach (var (cell, weight) in DerivativesOf(slot, row, time))
        {
            _adjoints[cell] += adjoint * weight;
        }
    }

    private bool IsComputed(int slot, int row, int time) =>
        _program.Slots[slot].RuleAt(row, time) is >= 0 and var rule && !_program.Slots[slot].Rules[rule].IsData && _state.At(slot, row, time).IsValue;

    private List<(long Cell, double Weight)> DerivativesOf(int slot, int row, int time)
    {
        var edges = new Edges();
        _cells.AddTo(edges, slot, row, time);
        return Flat(edges);
    }

    private List<(long Cell, double Weight)> Flat(Edges edges)
    {
        foreach (var (ratio, weight) in edges.Ratios)
        {
            foreach (var (cell, share) in _ratios.Of(ratio))
            {
                edges.Add(cell, weight * share);
            }
        }

        return edges.Cells;
    }
}
