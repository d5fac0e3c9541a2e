using System.Globalization;
using CsCheck;
using Proforma.Engine.Finance;
using Xunit;

namespace Proforma.Engine.Tests.Finance;

// Examples: Microsoft, ROUND, ROUNDUP, ROUNDDOWN, TRUNC, CEILING, FLOOR and MROUND function documentation.
public sealed class RoundingTests
{
    [Theory]
    [InlineData(2.15, 1, 2.2)]
    [InlineData(2.149, 1, 2.1)]
    [InlineData(-1.475, 2, -1.48)]
    [InlineData(21.5, -1, 20)]
    [InlineData(626.3, -3, 1000)]
    [InlineData(1.98, -1, 0)]
    [InlineData(-50.55, -2, -100)]
    [InlineData(1.005, 2, 1.01)]
    [InlineData(2.675, 2, 2.68)]
    [InlineData(-2.5, 0, -3)]
    [InlineData(0.5, 0, 1)]
    [InlineData(1e300, 5, 1e300)]
    [InlineData(1234567890123.565, 2, 1234567890123.57)]
    [InlineData(1.2345e-25, 28, 1.235e-25)]
    [InlineData(4.9, 400, 4.9)]
    [InlineData(4.9, -400, 0)]
    [InlineData(5e307, -308, 1e308)]
    [InlineData(1125899906842624.5, 0, 1125899906842625)]
    [InlineData(1125899906842624.25, 0, 1125899906842624)]
    [InlineData(-170382279.00000009, 7, -170382279.0000001)]
    [InlineData(1.2345678901234565e-100, 115, 1.234567890123457e-100)]
    public void Round_goes_to_the_nearest_and_away_from_zero_on_a_tie(double value, double digits, double expected) =>
        Assert.Equal(expected, Expect.Value(Rounding.Round(value, digits)));

    [Theory]
    [InlineData(3.2, 0, 4)]
    [InlineData(76.9, 0, 77)]
    [InlineData(3.14159, 3, 3.142)]
    [InlineData(-3.14159, 1, -3.2)]
    [InlineData(31415.92654, -2, 31500)]
    [InlineData(0.30000000000000004, 1, 0.3)]
    [InlineData(1e-300, 2, 0.01)]
    [InlineData(1e-300, -10, 1e10)]
    public void Round_up_goes_away_from_zero(double value, double digits, double expected) =>
        Assert.Equal(expected, Expect.Value(Rounding.RoundUp(value, digits)));

    [Theory]
    [InlineData(3.2, 0, 3)]
    [InlineData(76.9, 0, 76)]
    [InlineData(3.14159, 3, 3.141)]
    [InlineData(-3.14159, 1, -3.1)]
    [InlineData(31415.92654, -2, 31400)]
    [InlineData(8.9, 0, 8)]
    [InlineData(-8.9, 0, -8)]
    [InlineData(0.45, 0, 0)]
    [InlineData(0.57, 2, 0.57)]
    [InlineData(1.1 * 1.1, 2, 1.21)]
    public void Round_down_and_truncate_go_toward_zero(double value, double digits, double expected)
    {
        Assert.Equal(expected, Expect.Value(Rounding.RoundDown(value, digits)));
        Assert.Equal(expected, Expect.Value(Rounding.Truncate(value, digits)));
    }

    [Theory]
    [InlineData(2.5, 1, 3)]
    [InlineData(-2.5, 2, -2)]
    [InlineData(1.5, 0.1, 1.5)]
    [InlineData(0.234, 0.01, 0.24)]
    [InlineData(4.42, 0.05, 4.45)]
    [InlineData(0.3, 0.1, 0.3)]
    [InlineData(1e-300, 1e200, 1e200)]
    [InlineData(9007199254740991, 1, 9007199254740991)]
    public void Ceiling_goes_up_to_a_multiple(double value, double multiple, double expected) =>
        Assert.Equal(expected, Expect.Value(Rounding.Ceiling(value, multiple)));

