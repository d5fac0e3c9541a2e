using System.Runtime.InteropServices;
using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Engine.Execution.Fast;

/// <summary>
/// Writes the formulas of one row of one slot, or of slots that are computed together, as the code of a shape with the tables of
/// an instance. Steps are divided where the clause changes and where a read leaves the calendar, so that within a segment every
/// step does the same.
/// </summary>
internal sealed class ShapeWriter(PlanProgram program, long tail)
{
    private const int MaxCode = 4_000_000, MaxDelta = 1 << 28, MaxCompared = 32;

    /// <summary>The most doubles that a row's gathered operands may take.</summary>
    private const long MaxGathered = 4_000_000;

    private readonly GridLayout _layout = program.Layout;
    private readonly long[][] _tables = PlacesOfTables(program, tail);
    private readonly long _afterTables = tail + TableLength(program);
    private readonly List<int> _code = [];
    private readonly List<OffsetSource> _offsets = [];
    private readonly List<double> _constants = [];
    private readonly List<GatheredOperand> _gathered = [];
    private readonly Dictionary<(int Slot, Rule Rule, OpCode Code, int Index), int> _placed = [];
    private readonly List<int> _breaks = [];
    private int[] _slots = [];
    private int _length;
    private bool _isRecurrent;
    private bool _isFlat;
    private long _gatheredLength;

    /// <summary>Doubles behind the grid that tables take.</summary>
    public static long TableLength(PlanProgram program) => program.TimeAxes.Sum(static axis => axis.Tables.Sum(static table => (long)table.Length));

    /// <summary>The most room that gathered operands took so far.</summary>
    public long GatheredLength { get; private set; }

    public ReadOnlySpan<int> Code => CollectionsMarshal.AsSpan(_code);

    public ReadOnlySpan<OffsetSource> Offsets => CollectionsMarshal.AsSpan(_offsets);

    public ReadOnlySpan<double> Constants => CollectionsMarshal.AsSpan(_constants);

    public IReadOnlyList<GatheredOperand> Gathered => _gathered;

    /// <summary>Writes all rows of a slot at once, as if they were one row: every cell has the same formula on cells at its own place.</summary>
    public bool TryWriteFlat(int slot)
    {
        var cells = (long)_layout.RowsOf(slot) * _layout.StepsOf(slot);
        if (_layout.RowsOf(slot) == 1 || cells > MaxDelta || !IsFlat(_layout.Slots[slot]))
        {
            return false;
        }

        Begin([slot], (int)cells, isRecurrent: false, isBackwards: false);
        _isFlat = true;
        return TryWriteSegment(0, _length - 1, 0) && Finish();
    }

    /// <summary>Writes one row. False when the formulas need the reference interpreter.</summary>
    /// <param name="slots">The slots in the order of computation; all with the same rows and steps.</param>
    /// <param name="isRecurrent">Whether they read each other at other steps.</param>
    /// <param name="isBackwards">Whether the last step comes first.</param>
    /// <param name="row">A row; others with the same clauses have the same shape.</param>
    public bool TryWrite(ReadOnlySpan<int> slots, bool isRecurrent, bool isBackwards, int row)
    {
        Begin(slots, _layout.StepsOf(slots[0]), isRecurrent, isBackwards);
        foreach (var slot in slots)
        {
            foreach (var segment in _layout.Slots[slot].SegmentsOf(row))
            {
                if (!_layout.Slots[slot].Rules[segment.Rule].IsData && !TryAddBreaks(slot, segment))
                {
                    return false;
                }
            }
        }

        var from = -1;
        foreach (var at in _breaks)
        {
            if (from >= 0 && !TryWriteSegment(from, at - 1, row))
            {
                return false;
            }

            from = at;
        }

        return Finish();
    }

    private static long[][] PlacesOfTables(PlanProgram program, long tail)
    {
        var places = new long[program.TimeAxes.Length][];
        for (var axis = 0; axis < places.Length; axis++)
        {
            places[axis] = new long[program.TimeAxes[axis].Tables.Length];
            for (var table = 0; table < places[axis].Length; table++)
            {
                places[axis][table] = tail;
                tail += program.TimeAxes[axis].Tables[table].Length;
            }
        }

        return places;
    }

    private void Begin(ReadOnlySpan<int> slots, int length, bool isRecurrent, bool isBackwards)
    {
        _code.Clear();
        _offsets.Clear();
        _constants.Clear();
        _gathered.Clear();
        _placed.Clear();
        _breaks.Clear();
        _gatheredLength = 0;
        _isFlat = false;
        _isRecurrent = isRecurrent;
        _length = length;
        if (_slots.Length != slots.Length)
        {
            _slots = new int[slots.Length];
        }

        slots.CopyTo(_slots);

        _code.AddRange([length, slots.Length, (isRecurrent ? 1 : 0) | (isBackwards ? 2 : 0), 0, 0]);
        foreach (var slot in slots)
        {
            _offsets.Add(new OffsetSource(slot, null, 0, -1));
        }
    }

