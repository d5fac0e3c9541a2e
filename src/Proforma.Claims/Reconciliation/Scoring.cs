using Proforma.Model.Claims;

namespace Proforma.Claims.Reconciliation;

/// <summary>From a figure of the plan and what a claim stands for to a verdict.</summary>
internal static class Scoring
{
    /// <summary>The verdict on a figure.</summary>
    /// <param name="hedge">The claim's hedge, which says whether its figure is a bound to be passed.</param>
    /// <param name="reach">What the claim stands for.</param>
    /// <param name="value">The plan's figure in the same units.</param>
    public static ClaimVerdict Of(ClaimHedge hedge, ClaimReach reach, double value)
    {
        var isStrict = hedge is ClaimHedge.Over or ClaimHedge.Below or ClaimHedge.Nearly;
        if (isStrict)
        {
            return reach.Printed.Contains(value) ? ClaimVerdict.Holds
                : reach.Rounded.Contains(value) ? ClaimVerdict.UnsupportedAtFaceValue
                : ClaimVerdict.Off;
        }

        return reach.Written.Contains(value) ? ClaimVerdict.Holds
            : reach.Rounded.Contains(value) ? ClaimVerdict.HoldsByRounding
            : ClaimVerdict.Off;
    }

    /// <summary>How far the plan's figure lies from the printed one; from the nearer end of a range, 0 inside of it.</summary>
    public static double Difference(ClaimReach reach, ClaimHedge hedge, double value)
    {
        var (low, high) = (reach.Printed.Low, reach.Printed.High);
        return hedge == ClaimHedge.Nearly ? value - (low > 0 || high > 0 ? high : low)
            : value < low ? value - low
            : value > high ? value - high
            : double.IsInfinity(low) ? value - high
            : double.IsInfinity(high) ? value - low
            : 0;
    }

    /// <summary>Whether the first verdict is kinder to the claim than the second.</summary>
    public static bool IsBetter(ClaimVerdict first, ClaimVerdict second) => first < second;
}
