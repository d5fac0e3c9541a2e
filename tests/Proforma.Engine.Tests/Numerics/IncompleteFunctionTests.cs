using System.Numerics;
using MathNet.Numerics;
using Proforma.Engine.Numerics;
using Xunit;

namespace Proforma.Engine.Tests.Numerics;

public sealed class IncompleteFunctionTests
{
    private static double Allowed(double shape) => 2e-13 * (1 + (Math.Sqrt(shape) / 100));

    private static void AssertTails(double lower, double upper, TailProbabilities computed, double shape)
    {
        double smaller = Math.Min(lower, upper);
        double found = lower <= upper ? computed.Lower : computed.Upper;
        Assert.Equal(1, found / smaller, Allowed(shape));
        Assert.Equal(Math.Max(lower, upper), Math.Max(computed.Lower, computed.Upper), Allowed(shape));
    }

    [Fact]
    public void Gamma_has_the_values_of_a_60_digit_computation()
    {
        foreach ((double a, double x, double lower, double upper) in IncompleteFunctionReference.Gamma)
        {
            AssertTails(lower, upper, new IncompleteGamma(a).At(x), a);
        }
    }

    [Fact]
    public void Beta_has_the_values_of_a_60_digit_computation()
    {
        foreach ((double a, double b, double x, double complement, double lower, double upper) in IncompleteFunctionReference.Beta)
        {
            AssertTails(lower, upper, new IncompleteBeta(a, b).At(x, complement), Math.Max(a, b));
        }
    }

    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(3, 0.5)]
    [InlineData(3, 40.25)]
    [InlineData(20, 7.75)]
    [InlineData(150, 100.5)]
    [InlineData(150, 151)]
    [InlineData(150, 260.125)]
    public void Gamma_with_a_whole_shape_is_a_sum_of_Poisson_probabilities(int a, double x)
    {
        // Q(n, x) = exp(-x) sum x^k / k!, k < n; P is the rest of the series.
        BigFixed term = BigFixed.Exp(-BigFixed.Of(x));
        BigFixed upper = BigFixed.Of(0);
        BigFixed lower = BigFixed.Of(0);
        for (int k = 0; k < a || !term.Scaled.IsZero; k++)
        {
            upper = k < a ? upper + term : upper;
            lower = k < a ? lower : lower + term;
            term = term * BigFixed.Of(x) / (k + 1);
        }

        TailProbabilities computed = new IncompleteGamma(a).At(x);
        Assert.Equal(0, lower.RelativeErrorOf(computed.Lower), 2e-13);
        Assert.Equal(0, upper.RelativeErrorOf(computed.Upper), 2e-13);
    }

    [Theory]
    [InlineData(2, 4, 0.125)]
    [InlineData(1, 1, 0.375)]
    [InlineData(40, 3, 0.75)]
    [InlineData(60, 90, 0.25)]
    [InlineData(60, 90, 0.4140625)]
    [InlineData(120, 150, 0.703125)]
    public void Beta_with_whole_shapes_is_a_binomial_sum(int a, int b, double x)
    {
        int n = a + b - 1;
        (BigInteger mantissa, int exponent) = BigFixed.Parts(x);
        BigInteger whole = BigInteger.One << -exponent;
        BigInteger lower = 0;
        BigInteger all = BigInteger.Pow(whole, n);
        BigInteger choose = 1;
        for (int j = 0; j <= n; j++)
        {
            lower += j >= a ? choose * BigInteger.Pow(mantissa, j) * BigInteger.Pow(whole - mantissa, n - j) : 0;
            choose = choose * (n - j) / (j + 1);
        }

        var exactLower = new BigFixed((lower << BigFixed.Places) / all);
        var exactUpper = new BigFixed(((all - lower) << BigFixed.Places) / all);
        TailProbabilities computed = new IncompleteBeta(a, b).At(x, 1 - x);
        Assert.Equal(0, exactLower.RelativeErrorOf(computed.Lower), 2e-13);
        Assert.Equal(0, exactUpper.RelativeErrorOf(computed.Upper), 2e-13);
    }

    [Fact]
    public void Another_implementation_agrees_between_the_tables()
    {
        for (int i = 1; i < 60; i++)
        {
            double a = Math.ScaleB(0.05, i / 6);
            double x = a * (0.2 + (0.03 * i));
            Assert.Equal(SpecialFunctions.GammaLowerRegularized(a, x), new IncompleteGamma(a).At(x).Lower, 1e-11);
            double share = i / 60.0;
            Assert.Equal(SpecialFunctions.BetaRegularized(a, 2.5, share), new IncompleteBeta(a, 2.5).At(share, 1 - share).Lower, 1e-11);
        }
    }

    [Fact]
    public void Ends_of_the_range_are_certain()
    {
        Assert.Equal(new TailProbabilities(0, 1), new IncompleteGamma(2).At(0));
        Assert.Equal(new TailProbabilities(1, 0), new IncompleteGamma(2).At(double.PositiveInfinity));
        Assert.Equal(new TailProbabilities(0, 1), new IncompleteBeta(2, 3).At(0, 1));
        Assert.Equal(new TailProbabilities(1, 0), new IncompleteBeta(2, 3).At(1, 0));
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3.75)]
    [InlineData(9.999)]
    [InlineData(10)]
    [InlineData(171.5)]
    [InlineData(1e9)]
    public void Log_gamma_agrees_with_another_implementation(double a)
    {
        double expected = SpecialFunctions.GammaLn(a);
        Assert.Equal(expected, GammaFunction.Log(a), 4e-14 * Math.Max(1, Math.Abs(expected)));
    }

    [Fact]
    public void Log_gamma_of_whole_and_half_numbers_has_its_closed_form()
    {
        BigFixed factorial = BigFixed.One;
        BigFixed half = BigFixed.Sqrt(BigFixed.Pi);
        for (int n = 1; n <= 30; n++)
        {
            // Γ(n + 1) = n! and Γ(n + 1/2) = (2n - 1)/2 Γ(n - 1/2): the exponential of the computed logarithm against both.
            factorial *= n;
            half = half * ((2 * n) - 1) / 2;
            AssertLog(factorial, GammaFunction.Log(n + 1));
            AssertLog(half, GammaFunction.Log(n + 0.5));
        }
    }

    private static void AssertLog(BigFixed gamma, double computed)
    {
        double error = ((BigFixed.Exp(BigFixed.Of(computed)) - gamma) / gamma).ToDouble();
        Assert.True(Math.Abs(error) < 4e-15 * Math.Max(1, Math.Abs(computed)), $"{error}");
    }

    [Fact]
    public void Log1p_without_its_linear_part_is_accurate_near_zero()
    {
        foreach (double u in new[] { -0.999, -0.5, -0.4999, -0.1, -1e-3, -1e-8, 1e-12, 1e-5, 0.02, 0.3, 0.5, 0.5001, 3, 1e6 })
        {
            // log(1 + u) through the oracle: two logarithms of doubles whose quotient is 1 + u exactly would round, so artanh's argument does.
            BigFixed exact = LogOf(BigFixed.One + BigFixed.Of(u)) - BigFixed.Of(u);
            Assert.True(Math.Abs(exact.RelativeErrorOf(GammaFunction.Log1pMinus(u))) < 2e-15, $"{u}");
        }
    }

    // Newton's method on the oracle's exponential, from a double's logarithm.
    private static BigFixed LogOf(BigFixed value)
    {
        BigFixed log = BigFixed.Of(Math.Log(value.ToDouble()));
        for (int i = 0; i < 8; i++)
        {
            BigFixed exp = BigFixed.Exp(log);
            log += (value - exp) / exp;
        }

        return log;
    }
}
