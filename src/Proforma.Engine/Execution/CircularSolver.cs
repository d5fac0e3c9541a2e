using System.Collections.Immutable;
using Proforma.Model.Program;

namespace Proforma.Engine.Execution;

/// <summary>
/// Solves the slots of a wanted cycle step by step. Within a step only slots that read each other are solved together; the others
/// are computed before or after them. A cycle is cut at a few slots (those that are read before they are computed); given their
/// values all others follow in order, so only these are unknowns.
/// </summary>
internal sealed class CircularSolver
{
    private readonly PlanState _state;
    private readonly CellOperands _operands;
    private readonly CircularStep _step;
    private readonly Group[] _groups;

    public CircularSolver(PlanState state, CellOperands operands, CircularStep step)
    {
        _state = state;
        _operands = operands;
        _step = step;
        _groups = [.. step.Groups.Select(CutGroup)];
    }

    public void Run(CancellationToken cancellation)
    {
        var steps = _state.Layout.StepsOf(_step.Slots[0]);
        for (var i = 0; i < steps; i++)
        {
            var step = _step.Backwards ? steps - 1 - i : i;
            var before = _step.Backwards ? step + 1 : step - 1;
            foreach (var group in _groups)
            {
                cancellation.ThrowIfCancellationRequested();
                var rows = group.Slots.Max(_state.Layout.RowsOf);
                for (var row = 0; row < rows; row += group.RowsAreLinked ? rows : 1)
                {
                    Solve(group, step, before < steps ? before : -1, row, group.RowsAreLinked ? rows : row + 1, cancellation);
                }
            }
        }
    }

    private Group CutGroup(ImmutableArray<int> slots)
    {
        var position = Enumerable.Range(0, slots.Length).ToDictionary(i => slots[i], i => i);
        var isCut = new bool[slots.Length];
        var rowsAreLinked = false;
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = _state.Program.Slots[slots[i]];
            foreach (var rule in slot.Rules)
            {
                foreach (var read in rule.AllReads)
                {
                    if (position.TryGetValue(read.Slot, out var at) && (read.Offset == 0 || slot.TimeAxis < 0))
                    {
                        isCut[at] |= i <= at;
                        rowsAreLinked |= rule.Reductions.Any(r => ReferenceEquals(r.Read, read)) || !_state.Layout.KeepsRow(slot.Index, read);
                    }
                }
            }
        }

        return new Group(slots, isCut, rowsAreLinked);
    }

    private void Solve(Group group, int step, int before, int firstRow, int endRow, CancellationToken cancellation)
    {
        var block = new CircularBlock(_state, _operands, step, _step.Tolerance);
        for (var i = 0; i < group.Slots.Length; i++)
        {
            var slot = _state.Program.Slots[group.Slots[i]];
            for (var row = firstRow; row < Math.Min(endRow, _state.Layout.RowsOf(slot.Index)); row++)
            {
                var rule = slot.RuleAt(row, step);
                if (rule < 0 || slot.Rules[rule].IsData || (group.Slots.Length == 1 && !group.IsCut[i]))
                {
                    _state.Cells[_state.Layout.CellOf(slot.Index, row, step)] = _operands.Evaluate(slot.Index, row, step).Raw;
                    continue;
                }

                block.Add(slot.Index, slot.Rules[rule], row, group.IsCut[i], before < 0 ? 0 : _state.At(slot.Index, row, before).Raw);
            }
        }

        block.Solve(cancellation);
    }

    /// <summary>Slots that read each other within a step.</summary>
    /// <param name="Slots">In the order of a sweep.</param>
    /// <param name="IsCut">Which of them are unknowns.</param>
    /// <param name="RowsAreLinked">Whether tracks or members read each other, so that all rows are one block.</param>
    private sealed record Group(ImmutableArray<int> Slots, bool[] IsCut, bool RowsAreLinked);
}
