using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Claims.Reconciliation;

/// <summary>One claim after the other against the figures of a run.</summary>
internal sealed class ClaimReconciler(IPlanFigures figures, ReconcileOptions options)
{
    private readonly PlanProgram _program = figures.Program;
    private readonly MissingAmounts _missing = new(figures);
    private readonly Comparability _comparability = new(figures.Program);

    public IEnumerable<ClaimResult> Of(ClaimDefinition claim)
    {
        if (claim.Kind == ClaimKind.Qualitative && claim.Gap == ClaimGap.None)
        {
            return [new ClaimResult(claim, claim.Track, CellValue.Blank, ClaimVerdict.NotScored)];
        }

        if (claim.Gap != ClaimGap.None || claim.Metric is not { Slot: >= 0 })
        {
            return [WithSaid(new ClaimResult(claim, claim.Track, CellValue.Blank, ClaimVerdict.CannotBeChecked)
            {
                Reason = new ClaimReason(claim.Gap switch
                {
                    ClaimGap.OutsideCalendar => ClaimReasonKind.OutsideCalendar,
                    ClaimGap.Unfinished => ClaimReasonKind.Unfinished,
                    _ => ClaimReasonKind.NoLine,
                }) { Text = claim.GapReason },
            }, null)];
        }

        var tracks = TracksOf(claim);
        var results = tracks.Select(track => InTrack(claim, track)).ToList();
        return claim.Hedge == ClaimHedge.UpTo && claim.Track < 0 && options.Tracks.IsEmpty ? Reached(results) : results;
    }

    /// <summary>The tracks that a claim is tested in; −1 alone where its figures are the same in all.</summary>
    private IEnumerable<int> TracksOf(ClaimDefinition claim)
    {
        var axis = SlotsOf(claim).Select(s => _program.Slots[s].TrackAxis).FirstOrDefault(static a => a >= 0, -1);
        return claim.Track >= 0 ? [claim.Track]
            : axis < 0 ? [-1]
            : Enumerable.Range(0, _program.TrackAxes[axis].Count).Where(t => Reconciler.IsWanted(_program.TrackAxes[axis].Tracks[t], options));
    }

    private static IEnumerable<int> SlotsOf(ClaimDefinition claim) =>
        new[] { claim.Metric!.Slot, claim.LowSlot, claim.HighSlot, claim.Basis?.Slot ?? -1 }
            .Concat(claim.Readings.Select(static r => r.Slot)).Where(static s => s >= 0);

    private int RowOf(int slot, int track) => _program.Slots[slot].TrackAxis < 0 ? 0 : Math.Max(track, 0);

    private CellValue At(int slot, int track) => figures.At(slot, RowOf(slot, track), 0);

    private ClaimResult InTrack(ClaimDefinition claim, int track)
    {
        var slot = claim.Metric!.Slot;
        var value = At(slot, track);
        var result = new ClaimResult(claim, track, value, ClaimVerdict.CannotBeChecked);
        if (claim.Kind == ClaimKind.Date)
        {
            return DateIn(result, track);
        }

        if (ReachOf(claim, track) is not { } reach)
        {
            var side = claim.LowSlot >= 0 && !At(claim.LowSlot, track).IsValue ? claim.LowSlot : claim.HighSlot;
            return result with { Reason = _missing.Of(side, RowOf(side, track), At(side, track)) };
        }

        var bound = double.IsFinite(reach.Printed.Low) ? reach.Printed.Low : reach.Printed.High;
        result = WithSaid(result, reach) with { Against = claim.LowSlot >= 0 ? bound : null };
        if (_comparability.Find(claim) is { } mismatch)
        {
            return NotOfOneTime(result, reach, mismatch, value);
        }

        if (!value.IsValue)
        {
            return result with { Reason = _missing.Of(slot, RowOf(slot, track), value), Comparisons = OwnBasis(claim, reach, track) };
        }

        if (claim.Basis is { } basis)
        {
            return result with
            {
                Verdict = ClaimVerdict.NotComparable,
                Reason = new ClaimReason(ClaimReasonKind.OtherBasis) { Names = [claim.Metric.Text, basis.Text] },
                Comparisons = OwnBasis(claim, reach, track),
            };
        }

        return Scored(result, reach, track, value.Raw);
    }

    private ClaimResult DateIn(ClaimResult result, int track)
    {
        ClaimResult Of(int slot) => DateVerdict.Of(result with { Plan = At(slot, track) }, _program.Slots[slot],
            At(slot, track) is var found && found.IsValue ? ClaimReason.None : _missing.Of(slot, RowOf(slot, track), found));

        var own = Of(result.Claim.Metric!.Slot);
        var readings = result.Claim.Readings.Select(r => (Reading: r, Result: Of(r.Slot))).ToList();
        return own with
        {
            Verdict = readings.Select(static r => r.Result.Verdict).Append(own.Verdict).Min(),
            Comparisons = [.. readings.Select(static r => new ClaimComparison(ComparisonBasis.OtherReading, r.Reading.Text,
                r.Reading.Slot, r.Result.Plan, r.Result.Verdict, r.Result.Difference))],
        };
    }

