using System.Numerics;
using Proforma.Engine.Execution.Fast;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Execution;

/// <summary>
/// A session of edits on a plan that has run: inputs are set, and only what depends on them is computed again. It works on a grid
/// of its own; the run that it starts from does not change. Not safe for use by several threads.
/// </summary>
public sealed class Recalculation
{
    private const int MaxRemembered = 8;

    private readonly PlanProgram _program;
    private readonly PlanState _state;
    private readonly RollUp _rollUps;
    private readonly CompiledPlan _plan;
    private readonly FastExecutor _executor;
    private readonly StepReaders _readers;
    private readonly ulong[] _pending;
    private readonly SortedSet<int> _edited = [];
    private readonly HashSet<int> _copied = [];
    private readonly List<Dependants> _remembered = [];
    private Dependants? _last;

    /// <param name="start">The run to start from.</param>
    /// <param name="options">The options of the session; the finance functions are those of the run.</param>
    public Recalculation(RunResult start, RunOptions? options = null)
    {
        _program = start.Program;
        _plan = CompiledPlan.Of(_program);
        _state = new PlanState(_program, PlanRun.Grid(_program.CellCount + _plan.TailLength), start.State.Finance);
        start.State.Cells.AsSpan(0, (int)_program.CellCount).CopyTo(_state.Cells);
        start.State.Data.CopyTo(_state.Data, 0);
        _rollUps = new RollUp(_state);
        _executor = new FastExecutor(_plan, _state, _rollUps, (options ?? RunOptions.Default).CompileFromCells);
        _executor.GiveTables();
        _readers = new StepReaders(_program);
        _pending = new ulong[(_program.Schedule.Steps.Length + 63) / 64];
        Result = new RunResult(_state);
    }

    /// <summary>
    /// The values after the last <see cref="Recalculate"/>. A view of the session's grid: it changes with it, and between an edit and
    /// its recalculation it holds the edited inputs and the old results. Use <see cref="Snapshot"/> for values to keep.
    /// </summary>
    public RunResult Result { get; }

    /// <summary>The slots that the last <see cref="Recalculate"/> computed, in order.</summary>
    public IReadOnlyList<int> Recomputed => _last is null ? [] : _last.Slots(_program);

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

        _edited.Add(_program.Schedule.StepOfSlot[slot]);
    }

    /// <summary>Computes what depends on the inputs that were set, and nothing else.</summary>
    /// <param name="cancellation">Interrupts with an <see cref="OperationCanceledException"/>; the next call begins again.</param>
    public void Recalculate(CancellationToken cancellation = default)
    {
        _rollUps.Forget();
        _last = DependantsOfEdits();
        _executor.Run(_last.Batches, cancellation);
        _edited.Clear();
    }

    /// <summary>A copy of the values that later edits leave alone.</summary>
    public RunResult Snapshot()
    {
        var cells = PlanRun.Grid(_program.CellCount);
        _state.Cells.AsSpan(0, (int)_program.CellCount).CopyTo(cells);
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

    // People move one driver again and again: what depends on it is found once.
    private Dependants DependantsOfEdits()
    {
        var known = _remembered.FindIndex(dependants => dependants.Edited.Length == _edited.Count && dependants.Edited.SequenceEqual(_edited));
        var found = known >= 0 ? _remembered[known] : FindDependants();
        if (known >= 0)
        {
            _remembered.RemoveAt(known);
        }
        else if (_remembered.Count == MaxRemembered)
        {
            _remembered.RemoveAt(0);
        }

        _remembered.Add(found);
        return found;
    }

    private Dependants FindDependants()
    {
        var visited = new HashSet<int>();
        var behind = new List<int>();
        var steps = new List<int>();
        foreach (var step in _edited)
        {
            // Formulas of the same slot may read its inputs: the first forecast reads the last actual.
            if (_plan.IsComputed(step))
            {
                Mark(step);
            }

            MarkReaders(step, visited, behind);
        }

        for (var word = 0; word < _pending.Length; word++)
        {
            while (_pending[word] != 0)
            {
                // Readers come later in the schedule, so the lowest pending step reads nothing that is still pending.
                var step = (word * 64) + BitOperations.TrailingZeroCount(_pending[word]);
                _pending[word] &= _pending[word] - 1;
                steps.Add(step);
                MarkReaders(step, visited, behind);
            }
        }

        var found = steps.ToArray();
        return new Dependants([.. _edited], found, _plan.BatchesOf(found));
    }

    private void Mark(int step) => _pending[step >> 6] |= 1UL << (step & 63);

    private void MarkReaders(int step, HashSet<int> visited, List<int> behind)
    {
        foreach (var reader in _readers.Of(step))
        {
            if (reader >= 0)
            {
                Mark(reader);
                continue;
            }

            behind.Clear();
            _readers.AddBehind(~reader, visited, behind);
            foreach (var other in behind)
            {
                if (other != step)
                {
                    Mark(other);
                }
            }
        }
    }

    /// <summary>What a set of edits leads to.</summary>
    /// <param name="Edited">The steps of the schedule that hold the edited slots.</param>
    /// <param name="Steps">The steps to compute.</param>
    /// <param name="Batches">The same as batches.</param>
    private sealed record Dependants(int[] Edited, int[] Steps, Batch[] Batches)
    {
        private int[]? _slots;

        public IReadOnlyList<int> Slots(PlanProgram program) => _slots ??= [.. Steps.SelectMany(step => program.Schedule.Steps[step].Slots)];
    }
}
