using CsCheck;
using Proforma.Engine.Distributions;
using Xunit;

namespace Proforma.Engine.Tests.Distributions;

public sealed class FitTests
{
    [Fact]
    public void Two_quantiles_come_back_from_every_family()
    {
        Gen.Select(Gen.Double[0.01, 0.45], Gen.Double[0.55, 0.99], Gen.Double[0.05, 0.45], Gen.Double[0.5, 0.95]).Sample(
            (p, q, low, high) =>
            {
                var first = new QuantilePoint(p, low);
                var second = new QuantilePoint(q, high);
                AssertFit(Normal.FromQuantiles(first, second).As<Distribution>(), first, second);
                AssertFit(Lognormal.FromQuantiles(first, second).As<Distribution>(), first, second);
                AssertFit(Uniform.FromQuantiles(first, second).As<Distribution>(), first, second);
                AssertFit(Gamma.FromQuantiles(first, second).As<Distribution>(), first, second);
                AssertFit(StudentT.FromQuantiles(4, first, second).As<Distribution>(), first, second);
                AssertFit(Beta.FromQuantiles(first, second).As<Distribution>(), first, second);
            },
            iter: 25);
    }

    private static void AssertFit(Validated<Distribution> fitted, QuantilePoint low, QuantilePoint high)
    {
        Distribution distribution = Made.Of(fitted);
        Assert.Equal(low.Value, distribution.Quantile(low.Probability), 1e-9);
        Assert.Equal(high.Value, distribution.Quantile(high.Probability), 1e-9);
    }

    [Fact]
    public void Parameters_come_back_from_quantiles()
    {
        var gamma = (Gamma)Made.Of("gamma", 2.5, 4);
        Gamma again = Made.Of(Gamma.FromQuantiles(new(0.1, gamma.Quantile(0.1)), new(0.9, gamma.Quantile(0.9))));
        Assert.Equal(2.5, again.Shape, 1e-10);
        Assert.Equal(4, again.Scale, 1e-10);
        var beta = (Beta)Made.Of("beta", 0.7, 12);
        Beta betaAgain = Made.Of(Beta.FromQuantiles(new(0.05, beta.Quantile(0.05)), new(0.5, beta.Quantile(0.5))));
        Assert.Equal(0.7, betaAgain.Alpha, 1e-8);
        Assert.Equal(12, betaAgain.BetaShape, 1e-6);
        Lognormal lognormal = Made.Of(Lognormal.FromQuantiles(new(0.1, 2e9), new(0.9, 6e9)));
        Assert.Equal(Math.Sqrt(12) * 1e9, lognormal.Median, 1e-2);
        Assert.Equal(Math.Log(3) / (2 * 1.2815515655446004), lognormal.LogDeviation, 1e-14);
    }

    [Fact]
    public void Moments_come_back_from_moments()
    {
        Lognormal lognormal = Made.Of(Lognormal.FromMoments(120, 45));
        Assert.Equal(120, lognormal.Mean, 1e-11);
        Assert.Equal(45, lognormal.StandardDeviation, 1e-11);
        Gamma gamma = Made.Of(Gamma.FromMoments(120, 45));
        Assert.Equal(120, gamma.Mean, 1e-11);
        Assert.Equal(45, gamma.StandardDeviation, 1e-11);
        Assert.Equal(7.5, Made.Of(Lognormal.FromMedian(7.5, 0.3)).Median, 1e-14);
    }

    [Fact]
    public void An_interval_is_the_middle_90_percent_of_a_normal()
    {
        Normal normal = Made.Of(Normal.FromInterval(0.11, 0.17));
        Assert.Equal(0.14, normal.Mean, 1e-15);
        Assert.Equal(0.03 / 1.6448536269514722, normal.Deviation, 1e-15);
        Assert.Equal(0.9, normal.Cdf(0.17) - normal.Cdf(0.11), 1e-14);
        Assert.Equal(0.5, Made.Of(Normal.FromInterval(0.11, 0.17, 0.5)).Cdf(0.17) - Made.Of(Normal.FromInterval(0.11, 0.17, 0.5)).Cdf(0.11), 1e-14);
    }

    [Fact]
    public void What_no_distribution_has_is_said_so()
    {
        Assert.Equal(DistributionFault.NoFit, Gamma.FromQuantiles(new(0.1, 100), new(0.9, 100.001)).Problem!.Fault);
        Assert.Equal(DistributionFault.NoFit, Gamma.FromQuantiles(new(0.49, 1e-140), new(0.5, 1e140)).Problem!.Fault);
        Assert.Equal(DistributionFault.NoFit, Beta.FromQuantiles(new(0.1, 0.5), new(0.9, 0.5000001)).Problem!.Fault);
    }
}
