using Proforma.Engine.Numerics;
using Xunit;

namespace Proforma.Engine.Tests.Numerics;

public sealed class ElementaryTests
{
    private const double TwoLastPlaces = 2;

    // Deterministic points that are spread over a range without a pattern.
    private static IEnumerable<double> Points(double low, double high, int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return low + ((high - low) * (i * 0.6180339887498949 % 1));
        }
    }

    public static TheoryData<double, double> ExponentialRanges => new()
    {
        { -0.35, 0.35 }, { -1e-8, 1e-8 }, { -3, 3 }, { -50, 50 }, { -708.3, 709.78 }, { -745.1, -708.3 },
    };

    [Theory]
    [MemberData(nameof(ExponentialRanges))]
    public void Exp_is_within_one_unit_in_the_last_place(double low, double high)
    {
        double worst = Points(low, high, 120).Max(x => BigFixed.Exp(BigFixed.Of(x)).UnitsFrom(Elementary.Exp(x)));
        Assert.True(worst < 1, $"{worst}");
    }

    [Theory]
    [MemberData(nameof(ExponentialRanges))]
    public void Expm1_is_within_two_units_in_the_last_place(double low, double high)
    {
        double worst = Points(low, high, 100).Max(x => (BigFixed.Exp(BigFixed.Of(x)) - BigFixed.One).UnitsFrom(Elementary.Expm1(x)));
        Assert.True(worst < TwoLastPlaces, $"{worst}");
    }

    [Theory]
    [InlineData(0.5, 1.5)]
    [InlineData(0.999, 1.001)]
    [InlineData(1e-3, 1e3)]
    [InlineData(1e-300, 2e-300)]
    [InlineData(double.Epsilon, 2.2e-308)]
    [InlineData(1e300, 1.79e308)]
    public void Log_is_within_one_unit_in_the_last_place(double low, double high)
    {
        double worst = Points(low, high, 100).Max(x => BigFixed.Log(x).UnitsFrom(Elementary.Log(x)));
        Assert.True(worst < 0.9, $"{worst}");
    }

    [Theory]
    [InlineData(-1e-10, 1e-10)]
    [InlineData(-0.01, 0.01)]
    [InlineData(-0.5, 1)]
    [InlineData(-0.9999, -0.5)]
    [InlineData(1, 1e6)]
    public void Log1p_is_within_two_units_in_the_last_place(double low, double high)
    {
        foreach (double x in Points(low, high, 60))
        {
            // log(1 + x) = 2 artanh(x / (2 + x)), through the oracle's exponential: exp(log1p(x)) - 1 - x is the error times 1 + x.
            double computed = Elementary.Log1p(x);
            BigFixed exact = BigFixed.One + BigFixed.Of(x);
            BigFixed residue = (BigFixed.Exp(BigFixed.Of(computed)) - exact) / exact;
            double unit = Math.BitIncrement(Math.Abs(computed)) - Math.Abs(computed);
            Assert.True(Math.Abs(residue.ToDouble()) < TwoLastPlaces * unit, $"{x}");
        }
    }

    [Fact]
    public void Log_is_as_good_at_every_power_of_two()
    {
        for (int exponent = -1074; exponent < 1024; exponent += 9)
        {
            double x = Math.ScaleB(1, exponent);
            Assert.True(BigFixed.Log(x).UnitsFrom(Elementary.Log(x)) < 0.9, $"2^{exponent}");
        }
    }

    [Fact]
    public void Special_arguments_have_the_results_of_IEEE_754()
    {
        Assert.Equal(1, Elementary.Exp(0));
        Assert.Equal(1, Elementary.Exp(-0.0));
        Assert.Equal(double.PositiveInfinity, Elementary.Exp(709.79));
        Assert.Equal(double.PositiveInfinity, Elementary.Exp(double.PositiveInfinity));
        Assert.Equal(0, Elementary.Exp(-746));
        Assert.Equal(0, Elementary.Exp(double.NegativeInfinity));
        Assert.Equal(double.Epsilon, Elementary.Exp(-745));
        Assert.True(double.IsNaN(Elementary.Exp(double.NaN)));

        Assert.Equal(-1, Elementary.Expm1(double.NegativeInfinity));
        Assert.Equal(-1, Elementary.Expm1(-800));
        Assert.Equal(double.PositiveInfinity, Elementary.Expm1(double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, Elementary.Expm1(710));
        Assert.True(double.IsNegative(Elementary.Expm1(-0.0)));
        Assert.Equal(double.Epsilon, Elementary.Expm1(double.Epsilon));
        Assert.True(double.IsNaN(Elementary.Expm1(double.NaN)));

        Assert.Equal(0, Elementary.Log(1));
        Assert.Equal(double.NegativeInfinity, Elementary.Log(0));
        Assert.Equal(double.NegativeInfinity, Elementary.Log(-0.0));
        Assert.Equal(double.PositiveInfinity, Elementary.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(Elementary.Log(-1)));
        Assert.True(double.IsNaN(Elementary.Log(double.NegativeInfinity)));
        Assert.True(double.IsNaN(Elementary.Log(double.NaN)));

        Assert.Equal(double.NegativeInfinity, Elementary.Log1p(-1));
        Assert.Equal(double.PositiveInfinity, Elementary.Log1p(double.PositiveInfinity));
        Assert.Equal(double.Epsilon, Elementary.Log1p(double.Epsilon));
        Assert.True(double.IsNaN(Elementary.Log1p(-1.5)));
        Assert.True(double.IsNaN(Elementary.Log1p(double.NaN)));
    }

    [Fact]
    public void Neighbouring_arguments_never_reverse_the_exponential()
    {
        foreach (double start in new[] { 0.34657359027997264, -0.34657359027997264, 1.0397207708399179, 20.0, -700.5 })
        {
            double x = start - (200 * Math.BitIncrement(Math.Abs(start)) - (200 * Math.Abs(start)));
            for (int i = 0; i < 400; i++)
            {
                double next = Math.BitIncrement(x);
                Assert.True(Elementary.Exp(x) <= Elementary.Exp(next), $"{x:R}");
                x = next;
            }
        }
    }
}
