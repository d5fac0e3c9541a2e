namespace Proforma.Engine.Finance;

/// <summary>
/// All log rates at which discounted flows have no net value, and the one nearest a guess. With one change of sign there is exactly one,
/// and it is bracketed at once; otherwise <see cref="RootIsolation"/> looks at all rates from just above -100% to the largest number.
/// </summary>
internal static class RateSearch
{
    // A rate of 1.79e308, and one of -1 + 1.1e-16.
    private const double LargestLogRate = 709.78;
    private const double LeastLogRate = 36.7;

    public static FinanceResult Nearest<T>(in T flows, double guess, FinanceResult noSignChange)
        where T : IDiscountedFlows, allows ref struct
    {
        if (!double.IsFinite(guess))
        {
            return FinanceFailures.NotANumber;
        }

        if (guess <= -1)
        {
            return FinanceFailures.GuessTooLow;
        }

        if (flows.Signs.Changes == 0)
        {
            return noSignChange;
        }

        double start = LogRate.FromRate(guess) / flows.UnitsPerRatePeriod;
        FlowMoments atZero = flows.At(0, fromEnd: false);
        return flows.Signs.Changes == 1 ? Only(flows, atZero, start) : NearestOf(flows, atZero, start, guess);
    }

    private static FinanceResult Only<T>(in T flows, FlowMoments atZero, double start)
        where T : IDiscountedFlows, allows ref struct
    {
        if (atZero.Net == 0)
        {
            return FinanceResult.OfRoot(0, multipleRoots: false);
        }

        // At high rates only the first flow counts, at low rates only the last.
        bool fromEnd = (atZero.Net > 0) == flows.Signs.StartsPositive;
        RateBracket bracket = Side(flows, atZero, fromEnd);
        if (!bracket.ChangesSign)
        {
            return FinanceFailures.RateOutOfRange;
        }

        double root = RootPolish.Find(flows, fromEnd, bracket, fromEnd ? -start : start);
        return ToResult(flows, fromEnd ? -root : root, multipleRoots: false);
    }

    private static FinanceResult NearestOf<T>(in T flows, FlowMoments atZero, double start, double guess)
        where T : IDiscountedFlows, allows ref struct
    {
        RootIsolation isolation = new(start);
        isolation.Search(flows, fromEnd: true, Side(flows, atZero, fromEnd: true));
        isolation.Search(flows, fromEnd: false, Side(flows, atZero, fromEnd: false));
        ReadOnlySpan<double> roots = isolation.DistinctRoots(flows);
        if (roots.IsEmpty)
        {
            if (flows.Signs.StartsPositive != flows.Signs.EndsPositive)
            {
                return FinanceFailures.RateOutOfRange;
            }

            return isolation.IsComplete ? FinanceFailures.NoRate : FinanceFailures.SearchStopped;
        }

        double nearest = roots[0];
        foreach (double root in roots)
        {
            if (Distance(flows, root, guess) < Distance(flows, nearest, guess))
            {
                nearest = root;
            }
        }

        return ToResult(flows, nearest, multipleRoots: roots.Length > 1 || isolation.MayHaveMore);
    }

    private static double Distance<T>(in T flows, double logRate, double guess)
        where T : IDiscountedFlows, allows ref struct =>
        Math.Abs(LogRate.ToRate(logRate * flows.UnitsPerRatePeriod) - guess);

    private static FinanceResult ToResult<T>(in T flows, double logRate, bool multipleRoots)
        where T : IDiscountedFlows, allows ref struct
    {
        double rate = LogRate.ToRate(logRate * flows.UnitsPerRatePeriod);
        return double.IsFinite(rate) && rate > -1 ? FinanceResult.OfRoot(rate, multipleRoots) : FinanceFailures.RateOutOfRange;
    }

    private static RateBracket Side<T>(in T flows, FlowMoments atZero, bool fromEnd)
        where T : IDiscountedFlows, allows ref struct
    {
        double end = (fromEnd ? LeastLogRate : LargestLogRate) / flows.UnitsPerRatePeriod;

        // Both sides must see the same sign at a rate of zero, which adding the flows up from the other end might turn.
        FlowMoments start = fromEnd ? flows.At(0, fromEnd) with { In0 = atZero.In0, Out0 = atZero.Out0 } : atZero;
        return new RateBracket(0, start, end, flows.At(end, fromEnd));
    }
}
