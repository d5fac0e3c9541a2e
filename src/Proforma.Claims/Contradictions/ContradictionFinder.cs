using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Model.Program;

namespace Proforma.Claims.Contradictions;

/// <summary>
/// Holds claims against each other, without the plan's drivers: which of them cannot all be true, by which arithmetic, and what those
/// that can imply for other figures.
/// </summary>
/// <remarks>
/// The plan's identities (sums, balances, roll-ups, shares, ratios, conversions) and the claims' intervals are one system. Sums are
/// decided in exact fractions, and so are ratios whose divisor has a known sign: from the intervals of claims, or from a check
/// `x >= 0` of the plan. Other products of unknowns are enclosed, so that a set that is reported can never hold, but one that hangs
/// on such a product may be missed.
/// </remarks>
public static class ContradictionFinder
{
    private static readonly Reading[] s_readings = [Reading.Rounded, Reading.Printed];

    /// <summary>Finds contradictions among claims.</summary>
    /// <param name="program">The plan.</param>
    /// <param name="constraints">What the claims say; a claim without a track has one for each track.</param>
    /// <param name="options">Limits and sources; null for the usual ones.</param>
    /// <param name="cancellation">Ends the search early; what was found until then is given back.</param>
    public static ContradictionReport Find(
        PlanProgram program, IReadOnlyList<ClaimConstraint> constraints, ContradictionOptions? options = null,
        CancellationToken cancellation = default)
    {
        options ??= ContradictionOptions.Default;
        var wanted = options.Between is var (a, b) ? constraints.Where(c => c.Source == a || c.Source == b) : constraints;
        var builder = new SystemBuilder(program, wanted, options);
        var candidates = options.MostImplied > 0 ? ImpliedCandidates.Of(builder.Identities) : [];
        builder.Partition();
        var found = new Findings(builder, options);
        var meetings = builder.Meetings();
        var parts = meetings.SelectMany(m =>
            SystemParts.Linked(builder.SystemOf(m.Tracks)).Select(p => (Whole: p, Peeled: SystemParts.Peeled(p), Meeting: m)))
            .OrderBy(static p => p.Peeled.Statements.Count).ToList();
        var (spent, implied) = (0L, 0L);
        for (var i = 0; i < parts.Count; i++)
        {
            // What is left is shared among the parts that are left, the small ones first, so that one hard part does not hide the others.
            var (part, peeled, (tracks, comparing)) = parts[i];
            spent += found.Contradict(peeled, tracks, comparing, (options.MostWork - spent) / (parts.Count - i), cancellation, out var consistent);
            if (options.MostImplied > 0 && tracks.Count <= 1)
            {
                implied += found.Imply(part, peeled, consistent, tracks, candidates,
                    new Effort((options.MostWork - implied) / (parts.Count - i), cancellation));
            }
        }

        return found.Report(builder.Identities.IsCutShort);
    }

    /// <summary>Gathers what the systems of all tracks show.</summary>
    private sealed class Findings(SystemBuilder builder, ContradictionOptions options)
    {
        private readonly Dictionary<string, Contradiction> _contradictions = new(StringComparer.Ordinal);
        private readonly Dictionary<string, ImpliedInterval> _implied = new(StringComparer.Ordinal);
        private bool _isComplete = true;
        private bool _isImpliedComplete = true;

        /// <summary>Adds the contradictions of a part, and finds some greatest sets of its claims that hold together; gives back the work that it
        /// took.</summary>
        public long Contradict(
            ClaimSystem part, HashSet<string> tracks, HashSet<int> comparing, long work, CancellationToken cancellation,
            out IReadOnlyList<HashSet<int>> consistent)
        {
            consistent = [];
            var (spent, windows) = (0L, new Neighbourhood(part).Windows().ToList());
            for (var i = 0; i < windows.Count; i++)
            {
                var window = windows[i];
                spent += OfWindow(window, tracks, comparing, (work - spent) / (windows.Count - i), cancellation, out var holding);
                consistent = i > 0 ? consistent : [.. holding.Select(set => set.SelectMany(s => window.Statements[s].Claims).ToHashSet())];
            }

            _isComplete &= windows.Count == 1;
            return spent;
        }

        private long OfWindow(
            ClaimSystem system, HashSet<string> tracks, HashSet<int> comparing, long work, CancellationToken cancellation,
            out IReadOnlyList<HashSet<int>> consistent)
        {
            // A set that was found is small; its proof and its arithmetic are not cut short by a search that was.
            var proof = new Consistency(system, new Effort(long.MaxValue, CancellationToken.None));
            var arithmetic = new ContradictionArithmetic(system, new Enclosure(system, proof));
            var contradicted = new HashSet<string>(StringComparer.Ordinal);
            consistent = [];
            var spent = 0L;
            foreach (var reading in s_readings)
            {
                var effort = new Effort(reading == Reading.Rounded ? work / 2 : work - spent, cancellation);
                var consistency = new Consistency(system, effort);
                var sets = new IrreducibleSets(system, consistency, [.. Enumerable.Range(0, system.Statements.Count)], reading, effort,
                    options.MostSets);
                sets.Search();
                spent += effort.Spent;
                _isComplete &= sets.IsComplete;
                consistent = reading == Reading.Rounded ? sets.Consistent : consistent;
                foreach (var set in sets.Sets)
                {
                    var isNew = contradicted.Add(string.Join(' ', set));
                    if (isNew && IsWanted(system, set, tracks, comparing) && Confirmed(proof, set, reading) is { } reasons)
                    {
                        Add(Written(system, arithmetic, set, reading, reasons, tracks));
                    }
                }
            }

            return spent;
        }