    private ClaimResult Scored(ClaimResult result, ClaimReach reach, int track, double value)
    {
        var claim = result.Claim;
        var readings = ImmutableArray.CreateBuilder<ClaimComparison>();
        if (GrowthWording.Of(claim) != GrowthReading.None)
        {
            var (basis, text, other) = claim.Kind == ClaimKind.Growth
                ? (ComparisonBasis.AsMultiple, $"{claim.Metric!.Text} + 1", value + 1)
                : (ComparisonBasis.AsIncrease, $"{claim.Metric!.Text} - 1", value - 1);
            readings.Add(Compared(basis, text, claim.Metric.Slot, CellValue.Of(other), claim, reach));
        }

        readings.AddRange(claim.Readings.Where(static r => r.Slot >= 0).Select(r =>
            Compared(ComparisonBasis.OtherReading, r.Text, r.Slot, At(r.Slot, track), claim, reach)));
        var verdict = Scoring.Of(claim.Hedge, reach, value);
        var best = readings.Select(static r => r.Verdict).Where(static v => v != ClaimVerdict.CannotBeChecked).Append(verdict).Min();
        return result with
        {
            Verdict = best,
            Difference = Scoring.Difference(reach, claim.Hedge, value),
            Comparisons = readings.ToImmutable(),
        };
    }

    private static ClaimResult NotOfOneTime(ClaimResult result, ClaimReach reach, Comparability.Mismatch mismatch, CellValue value)
    {
        var refused = result with
        {
            Verdict = ClaimVerdict.NotComparable,
            Reason = new ClaimReason(mismatch.IsOfDates ? ClaimReasonKind.DifferentDates : ClaimReasonKind.DifferentLengths)
            {
                Names = [mismatch.First.Text, mismatch.Second.Text],
            },
        };
        return mismatch.IsOfDates || !value.IsValue ? refused : refused with
        {
            Comparisons = [Compared(ComparisonBasis.SameLength, result.Claim.Metric!.Text, result.Claim.Metric.Slot,
                CellValue.Of(value.Raw * mismatch.Factor), result.Claim, reach)],
        };
    }

    private ImmutableArray<ClaimComparison> OwnBasis(ClaimDefinition claim, ClaimReach reach, int track) =>
        claim.Basis is { Slot: >= 0 } basis ? [Compared(ComparisonBasis.OwnBasis, basis.Text, basis.Slot, At(basis.Slot, track), claim, reach)] : [];

    private static ClaimComparison Compared(ComparisonBasis basis, string text, int slot, CellValue value,
        ClaimDefinition claim, ClaimReach reach) => value.IsValue
        ? new ClaimComparison(basis, text, slot, value, Scoring.Of(claim.Hedge, reach, value.Raw), Scoring.Difference(reach, claim.Hedge, value.Raw))
        : new ClaimComparison(basis, text, slot, value, ClaimVerdict.CannotBeChecked, null);

    /// <summary>What a claim stands for in a track; null when a side that the plan computes is no number.</summary>
    private ClaimReach? ReachOf(ClaimDefinition claim, int track)
    {
        if (claim.LowSlot < 0 && claim.HighSlot < 0)
        {
            // A ceiling that is claimed for every track is reached in one of them, which is seen when all are known.
            return HedgeTable.Of(options.Tolerant(claim), isReached: track < 0 || claim.Track >= 0);
        }

        var low = claim.LowSlot >= 0 ? At(claim.LowSlot, track) : CellValue.Of(claim.Low!.Value);
        var high = claim.HighSlot >= 0 ? At(claim.HighSlot, track) : CellValue.Of(claim.High!.Value);
        return low.IsValue && high.IsValue ? HedgeTable.Of(options.Tolerant(claim), low.Raw, high.Raw) : null;
    }

    private static ClaimResult WithSaid(ClaimResult result, ClaimReach? reach) => (reach ?? HedgeTable.Of(result.Claim)) is { Rounded: var rounded }
        ? result with
        {
            SaidLow = double.IsFinite(rounded.Low) ? rounded.Low : null,
            SaidHigh = double.IsFinite(rounded.High) ? rounded.High : null,
        }
        : result;

    /// <summary>`up to` without a track: at most that in each of them, and the highest one must come to it.</summary>
    private List<ClaimResult> Reached(List<ClaimResult> results)
    {
        if (results.Count < 2 || results.Any(static r => !r.Plan.IsValue || r.Verdict == ClaimVerdict.NotComparable))
        {
            return results;
        }

        var top = results.MaxBy(static r => r.Plan.Raw)!;
        if (HedgeTable.Of(options.Tolerant(top.Claim), isReached: true) is not { } reach)
        {
            return results;
        }

        var verdict = Scoring.Of(ClaimHedge.UpTo, reach, top.Plan.Raw);
        results[results.IndexOf(top)] = top with
        {
            Verdict = verdict,
            Difference = top.Plan.Raw - reach.Printed.High,
            Reason = verdict == ClaimVerdict.Off && top.Plan.Raw < reach.Printed.High ? new ClaimReason(ClaimReasonKind.NotReached) : top.Reason,
        };
        return results;
    }
}
