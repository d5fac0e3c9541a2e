using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;

namespace Proforma.Workbook.Import;

/// <summary>A reported figure that belongs to a line of the plan.</summary>
/// <param name="Slot">The line.</param>
/// <param name="Track">The track's name; empty where the figure is that of all tracks.</param>
/// <param name="Period">The period.</param>
/// <param name="Value">The figure as the plan's own tables of actuals have it: a flow's amount, a balance's closing value, in the line's unit
/// without its time.</param>
/// <param name="Place">Where the file has it.</param>
public sealed record AcceptedFigure(Slot Slot, string Track, Period Period, double Value, SourcePlace Place);

/// <summary>What an import found: figures with their lines, what was rejected, and what was learnt about names.</summary>
public sealed record ImportResult
{
    public required ImmutableArray<AcceptedFigure> Figures { get; init; }

    public required ImmutableArray<ImportReject> Rejects { get; init; }

    /// <summary>Rows that were left out because the mapping says so.</summary>
    public required ImmutableArray<string> LeftOut { get; init; }

    /// <summary>Rows whose line was found by its label and should be remembered.</summary>
    public required ImmutableArray<(string Label, string Line)> Learnt { get; init; }

    /// <summary>Rows that no line was found for.</summary>
    public required ImmutableArray<string> Unmatched { get; init; }
}

/// <summary>Finds the line of each reported figure and brings it to the line's unit. What does not fit is rejected with a reason.</summary>
public sealed class ActualsImport
{
    private readonly PlanProgram _program;
    private readonly ImportMap _map;
    private readonly string _track;
    private readonly string _table;
    private readonly Func<string, IEnumerable<string>, string?> _nearest;
    private readonly List<Slot> _lines;
    private readonly List<ImportReject> _rejects;
    private readonly HashSet<string> _leftOut = [];
    private readonly Dictionary<string, string> _learnt = [];
    private readonly HashSet<string> _unmatched = [];
    private readonly HashSet<string> _unusable = [];

    /// <param name="program">The plan.</param>
    /// <param name="map">What rows are called in the plan.</param>
    /// <param name="track">The track of figures that name none; empty for all tracks.</param>
    /// <param name="table">The table of the import, as the plan names it: other tables may already give a line's history.</param>
    /// <param name="nearest">Offers the known name that is nearest to a misspelt one.</param>
    /// <param name="rejects">What was rejected while the file was read.</param>
    public ActualsImport(
        PlanProgram program, ImportMap map, string track, string table, Func<string, IEnumerable<string>, string?> nearest,
            IEnumerable<ImportReject> rejects)
    {
        (_program, _map, _track, _table, _nearest) = (program, map, track, table, nearest);
        _lines = [.. program.Slots.Where(static s => s.Entity.Length == 0 && s.Role is SlotRole.Line or SlotRole.Account && s.TimeAxis == 0)];
        _rejects = [.. rejects];
    }

    private Calendar Calendar => _program.TimeAxes[0].Calendar;

    /// <summary>Matches the figures of a file.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="through">Figures of later periods are left out; null takes all.</param>
    /// <param name="earlier">The figures of earlier imports, which a figure of another period may not overlap; null when there are none.</param>
    public ImportResult Match(IEnumerable<SourceFigure> figures, DateOnly? through, ActualsTable? earlier = null)
    {
        var accepted = new Dictionary<(int Slot, string Track, int Step), AcceptedFigure>();
        var result = new List<AcceptedFigure>();
        var matched = new List<(SourceFigure Figure, Slot Slot)>();
        foreach (var figure in figures.Where(f => through is not { } last || f.Period.End <= last))
        {
            if (LineOf(figure) is { } slot)
            {
                matched.Add((figure, slot));
            }
        }

        // Months before quarters: where both are there the finer figures count.
        var combined = new ShorterPeriods(Calendar, _rejects).Combine(matched).ToList();
        foreach (var (figure, slot) in combined.OrderBy(static m => m.Figure.Period.Days))
        {
            if (Accept(figure, slot) is { } found && IsNew(found, accepted, earlier))
            {
                result.Add(found);
            }
        }

        return new ImportResult
        {
            Figures = [.. result.OrderBy(static f => f.Slot.Index).ThenBy(static f => f.Period.Start)],
            Rejects = [.. _rejects.OrderBy(static r => r.Place.Row).ThenBy(static r => r.Place.Column)],
            LeftOut = [.. _leftOut],
            Learnt = [.. _learnt.Select(static l => (l.Key, l.Value))],
            Unmatched = [.. _unmatched],
        };
    }

    private Slot? LineOf(SourceFigure figure)
    {
        if (_unmatched.Contains(figure.Label) || _leftOut.Contains(figure.Label))
        {
            return null;
        }

        var known = _map.Of(figure.Label);
        if (known == ImportMap.LeftOut)
        {
            _leftOut.Add(figure.Label);
            return null;
        }

        if (known is not null)
        {
            return _lines.Find(s => s.Name == known) is { } line
                ? Usable(figure, line)
                : Unmatched(figure, $"the mapping calls it {known}, and the plan has no such line{Hint(known)}");
        }

        var named = _lines.Find(s => s.Name == figure.Label);
        if (named is not null)
        {
            return Usable(figure, named);
        }

        var wanted = Labels.Normal(figure.Label);
        var labelled = _lines.FindAll(s => Labels.Normal(s.Label) == wanted || Labels.Normal(s.Name) == wanted);
        if (labelled.Count == 1)
        {
            _learnt.TryAdd(figure.Label, labelled[0].Name);
            return Usable(figure, labelled[0]);
        }

        return Unmatched(figure, labelled.Count > 1
            ? $"several lines are called so: {string.Join(", ", labelled.Select(static s => s.Name))}; name one in the mapping"
            : $"no line of the plan is called so{Hint(figure.Label)}");
    }

