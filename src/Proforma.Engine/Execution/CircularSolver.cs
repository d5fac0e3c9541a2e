using Proforma.Model.Program;

namespace Proforma.Engine.Execution;

/// <summary>
/// Solves the slots of a wanted cycle together, step by step. Within a step the cycle is cut at a few slots (those that are read
/// before they are computed); given their values all others follow in order, so only these are unknowns.
/// </summary>
internal sealed class CircularSolver
{
    private readonly PlanState _state;
    private readonly CellOperands _operands;
    private readonly CircularStep _step;
    private readonly bool[] _isCut;
    private readonly bool _rowsAreLinked;

    public CircularSolver(PlanState state, CellOperands operands, CircularStep step)
    {
        _state = state;
        _operands = operands;
        _step = step;
        _isCut = new bool[step.Slots.Length];
        var position = Enumerable.Range(0, step.Slots.Length).ToDictionary(i => step.Slots[i], i => i);
        for (var i = 0; i < step.Slots.Length; i++)
        {
            var slot = state.Program.Slots[step.Slots[i]];
            foreach (var rule in slot.Rules)
            {
                foreach (var read in rule.AllReads)
                {
                    if (position.TryGetValue(read.Slot, out var at) && (read.Offset == 0 || slot.TimeAxis < 0))
                    {
                        _isCut[at] |= i <= at;
                        _rowsAreLinked |= rule.Reductions.Any(r => ReferenceEquals(r.Read, read)) || !KeepsRow(slot.Index, read);
                    }
                }
            }
        }
    }

    public void Run(CancellationToken cancellation)
    {
        var steps = _state.Layout.StepsOf(_step.Slots[0]);
        for (var i = 0; i < steps; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var step = _step.Backwards ? steps - 1 - i : i;
            var before = _step.Backwards ? step + 1 : step - 1;
            var rows = _step.Slots.Max(_state.Layout.RowsOf);
            for (var row = 0; row < rows; row += _rowsAreLinked ? rows : 1)
            {
                Solve(step, before < steps ? before : -1, row, _rowsAreLinked ? rows : row + 1, cancellation);
            }
        }
    }

    private bool KeepsRow(int reader, SlotRead read)
    {
        var rows = _state.Layout.RowsOf(reader);
        return rows == _state.Layout.RowsOf(read.Slot)
            && rows == _state.Layout.RowsOf(_step.Slots[0])
            && Enumerable.Range(0, rows).All(row => _state.Layout.RowRead(read, reader, row) == row);
    }

    private void Solve(int step, int before, int firstRow, int endRow, CancellationToken cancellation)
    {
        var block = new CircularBlock(_state, _operands, step, _step.Tolerance);
        for (var i = 0; i < _step.Slots.Length; i++)
        {
            var slot = _state.Program.Slots[_step.Slots[i]];
            for (var row = firstRow; row < Math.Min(endRow, _state.Layout.RowsOf(slot.Index)); row++)
            {
                var rule = slot.RuleAt(row, step);
                if (rule < 0 || slot.Rules[rule].IsData)
                {
                    _state.Cells[_state.Layout.CellOf(slot.Index, row, step)] = _operands.Evaluate(slot.Index, row, step).Raw;
                    continue;
                }

                block.Add(slot.Index, slot.Rules[rule], row, _isCut[i], before < 0 ? 0 : _state.At(slot.Index, row, before).Raw);
            }
        }

        block.Solve(cancellation);
    }
}
