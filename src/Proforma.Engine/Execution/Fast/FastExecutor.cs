using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Execution.Fast;

/// <summary>
/// Computes a plan by the shapes of its formulas. Instances of one shape that follow each other in the schedule are computed
/// together, by machine code where there are enough of them. What has no shape (cycles solved, cells ordered one by one, finance
/// functions) is left to the reference interpreter.
/// </summary>
internal sealed unsafe class FastExecutor
{
    private const int Block = 32;

    private readonly CompiledPlan _plan;
    private readonly PlanState _state;
    private readonly long _compileFrom;
    private readonly double* _grid;
    private readonly ShapeMachine _machine;
    private readonly CellOperands _operands;
    private readonly OperandGatherer _gatherer;
    private readonly ReferenceInterpreter _reference;

    /// <param name="plan">The plan.</param>
    /// <param name="state">Its grid, at a fixed address, with the tail that the plan needs.</param>
    /// <param name="rollUps">Rolls up what formulas read.</param>
    /// <param name="compileFrom">From how many cells of a shape on machine code is made.</param>
    public FastExecutor(CompiledPlan plan, PlanState state, RollUp rollUps, long compileFrom)
    {
        _plan = plan;
        _state = state;
        _compileFrom = compileFrom;
        _grid = (double*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref state.Cells[0]);
        _machine = new ShapeMachine(_grid);
        _operands = new CellOperands(state, rollUps);
        _gatherer = new OperandGatherer(state, _operands);
        _reference = new ReferenceInterpreter(state, rollUps);
    }

    /// <summary>Writes the cells that no formula computes: data, blanks, and the tables behind the grid.</summary>
    public void Give()
    {
        GiveTables();
        var runs = new List<(int First, int End, bool IsData)>();
        foreach (var slot in _plan.Given)
        {
            Give(slot, runs);
        }
    }

    /// <summary>Writes the tables behind the grid.</summary>
    public void GiveTables()
    {
        var at = (int)_plan.Tail;
        foreach (var axis in _plan.Program.TimeAxes)
        {
            foreach (var table in axis.Tables)
            {
                table.CopyTo(_state.Cells, at);
                at += table.Length;
            }
        }
    }

    /// <summary>Computes batches in order.</summary>
    public void Run(Batch[] batches, CancellationToken cancellation)
    {
        foreach (ref readonly var batch in batches.AsSpan())
        {
            cancellation.ThrowIfCancellationRequested();
            var part = batch.Part;
            if (part.Group is { } group)
            {
                RunHeld(group, part.First, part.Count, cancellation);
            }
            else if (part.Template is { } template)
            {
                RunRows(template, part.First, part.Count, cancellation);
            }
            else
            {
                _reference.Run(_plan.Program.Schedule.Steps[batch.Step], cancellation);
            }
        }
    }

    private void RunHeld(ShapeGroup group, int first, int count, CancellationToken cancellation)
    {
        fixed (long* offsets = group.Offsets)
        fixed (double* constants = group.Constants)
        {
            var shape = group.Shape;
            RunInstances(group, offsets + ((long)first * shape.Offsets), constants + ((long)first * shape.Constants), count, cancellation);
        }
    }

    private void Give(int index, List<(int First, int End, bool IsData)> runs)
    {
        var slot = _plan.Program.Slots[index];
        var steps = _state.Layout.StepsOf(index);
        var pattern = -1;
        for (var row = 0; row < _state.Layout.RowsOf(index); row++)
        {
            var next = slot.RowPatterns.IsEmpty ? 0 : slot.RowPatterns[row];
            if (next != pattern)
            {
                pattern = next;
                FindGiven(slot, row, steps, runs);
            }

            foreach (var (first, end, isData) in runs)
            {
                Give(index, row, first, end, isData);
            }
        }
    }

    private static void FindGiven(Slot slot, int row, int steps, List<(int First, int End, bool IsData)> runs)
    {
        runs.Clear();
        for (var step = 0; step < steps;)
        {
            var rule = slot.RuleAt(row, step);
            var end = step + 1;
            while (end < steps && slot.RuleAt(row, end) == rule)
            {
                end++;
            }

            if (rule < 0 || slot.Rules[rule].IsData)
            {
                runs.Add((step, end, rule >= 0));
            }

            step = end;
        }
    }

