using Proforma.Engine.Numerics;
using Xunit;

namespace Proforma.Engine.Tests.Numerics;

public sealed class NormalFunctionTests
{
    [Fact]
    public void Lower_tail_is_accurate_relative_to_itself_down_to_1e_300()
    {
        double worst = 0;
        for (double x = 0; x < 37.1; x += 0.53)
        {
            double error = BigFixed.NormalTail(BigFixed.Of(x)).RelativeErrorOf(Elementary.NormalCdf(-x));
            worst = Math.Max(worst, Math.Abs(error));
        }

        Assert.True(worst < 2e-15, $"{worst}");
    }

    [Fact]
    public void Both_tails_sum_to_one()
    {
        for (double x = 0; x < 9; x += 0.037)
        {
            Assert.Equal(1, Elementary.NormalCdf(x) + Elementary.NormalCdf(-x), 2.3e-16);
        }

        Assert.Equal(0.5, Elementary.NormalCdf(0));
        Assert.Equal(1, Elementary.NormalCdf(double.PositiveInfinity));
        Assert.Equal(0, Elementary.NormalCdf(double.NegativeInfinity));
        Assert.Equal(0, Elementary.NormalCdf(-39));
        Assert.True(double.IsNaN(Elementary.NormalCdf(double.NaN)));
    }

    public static TheoryData<double> Probabilities
    {
        get
        {
            var data = new TheoryData<double>
            {
                0.25, 0.1, 0.025, 0.3, 0.49999, 0.4999999999, 0.02425, 6.2007e-4, 6.2008e-4, 6.19e-4, 1e-4, 1e-10, 1e-16, 1e-27, 1.6e-28, 1.5e-28,
                1e-50, 1e-100, 1e-200, 1e-300, 2.2250738585072014e-308, 1e-310, double.Epsilon,
            };
            for (int i = 1; i < 40; i++)
            {
                data.Add(0.0123 * i);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Probabilities))]
    public void Quantile_is_accurate_to_1e_15(double probability)
    {
        double quantile = Elementary.NormalQuantile(probability);

        // One step of Newton's method by the oracle: what is missing in probability, divided by the density.
        BigFixed x = BigFixed.Of(-quantile);
        BigFixed step = (BigFixed.NormalTail(x) - BigFixed.Of(probability)) / BigFixed.NormalDensity(x);
        Assert.True(Math.Abs(step.ToDouble()) < 1e-15 * Math.Abs(quantile), $"{step.ToDouble() / quantile}");
    }

    [Fact]
    public void Quantile_has_published_values_and_is_odd()
    {
        Assert.Equal(1.959963984540054, Elementary.NormalQuantile(0.975), 1e-15);
        Assert.Equal(1.6448536269514722, Elementary.NormalQuantile(0.95), 1e-15);
        Assert.Equal(-37.0471, Elementary.NormalQuantile(1e-300), 1e-4);
        for (int i = 1; i < 512; i++)
        {
            Assert.Equal(-Elementary.NormalQuantile(i / 1024.0), Elementary.NormalQuantile(1 - (i / 1024.0)));
        }

        Assert.Equal(0, Elementary.NormalQuantile(0.5));
        Assert.Equal(double.NegativeInfinity, Elementary.NormalQuantile(0));
        Assert.Equal(double.PositiveInfinity, Elementary.NormalQuantile(1));
        Assert.True(double.IsNaN(Elementary.NormalQuantile(-0.1)));
        Assert.True(double.IsNaN(Elementary.NormalQuantile(1.1)));
        Assert.True(double.IsNaN(Elementary.NormalQuantile(double.NaN)));
    }

    [Fact]
    public void Quantile_rises_across_the_seams_of_its_approximations()
    {
        foreach (double seam in new[] { 6.200725341e-4, 1.603810890548638e-28 })
        {
            double previous = double.NegativeInfinity;
            for (int i = -2000; i <= 2000; i++)
            {
                double quantile = Elementary.NormalQuantile(seam * (1 + (i * 1e-9)));
                Assert.True(quantile >= previous);
                previous = quantile;
            }
        }
    }
}
