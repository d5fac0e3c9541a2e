using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Model.Program;

namespace Proforma.Claims.Contradictions;

/// <summary>The claims of a plan as statements on linear forms, and from them the system of some of its tracks.</summary>
internal sealed class SystemBuilder
{
    private readonly PlanIdentities _identities;
    private readonly List<Reached> _reached = [];
    private readonly HashSet<int> _unused = [];
    private Dictionary<int, LinearForm> _replaced = [];

    public SystemBuilder(PlanProgram program, IEnumerable<ClaimConstraint> constraints, ContradictionOptions options)
    {
        _identities = new PlanIdentities(program, options.MostFigures);
        foreach (var constraint in constraints)
        {
            if ((uint)constraint.Slot < (uint)program.Slots.Length && SaidOf(constraint) is var (rounded, printed)
                && FormOf(constraint) is { IsConstant: false } form)
            {
                _reached.Add(new Reached(constraint, form, rounded, printed, TrackOf(program, constraint)));
            }
            else
            {
                _unused.Add(constraint.Claim);
            }
        }
    }

    /// <summary>The figure that is claimed, less the one it is compared with.</summary>
    private LinearForm? FormOf(ClaimConstraint constraint)
    {
        var form = _identities.OfClaim(constraint.Slot, constraint.Row);
        if (form is null || constraint.SubtractedSlot < 0)
        {
            return form;
        }

        var program = _identities.Program;
        if (constraint.SubtractedSlot >= program.Slots.Length)
        {
            return null;
        }

        // What does not vary by track is the same in each; otherwise both sides are of one track and of one member.
        var row = program.RowsOf(constraint.SubtractedSlot) == 1 ? 0
            : program.RowsOf(constraint.SubtractedSlot) == program.RowsOf(constraint.Slot) ? constraint.Row : -1;
        return row >= 0 && _identities.OfClaim(constraint.SubtractedSlot, row) is { } subtracted ? form - subtracted : null;
    }

    public PlanIdentities Identities => _identities;

    /// <summary>The claims of which no constraint could be used.</summary>
    public ImmutableArray<int> Unused => [.. _unused.Except(_reached.Select(static r => r.Constraint.Claim)).Order()];

    /// <summary>Cuts overlapping spans into parts; call it when every form that is wanted was asked for.</summary>
    public void Partition() => _replaced = SpanPartition.Of(_identities);

    /// <summary>The form in which overlapping spans share their parts.</summary>
    public LinearForm Partitioned(LinearForm form) => form.Replaced(_replaced);

