using Proforma.Model.Claims;

namespace Proforma.Claims.Reconciliation;

/// <summary>What a printed figure with its hedge stands for, in base units of what is measured.</summary>
/// <param name="Printed">The figure as it is printed, taken at its word.</param>
/// <param name="Written">What would be printed so, every digit as it stands: half a unit of the last digit written.</param>
/// <param name="Rounded">What rounds to it: half a unit of the last digit that counts, or what `nearest`, a tolerance or the hedge allows.</param>
public sealed record ClaimReach(ClaimInterval Printed, ClaimInterval Written, ClaimInterval Rounded);

/// <summary>The one table of what hedges mean; `docs/claims.md` states it for readers.</summary>
public static class HedgeTable
{
    /// <summary>How far under a figure `nearly` reaches, as a part of it.</summary>
    public const double NearlyReach = 0.10;

    /// <summary>What a claim's printed figure stands for; null when it prints none (a date, an ordering, words).</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="isReached">For `up to`: whether the figure is the one that must be reached, and not merely a ceiling for all tracks.</param>
    public static ClaimReach? Of(ClaimDefinition claim, bool isReached) => claim.Low is { } low && claim.High is { } high
        ? Of(
            claim.Hedge == ClaimHedge.UpTo && !isReached ? ClaimHedge.AtMost : claim.Hedge,
            low.Value,
            high.Value,
            Half(claim, low),
            Half(claim, high),
            WrittenHalf(claim, low),
            WrittenHalf(claim, high))
        : null;

    /// <summary>What a claim stands for before the plan is looked at: `up to` is reached where the claim names its track.</summary>
    public static ClaimReach? Of(ClaimDefinition claim) => Of(claim, claim.Track >= 0);

    /// <summary>What a right side that the plan computes stands for: a bound, or for `~=` what rounds to it at two significant figures.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="low">The right side's value, or the lower end's.</param>
    /// <param name="high">The upper end's value.</param>
    public static ClaimReach Of(ClaimDefinition claim, double low, double high)
    {
        double HalfOf(double value) => claim.AbsoluteTolerance ?? (claim.RelativeTolerance is { } part ? part * Math.Abs(value)
            : claim.Hedge == ClaimHedge.About && value != 0 ? Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 1) / 2 : 0);

        return Of(claim.Hedge, low, high, HalfOf(low), HalfOf(high), 0, 0);
    }

    /// <summary>Half of what separates two figures that would be told apart, in base units.</summary>
    private static double Half(ClaimDefinition claim, ClaimFigure figure) => claim switch
    {
        { AbsoluteTolerance: { } amount } => amount,
        { RelativeTolerance: { } part } => part * Math.Abs(figure.Value),
        { Nearest: { } unit } => unit / 2,
        { Hedge: ClaimHedge.About } or { Modality: ClaimModality.Hoped or ClaimModality.Possible } =>
            Math.Max(figure.LastDigit, figure.SecondDigit) / 2,
        _ => figure.LastDigit / 2,
    };

    private static double WrittenHalf(ClaimDefinition claim, ClaimFigure figure) => Math.Min(Half(claim, figure), figure.WrittenDigit / 2);

    private static ClaimReach Of(ClaimHedge hedge, double low, double high, double half, double highHalf, double written, double highWritten)
    {
        const double infinite = double.PositiveInfinity;
        switch (hedge)
        {
            case ClaimHedge.AtMost:
                return new(new(-infinite, low), new(-infinite, low), new(-infinite, low + half));
            case ClaimHedge.AtLeast:
                return new(new(low, infinite), new(low, infinite), new(low - half, infinite));
            case ClaimHedge.Below:
                return new(new(-infinite, low, false, true), new(-infinite, low, false, true), new(-infinite, low + half));
            case ClaimHedge.Over:
                return new(new(low, infinite, true), new(low, infinite, true), new(low - half, infinite));
            case ClaimHedge.Nearly:
                // Of a negative figure `nearly` comes from above: nearly -5% is -4.6%.
                var far = low - (Math.Max(NearlyReach * Math.Abs(low), half) * Math.Sign(low));
                var under = low >= 0 ? new ClaimInterval(far, low, false, true) : new ClaimInterval(low, far, true);
                return new(under, under, new(Math.Min(far, low), Math.Max(far, low)));
            case ClaimHedge.Between:
                return new(new(low, high), new(low - written, high + highWritten), new(low - half, high + highHalf));
            default:
                return new(ClaimInterval.Point(low), ClaimInterval.Around(low, written), ClaimInterval.Around(low, half));
        }
    }
}
