using System.Collections.Immutable;
using System.IO.Enumeration;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Workspace.Simulation;

/// <summary>Which numbers of each trial are wanted.</summary>
public sealed record OutputRequest
{
    /// <summary>Names of lines with `*` and `?`; empty for those that matter most, see <see cref="OutputSelection"/>.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>Names or labels of tracks; empty for all.</summary>
    public ImmutableArray<string> Tracks { get; init; } = [];

    /// <summary>The length of the report periods.</summary>
    public Grain Grain { get; init; } = Grain.Year;

    public bool Fiscal { get; init; }

    /// <summary>Only report periods that overlap these days.</summary>
    public DateSpan Span { get; init; } = DateSpan.All;

    /// <summary>Whether tracks are mixed, so that one row stands for all.</summary>
    public bool MixTracks { get; init; }

    /// <summary>Conditions asked for beside the plan: hidden boolean slots.</summary>
    public ImmutableArray<int> Conditions { get; init; } = [];

    /// <summary>Numbers that are wanted besides, such as the one that convergence is measured by.</summary>
    public ImmutableArray<SimulationOutput> Besides { get; init; } = [];
}

/// <summary>
/// The numbers of each trial that a simulation keeps: lines by period, measures, and conditions. Without names these lines are chosen: uncertain
/// ones of the root plan without dimensions that its measures, checks and probabilities read, those that are read most, at most five; and where that
/// gives none, those that no other line reads.
/// </summary>
public sealed class OutputSelection
{
    /// <summary>How many lines are chosen where none are named.</summary>
    public const int UsualLines = 5;

    /// <summary>The most numbers of one trial.</summary>
    public const int MostOutputs = 20_000;

    private readonly PlanProgram _program;
    private readonly OutputRequest _request;
    private readonly UncertainSlots _uncertain;

    private OutputSelection(PlanProgram program, OutputRequest request) =>
        (_program, _request, _uncertain) = (program, request, UncertainSlots.Of(program));

    /// <summary>The outputs in the order in which they are shown, or a sentence that says why there are none.</summary>
    public static (ImmutableArray<SimulationOutput> Outputs, string? Problem) Of(PlanProgram program, OutputRequest request) =>
        new OutputSelection(program, request).Select();

    /// <summary>The lines that are chosen where none are named.</summary>
    public static ImmutableArray<Slot> UsualLinesOf(PlanProgram program) => new OutputSelection(program, new OutputRequest()).Usual();

    private (ImmutableArray<SimulationOutput> Outputs, string? Problem) Select()
    {
        if (_program.Uncertainties.IsEmpty)
        {
            return ([], "Nothing in this plan is uncertain. Give an input a distribution behind its value, as in `= 5% ~ normal(sd: 1%)`.");
        }

        var named = _request.Lines.IsEmpty ? Usual() : [.. _program.Slots.Where(IsNamed)];
        if (named.FirstOrDefault(s => s.TimeAxis >= 0 && PeriodsOf(s).Any(p => !HasFigure(s, p))) is { } none && !_request.Lines.IsEmpty)
        {
            return ([], $"{none.Name} has no figure for these periods: {none.NoRollUpReason}");
        }

        var outputs = new List<SimulationOutput>();
        foreach (var slot in named.Where(static s => s.TimeAxis >= 0 && s.Type == ValueType.Quantity))
        {
            outputs.AddRange(RowsOf(slot).SelectMany(row => PeriodsOf(slot).Select(p => new SimulationOutput(slot.Index, row, p))));
            if (outputs.Count > MostOutputs)
            {
                break;
            }
        }

        var measures = _request.Lines.IsEmpty ? Measures() : named.Where(static s => s.TimeAxis < 0);
        outputs.AddRange(measures.SelectMany(s => RowsOf(s).Select(row => new SimulationOutput(s.Index, row, null))));
        outputs.AddRange(Conditions().SelectMany(s => RowsOf(s).Select(row => new SimulationOutput(s.Index, row, null))));
        outputs.AddRange(_request.Besides);
        return outputs.Count > MostOutputs
            ? ([], $"These are {outputs.Count:N0} figures or more in each trial; at most {MostOutputs:N0} are possible. Name fewer lines with --lines.")
            : outputs.Count == 0 ? ([], "There is nothing to show: no line, measure or check depends on what is uncertain. Name lines with --lines.")
            : ([.. outputs.Distinct()], null);
    }

    private bool IsNamed(Slot slot) => slot.Role is not (SlotRole.Hidden or SlotRole.Check) && _request.Lines.Any(pattern =>
        FileSystemName.MatchesSimpleExpression(pattern, slot.Name, ignoreCase: false));