        public ContradictionReport Report(bool isCutShort) => new(
            [.. _contradictions.Values.OrderBy(static c => c.Kind).ThenBy(static c => c.Claims.Length).ThenBy(static c => c.Claims, s_byNumbers)
                .ThenBy(static c => c.Track, StringComparer.Ordinal)],
            [.. _implied.Values.OrderBy(static q => q.Quantity.Slot).ThenBy(static q => q.Quantity.Row).ThenBy(static q => q.Quantity.Steps?.First)
                .ThenBy(static q => q.Quantity.Steps?.Last).ThenBy(static q => q.From, s_byNumbers).Take(options.MostImplied)])
        {
            IsComplete = _isComplete && !isCutShort,
            IsImpliedComplete = _isImpliedComplete && !isCutShort && _implied.Count <= options.MostImplied,
            Unused = builder.Unused,
        };

        private static readonly Comparer<ImmutableArray<int>> s_byNumbers =
            Comparer<ImmutableArray<int>>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b.AsSpan()));

        private bool IsWanted(ClaimSystem system, int[] set, HashSet<string> tracks, HashSet<int> comparing)
        {
            var statements = set.Select(s => system.Statements[s]).ToList();
            return (tracks.Count <= 1 || statements.Exists(s => s.Claims.Any(comparing.Contains)))
                && (options.Between is not var (a, b) || (statements.Exists(s => s.Source == a) && statements.Exists(s => s.Source == b)));
        }

        /// <summary>
        /// The reasons of a set that fails by more than the rounding of doubles, or only because `over` excludes its figure; null for one
        /// that nothing but that rounding keeps apart.
        /// </summary>
        private static Reasons? Confirmed(Consistency consistency, int[] set, Reading reading) =>
            consistency.Conflict(set, reading, Strictness.Relaxed) is { } surely ? surely
            : consistency.Conflict(set, reading, Strictness.Closed) is null ? consistency.Conflict(set, reading)
            : null;

        private Contradiction Written(
            ClaimSystem system, ContradictionArithmetic arithmetic, int[] set, Reading reading, Reasons reasons, HashSet<string> tracks)
        {
            var statements = set.Select(s => system.Statements[s]).OrderBy(static s => s.Claims[0]).ToList();
            var checks = new SortedSet<int>();
            foreach (var member in reasons.Members)
            {
                if (member >= system.Statements.Count)
                {
                    checks.Add(system.NotNegative[member - system.Statements.Count].Check);
                }
            }

            return new Contradiction(
                [.. statements.Select(static s => s.Claims[0])],
                reading == Reading.Rounded ? ContradictionKind.Contradiction : ContradictionKind.FaceValue,
                arithmetic.Of(set, reading))
            {
                SameAs = [.. statements.Select(static s => s.Claims.RemoveAt(0))],
                Checks = [.. checks],
                Track = TrackOf(statements, tracks),
            };
        }

        private string TrackOf(IEnumerable<Statement> statements, HashSet<string> tracks) =>
            tracks.Count == 1 && statements.Any(s => s.Claims.Any(builder.IsOfOneTrack)) ? tracks.First() : "";

        private void Add(Contradiction found)
        {
            // The same claims at face value say nothing new beside a contradiction even with rounding.
            var key = string.Join(' ', found.Claims) + "|" + found.Track;
            if (!_contradictions.TryGetValue(key, out var known) || known.Kind > found.Kind)
            {
                _contradictions[key] = found;
            }
        }

        /// <summary>Adds what the claims of a part imply where they agree; gives back the work that it took.</summary>
        public long Imply(
            ClaimSystem part, ClaimSystem peeled, IReadOnlyList<HashSet<int>> consistent, HashSet<string> tracks,
                IReadOnlyList<ImpliedCandidate> candidates, Effort effort)
        {
            var search = new ImpliedSearch(part, effort);
            var inConflict = peeled.Statements.SelectMany(static s => s.Claims).ToHashSet();
            foreach (var holding in Varied(consistent))
            {
                var statements = Enumerable.Range(0, part.Statements.Count)
                    .Where(s => !inConflict.Contains(part.Statements[s].Claims[0]) || holding.Contains(part.Statements[s].Claims[0])).ToList();
                foreach (var found in search.Find(statements, candidates, builder))
                {
                    var quantity = found.Candidate.Quantity;
                    var implied = new ImpliedInterval(quantity, found.Interval, [.. found.From.Select(static s => s.Claims[0]).Order()])
                    {
                        IsStated = found.IsStated,
                        IsExact = found.IsExact,
                        Checks = found.Checks,
                        Track = TrackOf(found.From, tracks),
                    };
                    _implied.TryAdd($"{quantity.Slot} {quantity.Row} {quantity.Steps} {quantity.Rule}|{string.Join(' ', implied.From)}", implied);
                }
            }

            _isImpliedComplete &= !effort.IsExhausted;
            return effort.Spent;
        }

        /// <summary>Some of the ways to settle what is contradictory: the one that keeps the most claims, then those that keep the most others
        /// together.</summary>
        private static IEnumerable<HashSet<int>> Varied(IReadOnlyList<HashSet<int>> consistent)
        {
            var left = consistent.OrderByDescending(static set => set.Count).ToList();
            var covered = new HashSet<(int, int)>();
            for (var i = 0; i < ImpliedSearch.MostReadings && left.Count > 0; i++)
            {
                var next = left.MaxBy(set => Pairs(set).Count(pair => !covered.Contains(pair)))!;
                if (i > 0 && covered.IsSupersetOf(Pairs(next)))
                {
                    yield break;
                }

                covered.UnionWith(Pairs(next));
                left.Remove(next);
                yield return next;
            }
        }

        private static IEnumerable<(int, int)> Pairs(HashSet<int> set) => set.SelectMany(a => set.Where(b => a < b).Select(b => (a, b)));
    }
}
