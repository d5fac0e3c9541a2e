using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Proforma.Model.Program;

namespace Proforma.Engine.Execution.Fast;

/// <summary>All instances of one shape in a plan, in the order of the schedule.</summary>
internal sealed class ShapeGroup(Shape shape)
{
    private readonly List<long> _offsets = [];
    private readonly List<double> _constants = [];

    public Shape Shape { get; } = shape;

    /// <summary>The number of instances that are held.</summary>
    public int Count { get; private set; }

    /// <summary>The number of cells that all instances compute, held or made on the fly.</summary>
    public long Cells { get; set; }

    /// <summary>The offsets of all instances; at a fixed address.</summary>
    public long[] Offsets { get; private set; } = [];

    /// <summary>The constants of all instances; at a fixed address.</summary>
    public double[] Constants { get; private set; } = [];

    public void Add(GridLayout layout, ReadOnlySpan<OffsetSource> offsets, ReadOnlySpan<double> constants, int row)
    {
        foreach (var source in offsets)
        {
            _offsets.Add(source.Of(layout, row));
        }

        _constants.AddRange(constants);
        Count++;
        Cells += Shape.Cells;
    }

    public void Freeze()
    {
        Offsets = Pinned(_offsets);
        Constants = Pinned(_constants);
        _offsets.Clear();
        _offsets.TrimExcess();
        _constants.Clear();
        _constants.TrimExcess();
    }

    private static T[] Pinned<T>(List<T> values)
        where T : unmanaged
    {
        var pinned = GC.AllocateUninitializedArray<T>(values.Count, pinned: true);
        values.CopyTo(pinned);
        return pinned;
    }
}

/// <summary>How instances are made for rows that are too many to hold, or whose operands are gathered row by row.</summary>
internal sealed record RowTemplate(ShapeGroup Group, OffsetSource[] Offsets, double[] Constants, GatheredOperand[] Gathered);

/// <summary>A part of what one step of the schedule computes.</summary>
/// <param name="Group">Instances that are held, from <paramref name="First"/> on; null when there is a template or the step is interpreted.</param>
/// <param name="Template">Rows from <paramref name="First"/> on; null for instances and for a step that is interpreted.</param>
/// <param name="First">The first instance or row.</param>
/// <param name="Count">How many.</param>
internal readonly record struct PlanPart(ShapeGroup? Group, RowTemplate? Template, int First, int Count);

/// <summary>What is computed at once: instances of one shape, rows of a template, or a whole step by the reference interpreter.</summary>
/// <param name="Part">The instances or rows; neither when the step is interpreted.</param>
/// <param name="Step">The step of the schedule, or the first of several.</param>
internal readonly record struct Batch(PlanPart Part, int Step);

/// <summary>A plan made ready for the fast path: for each step of its schedule the instances of shapes that compute it.</summary>
internal sealed class CompiledPlan
{
    private const int MaxRowsHeld = 64;

    private static readonly ConditionalWeakTable<PlanProgram, CompiledPlan> s_plans = [];

    private readonly List<PlanPart> _parts = [];
    private readonly int[] _starts;
    private readonly Dictionary<Shape, ShapeGroup> _groups = new(ReferenceEqualityComparer.Instance);
    private readonly ShapeWriter _writer;

    private CompiledPlan(PlanProgram program)
    {
        Program = program;
        Tail = program.CellCount;
        _writer = new ShapeWriter(program, Tail);
        var steps = program.Schedule.Steps;
        _starts = new int[steps.Length + 1];
        for (var i = 0; i < steps.Length; i++)
        {
            Add(steps[i]);
            _starts[i + 1] = _parts.Count;
        }

        foreach (var group in _groups.Values)
        {
            group.Freeze();
        }

        All = BatchesOf(null);
        Given = [.. Enumerable.Range(0, program.Slots.Length).Where(slot => HasGiven(program.Slots[slot], program.Layout.StepsOf(slot)))];
    }

    public PlanProgram Program { get; }

    /// <summary>All steps of the schedule as batches.</summary>
    public Batch[] All { get; }

    /// <summary>Where the tables begin behind the grid.</summary>
    public long Tail { get; }

    /// <summary>The doubles behind the grid: tables and gathered operands.</summary>
    public long TailLength => ShapeWriter.TableLength(Program) + _writer.GatheredLength;

    /// <summary>The slots with cells that are data or blank.</summary>
    public int[] Given { get; }

    public static CompiledPlan Of(PlanProgram program) => s_plans.GetValue(program, static p => new CompiledPlan(p));

    /// <summary>Whether a step of the schedule has anything to compute.</summary>
    public bool IsComputed(int step) => _starts[step] < _starts[step + 1];

