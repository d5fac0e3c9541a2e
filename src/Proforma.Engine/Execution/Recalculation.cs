using Proforma.Engine.Execution.Fast;
using Proforma.Model.Program;
using Proforma.Model.Program.Scheduling;
using Proforma.Model.Runs;

namespace Proforma.Engine.Execution;

/// <summary>
/// A session of edits on a plan that has run: inputs are set, and only what depends on them is computed again. It works on a grid
/// of its own; the run that it starts from does not change. Not safe for use by several threads.
/// </summary>
public sealed class Recalculation
{
    private readonly PlanProgram _program;
    private readonly PlanState _state;
    private readonly RollUp _rollUps;
    private readonly FastExecutor _executor;
    private readonly DependencyGraph _graph;
    private readonly ulong[] _pending;
    private readonly bool[] _isComputed;
    private readonly HashSet<int> _visited = [];
    private readonly HashSet<int> _copied = [];
    private readonly List<int> _recomputed = [];

    /// <param name="start">The run to start from.</param>
    /// <param name="options">The options of the session; the finance functions are those of the run.</param>
    public Recalculation(RunResult start, RunOptions? options = null)
    {
        options ??= RunOptions.Default;
        _program = start.Program;
        var plan = CompiledPlan.Of(_program);
        _state = new PlanState(_program, PlanRun.Grid(_program.CellCount + plan.TailLength), start.State.Finance);
        start.State.Cells.AsSpan(0, (int)_program.CellCount).CopyTo(_state.Cells);
        start.State.Data.CopyTo(_state.Data, 0);
        _rollUps = new RollUp(_state);
        _executor = new FastExecutor(plan, _state, _rollUps, options.CompileFromCells);
        _executor.GiveTables();
        _graph = new DependencyGraph(_program.Layout);
        _pending = new ulong[(_program.Schedule.Steps.Length + 63) / 64];
        _isComputed = [.. _program.Schedule.Steps.Select(static step => false)];
        for (var step = 0; step < _isComputed.Length; step++)
        {
            _isComputed[step] = !plan.PartsOf(step).IsEmpty;
        }

        Result = new RunResult(_state);
    }

    /// <summary>
    /// The values after the last <see cref="Recalculate"/>. A view of the session's grid: it changes with it, and between an edit and
    /// its recalculation it holds the edited inputs and the old results. Use <see cref="Snapshot"/> for values to keep.
    /// </summary>
    public RunResult Result { get; }

    /// <summary>The slots that the last <see cref="Recalculate"/> computed, in order.</summary>
    public IReadOnlyList<int> Recomputed => _recomputed;

    /// <summary>Whether a cell holds an input, which can be set: a clause of data applies to it.</summary>
    public bool IsInput(int slot, int row, int step) =>
        _program.Slots[slot].RuleAt(row, step) is >= 0 and var rule && _program.Slots[slot].Rules[rule].IsData;

    /// <summary>Sets one input.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="row">Its row.</param>
    /// <param name="step">Its step; 0 for one that does not vary over time.</param>
    /// <param name="value">A number in base units, or unknown or blank.</param>
    /// <exception cref="ArgumentException">The cell is not an input.</exception>
    public void SetInput(int slot, int row, int step, CellValue value) => SetInput(slot, row, step, step, value);

    /// <summary>Sets the inputs of a run of steps, such as those of one clause.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="row">Its row.</param>
    /// <param name="first">The first step.</param>
    /// <param name="last">The last step, included.</param>
    /// <param name="value">A number in base units, or unknown or blank.</param>
    /// <exception cref="ArgumentException">One of the cells is not an input.</exception>
    public void SetInput(int slot, int row, int first, int last, CellValue value)
    {
        for (var step = first; step <= last; step++)
        {
            if (!IsInput(slot, row, step))
            {
                throw new ArgumentException($"Step {step} of `{_program.Slots[slot].Name}` is not an input.", nameof(first));
            }
        }

        var data = OwnData(slot);
        for (var step = first; step <= last; step++)
        {
            var cell = _program.Layout.CellOf(slot, row, step);
            var normal = Arithmetic.Normal(value.Raw, cell);
            data[cell - _program.Layout.OffsetOf(slot)] = normal.Raw;
            _state.Cells[cell] = normal.Raw;
        }

        var own = _program.Schedule.StepOfSlot[slot];
        if (_isComputed[own])
        {
            // Formulas of the same slot may read its inputs: the first forecast reads the last actual.
            Mark(own);
        }

        MarkReaders(slot);
    }

    /// <summary>Computes what depends on the inputs that were set, and nothing else.</summary>
    /// <param name="cancellation">Interrupts with an <see cref="OperationCanceledException"/>; the next call computes what is left.</param>
    public void Recalculate(CancellationToken cancellation = default)
    {
        _rollUps.Forget();
        _recomputed.Clear();
        var computedFrom = 0;
        try
        {
            for (var word = 0; word < _pending.Length; word++)
            {
                while (_pending[word] != 0)
                {
                    var step = (word * 64) + System.Numerics.BitOperations.TrailingZeroCount(_pending[word]);
                    _pending[word] &= _pending[word] - 1;
                    foreach (var slot in _program.Schedule.Steps[step].Slots)
                    {
                        _recomputed.Add(slot);
                        MarkReaders(slot);
                    }

                    // Readers come later in the schedule; slots of this step that read each other are computed with it.
                    _pending[word] &= ~(1UL << (step & 63));
                    _executor.Run(step, cancellation);
                }
            }

            _executor.Finish(cancellation);
            computedFrom = _recomputed.Count;
        }
        finally
        {
            _visited.Clear();
            if (computedFrom < _recomputed.Count)
            {
                _executor.Drop();
                _recomputed.ForEach(slot => Mark(_program.Schedule.StepOfSlot[slot]));
            }
        }
    }

    /// <summary>A copy of the values that later edits leave alone.</summary>
    public RunResult Snapshot()
    {
        var cells = PlanRun.Grid(_program.CellCount);
        _state.Cells.AsSpan(0, cells.Length).CopyTo(cells);
        var copy = new PlanState(_program, cells, _state.Finance);
        for (var slot = 0; slot < _state.Data.Length; slot++)
        {
            copy.Data[slot] = _copied.Contains(slot) ? (double[])_state.Data[slot]!.Clone() : _state.Data[slot];
        }

        return new RunResult(copy);
    }

    private double[] OwnData(int slot)
    {
        if (_copied.Add(slot))
        {
            _state.Data[slot] = (double[])_state.Data[slot]!.Clone();
        }

        return _state.Data[slot]!;
    }

    private void Mark(int step) => _pending[step >> 6] |= 1UL << (step & 63);

    private void MarkReaders(int node)
    {
        foreach (var reader in _graph.ReadBy(node))
        {
            if (reader < _graph.SlotCount)
            {
                Mark(_program.Schedule.StepOfSlot[reader]);
            }
            else if (_visited.Add(reader))
            {
                MarkReadersOfRollUp(reader);
            }
        }
    }

    private void MarkReadersOfRollUp(int rollUp)
    {
        var open = new Stack<int>([rollUp]);
        while (open.TryPop(out var node))
        {
            foreach (var reader in _graph.ReadBy(node))
            {
                if (reader < _graph.SlotCount)
                {
                    Mark(_program.Schedule.StepOfSlot[reader]);
                }
                else if (_visited.Add(reader))
                {
                    open.Push(reader);
                }
            }
        }
    }
}
