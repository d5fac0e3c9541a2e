using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Claims.Reconciliation;

/// <summary>Whether a date that the plan finds lies where a claim says.</summary>
internal static class DateVerdict
{
    public static ClaimResult Of(ClaimResult result, Slot measure, ClaimReason missing)
    {
        if (missing.Kind != ClaimReasonKind.None)
        {
            return result with { Reason = missing };
        }

        var ordinal = result.Plan.Raw;
        if (ordinal >= PeriodValue.Never)
        {
            // After everything: a claim that it comes no earlier than some day may still be right, nobody can say.
            return result.Claim.Hedge is ClaimHedge.Over or ClaimHedge.AtLeast
                ? result with { Reason = new ClaimReason(ClaimReasonKind.Never) }
                : result with { Verdict = ClaimVerdict.Off, Reason = new ClaimReason(ClaimReasonKind.Never) };
        }

        if (ordinal <= PeriodValue.Before)
        {
            return result with { Reason = new ClaimReason(ClaimReasonKind.Before) };
        }

        var found = new Period(measure.PeriodGrain, (int)ordinal, measure.PeriodYearEnd);
        var within = Allowed(result.Claim.Hedge, result.Claim.Within ?? DateSpan.All);
        var outside = within.To is { } to && found.Start > to ? Distance(Period.Containing(to, found.Grain, found.YearEndMonth), found)
            : within.From is { } from && found.End < from ? Distance(Period.Containing(from, found.Grain, found.YearEndMonth), found)
            : 0;
        return result with { Verdict = outside == 0 ? ClaimVerdict.Holds : ClaimVerdict.Off, Difference = outside };
    }

    private static int Distance(Period from, Period to) => to.Ordinal - from.Ordinal;

    /// <summary>The days that a hedge allows: before, after or inside of the claimed ones.</summary>
    private static DateSpan Allowed(ClaimHedge hedge, DateSpan said) => hedge switch
    {
        ClaimHedge.AtMost or ClaimHedge.UpTo => new DateSpan(null, said.To),
        ClaimHedge.Below or ClaimHedge.Nearly => new DateSpan(null, said.From?.AddDays(-1)),
        ClaimHedge.AtLeast => new DateSpan(said.From, null),
        ClaimHedge.Over => new DateSpan(said.To?.AddDays(1), null),
        _ => said,
    };
}