    [Theory]
    [InlineData(3.7, 2, 2)]
    [InlineData(-2.5, 2, -4)]
    [InlineData(1.58, 0.1, 1.5)]
    [InlineData(0.234, 0.01, 0.23)]
    [InlineData(0.3, 0.1, 0.3)]
    [InlineData(-1e-300, 1e200, -1e200)]
    public void Floor_goes_down_to_a_multiple(double value, double multiple, double expected) =>
        Assert.Equal(expected, Expect.Value(Rounding.Floor(value, multiple)));

    [Theory]
    [InlineData(10, 3, 9)]
    [InlineData(1.3, 0.2, 1.4)]
    [InlineData(-7.5, 5, -10)]
    public void Round_to_multiple_goes_to_the_nearest(double value, double multiple, double expected) =>
        Assert.Equal(expected, Expect.Value(Rounding.RoundToMultiple(value, multiple)));

    [Fact]
    public void Every_error_is_typed()
    {
        Expect.Fails(FinanceFailure.NotFinite, Rounding.Round(double.NaN));
        Expect.Fails(FinanceFailure.NotFinite, Rounding.Round(1, double.PositiveInfinity));
        Expect.Fails(FinanceFailure.InvalidArgument, Rounding.Round(1, 0.5));
        Expect.Fails(FinanceFailure.OutOfRange, Rounding.RoundUp(1.7e308, -308));
        Expect.Fails(FinanceFailure.OutOfRange, Rounding.RoundUp(1, -309));
        Expect.Fails(FinanceFailure.InvalidArgument, Rounding.Ceiling(1, 0));
        Expect.Fails(FinanceFailure.InvalidArgument, Rounding.Floor(1, -1));
        Expect.Fails(FinanceFailure.NotFinite, Rounding.RoundToMultiple(1, double.NaN));
        Expect.Fails(FinanceFailure.OutOfRange, Rounding.Ceiling(1.7e308, 1e308));
    }

    [Fact]
    public void A_decimal_number_rounds_as_decimal_arithmetic_does() =>
        Gen.Select(Gen.Long[-999_999_999_999, 999_999_999_999], Gen.Int[0, 8], Gen.Int[-3, 8]).Sample(
            (units, scale, digits) =>
            {
                decimal written = units / (decimal)Math.Pow(10, scale);
                double value = Nearest(written);
                decimal step = digits >= 0 ? 1 / (decimal)Math.Pow(10, digits) : (decimal)Math.Pow(10, -digits);
                decimal counted = written / step;
                Assert.Equal(Nearest(Math.Round(counted, MidpointRounding.AwayFromZero) * step), Expect.Value(Rounding.Round(value, digits)));
                Assert.Equal(Nearest(Math.Truncate(counted) * step), Expect.Value(Rounding.RoundDown(value, digits)));
                decimal outward = Math.Truncate(counted) == counted ? counted : Math.Truncate(counted) + Math.Sign(counted);
                Assert.Equal(Nearest(outward * step), Expect.Value(Rounding.RoundUp(value, digits)));

                // A multiple is itself a binary number, so that beyond thirteen digits of count its own error decides.
                if (Math.Abs(counted) < 8e12m)
                {
                    Assert.Equal(Nearest(Math.Ceiling(counted) * step), Expect.Value(Rounding.Ceiling(value, Nearest(step))));
                    Assert.Equal(Nearest(Math.Floor(counted) * step), Expect.Value(Rounding.Floor(value, Nearest(step))));
                    Assert.Equal(
                        Nearest(Math.Round(counted, MidpointRounding.AwayFromZero) * step),
                        Expect.Value(Rounding.RoundToMultiple(value, Nearest(step))));
                }
            },
            iter: 20_000);

    [Fact]
    public void A_rounded_value_stays_as_it_is() =>
        Gen.Select(Gen.Double, Gen.Int[-12, 12]).Where(pair => double.IsFinite(pair.Item1)).Sample((value, digits) =>
        {
            if (Rounding.Round(value, digits).TryGetValue(out double rounded))
            {
                Assert.Equal(rounded, Expect.Value(Rounding.Round(rounded, digits)));
                Assert.Equal(rounded, Expect.Value(Rounding.RoundUp(rounded, digits)));
                Assert.Equal(rounded, Expect.Value(Rounding.RoundDown(rounded, digits)));
            }
        });

    // A cast from decimal to double may miss the nearest one.
    private static double Nearest(decimal number) => double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