    private bool Finish()
    {
        _code[3] = _offsets.Count;
        _code[4] = _constants.Count;
        GatheredLength = Math.Max(GatheredLength, _gatheredLength);
        return _gatheredLength <= MaxGathered && _code.Count <= MaxCode;
    }

    private bool TryAddBreaks(int slot, RuleSegment segment)
    {
        var rule = _layout.Slots[slot].Rules[segment.Rule];
        if (!rule.Calls.IsEmpty || (_isRecurrent && GathersOwn(rule)))
        {
            return false;
        }

        AddBreak(segment.First);
        AddBreak(segment.Last + 1);
        foreach (var read in rule.Reads)
        {
            if (!TryDelta(slot, read, out var delta))
            {
                // A day's date a year ago, or another calendar's step, has no fixed distance.
                if (read.DefaultOp is not null || (_isRecurrent && _slots.Contains(read.Slot)))
                {
                    return false;
                }

                continue;
            }

            if (!IsScalar(read))
            {
                AddBreak(-(long)delta, segment);
                AddBreak((long)_layout.StepsOf(read.Slot) - delta, segment);
            }
        }

        return true;
    }

    private void AddBreak(long at, RuleSegment segment)
    {
        if (at > segment.First && at <= segment.Last)
        {
            AddBreak((int)at);
        }
    }

    private void AddBreak(int at)
    {
        var found = _breaks.BinarySearch(at);
        if (found < 0)
        {
            _breaks.Insert(~found, at);
        }
    }

