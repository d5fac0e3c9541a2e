using CsCheck;
using MathNet.Numerics.Statistics;
using Proforma.Engine.Statistics;
using Xunit;

namespace Proforma.Engine.Tests.Statistics;

public sealed class MomentTests
{
    [Theory]
    [InlineData(1, 1.0, 0.0)]
    [InlineData(2, 1.0, 0.0)]
    [InlineData(17, 3.0, 100.0)]
    [InlineData(1024, 1e-7, 1.0)]
    [InlineData(1025, 1e6, -4.0)]
    [InlineData(100_000, 250.0, 1e4)]
    [InlineData(300_001, 1e-3, 1e3)]
    public void Moments_are_those_of_a_library(int count, double spread, double centre)
    {
        var values = Array.ConvertAll(Draws.Normal(count), z => centre + (spread * Math.Exp(0.4 * z)));
        var found = Draws.Collected(values).ToDistribution();
        var mean = values.Select(v => (decimal)v).Average();
        var squares = values.Select(v => ((decimal)v - mean) * ((decimal)v - mean)).Sum();
        Assert.Equal((double)mean, found.Mean, Math.Abs((double)mean) * 1e-14);
        Assert.Equal(values.Min(), found.Minimum);
        Assert.Equal(values.Max(), found.Maximum);
        Assert.Equal(count, found.Count);
        var deviation = count < 2 ? 0 : Math.Sqrt((double)(squares / (count - 1)));
        Assert.Equal(deviation, found.StandardDeviation, deviation * 1e-7);
        Assert.Equal(deviation / Math.Sqrt(count), found.MeanStandardError, deviation * 1e-7);
        if (count > 2)
        {
            var third = values.Select(v => Math.Pow((double)((decimal)v - mean), 3)).Average();
            Assert.Equal(third / Math.Pow((double)squares / count, 1.5), found.Skewness, 1e-6);
        }
    }

    [Fact]
    public void Deviation_and_skewness_agree_with_MathNet()
    {
        var values = Array.ConvertAll(Draws.Normal(200_000), z => Math.Exp(0.5 * z));
        var found = Draws.Collected(values).ToDistribution();
        Assert.Equal(values.StandardDeviation(), found.StandardDeviation, 1e-12);
        Assert.Equal(values.PopulationSkewness(), found.Skewness, 1e-10);
    }

    /// <summary>The data set NumAcc4 of the Statistical Reference Datasets (NIST): mean 10000000.2, deviation 0.1 exactly.</summary>
    [Fact]
    public void A_small_spread_on_a_large_mean_is_not_lost()
    {
        double[] values = [10000000.2, .. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 10000000.1 : 10000000.3)];
        var found = Draws.Collected(values).ToDistribution();
        Assert.Equal(10000000.2, found.Mean);
        Assert.Equal(0.1, found.StandardDeviation, 1e-9);
        Assert.Equal(0, found.Skewness, 1e-6);
    }

    [Fact]
    public void Units_far_from_each_other_are_put_together_without_loss()
    {
        // Within a unit values are alike; what is between the units is exact: mean 0, deviation 2^500, and 2^-500.
        foreach (var scale in new[] { Math.ScaleB(1, 500), Math.ScaleB(1, -500), Math.ScaleB(1, 1000), Math.ScaleB(1, -1040) })
        {
            var accumulator = new SampleAccumulator();
            for (var unit = 0; unit < 64; unit++)
            {
                var values = new double[SampleAccumulator.UnitLength];
                Array.Fill(values, unit % 2 == 0 ? scale : -scale);
                accumulator.Add(unit, values);
            }

            var found = accumulator.ToDistribution();
            Assert.Equal(0, found.Mean);
            Assert.Equal(scale * Math.Sqrt(65536 / 65535.0), found.StandardDeviation, scale * 1e-12);
            Assert.Equal(0, found.Skewness);
        }
    }

    [Fact]
    public void Numbers_at_the_end_of_the_range_have_moments()
    {
        double[] values = [double.MaxValue, double.MaxValue, -double.MaxValue, 0];
        var found = Draws.Collected(values).ToDistribution();
        Assert.Equal(double.MaxValue / 4, found.Mean, double.MaxValue * 1e-15);
        Assert.Equal(double.MaxValue * Math.Sqrt(2.75 / 3), found.StandardDeviation, double.MaxValue * 1e-14);
        Assert.Equal(-0.28125 / Math.Pow(0.6875, 1.5), found.Skewness, 1e-12);
        Assert.Equal(-double.MaxValue, found.Minimum);
        Assert.True(double.IsFinite(found.Quantile(0.4)));
    }

    [Fact]
    public void Moments_of_a_shifted_sample_are_shifted() => Gen.Select(Gen.Double[-1e3, 1e3].Array[2, 3000], Gen.Int[-1000, 1000]).Sample(
    (values, shift) =>
    {
        var whole = Array.ConvertAll(values, Math.Round);
        var here = Draws.Collected(whole).ToDistribution();
        var there = Draws.Collected(Array.ConvertAll(whole, v => v + shift)).ToDistribution();
        Assert.Equal(here.Mean + shift, there.Mean, 1e-9);
        Assert.Equal(here.StandardDeviation, there.StandardDeviation, 1e-9);
        Assert.Equal(here.Skewness, there.Skewness, 1e-8);
    });

    [Fact]
    public void Nothing_has_no_moments_and_does_not_fail()
    {
        var found = new SampleAccumulator().ToDistribution(0.5);
        Assert.Equal(0, found.Count);
        Assert.True(double.IsNaN(found.Mean) && double.IsNaN(found.Quantile(0.5)) && double.IsNaN(found.ShareAtOrBelow(1)));
        Assert.Empty(found.Histogram(5));
    }

    [Fact]
    public void Figures_have_these_bits_on_every_machine()
    {
        double[] values = [.. Draws.Normal(70_001).Select(static (z, i) => 3 + (z * z * (1 + (i % 7))))];
        var found = Draws.Collected(values).ToDistribution();
        var counted = Draws.Collected(values, kept: 0).ToDistribution();
        var correlation = new CorrelationAccumulator(1, 1);
        correlation.Add(values.AsSpan(0, 1001), values.AsSpan(5, 1001), 1001, 1001);
        double[] figures =
        [
            found.Mean, found.StandardDeviation, found.Skewness, found.Quantile(0.05), found.QuantileStandardError(0.9),
            counted.Quantile(0.95), correlation.Pearson(0, 0),
        ];
        double[] expected =
        [
            6.990479559306235, 6.65719608070127, 3.8034894584453034, 3.011704925891428, 0.08152685008535479, 19.607421875, -0.03686024289178185,
        ];
        Assert.Equal(expected, figures);
    }
}
