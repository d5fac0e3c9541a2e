using Proforma.Engine.Distributions;
using Xunit;

namespace Proforma.Engine.Tests.Distributions;

public sealed class MomentTests
{
    [Fact]
    public void Closed_forms_hold()
    {
        AssertMoments(Made.Of("normal", 3, 2), 3, 4);
        AssertMoments(Made.Of("lognormal", 0, 1), 1.6487212707001282, 4.670774270471604);
        AssertMoments(Made.Of("uniform", -1, 5), 2, 3);
        AssertMoments(Made.Of("triangular", 0, 1, 5), 2, 21.0 / 18);
        AssertMoments(Made.Of("pert", 2, 3, 6), 20.0 / 6, 16.0 * 2 * 4 / (36 * 7));
        AssertMoments(Made.Of("beta", 2, 3), 0.4, 0.04);
        AssertMoments(Made.Of("gamma", 2.5, 4), 10, 40);
        AssertMoments(Made.Of("student_t", 5, 1, 3), 1, 15);
        AssertMoments(Made.Of("poisson", 7), 7, 7);
        AssertMoments(Made.Of("binomial", 10, 0.2), 2, 1.6);
        AssertMoments(Made.Of("bernoulli", 0.2), 0.2, 0.16);
        AssertMoments(Made.Discrete((1, 1), (5, 3)), 4, 3);
        AssertMoments(Made.Mixture((1, Made.Of("normal", 0, 1)), (3, Made.Of("normal", 4, 2))), 3, 3.25 + 3);
    }

    [Fact]
    public void Heavy_tails_have_no_moments()
    {
        Assert.True(double.IsNaN(Made.Of("student_t", 1, 0, 1).Mean));
        Assert.True(double.IsNaN(Made.Of("student_t", 1, 0, 1).Variance));
        Assert.True(double.IsPositiveInfinity(Made.Of("student_t", 1.5, 0, 1).Variance));
        Assert.True(double.IsPositiveInfinity(Made.Truncated(Made.Of("student_t", 1, 0, 1), 0, double.PositiveInfinity).Mean));
        Assert.True(double.IsPositiveInfinity(Made.Truncated(Made.Of("student_t", 1.5, 0, 1), 0, double.PositiveInfinity).Variance));
    }

    public static TheoryData<string> Names => [.. Made.Everything.Keys.Where(n => n != "student_t, heavy")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Moments_are_the_integrals_of_the_quantile(string name)
    {
        Distribution distribution = Made.Everything[name];

        // The midpoint rule over the normal score, fine enough for jumps and kinks; tails to 9 standard deviations.
        const double step = 1.0 / 64;
        double weights = 0;
        double first = 0;
        double second = 0;
        double centre = distribution.Median;
        for (double z = -9 + (step / 2); z < 9; z += step)
        {
            double weight = Math.Exp(-z * z / 2);
            double x = distribution.MapNormalScore(z) - centre;
            weights += weight;
            first += weight * x;
            second += weight * x * x;
        }

        double mean = first / weights;
        double deviation = Math.Sqrt((second / weights) - (mean * mean));
        bool smooth = !distribution.IsDiscrete && !name.Contains("jump", StringComparison.Ordinal);
        bool gap = name.Contains("mixture", StringComparison.Ordinal) || name.Contains("student_t", StringComparison.Ordinal);
        double tolerance = !smooth ? 0.01 : gap ? 4e-3 : 2e-4;
        Assert.Equal(0, (distribution.Mean - centre - mean) / deviation, tolerance);
        Assert.Equal(1, distribution.StandardDeviation / deviation, name == "truncated student_t" ? 0.02 : tolerance);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(-1, 1)]
    [InlineData(2.5, 2.6)]
    [InlineData(-5, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, -3)]
    public void Truncated_normal_has_its_closed_form(double low, double high)
    {
        // Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, 13.10.1, with mean 1 and standard deviation 2.
        double a = (low - 1) / 2;
        double b = (high - 1) / 2;
        static double Phi(double z) => double.IsInfinity(z) ? 0 : Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        static double Times(double z) => double.IsInfinity(z) ? 0 : z * Phi(z);
        double mass = MathNet.Numerics.Distributions.Normal.CDF(0, 1, b) - MathNet.Numerics.Distributions.Normal.CDF(0, 1, a);
        double shift = (Phi(a) - Phi(b)) / mass;
        double mean = 1 + (2 * shift);
        double variance = 4 * (1 + ((Times(a) - Times(b)) / mass) - (shift * shift));
        Distribution truncated = Made.Truncated(Made.Of("normal", 1, 2), low, high);
        Assert.Equal(mean, truncated.Mean, 1e-9);
        Assert.Equal(variance, truncated.Variance, 1e-9);
    }

    [Fact]
    public void Truncated_exponential_and_Poisson_have_their_closed_forms()
    {
        // An exponential forgets: above 2 it is 2 plus itself. Below 1: 1 - 1/(e - 1).
        Distribution exponential = Made.Of("gamma", 1, 1);
        Distribution above = Made.Truncated(exponential, 2, double.PositiveInfinity);
        AssertMoments(above, 3, 1);
        Assert.Equal(1 - (1 / (Math.E - 1)), Made.Truncated(exponential, 0, 1).Mean, 1e-11);

        // A Poisson variable with mean 2 given that it is at least 1: 2 / (1 - exp(-2)).
        Assert.Equal(2 / (1 - Math.Exp(-2)), Made.Truncated(Made.Of("poisson", 2), 0.5, double.PositiveInfinity).Mean, 1e-12);
    }

    private static void AssertMoments(Distribution distribution, double mean, double variance)
    {
        Assert.Equal(mean, distribution.Mean, 1e-11 * Math.Max(1, Math.Abs(mean)));
        Assert.Equal(variance, distribution.Variance, 1e-10 * variance);
        Assert.Equal(Math.Sqrt(variance), distribution.StandardDeviation, 1e-10 * variance);
    }
}