    /// <summary>
    /// The sets of tracks in which claims meet: each track by itself, and the tracks that one claim compares. Each with the claims that
    /// compare: a set of several tracks only counts with one of those.
    /// </summary>
    public List<(HashSet<string> Tracks, HashSet<int> Comparing)> Meetings()
    {
        var own = _reached.Select(static r => r.Track).Where(static t => t.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        var meetings = own.ConvertAll(static t => (Tracks: new HashSet<string>([t], StringComparer.Ordinal), Comparing: new HashSet<int>()));
        if (meetings.Count == 0)
        {
            meetings.Add((new HashSet<string>(StringComparer.Ordinal), []));
        }

        foreach (var reached in _reached.Where(static r => r.Track.Length == 0))
        {
            var tracks = TracksIn(reached.Form);
            if (tracks.Count < 2)
            {
                continue;
            }

            var known = meetings.Find(m => m.Tracks.SetEquals(tracks));
            if (known.Tracks is null)
            {
                meetings.Add(known = (tracks, []));
            }

            known.Comparing.Add(reached.Constraint.Claim);
        }

        return meetings;
    }

    /// <summary>Whether a claim is bound to one track, or says the same of every track.</summary>
    public bool IsOfOneTrack(int claim) =>
        _reached.Where(r => r.Constraint.Claim == claim).Select(static r => r.Track).Distinct().Take(2).ToList() is [{ Length: > 0 }];

    /// <summary>The system of the claims that meet in some tracks.</summary>
    public ClaimSystem SystemOf(HashSet<string> tracks)
    {
        var system = new ClaimSystem();
        foreach (var product in _identities.Products)
        {
            system.Add(new Product(Partitioned(product.Whole), Partitioned(product.Left), Partitioned(product.Right), product.IsQuotient));
        }

        var groups = _reached.Where(r => r.Track.Length == 0 || tracks.Contains(r.Track)).GroupBy(static r => r.Constraint.Claim)
            .Select(g => (Claim: g.Key, g.First().Constraint.Source, Parts: PartsOf(system, g)))
            .GroupBy(static s => (s.Source, Key: new StatementKey(s.Parts)));
        foreach (var group in groups)
        {
            system.Statements.Add(new Statement([.. group.Select(static s => s.Claim).Order()], group.Key.Source, group.First().Parts));
        }

        AddChecks(system);
        return system;
    }

    private ImmutableArray<StatementPart> PartsOf(ClaimSystem system, IEnumerable<Reached> claim)
    {
        var parts = new List<StatementPart>();
        foreach (var reached in claim)
        {
            var form = Partitioned(reached.Form);
            var part = new StatementPart(system.DirectionOf(form), form, reached.Rounded, reached.Printed);
            if (!parts.Contains(part))
            {
                parts.Add(part);
            }
        }

        return [.. parts];
    }

    /// <summary>What a check of the form `x >= 0` says of the figures that were reached.</summary>
    private void AddChecks(ClaimSystem system)
    {
        var checks = NotNegativeChecks(_identities.Program);
        if (checks.Count == 0)
        {
            return;
        }

        var parts = _identities.Unknowns.Select(static (quantity, unknown) => (quantity, unknown)).Where(static u => u.quantity is not null)
            .Select(static u => KeyValuePair.Create(u.quantity!.Value, LinearForm.OfUnknown(u.unknown)));
        foreach (var (quantity, form) in _identities.Known.Concat(parts))
        {
            if (!form.IsConstant && checks.TryGetValue(quantity.Slot, out var check)
                && quantity.Rule is RollUpRule.Constant or RollUpRule.Integral or RollUpRule.Sum or RollUpRule.Mean or RollUpRule.Average)
            {
                system.NotNegative.Add((system.DirectionOf(Partitioned(form)), check));
            }
        }
    }

    private static Dictionary<int, int> NotNegativeChecks(PlanProgram program)
    {
        var checks = new Dictionary<int, int>();
        foreach (var slot in program.Slots)
        {
            if (slot is { Role: SlotRole.Check, IsWarning: false, Rules: [{ Ops: [.., { Code: OpCode.NearlyLessOrEqual } test] } rule] }
                && rule.Ops[test.A] is { Code: OpCode.Constant, Value: 0 } && rule.Ops[test.B] is { Code: OpCode.Read } read
                && rule.Reads[read.A] is { Offset: 0, Track: < 0 } figure && program.Layout.KeepsRow(slot.Index, figure)
                && program.Slots[figure.Slot].TimeAxis == slot.TimeAxis)
            {
                checks.TryAdd(figure.Slot, slot.Index);
            }
        }

        return checks;
    }

    private HashSet<string> TracksIn(LinearForm form)
    {
        var tracks = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<int>();
        var open = new Stack<LinearForm>([form]);
        var products = _identities.Products.Where(static p => p.IsQuotient || p.Whole.Sole >= 0)
            .ToLookup(static p => p.IsQuotient ? p.Left.Sole : p.Whole.Sole);
        while (open.TryPop(out var next))
        {
            foreach (var (unknown, _) in next.Terms.ToArray().Where(t => seen.Add(t.Unknown)))
            {
                if (_identities.Unknowns[unknown] is { } quantity
                    && TrackOf(_identities.Program, quantity.Slot, quantity.Row) is { Length: > 0 } track)
                {
                    tracks.Add(track);
                }

                foreach (var part in products[unknown].SelectMany(static p => p.Forms))
                {
                    open.Push(part);
                }
            }
        }

        return tracks;
    }

    private static string TrackOf(PlanProgram program, ClaimConstraint constraint) => TrackOf(program, constraint.Slot, constraint.Row);

    private static string TrackOf(PlanProgram program, int slot, int row) => program.Slots[slot].TrackAxis is >= 0 and var axis
        && program.Layout.TrackOf(slot, row) is var track && (uint)track < (uint)program.TrackAxes[axis].Count
            ? program.TrackAxes[axis].Tracks[track].Name : "";

    /// <summary>What a constraint says, exactly; null when it says nothing or cannot be meant (a figure that is no number).</summary>
    private static (Said Rounded, Said Printed)? SaidOf(ClaimConstraint c)
    {
        if (double.IsNaN(c.Low) || double.IsNaN(c.High) || double.IsNaN(c.PrintedLow) || double.IsNaN(c.PrintedHigh)
            || c.Low > c.High || c.PrintedLow > c.PrintedHigh)
        {
            return null;
        }

        var rounded = SaidOf(c.Low, c.IsLowOpen, c.High, c.IsHighOpen);
        var printed = SaidOf(c.PrintedLow, c.IsPrintedLowOpen, c.PrintedHigh, c.IsPrintedHighOpen);
        return rounded is null || printed is null ? null : (rounded, printed);
    }

    private static Said? SaidOf(double low, bool isLowOpen, double high, bool isHighOpen)
    {
        if (double.IsPositiveInfinity(low) || double.IsNegativeInfinity(high))
        {
            return null;
        }

        var said = new Said(
            double.IsFinite(low) ? Fraction.FromDouble(low) : null, isLowOpen && double.IsFinite(low),
            double.IsFinite(high) ? Fraction.FromDouble(high) : null, isHighOpen && double.IsFinite(high));

        // A single point that excludes itself says nothing that could be true; it is a slip of whoever wrote it down.
        return said.Low is { } least && least == said.High && (said.IsLowOpen || said.IsHighOpen) ? null : said;
    }

    private sealed record Reached(ClaimConstraint Constraint, LinearForm Form, Said Rounded, Said Printed, string Track);

    /// <summary>Statements that say the same of the same figures.</summary>
    private readonly struct StatementKey(ImmutableArray<StatementPart> parts) : IEquatable<StatementKey>
    {
        private readonly ImmutableArray<StatementPart> _parts = parts;

        public bool Equals(StatementKey other) => _parts.AsSpan().SequenceEqual(other._parts.AsSpan());

        public override bool Equals(object? obj) => obj is StatementKey other && Equals(other);

        public override int GetHashCode() => _parts.Length == 0 ? 0 : HashCode.Combine(_parts.Length, _parts[0]);
    }
}
