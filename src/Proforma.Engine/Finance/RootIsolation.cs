namespace Proforma.Engine.Finance;

/// <summary>
/// Divides a range of log rates until each part provably holds no root or is provably monotone, or is so flat that rounding hides its
/// sign. Unlike a scan at fixed steps it does not step over two roots that lie close together.
/// </summary>
internal sealed class RootIsolation(double preferred)
{
    // Bounds the work on flows that are made to cancel, at about a second for each side.
    private const long MostTerms = 1_000_000_000;
    private const int LeastEvaluations = 1000;
    private const int MostEvaluations = 20_000;

    private readonly List<double> roots = [];

    /// <summary>False when the allowance ran out and the parts that were left were judged by their ends alone.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>True when parts that were left change sign, besides the one whose root was taken.</summary>
    public bool MayHaveMore { get; private set; }

    /// <summary>Adds the roots of one side of a rate of zero, whose log rates are u or, from the end, -u.</summary>
    public void Search<T>(in T flows, bool fromEnd, RateBracket whole)
        where T : IDiscountedFlows, allows ref struct
    {
        int allowed = (int)Math.Clamp(MostTerms / Math.Max(flows.Terms, 1), LeastEvaluations, MostEvaluations);
        double start = fromEnd ? -preferred : preferred;
        List<RateBracket> left = [];
        Stack<RateBracket> open = new();
        open.Push(whole);
        while (open.TryPop(out RateBracket part))
        {
            (ValueRange net, ValueRange slope) = part.Bounds();
            double middle = part.Low + (part.Width / 2);
            if (net.ExcludesZero)
            {
                continue;
            }

            if (slope.ExcludesZero)
            {
                if (part.ChangesSign)
                {
                    Add(fromEnd, RootPolish.Find(flows, fromEnd, part, start));
                }
            }
            else if (part.IsNumericallyZero(net) || middle <= part.Low || middle >= part.High)
            {
                Add(fromEnd, RootPolish.FindTurn(flows, fromEnd, part));
            }
            else if (allowed == 0)
            {
                IsComplete = false;
                if (part.ChangesSign)
                {
                    left.Add(part);
                }
            }
            else
            {
                allowed--;
                FlowMoments atMiddle = flows.At(middle, fromEnd);
                open.Push(new RateBracket(middle, atMiddle, part.High, part.AtHigh));
                open.Push(new RateBracket(part.Low, part.AtLow, middle, atMiddle));
            }
        }

        if (left.Count > 0)
        {
            // Most of them are noise where the flows cancel, and to polish each would take far longer than the search.
            RateBracket nearest = left.MinBy(part => Math.Abs(part.Low + (part.Width / 2) - start));
            Add(fromEnd, RootPolish.Find(flows, fromEnd, nearest, start));
            MayHaveMore |= left.Count > 1;
        }
    }

    /// <summary>
    /// The log rates found, in order. Neighbours between which the net value never rises out of rounding are one root, of whichever multiplicity;
    /// the one where it turns most nearly is kept.
    /// </summary>
    public double[] DistinctRoots<T>(in T flows)
        where T : IDiscountedFlows, allows ref struct
    {
        roots.Sort();
        List<double> distinct = [];
        foreach (double root in roots)
        {
            if (distinct.Count == 0)
            {
                distinct.Add(root);
                continue;
            }

            double previous = distinct[^1];
            FlowMoments between = At(flows, previous + ((root - previous) / 2));
            if (Math.Abs(between.Net) > RateBracket.Flatness * between.Gross)
            {
                distinct.Add(root);
            }
            else if (Steepness(At(flows, root)) < Steepness(At(flows, previous)))
            {
                distinct[^1] = root;
            }
        }

        return [.. distinct];
    }

    private static FlowMoments At<T>(in T flows, double logRate)
        where T : IDiscountedFlows, allows ref struct =>
        flows.At(Math.Abs(logRate), fromEnd: logRate < 0);

    private static double Steepness(FlowMoments at) => Math.Abs(at.NetSlope) / at.GrossSlope;

    private void Add(bool fromEnd, double u) => roots.Add(fromEnd ? -u : u);
}
