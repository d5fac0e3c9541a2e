using CsCheck;
using MathNet.Numerics.Distributions;
using Proforma.Engine.Statistics;
using Proforma.Model.Program;
using Xunit;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Engine.Tests.Statistics;

public sealed class QuantileTests
{
    private static readonly double[] Probabilities = [0, 1e-6, 0.001, 0.05, 0.1, 0.25, 0.5, 0.500001, 0.75, 0.9, 0.95, 0.999, 1];

    private static double TypeSeven(double[] sorted, double p)
    {
        var h = (sorted.Length - 1) * p;
        var k = (int)Math.Floor(h);
        return k + 1 < sorted.Length ? sorted[k] + ((h - k) * (sorted[k + 1] - sorted[k])) : sorted[k];
    }

    public static TheoryData<string, int> Shapes()
    {
        var data = new TheoryData<string, int>();
        foreach (var shape in new[] { "normal", "lognormal", "rounded", "ascending", "descending", "floored", "two", "constant", "sparse", "saw" })
        {
            data.Add(shape, 1000);
            data.Add(shape, 65_536);
            data.Add(shape, 65_537);
            data.Add(shape, 300_000);
        }

        return data;
    }

    private static double[] Sample(string shape, int count)
    {
        var z = Draws.Normal(count);
        return shape switch
        {
            "normal" => z,
            "lognormal" => Array.ConvertAll(z, v => Math.Exp(2 * v)),
            "rounded" => Array.ConvertAll(z, Math.Round),
            "ascending" => [.. z.Order()],
            "descending" => [.. z.OrderDescending()],
            "floored" => Array.ConvertAll(z, v => Math.Max(v, 0.2)),
            "two" => Array.ConvertAll(z, v => v > 1.5 ? 1.0 : 0.0),
            "constant" => Array.ConvertAll(z, static _ => 3.25),
            "sparse" => [.. z.Select((v, i) => i % 50 == 7 ? v : double.NaN)],
            _ => [.. z.Select((v, i) => (double)(i % 36))],
        };
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Quantiles_are_those_of_the_sorted_sample(string shape, int count)
    {
        var values = Sample(shape, count);
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        var accumulator = Draws.Collected(values);
        var (together, single) = (accumulator.ToDistribution(Probabilities), accumulator.ToDistribution());
        foreach (var p in Probabilities)
        {
            Assert.Equal(TypeSeven(sorted, p), together.Quantile(p));
            Assert.Equal(TypeSeven(sorted, p), single.Quantile(p));
            Assert.Equal(together.QuantileStandardError(p), single.QuantileStandardError(p));
        }

        Assert.Equal(0, together.RankError);
        foreach (var value in new[] { sorted[0], sorted[^1], sorted[sorted.Length / 3], 0, -10, 1e9, 1, 0.5 })
        {
            var share = sorted.Count(v => v <= value) / (double)sorted.Length;
            Assert.Equal(share, together.ShareAtOrBelow(value));
            Assert.Equal(share, single.ShareAtOrBelow(value));
        }
    }

    [Fact]
    public void Selected_order_statistics_are_the_sorted_ones_for_any_ranks() => Gen
        .Select(Gen.Int[5000, 40_000], Gen.Int[1, 40], Gen.Int[0, 4], Gen.UInt)
        .Sample((count, wanted, digits, seed) =>
        {
            var values = Array.ConvertAll(Draws.Normal(count, seed: seed), v => Math.Round(v, digits));
            var sorted = values.Order().ToArray();
            var ranks = Draws.Uniform(wanted, seed: seed).Select(u => (long)(u * u * count)).Distinct().Order().ToArray();
            var found = new Dictionary<long, double>();
            var complete = OrderSelection.TrySelect([values.AsMemory(0, 777), values.AsMemory(777)], count, ranks, found);
            Assert.All(found, entry => Assert.Equal(sorted[entry.Key], entry.Value));
            Assert.True(!complete || found.Count == ranks.Length);
        }, iter: 60);

    [Fact]
    public void Radix_sort_sorts() => Gen.Double.Where(v => !double.IsNaN(v)).Array[0, 3000].Sample(values =>
    {
        double[] sorted = [.. values, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.Epsilon, -double.Epsilon];
        double[] expected = [.. sorted.Order()];
        var order = RadixSort.OrderOf(sorted, out _);
        Assert.Equal(expected, order.Select(i => sorted[i]));
        RadixSort.Sort(sorted);
        Assert.Equal(expected, sorted);
    }, iter: 200);

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void The_standard_error_of_a_quantile_is_that_of_theory(double p)
    {
        // sqrt(p(1 − p)/n) / f(q), and the spread of the quantiles of many samples.
        const int Samples = 300, Size = 4096;
        var quantiles = new double[Samples];
        var errors = new double[Samples];
        for (var i = 0; i < Samples; i++)
        {
            var found = Draws.Collected(Draws.Normal(Size, seed: (ulong)i)).ToDistribution();
            quantiles[i] = found.Quantile(p);
            errors[i] = found.QuantileStandardError(p);
        }

        var theory = Math.Sqrt(p * (1 - p) / Size) / Normal.PDF(0, 1, Normal.InvCDF(0, 1, p));
        Assert.Equal(theory, errors.Average(), theory * 0.05);
        var mean = quantiles.Average();
        Assert.Equal(theory, Math.Sqrt(quantiles.Sum(q => (q - mean) * (q - mean)) / (Samples - 1)), theory * 0.15);
    }

    [Fact]
    public void Beyond_the_limit_a_quantile_has_a_rank_within_the_stated_error()
    {
        foreach (var shape in new[] { "normal", "lognormal", "floored", "sparse" })
        {
            var values = Sample(shape, 400_000);
            var sorted = values.Where(double.IsFinite).Order().ToArray();
            var found = Draws.Collected(values, kept: 0).ToDistribution();
            Assert.InRange(found.RankError, double.Epsilon, shape == "floored" ? 0.6 : 2e-3);
            foreach (var p in Probabilities)
            {
                // The rank of the value given: anything from the share below it to the share at or below it.
                var value = found.Quantile(p);
                var (below, atOrBelow) = (sorted.Count(v => v < value), sorted.Count(v => v <= value));
                var allowed = (found.RankError * sorted.Length) + 1;
                Assert.InRange(p * (sorted.Length - 1), below - allowed, atOrBelow + allowed);
                Assert.Equal(p, found.ShareAtOrBelow(TypeSeven(sorted, p)), shape == "floored" ? 0.6 : found.RankError + 1e-5);
            }

            Assert.Equal((sorted[0], sorted[^1]), (found.Quantile(0), found.Quantile(1)));
            Assert.Equal(sorted.Length, found.Histogram(40).Sum(bin => bin.Count));
        }
    }

    [Fact]
    public void Few_different_numbers_stay_exact_beyond_the_limit()
    {
        foreach (var shape in new[] { "rounded", "two", "constant", "saw" })
        {
            var values = Sample(shape, 200_000);
            var (kept, counted) = (Draws.Collected(values).ToDistribution(), Draws.Collected(values, kept: 0).ToDistribution());
            Assert.Equal(0, counted.RankError);
            foreach (var p in Probabilities)
            {
                Assert.Equal(kept.Quantile(p), counted.Quantile(p));
                Assert.Equal(kept.QuantileStandardError(p), counted.QuantileStandardError(p));
            }

            Assert.Equal(kept.ShareAtOrBelow(0), counted.ShareAtOrBelow(0));
            Assert.Equal(kept.Histogram(7), counted.Histogram(7));
        }
    }

    [Fact]
    public void Many_numbers_take_constant_memory()
    {
        // Three million here; the number changes nothing but the time.
        var accumulator = new SampleAccumulator(expectedTrials: 3_000_000);
        var unit = Draws.Normal(SampleAccumulator.UnitLength);
        long before = 0;
        for (var i = 0; i < 3000; i++)
        {
            if (i == 500)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            accumulator.Add(i, unit);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
        Assert.Equal(3000 * 1024, accumulator.ToDistribution().Count);
        Assert.InRange(accumulator.ToBytes().Length, 0, 5 << 20);
    }

    [Fact]
    public void Periods_never_reached_count_for_quantiles_and_not_for_the_mean()
    {
        double[] values =
        [
            .. Enumerable.Range(0, 5000).Select(i => i % 5 == 0 ? PeriodValue.Never : i % 1000 == 1 ? PeriodValue.Before : 24_300 + (i % 7)),
        ];
        foreach (var kept in new[] { 0L, 1L << 20 })
        {
            var found = Draws.Collected(values, () => new SampleAccumulator(ValueType.Period, keptTrials: kept)).ToDistribution(0.5);
            Assert.Equal(values.Where(v => Math.Abs(v) < 1e9).Average(), found.Mean, 1e-9);
            Assert.Equal(5000, found.Count);
            Assert.Equal(PeriodValue.Never, found.Quantile(0.9));
            Assert.Equal(PeriodValue.Before, found.Minimum);
            Assert.Contains(found.Quantile(0.7999), values);
            Assert.Equal(0.8, found.ShareAtOrBelow(30_000), 1e-12);
        }
    }

    [Fact]
    public void A_histogram_counts_what_lies_in_its_bins()
    {
        var values = Draws.Normal(100_000);
        var found = Draws.Collected(values).ToDistribution();
        var bins = found.Histogram(20, 0.01, 0.99);
        Assert.Equal(20, bins.Count);
        Assert.Equal(values.Length, bins.Sum(bin => bin.Count));
        Assert.Equal((found.Quantile(0.01), found.Quantile(0.99)), (bins[0].Low, bins[^1].High));
        foreach (var bin in bins.Skip(1).Take(18))
        {
            Assert.Equal(values.Count(v => v >= bin.Low && v < bin.High), bin.Count, 2.0);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => found.Histogram(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => found.Quantile(double.NaN));
    }
}
