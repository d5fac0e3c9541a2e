namespace Proforma.Engine.Finance;

/// <summary>
/// A root inside a bracket, to the last digits the sums carry. Newton's method on log(receipts / payments), which is nearly a straight line
/// in the log rate, kept inside a bracket that shrinks with every evaluation; bisection whenever a step leaves it or gains too little.
/// </summary>
internal static class RootPolish
{
    // Bisection alone needs fewer than 1100 steps to exhaust the doubles between any two.
    private const int MostSteps = 1200;


    public static double Find<T>(in T flows, bool fromEnd, RateBracket bracket, double start)
        where T : IDiscountedFlows, allows ref struct
    {
        if (bracket.AtLow.Net == 0)
        {
            return bracket.Low;
        }

        (double low, double high) = (bracket.Low, bracket.High);
        bool lowIsPositive = bracket.AtLow.Net > 0;
        double u = start > low && start < high ? start : low + ((high - low) / 2);
        double lastStep = high - low;

        // Once receipts and payments agree to what rounding leaves of them, the next Newton step is the last that can help.
        double precision = 1e-16 * Math.Max(8, Math.Sqrt(flows.Terms));
        for (int step = 0; step < MostSteps; step++)
        {
            FlowMoments at = flows.At(u, fromEnd);
            if (at.Net == 0)
            {
                return u;
            }

            (low, high) = (at.Net > 0) == lowIsPositive ? (u, high) : (low, u);
            double logRatio = LogRate.FromRate(at.Net / at.Out0);
            double move = -logRatio / LogSlope(at);
            double next = u + move;
            bool inside = next > low && next < high;
            if (Math.Abs(logRatio) <= precision || Math.Abs(move) <= 1e-16 * u)
            {
                return inside ? next : u;
            }

            if (!inside || Math.Abs(move) > Math.Abs(lastStep) / 2)
            {
                next = low + ((high - low) / 2);
                if (next <= low || next >= high)
                {
                    return u;
                }
            }

            lastStep = next - u;
            u = next;
        }

        return u;
    }

    /// <summary>Where the net value turns inside a bracket too flat to show its sign: by bisection on its slope, or the flatter end.</summary>
    public static double FindTurn<T>(in T flows, bool fromEnd, RateBracket bracket)
        where T : IDiscountedFlows, allows ref struct
    {
        (double low, double high) = (bracket.Low, bracket.High);
        bool lowRises = bracket.AtLow.NetSlope > 0;
        if (lowRises == bracket.AtHigh.NetSlope > 0 || SlopeIsNoise(bracket.AtLow) || SlopeIsNoise(bracket.AtHigh))
        {
            return Math.Abs(bracket.AtLow.Net) <= Math.Abs(bracket.AtHigh.Net) ? low : high;
        }

        for (int step = 0; step < 60; step++)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                break;
            }

            (low, high) = flows.At(middle, fromEnd).NetSlope > 0 == lowRises ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static bool SlopeIsNoise(FlowMoments at) => Math.Abs(at.NetSlope) <= RateBracket.Noise * at.GrossSlope;

    // The mean time of the payments less that of the receipts. Not a number where one kind of flow has faded out; the caller then bisects.
    private static double LogSlope(FlowMoments at) => (at.Out1 / at.Out0) - (at.In1 / at.In0);
}
