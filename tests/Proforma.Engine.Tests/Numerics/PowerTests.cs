using CsCheck;
using Proforma.Engine.Numerics;
using Xunit;

namespace Proforma.Engine.Tests.Numerics;

public sealed class PowerTests
{
    [Theory]
    [InlineData(0.9, 1.2, -60, 60)]
    [InlineData(0.999999, 1.000001, -1e8, 1e8)]
    [InlineData(0.5, 2, -700, 700)]
    [InlineData(1e-300, 1e-290, -1, 1)]
    [InlineData(1e200, 1e300, -1, 1)]
    [InlineData(5e-324, 1e-310, -0.9, 2)]
    [InlineData(1, 100, -160, 150)]
    public void Power_is_within_one_unit_in_the_last_place(double low, double high, double lowPower, double highPower)
    {
        double worst = 0;
        for (int i = 1; i < 80; i++)
        {
            double x = low + ((high - low) * (i * 0.6180339887498949 % 1));
            double y = lowPower + ((highPower - lowPower) * (i * 0.7548776662466927 % 1));
            BigFixed exponent = BigFixed.Log(x) * BigFixed.Of(y);
            if (Math.Abs(exponent.ToDouble()) < 709)
            {
                worst = Math.Max(worst, BigFixed.Exp(exponent).UnitsFrom(Elementary.Pow(x, y)));
            }
        }

        Assert.True(worst < 1, $"{worst}");
    }

    [Fact]
    public void Small_whole_powers_of_whole_numbers_are_exact()
    {
        for (int x = -12; x <= 12; x++)
        {
            double product = 1;
            for (int y = 0; y < 14; y++)
            {
                Assert.Equal(product, Elementary.Pow(x, y));
                product *= x;
            }
        }

        for (int exponent = -1074; exponent < 1024; exponent++)
        {
            Assert.Equal(Math.ScaleB(1, exponent), Elementary.Pow(2, exponent));
        }
    }

    [Fact]
    public void Special_arguments_have_the_results_of_IEEE_754()
    {
        double[] special =
        [
            0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 2.5, -2.5, double.Epsilon, -double.Epsilon, double.MaxValue, -double.MaxValue, 1e-310,
            double.PositiveInfinity, double.NegativeInfinity, double.NaN, 4503599627370495.5, 4503599627370497, 9007199254740991, 9007199254740992,
            9007199254740994, -4503599627370497, -9007199254740992, 1e300, -1e300, 1 + 2.3e-16, 1 - 1.2e-16, -1 - 2.3e-16,
        ];
        foreach (double x in special)
        {
            foreach (double y in special)
            {
                double expected = Math.Pow(x, y);
                double actual = Elementary.Pow(x, y);
                bool close = Math.Abs(actual - expected) <= 1e-15 * Math.Abs(expected) || actual == expected;
                bool same = close && double.IsNegative(actual) == double.IsNegative(expected);
                Assert.True(double.IsNaN(expected) ? double.IsNaN(actual) : same, $"{x:R}^{y:R}: {actual:R}");
            }
        }
    }

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        double[] x = new double[133];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (i % 9) switch { 0 => -i, 1 => 0, 2 => double.PositiveInfinity, 3 => 1e-310 * i, 4 => double.NaN, _ => 0.3 + (i * 0.017) };
        }

        foreach (double y in new[] { 1.0 / 12, -2.5, 7, 1e10, double.NaN, 0 })
        {
            string[] expected = [.. x.Select(v => Elementary.Pow(v, y).ToString("R"))];
            Assert.Equal(expected, Run<Lanes2>(x, y));
            Assert.Equal(expected, Run<Lanes4>(x, y));
            Assert.Equal(expected, Run<Lanes8>(x, y));
        }
    }

    private static string[] Run<T>(double[] x, double y)
        where T : struct, ILanes<T>
    {
        var result = new double[x.Length];
        SpanLoop.Run<Elementary.PowerOf, T>(new Elementary.PowerOf(y), x, result);
        return [.. result.Select(v => v.ToString("R"))];
    }

    [Fact]
    public void Growth_over_parts_of_a_year_compounds_to_the_year()
    {
        Gen.Double[-0.9, 5].Sample(rate =>
        {
            double monthly = Elementary.Pow(1 + rate, 1.0 / 12);
            Assert.Equal(1 + rate, Elementary.Pow(monthly, 12), 4e-15 * (1 + rate));
        });
    }
}
