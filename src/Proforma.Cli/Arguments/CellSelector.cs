using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Cli.Arguments;

/// <summary>A figure that a user names: `revenue[aggressive, product=api, 2027]`.</summary>
/// <param name="Slot">The line.</param>
/// <param name="Row">The row of its track and members.</param>
/// <param name="Period">The period; the calendar's last year where none is named.</param>
internal sealed record CellSelector(Slot Slot, int Row, Period Period)
{
    /// <summary>Reads a selector.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="track">What `--track` says, or empty.</param>
    /// <param name="program">The plan.</param>
    /// <exception cref="UsageException">It names nothing in the plan; the message says what it could name.</exception>
    public static CellSelector Read(string text, string track, PlanProgram program)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        if (open >= 0 && !text.EndsWith(']'))
        {
            throw new UsageException($"{text}: the closing bracket is missing; write for example 'revenue[2027]'.");
        }

        var name = (open < 0 ? text : text[..open]).Trim();
        var slot = program.Slots.FirstOrDefault(s => s.Name == name
            && (s.Role != SlotRole.Hidden || name.EndsWith(".opening", StringComparison.Ordinal)))
            ?? throw new UsageException($"There is no line {name}{CommonOptions.Suggestion(name, NamesOf(program))}");
        var calendar = program.CalendarOf(slot);
        var reading = new Reading(program, slot, calendar ?? program.TimeAxes[0].Calendar);
        foreach (var part in open < 0 ? [] : text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            reading.Take(part);
        }

        if (track.Length > 0 && slot.TrackAxis >= 0)
        {
            reading.TakeTrack(track);
        }

        return new CellSelector(slot, reading.Row(), reading.Found ?? LastYear(calendar ?? program.TimeAxes[0].Calendar));
    }

    private static IEnumerable<string> NamesOf(PlanProgram program) =>
        program.Slots.Where(static s => s.Role != SlotRole.Hidden).Select(static s => s.Name);

    private static Period LastYear(Calendar calendar) => calendar.Grain > Grain.Year ? calendar.Last
        : calendar.Periods(Grain.Year, calendar.YearEndMonth != 12)[^1];

    private sealed class Reading(PlanProgram program, Slot slot, Calendar calendar)
    {
        private readonly int[] _members = [.. slot.Dimensions.Select(d => program.Dimensions[d].Count == 1 ? 0 : -1)];
        private int _track;

        public Period? Found { get; private set; }

        public void Take(string part)
        {
            if (PeriodArgument.Read(part, calendar.YearEndMonth) is { } period)
            {
                if (!calendar.CanReport(period.Grain))
                {
                    throw new UsageException($"{part} is shorter than the plan's steps, which are {calendar.Grain.Noun()}s.");
                }

                Found = period;
            }
            else if (!TakeMember(part))
            {
                TakeTrack(part);
            }
        }

        public void TakeTrack(string name)
        {
            if (slot.TrackAxis < 0)
            {
                CommonOptions.RequireTracks(program, [name]);
                return;
            }

            var tracks = program.TrackAxes[slot.TrackAxis].Tracks;
            _track = tracks.ToList().FindIndex(t => t.Name == name || t.Label == name);
            if (_track < 0)
            {
                throw new UsageException($"{name} is no track, member or period of {slot.Name}{CommonOptions.Suggestion(name, Names())}");
            }
        }

        public int Row()
        {
            var missing = Array.FindIndex(_members, static m => m < 0);
            if (missing >= 0)
            {
                var dimension = program.Dimensions[slot.Dimensions[missing]];
                var some = string.Join(", ", dimension.Leaves.Take(12).Select(l => dimension.Members[l].Name));
                var more = dimension.Count > 12 ? ", …" : "";
                throw new UsageException($"{slot.Name} has a value for each {dimension.Name}; name one: {dimension.Name}={some}{more}.");
            }

            return program.Layout.RowOf(slot.Index, _track, _members);
        }

        private bool TakeMember(string part)
        {
            var split = part.IndexOfAny(['=', '.']);
            var (of, name) = split < 0 ? ("", part) : (part[..split].Trim(), part[(split + 1)..].Trim().Trim('"'));
            for (var axis = 0; axis < _members.Length; axis++)
            {
                var dimension = program.Dimensions[slot.Dimensions[axis]];
                var member = dimension.Members.ToList().FindIndex(m => m.Name == name || m.Label == name);
                if ((of.Length == 0 || of == dimension.Name) && member >= 0 && dimension.Leaves.IndexOf(member) is >= 0 and var position)
                {
                    _members[axis] = position;
                    return true;
                }
            }

            return false;
        }

        private IEnumerable<string> Names() => program.TrackAxes[slot.TrackAxis].Tracks.Select(static t => t.Name)
            .Concat(slot.Dimensions.SelectMany(d => program.Dimensions[d].Members.Take(1_000).Select(static m => m.Name)));
    }
}
