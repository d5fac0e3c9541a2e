using Proforma.Model.Program;

namespace Proforma.Workbook.Formulas;

/// <summary>
/// Which track each plan shows. The reader chooses one of the root plan's; a used plan shows the one of the same name, as its own
/// read would find it.
/// </summary>
internal sealed class TrackSelection
{
    private readonly PlanProgram _program;
    private readonly int[][] _maps;

    public TrackSelection(PlanProgram program, int selected)
    {
        _program = program;
        Selected = Math.Clamp(selected, 0, program.TrackAxes[0].Count - 1);
        _maps = [.. Enumerable.Range(0, program.TrackAxes.Length).Select(MapOf)];
        Names = new string[_maps.Length];
    }

    /// <summary>The root plan's selected track.</summary>
    public int Selected { get; }

    /// <summary>For each axis of tracks the defined name that holds the number of the selected one, from 1.</summary>
    public string[] Names { get; }

    /// <summary>Whether there is anything to select on an axis.</summary>
    public bool HasChoice(int axis) => axis >= 0 && _program.TrackAxes[axis].Count > 1;

    /// <summary>The track of an axis when a root track is selected.</summary>
    public int Of(int axis, int rootTrack) => _maps[axis][rootTrack];

    /// <summary>For each root track the track of an axis.</summary>
    public IReadOnlyList<int> Map(int axis) => _maps[axis];

    /// <summary>The track that figures of a key show now.</summary>
    public int TrackOf(Slot slot, int track) => slot.TrackAxis < 0 ? 0 : track >= 0 ? track : _maps[slot.TrackAxis][Selected];

    /// <summary>The same key for lines that have nothing to select.</summary>
    public SeriesKey Normal(SeriesKey key) => HasChoice(_program.Slots[key.Slot].TrackAxis) ? key : key with { Track = SeriesKey.Selected };

    /// <summary>
    /// The track of the line read: fixed, or the selected one; null where what is read follows the selection in a way of its own.
    /// </summary>
    public int? TrackRead(SlotRead read, Slot reader, int track)
    {
        var target = _program.Slots[read.Slot];
        if (!HasChoice(target.TrackAxis))
        {
            return SeriesKey.Selected;
        }

        if (read.Track >= 0)
        {
            return read.Track;
        }

        if (!HasChoice(reader.TrackAxis))
        {
            return read.TrackMap.IsEmpty ? 0 : read.TrackMap[0];
        }

        if (track >= 0)
        {
            return read.TrackMap.IsEmpty ? track : read.TrackMap[track];
        }

        if (read.TrackMap.IsEmpty)
        {
            return reader.TrackAxis == target.TrackAxis ? SeriesKey.Selected : null;
        }

        for (var root = 0; root < _maps[0].Length; root++)
        {
            if (read.TrackMap[_maps[reader.TrackAxis][root]] != _maps[target.TrackAxis][root])
            {
                return null;
            }
        }

        return SeriesKey.Selected;
    }

    private int[] MapOf(int axis)
    {
        var root = _program.TrackAxes[0];
        if (axis == 0)
        {
            return [.. Enumerable.Range(0, root.Count)];
        }

        // What the plan's own reads say comes first; they may know a track by what it starts from.
        foreach (var read in _program.Slots.Where(static s => s.TrackAxis == 0).SelectMany(static s => s.Rules).SelectMany(static r => r.AllReads))
        {
            if (_program.Slots[read.Slot].TrackAxis == axis && read.TrackMap.Length == root.Count)
            {
                return [.. read.TrackMap];
            }
        }

        return [.. root.Tracks.Select(t => Math.Max(0, _program.TrackAxes[axis].IndexOf(t.Name)))];
    }
}
