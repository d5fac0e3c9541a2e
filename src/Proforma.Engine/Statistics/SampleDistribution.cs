using Proforma.Model.Simulation;

namespace Proforma.Engine.Statistics;

/// <summary>What an accumulator found, at the moment when it was asked.</summary>
internal sealed class SampleDistribution(IOrderedSample order, MomentSums sums, bool interpolates) : ISampleDistribution
{
    private readonly long _moments = sums.Count;
    private readonly (double Mean, double StandardDeviation, double Skewness) _result = sums.Result();

    public long Count => order.Count;

    public double Mean => _result.Mean;

    public double StandardDeviation => _result.StandardDeviation;

    public double Skewness => _result.Skewness;

    public required double Minimum { get; init; }

    public required double Maximum { get; init; }

    public double MeanStandardError => _moments == 0 ? double.NaN : StandardDeviation / Math.Sqrt(_moments);

    public double RankError => order.RankError;

    public double Quantile(double p)
    {
        ThrowIfNotShare(p);
        if (Count == 0)
        {
            return double.NaN;
        }

        var (rank, fraction) = Position(p);
        var value = At(rank);
        if (fraction == 0)
        {
            return value;
        }

        var next = At(rank + 1);
        var step = next - value;
        return double.IsFinite(step) ? value + (fraction * step) : ((1 - fraction) * value) + (fraction * next);
    }

    public double QuantileStandardError(double p)
    {
        ThrowIfNotShare(p);
        if (Count < 2)
        {
            return 0;
        }

        var (low, high) = Around(p);
        return high == low ? 0 : Math.Abs(Quantile(high) - Quantile(low)) * (Deviation(p) / (high - low));
    }

    public double ShareAtOrBelow(double value) => Count == 0 ? double.NaN
        : value >= Maximum ? 1
        : value < Minimum ? 0
        : order.CountAtOrBelow(value) / Count;

    public IReadOnlyList<HistogramBin> Histogram(int bins, double lowest = 0.001, double highest = 0.999)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ThrowIfNotShare(lowest);
        ThrowIfNotShare(highest);
        if (Count == 0)
        {
            return [];
        }

        Prepare([lowest, highest]);
        var low = Quantile(lowest);
        var high = Quantile(highest);
        if (low >= high)
        {
            return [new HistogramBin(low, low, Count)];
        }

        var counts = new long[bins];
        order.AddTo(counts, low, high);
        return [.. counts.Select((count, i) => new HistogramBin(Edge(low, high, i, bins), Edge(low, high, i + 1, bins), count))];
    }

    /// <summary>Finds quantiles and what their standard errors need at the cost of about one.</summary>
    internal void Prepare(IEnumerable<double> probabilities)
    {
        if (Count == 0)
        {
            return;
        }

        List<long> ranks = [];
        foreach (var p in probabilities)
        {
            var (low, high) = Around(p);
            foreach (var each in (ReadOnlySpan<double>)[low, p, high])
            {
                var (rank, fraction) = Position(each);
                ranks.Add(rank);
                ranks.Add(fraction == 0 ? rank : rank + 1);
            }
        }

        order.Prepare(ranks.ToArray());
    }

    private static double Edge(double low, double high, int index, int bins) =>
        index == bins ? high : low + (((high / bins) - (low / bins)) * index);

    private static void ThrowIfNotShare(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability is from 0 to 1.");
        }
    }

    // The extremes are known apart from the order, without the error of a bucket.
    private double At(long rank) => rank == 0 ? Minimum : rank == Count - 1 ? Maximum : order.AtRank(rank);

    private (long Rank, double Fraction) Position(double p)
    {
        var position = (Count - 1) * p;
        var rank = Math.Clamp((long)position, 0, Count - 1);
        return (rank, rank == Count - 1 || !interpolates ? 0 : position - rank);
    }

    /// <summary>The binomial standard deviation of the share of trials below a quantile.</summary>
    private double Deviation(double p)
    {
        // At the very ends a binomial has no spread, but an extreme of other trials would have another value.
        var share = Math.Clamp(p, 0.5 / Count, 1 - (0.5 / Count));
        return Math.Sqrt(share * (1 - share) / Count);
    }

    private (double Low, double High) Around(double p)
    {
        var deviation = Deviation(p);
        return (Math.Max(0, p - deviation), Math.Min(1, p + deviation));
    }
}