    private bool GathersOwn(Rule rule)
    {
        foreach (var reduction in rule.Reductions)
        {
            if (_slots.Contains(reduction.Read.Slot))
            {
                return true;
            }
        }

        foreach (var window in rule.Windows)
        {
            if (_slots.Contains(window.Read.Slot))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The fixed distance of a read in steps; 0 for one that is the same at every step.</summary>
    private bool TryDelta(int reader, SlotRead read, out int delta)
    {
        delta = 0;
        var target = _layout.Slots[read.Slot];
        if (IsScalar(read))
        {
            return true;
        }

        if (read.Time == ReadTime.Mapped)
        {
            return false;
        }

        var distance = (long)read.Offset;
        if (read.Time == ReadTime.Year)
        {
            var grain = program.TimeAxes[target.TimeAxis].Calendar.Grain;
            distance *= grain == Grain.Week ? 52 : grain == Grain.Day ? 0 : 12 / grain.Months();
            if (grain == Grain.Day)
            {
                return false;
            }
        }

        delta = (int)Math.Clamp(distance, -MaxDelta, MaxDelta);
        return true;
    }

    private bool TryWriteSegment(int first, int last, int row)
    {
        var start = _code.Count;
        var any = false;
        _code.Add(first);
        _code.Add(last);
        foreach (var slot in _slots)
        {
            var rule = _layout.Slots[slot].RuleAt(row, _isFlat ? 0 : first);
            if (rule < 0 || _layout.Slots[slot].Rules[rule].IsData)
            {
                _code.Add(0);
                continue;
            }

            any = true;
            if (!TryWriteRule(slot, _layout.Slots[slot].Rules[rule], first))
            {
                return false;
            }
        }

        if (!any)
        {
            _code.RemoveRange(start, _code.Count - start);
        }

        return true;
    }

    private bool TryWriteRule(int slot, Rule rule, int step)
    {
        _code.Add(rule.Ops.Length);
        if (_code.Count + ((long)rule.Ops.Length * Shape.OpLength) > MaxCode)
        {
            return false;
        }

        for (var i = 0; i < rule.Ops.Length; i++)
        {
            var op = rule.Ops[i];
            switch (op.Code)
            {
                case OpCode.Constant:
                    Write(ShapeOpKind.Constant, op.Code, _constants.Count);
                    _constants.Add(op.Value);
                    break;
                case OpCode.Table:
                    Write(ShapeOpKind.Series, op.Code, OffsetOf(new OffsetSource(slot, null, 0, _tables[_layout.Slots[slot].TimeAxis][op.A])));
                    break;
                case OpCode.Read when rule.Reads[op.A] is var read && TryDelta(slot, read, out var delta):
                    WriteRead(slot, read, delta, step, i);
                    break;
                case OpCode.Read or OpCode.Reduce or OpCode.Window or OpCode.RollUp or OpCode.Search:
                    WriteGathered(slot, rule, op);
                    break;
                case OpCode.Call:
                    return false;
                default:
                    if (op.A >= i || op.B >= i || op.C >= i || op.A < 0)
                    {
                        throw new InvalidOperationException($"Op {i} of slot {slot} reads an op that is not before it.");
                    }

                    Write(ShapeOpKind.Arithmetic, op.Code, op.A, op.B, op.C);
                    break;
            }
        }

        return true;
    }

    private void WriteRead(int slot, SlotRead read, int delta, int step, int index)
    {
        var target = _layout.Slots[read.Slot];
        var isScalar = IsScalar(read);
        var at = isScalar ? target.TimeAxis < 0 || read.Time == ReadTime.None ? 0 : read.Offset : (long)step + delta;
        if (!_isFlat && (at < 0 || at >= _layout.StepsOf(read.Slot)))
        {
            if (read.DefaultOp >= index)
            {
                throw new InvalidOperationException($"Op {index} of slot {slot} has a default that is not before it.");
            }

            Write(read.DefaultOp is null ? ShapeOpKind.Outside : ShapeOpKind.Copy, OpCode.Read, read.DefaultOp ?? -1);
            return;
        }

        if (_isFlat && !IsOneCell(read))
        {
            Write(ShapeOpKind.Series, OpCode.Read, OffsetOf(new OffsetSource(slot, read, 0, -1)));
            return;
        }

        var own = Array.IndexOf(_slots, read.Slot);
        var offset = own >= 0 && _isRecurrent ? own : OffsetOf(new OffsetSource(slot, read, isScalar ? (int)at : 0, -1));
        Write(isScalar ? ShapeOpKind.Scalar : ShapeOpKind.Series, OpCode.Read, offset, delta: delta);
    }

    // A gathered operand that several ops or segments read is gathered once; its room holds all steps, wherever it is read.
    private void WriteGathered(int slot, Rule rule, Op op)
    {
        if (!_placed.TryGetValue((slot, rule, op.Code, op.A), out var offset))
        {
            var isScalar = op.Code is OpCode.RollUp or OpCode.Search;
            var place = _afterTables + _gatheredLength;
            _gatheredLength += isScalar ? 1 : _length;
            _gathered.Add(new GatheredOperand(slot, rule, op, place, isScalar));
            offset = OffsetOf(new OffsetSource(slot, null, 0, place));
            _placed.Add((slot, rule, op.Code, op.A), offset);
        }

        Write(op.Code is OpCode.RollUp or OpCode.Search ? ShapeOpKind.Scalar : ShapeOpKind.Series, op.Code, offset);
    }

    private int OffsetOf(OffsetSource source)
    {
        for (var i = 0; i < Math.Min(_offsets.Count, MaxCompared); i++)
        {
            if (IsSame(_offsets[i], source))
            {
                return i;
            }
        }

        _offsets.Add(source);
        return _offsets.Count - 1;
    }

    private static bool IsSame(OffsetSource a, OffsetSource b) =>
        a.Reader == b.Reader && a.Step == b.Step && a.Place == b.Place && (a.Read is null ? a.Place >= 0 && b.Read is null : b.Read is not null
        && a.Read.Slot == b.Read.Slot && a.Read.Track == b.Read.Track && a.Read.TrackMap.IsEmpty && b.Read.TrackMap.IsEmpty
        && a.Read.Members.AsSpan().SequenceEqual(b.Read.Members.AsSpan()));

    private void Write(ShapeOpKind kind, OpCode code, int a, int b = -1, int c = -1, int delta = 0)
    {
        _code.Add(((int)kind << 8) | (int)code);
        _code.Add(a);
        _code.Add(b);
        _code.Add(c);
        _code.Add(delta);
    }

    private bool IsFlat(Slot slot)
    {
        if (slot.Patterns is not [[{ First: 0 } segment]] || segment.Last != _layout.StepsOf(slot.Index) - 1 || slot.Rules[segment.Rule].IsData)
        {
            return false;
        }

        var rule = slot.Rules[segment.Rule];
        return rule.Reads.All(read => IsOneCell(read) || (KeepsPlace(slot.Index, read) && read is { Time: ReadTime.None or ReadTime.Step, Offset: 0 }))
            && !rule.Ops.Any(static op => op.Code is OpCode.Table or OpCode.Reduce or OpCode.Window or OpCode.RollUp or OpCode.Search or OpCode.Call);
    }

    private bool IsOneCell(SlotRead read) => _layout.RowsOf(read.Slot) == 1 && _layout.Slots[read.Slot].TimeAxis < 0;

    /// <summary>Whether a read gives one number for all steps.</summary>
    private bool IsScalar(SlotRead read) => _layout.Slots[read.Slot].TimeAxis < 0 || read.Time is ReadTime.None or ReadTime.Fixed;

    /// <summary>Whether the slot read has the reader's axes and is read at the reader's own row and step.</summary>
    private bool KeepsPlace(int reader, SlotRead read) =>
        _layout.Slots[read.Slot].TimeAxis == _layout.Slots[reader].TimeAxis && KeepsRow(_layout, reader, read);

    /// <summary>Whether the slot read has the reader's tracks and dimensions and is read at the reader's own row.</summary>
    public static bool KeepsRow(GridLayout layout, int reader, SlotRead read)
    {
        var (from, to) = (layout.Slots[reader], layout.Slots[read.Slot]);
        if (from.TrackAxis != to.TrackAxis || read.Track >= 0 || !read.TrackMap.IsEmpty || !from.Dimensions.AsSpan().SequenceEqual(to.Dimensions.AsSpan()))
        {
            return false;
        }

        for (var i = 0; i < read.Members.Length; i++)
        {
            if (read.Members[i].ReaderAxis != i)
            {
                return false;
            }
        }

        return true;
    }
}
