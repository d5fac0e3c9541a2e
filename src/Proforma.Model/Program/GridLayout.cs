using System.Collections.Immutable;
using Proforma.Model.Time;

namespace Proforma.Model.Program;

/// <summary>
/// Where the cells of slots lie in the grid, and which cell a read addresses. A slot's cells are contiguous: steps innermost,
/// then members (the last dimension fastest), then tracks outermost; a row is one track and one leaf member of each dimension.
/// </summary>
public sealed class GridLayout
{
    /// <summary>What <see cref="StepRead"/> gives for a step before the first or after the last.</summary>
    public const int OutsideCalendar = -1;

    /// <summary>What <see cref="StepRead"/> gives where another entity's calendar has no such step: the value is blank.</summary>
    public const int NoStep = -2;

    private const long MostCells = long.MaxValue / 16;

    private readonly int[] _members;
    private readonly int[] _rows;
    private readonly int[] _steps;
    private readonly long[] _offsets;

    public GridLayout(
        ImmutableArray<TimeAxis> timeAxes, ImmutableArray<TrackAxis> trackAxes, ImmutableArray<MemberAxis> dimensions, ImmutableArray<Slot> slots)
    {
        TimeAxes = timeAxes;
        TrackAxes = trackAxes;
        Dimensions = dimensions;
        Slots = slots;
        _members = new int[slots.Length];
        _rows = new int[slots.Length];
        _steps = new int[slots.Length];
        _offsets = new long[slots.Length + 1];
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = slots[i];
            var members = 1L;
            foreach (var dimension in slot.Dimensions)
            {
                members = Math.Min(int.MaxValue, members * dimensions[dimension].Count);
            }

            // More rows than fit make a grid that no run accepts; they need no exact count.
            _members[i] = (int)members;
            _rows[i] = (int)Math.Min(int.MaxValue, members * (slot.TrackAxis < 0 ? 1 : trackAxes[slot.TrackAxis].Count));
            _steps[i] = slot.TimeAxis < 0 ? 1 : timeAxes[slot.TimeAxis].Calendar.Count;
            _offsets[i + 1] = Math.Min(MostCells, _offsets[i] + ((long)_rows[i] * _steps[i]));
        }
    }

    public ImmutableArray<TimeAxis> TimeAxes { get; }

    public ImmutableArray<TrackAxis> TrackAxes { get; }

    public ImmutableArray<MemberAxis> Dimensions { get; }

    public ImmutableArray<Slot> Slots { get; }

    /// <summary>The number of cells of all slots; for more than any memory holds, some number as large.</summary>
    public long CellCount => _offsets[^1];

    /// <summary>The index of a slot's first cell in the grid.</summary>
    public long OffsetOf(int slot) => _offsets[slot];

    /// <summary>The number of rows of a slot: tracks × leaf members.</summary>
    public int RowsOf(int slot) => _rows[slot];

    /// <summary>The number of combinations of leaf members of a slot: rows in one track.</summary>
    public int MembersOf(int slot) => _members[slot];

    /// <summary>The number of steps of a slot, 1 when it does not vary over time.</summary>
    public int StepsOf(int slot) => _steps[slot];

    /// <summary>The index of a cell in the grid.</summary>
    public long CellOf(int slot, int row, int step) => _offsets[slot] + ((long)row * _steps[slot]) + step;

    /// <summary>The row of a track (ignored by a slot without tracks) and of one leaf position for each dimension of the slot.</summary>
    public int RowOf(int slot, int track, ReadOnlySpan<int> members)
    {
        var row = Slots[slot].TrackAxis < 0 ? 0 : track;
        var dimensions = Slots[slot].Dimensions;
        for (var i = 0; i < dimensions.Length; i++)
        {
            row = (row * Dimensions[dimensions[i]].Count) + members[i];
        }

        return row;
    }

    /// <summary>The track of a row; 0 for a slot without tracks.</summary>
    public int TrackOf(int slot, int row) => row / _members[slot];

    /// <summary>The leaf position of a row on one of its slot's dimensions.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="row">The row.</param>
    /// <param name="axis">Position in <see cref="Slot.Dimensions"/>.</param>
    public int MemberOf(int slot, int row, int axis)
    {
        var dimensions = Slots[slot].Dimensions;
        for (var i = dimensions.Length - 1; i > axis; i--)
        {
            row /= Dimensions[dimensions[i]].Count;
        }

        return row % Dimensions[dimensions[axis]].Count;
    }

    /// <summary>The row of the slot read for a row of the reader.</summary>
    public int RowRead(SlotRead read, int reader, int row)
    {
        var target = Slots[read.Slot];
        var found = target.TrackAxis < 0 ? 0 : TrackRead(read, TrackOf(reader, row));
        for (var i = 0; i < target.Dimensions.Length; i++)
        {
            found = (found * Dimensions[target.Dimensions[i]].Count) + PositionRead(read.Members[i], reader, row);
        }

        return found;
    }

    /// <summary>Whether the slot read has the reader's tracks and dimensions and is read at the reader's own row.</summary>
    public bool KeepsRow(int reader, SlotRead read)
    {
        var (from, to) = (Slots[reader], Slots[read.Slot]);
        if (from.TrackAxis != to.TrackAxis || read.Track >= 0 || !read.TrackMap.IsEmpty)
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

        return from.Dimensions.AsSpan().SequenceEqual(to.Dimensions.AsSpan());
    }

    /// <summary>The step of the slot read for a step of the reader, or <see cref="OutsideCalendar"/>, or <see cref="NoStep"/>.</summary>
    public int StepRead(SlotRead read, int reader, int step)
    {
        var target = Slots[read.Slot];
        if (target.TimeAxis < 0)
        {
            return 0;
        }

        var found = read.Time switch
        {
            ReadTime.None => 0L,
            ReadTime.Step => (long)step + read.Offset,
            ReadTime.Year => TimeAxes[target.TimeAxis].Calendar.YearsAway(step, read.Offset),
            ReadTime.Fixed => read.Offset,
            _ => read.StepMap[step] < 0 ? NoStep : read.StepMap[step],
        };
        return found == NoStep && read.Time == ReadTime.Mapped ? NoStep
            : found < 0 || found >= _steps[read.Slot] ? OutsideCalendar
            : (int)found;
    }

    /// <summary>
    /// The span of the slot read, when a formula is recomputed over <paramref name="span"/>: offsets are whole report periods.
    /// Null for reads whose cell does not depend on the span, and where there is no such span.
    /// </summary>
    /// <param name="read">The read.</param>
    /// <param name="span">The span over which the reader is recomputed.</param>
    /// <param name="calendar">The reader's calendar.</param>
    public ReportSpan? OperandSpan(SlotRead read, ReportSpan span, Calendar calendar)
    {
        var target = Slots[read.Slot];
        return target.TimeAxis < 0 ? null : read.Time switch
        {
            ReadTime.Step => read.Offset == 0 ? span : span.Plus(calendar, read.Offset),
            ReadTime.Year => span.PlusYears(calendar, read.Offset),
            ReadTime.Mapped => span.On(calendar, TimeAxes[target.TimeAxis].Calendar),
            _ => null,
        };
    }

    /// <summary>Appends the rows that a reduction gathers for a row of the reader: tracks outermost, the last dimension fastest.</summary>
    public void AddRowsReduced(Reduction reduction, int reader, int row, List<int> rows)
    {
        var target = Slots[reduction.Read.Slot];
        var start = rows.Count;
        if (target.TrackAxis >= 0 && reduction.OverTracks)
        {
            for (var track = 0; track < TrackAxes[target.TrackAxis].Count; track++)
            {
                rows.Add(track);
            }
        }
        else
        {
            rows.Add(target.TrackAxis < 0 ? 0 : TrackRead(reduction.Read, TrackOf(reader, row)));
        }

        for (var i = 0; i < target.Dimensions.Length; i++)
        {
            var count = Dimensions[target.Dimensions[i]].Count;
            var over = i < reduction.Over.Length ? reduction.Over[i] : default;
            if (over.IsDefault)
            {
                var position = PositionRead(reduction.Read.Members[i], reader, row);
                for (var at = start; at < rows.Count; at++)
                {
                    rows[at] = (rows[at] * count) + position;
                }

                continue;
            }

            var outer = rows.GetRange(start, rows.Count - start);
            rows.RemoveRange(start, rows.Count - start);
            foreach (var prefix in outer)
            {
                foreach (var position in over)
                {
                    rows.Add((prefix * count) + position);
                }
            }
        }
    }

    /// <summary>The slot to which a cell of the grid belongs, with its row and step.</summary>
    public (int Slot, int Row, int Step) Locate(long cell)
    {
        var found = Array.BinarySearch(_offsets, cell);
        var slot = found >= 0 ? found : ~found - 1;
        while (slot + 1 < _offsets.Length - 1 && _offsets[slot + 1] == cell)
        {
            slot++;
        }

        var within = cell - _offsets[slot];
        return (slot, (int)(within / _steps[slot]), (int)(within % _steps[slot]));
    }

    private static int TrackRead(SlotRead read, int track) => read.Track >= 0 ? read.Track : read.TrackMap.IsEmpty ? track : read.TrackMap[track];

    private int PositionRead(MemberIndex index, int reader, int row) =>
        index.ReaderAxis < 0 ? index.Fixed : MemberOf(reader, row, index.ReaderAxis);
}