    private void Give(int slot, int row, int first, int end, bool isData)
    {
        var cell = _state.Layout.CellOf(slot, row, first);
        var target = _state.Cells.AsSpan((int)cell, end - first);
        if (!isData || _state.Data[slot] is not { } data)
        {
            target.Fill(CellValue.Blank.Raw);
            return;
        }

        data.AsSpan((int)(cell - _state.Layout.OffsetOf(slot)), target.Length).CopyTo(target);
        for (var i = VectorOps.FirstNotFinite(_grid + cell, 0, target.Length); i >= 0; i = VectorOps.FirstNotFinite(_grid + cell, i + 1, target.Length))
        {
            target[(int)i] = Arithmetic.Normal(target[(int)i], cell + i).Raw;
        }
    }

    private void RunRows(RowTemplate template, int first, int count, CancellationToken cancellation)
    {
        var shape = template.Group.Shape;
        var together = template.Gathered.Length > 0 ? 1 : Math.Min(count, Block);
        var offsets = new long[Math.Max(1, together * shape.Offsets)];
        var constants = new double[Math.Max(1, together * shape.Constants)];
        for (var i = 0; i < together; i++)
        {
            template.Constants.CopyTo(constants, i * shape.Constants);
        }

        fixed (long* offset = offsets)
        fixed (double* constant = constants)
        {
            for (var row = first; row < first + count; row += together)
            {
                cancellation.ThrowIfCancellationRequested();
                var rows = Math.Min(together, first + count - row);
                for (var i = 0; i < rows * shape.Offsets; i++)
                {
                    offset[i] = template.Offsets[i % shape.Offsets].Of(_state.Layout, row + (i / shape.Offsets));
                }

                foreach (var operand in template.Gathered)
                {
                    _gatherer.Fill(operand, row);
                }

                RunInstances(template.Group, offset, constant, rows, cancellation);
            }
        }
    }

    private void RunInstances(ShapeGroup group, long* offsets, double* constants, int count, CancellationToken cancellation)
    {
        var shape = group.Shape;
        var kernel = group.Cells >= _compileFrom ? shape.Kernel() : null;
        if (kernel is null)
        {
            for (var i = 0; i < count; i++, offsets += shape.Offsets, constants += shape.Constants)
            {
                if (i % Block == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                _machine.Run(shape, offsets, constants);
            }

            return;
        }

        while (count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = Math.Min(count, Block);
            kernel(_grid, offsets, constants, block);
            if (!AreAllNumbers(shape, offsets, block))
            {
                Repair(shape, offsets, constants, block);
            }

            count -= block;
            offsets += (long)block * shape.Offsets;
            constants += (long)block * shape.Constants;
        }
    }

    /// <summary>Whether all that a block of instances computed is finite. Looks at the cells between the outputs too, where these lie close.</summary>
    private bool AreAllNumbers(Shape shape, long* offsets, int count)
    {
        var first = offsets[0];
        var last = offsets[(long)(count - 1) * shape.Offsets] + shape.Length;
        if (shape.CoversAll && shape.Outputs == 1 && last > first && last - first <= 2L * count * shape.Length)
        {
            return VectorOps.FirstNotFinite(_grid + first, 0, last - first) < 0;
        }

        for (var i = 0; i < count; i++)
        {
            if (!IsAllNumbers(shape, offsets + ((long)i * shape.Offsets)))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsAllNumbers(Shape shape, long* offsets)
    {
        foreach (var segment in shape.Segments)
        {
            for (var output = 0; output < shape.Outputs; output++)
            {
                if (segment.Programs[output] is not null && VectorOps.FirstNotFinite(_grid + offsets[output], segment.First, segment.Last + 1) >= 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    // In order: what a later instance read from one that had no number is no number either, so it is computed again after it.
    private void Repair(Shape shape, long* offsets, double* constants, int count)
    {
        for (var i = 0; i < count; i++, offsets += shape.Offsets, constants += shape.Constants)
        {
            if (IsAllNumbers(shape, offsets))
            {
                continue;
            }

            if (shape.IsRecurrent)
            {
                _machine.Run(shape, offsets, constants);
            }
            else
            {
                _machine.Repair(shape, offsets, constants);
            }
        }
    }
}
