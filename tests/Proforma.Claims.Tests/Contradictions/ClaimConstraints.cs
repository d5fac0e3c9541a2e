using System.Collections.Immutable;
using Proforma.Claims.Contradictions;
using Proforma.Claims.Reconciliation;
using Proforma.Model.Claims;
using Proforma.Model.Program;

namespace Proforma.Claims.Tests.Contradictions;

/// <summary>What the claims of a plan say, as intervals of figures, claim by claim: plainer than what the command makes of them.</summary>
internal static class ClaimConstraints
{
    /// <summary>
    /// The constraints of every claim that states a figure or compares two. Left out are words and dates; a claim that allows other
    /// readings, because it is only false when all of them are; and `about` between two figures of the plan, which has no end.
    /// </summary>
    public static IReadOnlyList<ClaimConstraint> Of(PlanProgram program)
    {
        var found = new List<ClaimConstraint>();
        foreach (var claim in program.Claims)
        {
            if (claim is { Metric: { } metric, Readings: [], Gap: ClaimGap.None, Kind: not (ClaimKind.Date or ClaimKind.Qualitative) })
            {
                // Where the figure is one of something else, that is what it says something about.
                Add(program, claim, claim.Basis ?? metric, found);
            }
        }

        return found;
    }

    private static void Add(PlanProgram program, ClaimDefinition claim, ClaimReading metric, List<ClaimConstraint> found)
    {
        if (metric.Slot < 0)
        {
            return;
        }

        if (HedgeTable.Of(claim) is { } reach)
        {
            Add(program, claim, metric.Slot, -1, reach, found);
        }
        else if (claim.LowSlot >= 0 && claim.Hedge is not (ClaimHedge.About or ClaimHedge.Nearly)
            && claim is { RelativeTolerance: null, AbsoluteTolerance: null })
        {
            var isRange = claim.HighSlot >= 0 && claim.HighSlot != claim.LowSlot;
            Add(program, claim, metric.Slot, claim.LowSlot, isRange ? AtLeastZero : HedgeTable.Of(claim, 0, 0), found);
            if (isRange)
            {
                Add(program, claim, metric.Slot, claim.HighSlot, AtMostZero, found);
            }
        }
    }

    private static ClaimReach AtLeastZero => Same(new ClaimInterval(0, double.PositiveInfinity));

    private static ClaimReach AtMostZero => Same(new ClaimInterval(double.NegativeInfinity, 0));

    private static ClaimReach Same(ClaimInterval interval) => new(interval, interval, interval);

    private static void Add(PlanProgram program, ClaimDefinition claim, int slot, int subtracted, ClaimReach reach, List<ClaimConstraint> found)
    {
        var all = program.RowsOf(slot);
        var tracks = program.TracksOf(program.Slots[slot]);
        var ofTrack = claim.Track >= 0 && tracks > 1 && all == tracks
            ? ImmutableArray.Create(claim.Track) : [.. Enumerable.Range(0, Math.Min(all, MostRows))];
        foreach (var row in ofTrack)
        {
            found.Add(new ClaimConstraint(claim.Index, slot, row, reach.Rounded.Low, reach.Rounded.High, reach.Printed.Low, reach.Printed.High)
            {
                IsLowOpen = reach.Rounded.IsLowOpen,
                IsHighOpen = reach.Rounded.IsHighOpen,
                IsPrintedLowOpen = reach.Printed.IsLowOpen,
                IsPrintedHighOpen = reach.Printed.IsHighOpen,
                SubtractedSlot = subtracted,
                Source = claim.Source,
            });
        }
    }

    private const int MostRows = 1_000;
}