    /// <summary>The batches that compute the given steps of the schedule, ascending; all of them for null.</summary>
    public Batch[] BatchesOf(int[]? steps)
    {
        var batches = new List<Batch>();
        var parts = CollectionsMarshal.AsSpan(_parts);
        var last = default(PlanPart);
        var lastStep = -1;
        var count = steps?.Length ?? Program.Schedule.Steps.Length;
        for (var i = 0; i < count; i++)
        {
            var step = steps is null ? i : steps[i];
            for (var at = _starts[step]; at < _starts[step + 1]; at++)
            {
                ref readonly var part = ref parts[at];
                if (part.Group is not null && ReferenceEquals(part.Group, last.Group) && part.First == last.First + last.Count)
                {
                    last = last with { Count = last.Count + part.Count };
                    continue;
                }

                if (lastStep >= 0)
                {
                    batches.Add(new Batch(last, lastStep));
                }

                (last, lastStep) = (part, step);
            }
        }

        if (lastStep >= 0)
        {
            batches.Add(new Batch(last, lastStep));
        }

        return [.. batches];
    }

    private static bool HasGiven(Slot slot, int steps)
    {
        foreach (var pattern in slot.Patterns)
        {
            var computed = 0;
            foreach (var segment in pattern)
            {
                computed += slot.Rules[segment.Rule].IsData ? 0 : segment.Last - segment.First + 1;
            }

            if (computed < steps)
            {
                return true;
            }
        }

        return slot.Patterns.IsEmpty;
    }

    private void Add(ScheduleStep step)
    {
        switch (step)
        {
            case SweepStep sweep when _writer.TryWriteFlat(sweep.Slot):
                AddRows(0, 1);
                break;
            case SweepStep sweep:
                AddRows([sweep.Slot], step, isRecurrent: false, isBackwards: false);
                break;
            case RecurrenceStep recurrence when AreRowsApart(recurrence.Slots.AsSpan()):
                AddRows(recurrence.Slots.AsSpan(), step, isRecurrent: true, recurrence.Backwards);
                break;
            default:
                _parts.Add(default);
                break;
        }
    }

    /// <summary>Whether the slots have the same rows and read each other only at their own row.</summary>
    private bool AreRowsApart(ReadOnlySpan<int> slots)
    {
        var inside = slots.Length > 8 ? new HashSet<int>(slots.ToArray()) : null;
        foreach (var slot in slots)
        {
            foreach (var rule in Program.Slots[slot].Rules)
            {
                foreach (var read in rule.Reads)
                {
                    if ((inside?.Contains(read.Slot) ?? slots.Contains(read.Slot)) && !ShapeWriter.KeepsRow(Program.Layout, slot, read))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    private void AddRows(ReadOnlySpan<int> slots, ScheduleStep step, bool isRecurrent, bool isBackwards)
    {
        var start = _parts.Count;
        var rows = Program.RowsOf(slots[0]);
        for (var row = 0; row < rows;)
        {
            var end = row + 1;
            while (end < rows && HaveSamePatterns(slots, row, end))
            {
                end++;
            }

            if (!_writer.TryWrite(slots, isRecurrent, isBackwards, row))
            {
                _parts.RemoveRange(start, _parts.Count - start);
                _parts.Add(default);
                return;
            }

            AddRows(row, end);
            row = end;
        }
    }

    private bool HaveSamePatterns(ReadOnlySpan<int> slots, int row, int other)
    {
        foreach (var slot in slots)
        {
            var patterns = Program.Slots[slot].RowPatterns;
            if (!patterns.IsEmpty && patterns[row] != patterns[other])
            {
                return false;
            }
        }

        return true;
    }

    private void AddRows(int first, int end)
    {
        if (_writer.Code.Length == Shape.HeaderLength)
        {
            return;
        }

        var shape = ShapeCache.Get(_writer.Code);
        if (!_groups.TryGetValue(shape, out var group))
        {
            _groups.Add(shape, group = new ShapeGroup(shape));
        }

        if (end - first > MaxRowsHeld || _writer.Gathered.Count > 0)
        {
            group.Cells += shape.Cells * (end - first);
            var template = new RowTemplate(group, _writer.Offsets.ToArray(), _writer.Constants.ToArray(), [.. _writer.Gathered]);
            _parts.Add(new PlanPart(null, template, first, end - first));
            return;
        }

        _parts.Add(new PlanPart(group, null, group.Count, end - first));
        for (var row = first; row < end; row++)
        {
            group.Add(Program.Layout, _writer.Offsets, _writer.Constants, row);
        }
    }
}
