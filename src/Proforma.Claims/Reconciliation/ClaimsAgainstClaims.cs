using System.Collections.Immutable;
using Proforma.Claims.Contradictions;
using Proforma.Model.Claims;
using Proforma.Model.Program;

namespace Proforma.Claims.Reconciliation;

/// <summary>
/// Holds a plan's claims against each other: their figures as constraints, and of what is found what stands whatever track a claim is about.
/// What they imply is asked of those that are left when the claims in most contradictions are set aside.
/// </summary>
public static class ClaimsAgainstClaims
{
    /// <summary>With more bounded figures than this nobody asks what they imply: the answer would be a list as long.</summary>
    private const int MostForImplied = 2_000;

    /// <summary>The smallest sets of claims that cannot all be true, and what those that can imply.</summary>
    /// <param name="program">A program that was compiled for claims.</param>
    /// <param name="options">Which claims; with two sources only contradictions between them.</param>
    /// <param name="limits">How far the search goes.</param>
    /// <param name="cancellation">Ends the search early; what was found until then is given back.</param>
    public static ClaimsReport Find(
        PlanProgram program, ReconcileOptions options, ContradictionOptions? limits = null, CancellationToken cancellation = default)
    {
        limits ??= ContradictionOptions.Default;
        if (options.Sources is [var first, var second])
        {
            limits = limits with { Between = (IndexOf(program, first), IndexOf(program, second)) };
        }

        var constraints = ClaimBindings.Of(program, options);
        if (constraints.IsEmpty)
        {
            return new ClaimsReport([], [], [], true);
        }

        var found = ContradictionFinder.Find(program, constraints, limits with { MostImplied = 0 }, cancellation);
        var standing = FreeTracks.Standing(program, found.Contradictions);
        var aside = SetAside(standing);
        var left = Left(program, constraints, found.Contradictions, aside);
        var isAsked = limits.MostImplied > 0 && left.Length <= MostForImplied;
        var implied = !isAsked ? [] : ContradictionFinder.Find(program, left, limits with { Between = null }, cancellation).Implied;
        return new ClaimsReport(standing, implied, [.. aside.Order()], found.IsComplete);
    }

    private static int IndexOf(PlanProgram program, string source) => program.Sources.FirstOrDefault(s => s.Name == source)?.Index ?? -1;

    /// <summary>
    /// The claims without which no contradiction is left: again and again the one that is in most of them; where several are, the one that
    /// fewest others repeat, then the one that the arithmetic is written against, then the last. Those that repeat it go with it.
    /// </summary>
    private static HashSet<int> SetAside(ImmutableArray<Contradiction> contradictions)
    {
        var aside = new HashSet<int>();
        var open = contradictions.Where(static c => c.Kind == ContradictionKind.Contradiction).ToList();
        while (open.Count > 0)
        {
            var (worst, same) = open.SelectMany(static c =>
                c.Claims.Select((claim, i) => (Claim: claim, Same: c.SameAs[i], IsAgainst: c.Arithmetic.Against == claim)))
                .GroupBy(static m => m.Claim)
                .MaxBy(static g => (g.Count(), -g.Max(static m => m.Same.Length), g.Count(static m => m.IsAgainst), g.Key))!
                .Select(static m => (m.Claim, m.Same)).First();
            aside.Add(worst);
            aside.UnionWith(same);
            open.RemoveAll(c => c.Claims.Contains(worst));
        }

        return aside;
    }

    /// <summary>The constraints without those set aside, and without a claim of no track in a track that it cannot be about.</summary>
    private static ImmutableArray<ClaimConstraint> Left(
        PlanProgram program, ImmutableArray<ClaimConstraint> constraints, ImmutableArray<Contradiction> found, HashSet<int> aside)
    {
        var elsewhere = new HashSet<(int Claim, string Track)>();
        foreach (var set in found)
        {
            var free = set.Claims.Where(c => ClaimBindings.IsOfAnyTrack(program, program.Claims[c])).ToList();
            var isMet = set.Kind != ContradictionKind.Contradiction || set.Claims.Any(aside.Contains)
                || free.Exists(c => elsewhere.Contains((c, set.Track)));
            if (!isMet && free.Count > 0 && set.Track.Length > 0)
            {
                elsewhere.Add((free[^1], set.Track));
            }
        }

        return [.. constraints.Where(c => !aside.Contains(c.Claim) && !elsewhere.Contains((c.Claim, TrackOf(program, c))))];
    }

    private static string TrackOf(PlanProgram program, ClaimConstraint constraint) =>
        ClaimBindings.TrackAxisOf(program, program.Claims[constraint.Claim]) is >= 0 and var axis
            ? program.TrackAxes[axis].Tracks[constraint.Row].Name : "";
}

/// <summary>Claims against each other.</summary>
/// <param name="Contradictions">The smallest sets that cannot all be true; those that stand even with rounding first.</param>
/// <param name="Implied">What the claims that are left imply for figures.</param>
/// <param name="SetAside">The numbers of the claims that were set aside before that was asked: those in most contradictions.</param>
/// <param name="IsComplete">Whether every contradiction was found, as far as the plan's identities are linear; false when the search ended at its limit.</param>
public sealed record ClaimsReport(ImmutableArray<Contradiction> Contradictions, ImmutableArray<ImpliedInterval> Implied,
    ImmutableArray<int> SetAside, bool IsComplete);
