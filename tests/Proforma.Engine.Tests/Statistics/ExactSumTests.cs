using System.Numerics;
using CsCheck;
using Proforma.Engine.Statistics;
using Xunit;

namespace Proforma.Engine.Tests.Statistics;

public sealed class ExactSumTests
{
    private static readonly Gen<double> Finite = Gen.OneOf(
        Gen.Double[-1e6, 1e6],
        Gen.ULong.Select(BitConverter.UInt64BitsToDouble).Where(double.IsFinite),
        Gen.OneOf(Consts(0, -0.0, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 1e308, -1e308, 1e-310, 0.1)));

    [Fact]
    public void A_sum_is_what_whole_numbers_say() => Finite.Array[0, 60].Sample(values =>
    {
        var sum = new ExactSum();
        foreach (var value in values)
        {
            sum.Add(3, value);
        }

        var exact = values.Aggregate(BigInteger.Zero, (total, value) => total + (Scaled(value) * 3));
        Assert.Equal(exact, Scaled(sum.Value(), 1074));
    });

    [Fact]
    public void Products_are_what_whole_numbers_say() => Gen.Select(Finite, Finite).Array[1, 40].Sample(pairs =>
    {
        var (products, cubes) = (new ExactSum(), new ExactSum());
        foreach (var (a, b) in pairs)
        {
            products.Add(1024, a, b);
            cubes.AddCube(1023, a);
        }

        var (wholeProducts, wholeCubes) = (BigInteger.Zero, BigInteger.Zero);
        foreach (var (a, b) in pairs)
        {
            wholeProducts += 1024 * Scaled(a) * Scaled(b);
            wholeCubes += 1023 * BigInteger.Pow(Scaled(a), 3);
        }

        Assert.Equal(wholeProducts, Scaled(products.Value(), 2148));
        Assert.Equal(wholeCubes, Scaled(cubes.Value(), 3222));
    });

    [Fact]
    public void Merged_sums_are_the_sum_of_all() => Gen.Select(Finite.Array[0, 30], Finite.Array[0, 30]).Sample((first, second) =>
    {
        var (a, b, all) = (new ExactSum(), new ExactSum(), new ExactSum());
        Array.ForEach(first, value => a.Add(1, value, value, 5));
        Array.ForEach(second, value => b.Add(1, value, value, 5));
        Array.ForEach([.. second, .. first], value => all.Add(1, value, value, 5));
        var restored = ExactSum.Of(b.Value());
        a.Add(b);
        restored.Add(ExactSum.Of(a.Value()));
        Assert.Equal(all.Value().Reduced(), a.Value().Reduced());
        Assert.Equal((all.Value() + b.Value()).Reduced(), restored.Value().Reduced());
    });

    [Fact]
    public void Rounding_is_to_the_nearest_double_and_ties_to_even() => Finite.Sample(value =>
    {
        var exact = ExactNumber.Of(value);
        Assert.Equal(value, exact.ToDouble());
        Assert.Equal(value / 3, exact.Over(3));
        Assert.Equal(value / 1e9, exact.Over(1_000_000_000));
        Assert.Equal(value + 1, (exact + ExactNumber.Of(1)).ToDouble());
        Assert.Equal(value * value, (exact * exact).ToDouble());
        Assert.Equal(value - 0.1, (exact - ExactNumber.Of(0.1)).ToDouble());
    });

    [Fact]
    public void Cancellation_loses_nothing()
    {
        var sum = new ExactSum();
        foreach (var value in new[] { 1e300, 1, -1e300, 1e-300, -1, double.MaxValue, double.MaxValue, -double.MaxValue, -double.MaxValue })
        {
            sum.Add(1, value);
        }

        Assert.Equal(1e-300, sum.Value().ToDouble());
        Assert.Equal(double.PositiveInfinity, (ExactNumber.Of(double.MaxValue) * 2).ToDouble());
    }

    private static Gen<double>[] Consts(params double[] values) => Array.ConvertAll(values, static value => Gen.Const(value));

    private static BigInteger Scaled(double value) => Scaled(ExactNumber.Of(value), 1074);

    private static BigInteger Scaled(ExactNumber value, int scale) => value.Exponent + scale >= 0
        ? value.Mantissa << (value.Exponent + scale)
        : BigInteger.DivRem(value.Mantissa, BigInteger.One << -(value.Exponent + scale)) is { Remainder.IsZero: true } whole
            ? whole.Quotient
            : throw new InvalidOperationException("A digit beyond the last one.");
}
