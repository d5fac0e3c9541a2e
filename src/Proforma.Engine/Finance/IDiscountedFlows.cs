namespace Proforma.Engine.Finance;

/// <summary>
/// Cash flows that can be discounted at any rate. Amounts are scaled by a power of two, so that no sum overflows; a scale changes no rate
/// of return. Discounting runs either to the first flow, at a log rate u of zero or more, or to the last, at a log rate of -u: the weights are
/// never above 1, on both sides of a rate of zero.
/// </summary>
internal interface IDiscountedFlows
{
    /// <summary>The scale brings the largest amount near this power of two: large enough to keep small flows, with room for sums.</summary>
    const int LargestExponent = 900;

    FlowSigns Signs { get; }

    /// <summary>Units of time in the period of the rate: 365 where times are days and the rate is a year's.</summary>
    double UnitsPerRatePeriod { get; }

    /// <summary>How many terms one evaluation adds up.</summary>
    int Terms { get; }

    /// <summary>The moments at the log rate <paramref name="u"/> ≥ 0 per unit of time, from the first flow on or from the last flow back.</summary>
    FlowMoments At(double u, bool fromEnd);

    static double ScaleFor(double largest) => largest == 0 ? 1 : Math.ScaleB(1, Math.Clamp(LargestExponent - Math.ILogB(largest), -1000, 1000));
}