    private ImmutableArray<Slot> Usual()
    {
        var readBy = Interest();
        bool Qualifies(Slot s) => s.Role is SlotRole.Line or SlotRole.Account && s is { Entity: "", Type: ValueType.Quantity, TimeAxis: >= 0 }
            && s.Dimensions.IsEmpty && _uncertain[s.Index]
            && PeriodsOf(s).All(p => HasFigure(s, p));
        var lines = _program.Slots.Where(Qualifies).ToList();
        var best = lines.Where(s => readBy[s.Index] > 0).OrderByDescending(s => readBy[s.Index]).Take(UsualLines).ToList();
        if (best.Count == 0)
        {
            var read = _program.Slots.Where(static s => s.Role is SlotRole.Line or SlotRole.Account or SlotRole.Hidden)
                .SelectMany(s => UncertainSlots.ReadsOf(s).Where(r => r != s.Index)).ToHashSet();
            best = [.. lines.Where(s => !read.Contains(s.Index)).Take(UsualLines)];
        }

        return [.. best.OrderBy(static s => s.Index)];
    }

    /// <summary>For each slot how many measures, checks and conditions read it, directly or through hidden parts of their formulas.</summary>
    private int[] Interest()
    {
        var interest = new int[_program.Slots.Length];
        var conditions = _program.Probabilities.Select(static p => p.Condition).Concat(_request.Conditions).ToHashSet();
        foreach (var asking in _program.Slots.Where(s => s.Entity.Length == 0
            && (s.Role is SlotRole.Measure or SlotRole.Check || conditions.Contains(s.Index))))
        {
            var seen = new HashSet<int>();
            var open = new Stack<int>([asking.Index]);
            while (open.TryPop(out var at))
            {
                foreach (var read in UncertainSlots.ReadsOf(_program.Slots[at]).Where(seen.Add))
                {
                    if (_program.Slots[read].Role == SlotRole.Hidden)
                    {
                        open.Push(read);
                    }
                    else
                    {
                        interest[read]++;
                    }
                }
            }
        }

        return interest;
    }

    private IEnumerable<Slot> Measures()
    {
        var probabilities = _program.Probabilities.Select(static p => p.Measure).ToHashSet();
        return _program.Slots.Where(s => s.Role == SlotRole.Measure && s.Entity.Length == 0 && s.Type != ValueType.Boolean && _uncertain[s.Index]
            && !probabilities.Contains(s.Index));
    }

    private IEnumerable<Slot> Conditions()
    {
        var checks = _program.Slots.Where(s => s.Role == SlotRole.Check && s.Entity.Length == 0 && _uncertain[s.Index]);
        var measures = _program.Slots.Where(s => s is { Role: SlotRole.Measure, Type: ValueType.Boolean, Entity: "" } && _uncertain[s.Index]);
        return _request.Conditions.Select(c =>
            _program.Slots[c]).Concat(_program.Probabilities.Select(p => _program.Slots[p.Condition])).Concat(measures).Concat(checks);
    }

    private IEnumerable<int> RowsOf(Slot slot)
    {
        var members = _program.Layout.MembersOf(slot.Index);
        if (slot.TrackAxis < 0)
        {
            return Enumerable.Range(0, members);
        }

        var axis = _program.TrackAxes[slot.TrackAxis];
        var wanted = Enumerable.Range(0, axis.Count).Where(t => _request.Tracks.Contains(axis.Tracks[t].Name)
            || _request.Tracks.Contains(axis.Tracks[t].Label)).ToList();
        var tracks = _request.MixTracks && slot.TrackAxis == 0 ? [0] : wanted.Count > 0 ? wanted : [.. Enumerable.Range(0, axis.Count)];
        return tracks.SelectMany(t => Enumerable.Range(t * members, members));
    }

    private IEnumerable<Period> PeriodsOf(Slot slot)
    {
        var calendar = _program.CalendarOf(slot)!;
        var grain = calendar.CanReport(_request.Grain) ? _request.Grain : calendar.Grain;
        return calendar.Periods(grain, _request.Fiscal || (grain == calendar.Grain && calendar.First.IsFiscal))
            .Where(p => (_request.Span.From is not { } from || p.End >= from) && (_request.Span.To is not { } to || p.Start <= to));
    }

    private bool HasFigure(Slot slot, Period period) => slot.RollUp != RollUpRule.None || period.Grain == _program.CalendarOf(slot)!.Grain;
}