    /// <summary>The line, unless none of its figures can be imported: that is said once.</summary>
    private Slot? Usable(SourceFigure figure, Slot slot)
    {
        var reason = slot.Dimensions.Length > 0
            ? $"{slot.Name} varies by {string.Join(" and ", slot.Dimensions.Select(d => _program.Dimensions[d].Name))}; "
                + "write a table with a column for it and an `actuals` statement"
            : OtherTable(slot) is { } table ? $"{slot.Name} already has its history from {table}; add the figures there"
            : slot.Type != Model.Program.ValueType.Quantity ? $"{slot.Name} is no quantity"
            : "";
        if (reason.Length == 0)
        {
            return slot;
        }

        if (_unusable.Add(figure.Label))
        {
            _rejects.Add(new ImportReject(figure.Place, figure.Label, reason));
        }

        return null;
    }

    private Slot? Unmatched(SourceFigure figure, string reason)
    {
        _unmatched.Add(figure.Label);
        _rejects.Add(new ImportReject(figure.Place, figure.Label, reason));
        return null;
    }

    private string Hint(string label)
    {
        var names = _lines.Select(static s => s.Name).Concat(_lines.Select(static s => s.Label));
        return _nearest(label, names) is { } near && _lines.Find(s => s.Name == near || s.Label == near) is { } line ? $"; is it {line.Name}?" : "";
    }

    private AcceptedFigure? Accept(SourceFigure figure, Slot slot)
    {
        var reason = Problem(figure, slot);
        if (reason.Length == 0 && TrackOf(figure, slot, out reason) is { } track && Converted(figure, slot, out reason) is { } value)
        {
            return new AcceptedFigure(slot, track, figure.Period, value, figure.Place);
        }

        _rejects.Add(new ImportReject(figure.Place, figure.Label, reason));
        return null;
    }

    private string Problem(SourceFigure figure, Slot slot)
    {
        var steps = Calendar.CanReport(figure.Period.Grain) ? Calendar.Cover(figure.Period) : default;
        return !Calendar.CanReport(figure.Period.Grain) ? $"{figure.Period} is shorter than the plan's steps, which are {Calendar.Grain.Noun()}s"
            : steps.IsEmpty ? $"{figure.Period} lies outside of the plan's calendar, {Calendar.First} .. {Calendar.Last}"
            : steps.Count > 1 && slot.Kind is not (Kind.Flow or Kind.Stock)
                ? $"{slot.Name} is a ratio; a figure for {figure.Period} says nothing of its {Calendar.Grain.Noun()}s"
            : "";
    }

    private string? OtherTable(Slot slot)
    {
        const string From = "actual, from ";
        var texts = slot.Rules.Where(static r => r.IsData && r.Provenance.Text.StartsWith(From, StringComparison.Ordinal))
            .Select(static r => r.Provenance.Text[From.Length..]);
        return texts.FirstOrDefault(t => Path.GetFileName(t) != Path.GetFileName(_table));
    }

    private string? TrackOf(SourceFigure figure, Slot slot, out string reason)
    {
        reason = "";
        var wanted = figure.Track.Length > 0 ? figure.Track : _track;
        if (wanted.Length == 0 || slot.TrackAxis < 0)
        {
            return "";
        }

        var track = _program.TrackAxes[slot.TrackAxis].Tracks.FirstOrDefault(t => t.Name == wanted || t.Label == wanted);
        reason = track is null ? $"the plan has no track {wanted}" : "";
        return track?.Name;
    }

    /// <summary>The figure in the line's unit; null where its currency or kind is another.</summary>
    private double? Converted(SourceFigure figure, Slot slot, out string reason)
    {
        reason = "";
        var words = UnitWords.Of(ReportedUnit.Of(slot));
        var note = figure.Unit ?? (words.IsAmountOfMoney ? figure.SheetUnit : UnitNote.None);
        if (note.Currency.Length > 0 && note.Currency != words.Currency)
        {
            reason = words.IsMoney
                ? $"the figure is in {note.Currency}, the line in {words.Currency}"
                : $"the figure is in {note.Currency}, the line in {(slot.Unit.Symbol == "1" ? "no unit" : slot.Unit.Symbol)}";
            return null;
        }

        var value = figure.Value * note.Factor;
        if (!double.IsFinite(value))
        {
            reason = "the figure is too large";
            return null;
        }

        return value;
    }

    /// <summary>Whether no other figure has been accepted for a step that this one covers.</summary>
    private bool IsNew(AcceptedFigure figure, Dictionary<(int Slot, string Track, int Step), AcceptedFigure> accepted, ActualsTable? earlier)
    {
        if (earlier?.Overlap(figure) is { } known)
        {
            _rejects.Add(new ImportReject(figure.Place, figure.Slot.Name, $"{figure.Period} overlaps {known}, which an earlier import brought"));
            return false;
        }

        var steps = Calendar.Cover(figure.Period);
        var first = figure.Slot.Kind == Kind.Flow ? steps.First : steps.Last;
        for (var step = first; step <= steps.Last; step++)
        {
            if (!accepted.TryGetValue((figure.Slot.Index, figure.Track, step), out var other))
            {
                continue;
            }

            if (other.Period != figure.Period || other.Value != figure.Value)
            {
                _rejects.Add(new ImportReject(figure.Place, figure.Slot.Name, other.Period == figure.Period
                    ? $"{other.Place} gives another figure for {figure.Period}"
                    : $"{figure.Period} overlaps {other.Period} ({other.Place})"));
            }

            return false;
        }

        for (var step = first; step <= steps.Last; step++)
        {
            accepted.Add((figure.Slot.Index, figure.Track, step), figure);
        }

        return true;
    }
}
