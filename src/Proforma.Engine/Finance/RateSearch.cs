using System.Diagnostics;

namespace Proforma.Engine.Finance;

/// <summary>
/// All log rates at which discounted flows have no net value, and the one nearest a guess. With one change of sign there is exactly one,
/// and it is bracketed at once. Otherwise the rates from just above -100% to the largest number are divided until each part provably holds no
/// root or is provably monotone (or is so flat that rounding hides its sign), so that close pairs of roots are not stepped over.
/// </summary>
internal static class RateSearch
{
    // A rate of 1.79e308, and one of -1 + 1.1e-16.
    private const double LargestLogRate = 709.78;
    private const double LeastLogRate = 36.7;

    // Two roots that rounding cannot tell apart: between roots at a distance d the net value rises only to about (d · t)² of the gross.
    private const double Resolution = 4e-6;

    // Bounds the work on flows that are made to cancel: about a second or two of it.
    private const long MostTerms = 1_000_000_000;
    private const int LeastEvaluations = 1000;
    private const int MostEvaluations = 100_000;

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
        int allowed = (int)Math.Clamp(MostTerms / Math.Max(flows.Terms, 1), LeastEvaluations, MostEvaluations);
        List<Root> roots = [];
        bool complete = true;
        foreach (bool fromEnd in (ReadOnlySpan<bool>)[true, false])
        {
            int found = roots.Count;
            complete &= Isolate(flows, fromEnd, Side(flows, atZero, fromEnd), fromEnd ? -start : start, allowed, roots);
            if (fromEnd)
            {
                roots.Reverse(found, roots.Count - found);
            }
        }

        MergeIndistinguishable(roots);
        if (roots.Count == 0)
        {
            if (flows.Signs.StartsPositive != flows.Signs.EndsPositive)
            {
                return FinanceFailures.RateOutOfRange;
            }

            return complete ? FinanceFailures.NoRate : FinanceFailures.SearchStopped;
        }

        double nearest = roots[0].LogRate;
        foreach (Root root in roots)
        {
            if (Distance(flows, root.LogRate, guess) < Distance(flows, nearest, guess))
            {
                nearest = root.LogRate;
            }
        }

        return ToResult(flows, nearest, roots.Count > 1);
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

    // Adds the roots of one side in order of u. False when the allowance ran out: the parts that were left were judged by their ends alone.
    private static bool Isolate<T>(in T flows, bool fromEnd, RateBracket whole, double start, int allowed, List<Root> roots)
        where T : IDiscountedFlows, allows ref struct
    {
        int evaluations = 0;
        Stack<RateBracket> open = new();
        open.Push(whole);
        while (open.TryPop(out RateBracket part))
        {
            (ValueRange net, ValueRange slope) = part.Bounds();
            if (net.ExcludesZero)
            {
                continue;
            }

            bool flat = part.IsNumericallyZero(net);
            double middle = part.Low + (part.Width / 2);
            bool decided = slope.ExcludesZero || flat || evaluations >= allowed || middle <= part.Low || middle >= part.High;
            if (!decided)
            {
                evaluations++;
                FlowMoments atMiddle = flows.At(middle, fromEnd);
                open.Push(new RateBracket(middle, atMiddle, part.High, part.AtHigh));
                open.Push(new RateBracket(part.Low, part.AtLow, middle, atMiddle));
            }
            else if (part.ChangesSign)
            {
                Add(roots, fromEnd, RootPolish.Find(flows, fromEnd, part, start), part, touches: false);
            }
            else if (flat && !slope.ExcludesZero)
            {
                Add(roots, fromEnd, RootPolish.FindTurn(flows, fromEnd, part), part, touches: true);
            }
        }

        return evaluations < allowed;
    }

    private static void Add(List<Root> roots, bool fromEnd, double u, RateBracket part, bool touches)
    {
        double time = part.AtLow.GrossSlope / part.AtLow.Gross;
        roots.Add(new Root(fromEnd ? -u : u, time > 0 ? Resolution / time : 0, touches));
    }

    private static void MergeIndistinguishable(List<Root> roots)
    {
        for (int index = roots.Count - 1; index > 0; index--)
        {
            (Root left, Root right) = (roots[index - 1], roots[index]);
            Debug.Assert(left.LogRate <= right.LogRate, "Each side adds its roots in order.");
            if (right.LogRate - left.LogRate <= Math.Max(left.Resolution, right.Resolution))
            {
                roots[index - 1] = right.Touches ? right : left;
                roots.RemoveAt(index);
            }
        }
    }

    // Touches: the net value comes down to zero there and turns, within what rounding shows.
    private readonly record struct Root(double LogRate, double Resolution, bool Touches);
}
