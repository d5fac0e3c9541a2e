using CsCheck;
using MathNet.Numerics.Distributions;
using Proforma.Engine.Distributions;
using Proforma.Engine.Numerics;
using Xunit;

namespace Proforma.Engine.Tests.Distributions;

public sealed class QuantileTests
{
    public static TheoryData<string> Names => [.. Made.Everything.Keys];

    [Fact]
    public void Quantiles_agree_to_1e_12_with_a_50_digit_computation()
    {
        foreach ((string family, double[] parameters, double probability, double value) in QuantileReference.Rows)
        {
            double quantile = Made.Of(family, parameters).Quantile(probability);
            Assert.True(Math.Abs(quantile - value) <= 1e-12 * Math.Abs(value), $"{family} {parameters[0]} {probability}: {quantile / value - 1}");
        }
    }

    [Fact]
    public void Distribution_functions_return_the_probability_of_a_computed_quantile()
    {
        foreach ((string family, double[] parameters, double probability, double value) in QuantileReference.Rows)
        {
            Distribution distribution = Made.Of(family, parameters);
            TailProbabilities tails = distribution.Tails(value);
            double tail = probability <= 0.5 ? tails.Lower : tails.Upper;
            double expected = probability <= 0.5 ? probability : 1 - probability;

            // The value was rounded to a double, which moves its probability by the density times half a unit in the last place.
            double rounding = distribution.Density(value) * (Math.BitIncrement(Math.Abs(value)) - Math.Abs(value));
            Assert.True(Math.Abs(tail - expected) <= (2e-13 * expected * Math.Sqrt(1 + (parameters[0] / 100))) + rounding, $"{family} {probability}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Quantile_is_the_least_value_that_reaches_the_probability(string name)
    {
        Distribution distribution = Made.Everything[name];
        Gen.Double[1e-6, 1 - 1e-6].Sample(
            p =>
            {
                double x = distribution.Quantile(p);
                Assert.InRange(x, distribution.Minimum, distribution.Maximum);
                Assert.True(distribution.Cdf(x) >= p * (1 - 1e-11) - 1e-12, $"{p} {x}");
                double width = 1e-9 * (Math.Abs(x) + distribution.Quantile(0.9) - distribution.Quantile(0.1));
                double below = distribution.IsDiscrete ? distribution.TailsBelow(x).Lower : distribution.Cdf(x - width);
                Assert.True(below <= p * (1 + 1e-11) + 1e-12, $"{p} {x}");
            },
            iter: 100);
    }

    [Fact]
    public void A_quantile_between_two_modes_is_found_where_the_tail_hardly_changes()
    {
        Distribution distribution = Made.Everything["mixture"];
        double missing = distribution.Tails(distribution.Quantile(0.8)).Upper - 0.2;
        Assert.InRange(missing, -1e-13, 1e-13);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Quantile_never_falls_and_ends_at_the_ends(string name)
    {
        Distribution distribution = Made.Everything[name];
        double previous = double.NegativeInfinity;
        for (double z = -8; z <= 8; z += 0.0625)
        {
            double x = distribution.MapNormalScore(z);
            Assert.True(x >= previous - (1e-14 * Math.Abs(x)), $"{z}");
            previous = x;
        }

        Assert.Equal(distribution.Minimum, distribution.Quantile(0));
        Assert.Equal(distribution.Maximum, distribution.Quantile(1));
        Assert.True(double.IsNaN(distribution.Quantile(-0.1)));
        Assert.True(double.IsNaN(distribution.Quantile(1.1)));
        Assert.True(double.IsNaN(distribution.Quantile(double.NaN)));
        Assert.Equal(distribution.Quantile(0.5), distribution.Median);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tails_sum_to_one_and_are_certain_at_the_ends(string name)
    {
        Distribution distribution = Made.Everything[name];
        for (double p = 0.03; p < 1; p += 0.05)
        {
            TailProbabilities tails = distribution.Tails(distribution.Quantile(p) + 1e-7);
            Assert.Equal(1, tails.Lower + tails.Upper, 1e-12);
        }

        Assert.Equal(new TailProbabilities(1, 0), distribution.Tails(distribution.Maximum));
        Assert.Equal(new TailProbabilities(0, 1), distribution.TailsBelow(distribution.Minimum));
        Assert.Equal(new TailProbabilities(1, 0), distribution.Tails(double.PositiveInfinity));
        Assert.Equal(new TailProbabilities(0, 1), distribution.Tails(double.NegativeInfinity));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Density_is_the_slope_of_the_distribution_function(string name)
    {
        Distribution distribution = Made.Everything[name];
        if (distribution.IsDiscrete || name.Contains("jump", StringComparison.Ordinal) || name.Contains("empirical", StringComparison.Ordinal))
        {
            return;
        }

        for (double p = 0.043; p < 1; p += 0.1)
        {
            double x = distribution.Quantile(p);
            double h = 1e-4 * Math.Min(x - distribution.Quantile(p - 0.01), distribution.Quantile(p + 0.01) - x);
            double slope = (distribution.Cdf(x + h) - distribution.Cdf(x - h)) / (2 * h);
            Assert.Equal(1, slope / distribution.Density(x), 1e-5);
        }
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(3.7)]
    [InlineData(55)]
    [InlineData(1234.5)]
    public void Poisson_agrees_with_another_implementation(double mean)
    {
        var other = new MathNet.Numerics.Distributions.Poisson(mean);
        Distribution ours = Made.Of("poisson", mean);
        for (int k = 0; k < mean + (6 * Math.Sqrt(mean)) + 3; k++)
        {
            Assert.Equal(other.CumulativeDistribution(k), ours.Cdf(k), 1e-12);
            Assert.Equal(other.Probability(k), ours.Density(k), 1e-12);
            if (ours.Density(k) > 1e-200)
            {
                Assert.Equal(k, ours.Quantile(ours.Cdf(k) - (ours.Density(k) / 2)));
            }
        }
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(12, 0.07)]
    [InlineData(300, 0.9)]
    public void Binomial_agrees_with_another_implementation(int attempts, double probability)
    {
        var other = new MathNet.Numerics.Distributions.Binomial(probability, attempts);
        Distribution ours = Made.Of("binomial", attempts, probability);
        for (int k = 0; k <= attempts; k++)
        {
            Assert.Equal(other.CumulativeDistribution(k), ours.Cdf(k), 1e-12);
            Assert.Equal(other.Probability(k), ours.Density(k), 1e-12);
            if (ours.Density(k) > 1e-12)
            {
                Assert.Equal(k, ours.Quantile(ours.Cdf(k) - (ours.Density(k) / 2)));
            }
        }
    }

    [Fact]
    public void Whole_probabilities_mean_what_they_say()
    {
        Assert.Equal(0, Made.Of("bernoulli", 0.3).Quantile(0.7));
        Assert.Equal(1, Made.Of("bernoulli", 0.3).Quantile(0.700001));
        Assert.Equal(-5, Made.Discrete((-5, 0.1), (0, 0.2), (5, 0.7)).Quantile(0.1));
        Assert.Equal(0, Made.Discrete((-5, 0.1), (0, 0.2), (5, 0.7)).Quantile(0.3));
        Assert.Equal(1, Made.Of("binomial", 2, 0.5).Quantile(0.75));
    }

    [Fact]
    public void Published_quantiles_of_Student_and_chi_square()
    {
        // Tables 26.10 and 26.8 of Abramowitz and Stegun.
        Assert.Equal(12.706, Made.Of("student_t", 1, 0, 1).Quantile(0.975), 5e-4);
        Assert.Equal(2.776, Made.Of("student_t", 4, 0, 1).Quantile(0.975), 5e-4);
        Assert.Equal(3.646, Made.Of("student_t", 30, 0, 1).Quantile(0.9995), 5e-4);
        Assert.Equal(18.3070, Made.Of("gamma", 5, 2).Quantile(0.95), 5e-5);
        Assert.Equal(0.0717, Made.Of("gamma", 1.5, 2).Quantile(0.005), 5e-5);
    }
}
