namespace Proforma.Engine.Finance;

/// <summary>
/// The flows of an annuity in closed form: one amount at time 0, level payments at times 1 to n - 1, one amount at time n. The level part
/// is p·m(u) with m(u) = (1 - e^(-(n-1)u)) / (e^u - 1), which reads the same from either end.
/// </summary>
internal readonly struct AnnuityFlows : IDiscountedFlows
{
    private readonly double first;
    private readonly double level;
    private readonly double last;
    private readonly double periods;

    public AnnuityFlows(double periods, double payment, double presentValue, double futureValue, PaymentTiming timing)
    {
        double scale = IDiscountedFlows.ScaleFor(Math.Max(Math.Abs(payment), Math.Max(Math.Abs(presentValue), Math.Abs(futureValue))));
        bool atStart = timing == PaymentTiming.StartOfPeriod;
        level = payment * scale;
        first = (presentValue * scale) + (atStart ? level : 0);
        last = (futureValue * scale) + (atStart ? 0 : level);
        this.periods = periods;
        Signs = FlowSigns.Of([first, periods > 1 ? level : 0, last]);
    }

    public FlowSigns Signs { get; }

    public double UnitsPerRatePeriod => 1;

    public int Terms => 20;

    public FlowMoments At(double u, bool fromEnd)
    {
        double count = periods - 1;
        FlowMoments ends = default(FlowMoments)
            .Plus(fromEnd ? last : first, 1, 0, 0)
            .Plus(fromEnd ? first : last, Math.Exp(-u * periods), periods, periods * periods);
        if (count == 0)
        {
            return ends;
        }

        double weight = u == 0 ? count : -LogRate.ToRate(-count * u) / LogRate.ToRate(u);
        double mean = MeanTime(u, count);
        return ends.Plus(level, weight, mean, TimeVariance(u, count) + (mean * mean));
    }

    // -d ln m / du. Near u = 0 its two poles cancel and the series (of x / (e^x - 1), Bernoulli numbers) takes over.
    private static double MeanTime(double u, double count)
    {
        double square = count * count;
        return Math.Max(count, 1) * u < 0.01
            ? ((count + 1) / 2) - (u * ((square - 1) / 12)) + (u * u * u * (((square * square) - 1) / 720))
            : 1 + (1 / LogRate.ToRate(u)) - (count / LogRate.ToRate(count * u));
    }

    // d² ln m / du².
    private static double TimeVariance(double u, double count)
    {
        double square = count * count;
        if (Math.Max(count, 1) * u < 0.03)
        {
            double v = u * u;
            return ((square - 1) / 12) - (v * (((square * square) - 1) / 240)) + (v * v * (((square * square * square) - 1) / 6048));
        }

        double one = 2 * Math.Sinh(u / 2);
        double all = 2 * Math.Sinh(count * u / 2) / count;
        return (1 / (one * one)) - (1 / (all * all));
    }
}
