using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Model.Program;

namespace Proforma.Claims.Reconciliation;

/// <summary>
/// What claims bind when they are held against each other. A claim that can be read in two ways, sets unlike things beside each other, or
/// orders two formulas binds nothing; one whose figure is one of something else binds that; a growth that may mean N× or (N+1)× binds to
/// between the two.
/// </summary>
public static class ClaimBindings
{
    /// <summary>The constraints of the claims that options leave in, one for each track that a claim is about.</summary>
    public static ImmutableArray<ClaimConstraint> Of(PlanProgram program, ReconcileOptions options)
    {
        var comparability = new Comparability(program);
        var constraints = ImmutableArray.CreateBuilder<ClaimConstraint>();
        foreach (var claim in program.Claims)
        {
            if (Reconciler.IsWanted(program, claim, options) && Binds(claim) && comparability.Find(claim) is null
                && Said(program, options.Tolerant(claim)) is { } said)
            {
                constraints.AddRange(OfTracks(program, claim, said, options));
            }
        }

        return constraints.ToImmutable();
    }

    /// <summary>Whether a claim is free to be of any track: it names none, and its figure differs by track.</summary>
    public static bool IsOfAnyTrack(PlanProgram program, ClaimDefinition claim) => claim.Track < 0 && TrackAxisOf(program, claim) >= 0;

    internal static int TrackAxisOf(PlanProgram program, ClaimDefinition claim) =>
        new[] { SlotOf(claim), claim.LowSlot }
            .Where(static s => s >= 0).Select(s => program.Slots[s].TrackAxis).FirstOrDefault(static a => a >= 0, -1);

    private static int SlotOf(ClaimDefinition claim) => (claim.Basis ?? claim.Metric)?.Slot ?? -1;

    private static bool Binds(ClaimDefinition claim) =>
        claim is { Gap: ClaimGap.None, Metric.Slot: >= 0, Readings.IsEmpty: true, Kind: not (ClaimKind.Date or ClaimKind.Qualitative) };

    private static IEnumerable<ClaimConstraint> OfTracks(PlanProgram program, ClaimDefinition claim, ClaimConstraint said, ReconcileOptions options)
    {
        var axis = TrackAxisOf(program, claim);
        if (axis < 0)
        {
            return [said];
        }

        // Rows are those of the side that varies; when only the right side does, a < b is b − a above 0.
        var varied = program.Slots[said.Slot].TrackAxis >= 0 ? said : Turned(said);
        var tracks = program.TrackAxes[axis].Tracks;
        return Enumerable.Range(0, tracks.Length)
            .Where(t => claim.Track >= 0 ? t == claim.Track : Reconciler.IsWanted(tracks[t], options))
            .Select(t => varied with { Row = t });
    }

    private static ClaimConstraint Turned(ClaimConstraint said) => said with
    {
        Slot = said.SubtractedSlot,
        SubtractedSlot = said.Slot,
        Low = -said.High,
        High = -said.Low,
        IsLowOpen = said.IsHighOpen,
        IsHighOpen = said.IsLowOpen,
        PrintedLow = -said.PrintedHigh,
        PrintedHigh = -said.PrintedLow,
        IsPrintedLowOpen = said.IsPrintedHighOpen,
        IsPrintedHighOpen = said.IsPrintedLowOpen,
    };

    /// <summary>What a claim says, for the first row; null when it bounds nothing.</summary>
    private static ClaimConstraint? Said(PlanProgram program, ClaimDefinition claim)
    {
        var slot = SlotOf(claim);
        if (claim.LowSlot >= 0)
        {
            // An ordering of two lines binds; one of two formulas, as of two multiples, is a matter of the plan's figures.
            var isOfLines = IsSoleRead(program, slot) && IsSoleRead(program, claim.LowSlot);
            return claim.HighSlot != claim.LowSlot || !isOfLines || Against(claim.Hedge) is not { } bound ? null
                : Of(claim, slot, bound, bound) with { SubtractedSlot = claim.LowSlot };
        }

        if (claim.HighSlot >= 0 || HedgeTable.Of(claim) is not { } reach)
        {
            return null;
        }

        var isAmbiguous = GrowthWording.Of(claim) != GrowthReading.None;
        return Of(claim, slot, isAmbiguous ? Widened(reach.Rounded, claim.Kind) : reach.Rounded, isAmbiguous ? Widened(reach.Printed, claim.Kind) : reach.Printed);
    }

    private static bool IsSoleRead(PlanProgram program, int slot) => program.Slots[slot].Rules is [{ Ops.Length: 1 }];

    /// <summary>A multiple that may be an increase is at most one more, an increase that may be a multiple at least one less.</summary>
    private static ClaimInterval Widened(ClaimInterval interval, ClaimKind kind) =>
        kind == ClaimKind.Growth ? interval with { Low = interval.Low - 1 } : interval with { High = interval.High + 1 };

    /// <summary>What a hedge says of the left side less the right one; `about` another figure of the plan bounds nothing exactly.</summary>
    private static ClaimInterval? Against(ClaimHedge hedge) => hedge switch
    {
        ClaimHedge.Equal => ClaimInterval.Point(0),
        ClaimHedge.AtMost or ClaimHedge.UpTo => new ClaimInterval(double.NegativeInfinity, 0),
        ClaimHedge.AtLeast => new ClaimInterval(0, double.PositiveInfinity),
        ClaimHedge.Below => new ClaimInterval(double.NegativeInfinity, 0, false, true),
        ClaimHedge.Over => new ClaimInterval(0, double.PositiveInfinity, true),
        _ => null,
    };

    private static ClaimConstraint Of(ClaimDefinition claim, int slot, ClaimInterval rounded, ClaimInterval printed) =>
        new(claim.Index, slot, 0, rounded.Low, rounded.High, printed.Low, printed.High)
        {
            IsLowOpen = rounded.IsLowOpen,
            IsHighOpen = rounded.IsHighOpen,
            IsPrintedLowOpen = printed.IsLowOpen,
            IsPrintedHighOpen = printed.IsHighOpen,
            Source = claim.Source,
        };
}
