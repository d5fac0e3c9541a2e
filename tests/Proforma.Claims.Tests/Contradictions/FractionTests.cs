using System.Numerics;
using CsCheck;
using Proforma.Claims.Contradictions;
using Xunit;

namespace Proforma.Claims.Tests.Contradictions;

/// <summary>Exact fractions, against big integers.</summary>
public sealed class FractionTests
{
    private static readonly Gen<long> s_whole = Gen.Frequency((3, Gen.Long[-1000, 1000]), (1, Gen.Long), (1, Gen.Int[0, 4].Select(static i => new[] { long.MinValue, long.MaxValue, 0L, 1L, -1L }[i])));

    private static readonly Gen<(BigInteger Over, BigInteger Under)> s_parts =
        Gen.Select(s_whole, s_whole.Where(static d => d != 0), Gen.Int[0, 3]).Select(static (n, d, p) => (BigInteger.Pow(n, p + 1), (BigInteger)d));

    [Fact]
    public void Arithmetic_is_that_of_big_integers() => Gen.Select(s_parts, s_parts).Sample(static (a, b) =>
    {
        Fraction x = Fraction.Of(a.Over, a.Under), y = Fraction.Of(b.Over, b.Under);
        Same(x + y, (a.Over * b.Under) + (b.Over * a.Under), a.Under * b.Under);
        Same(x - y, (a.Over * b.Under) - (b.Over * a.Under), a.Under * b.Under);
        Same(x * y, a.Over * b.Over, a.Under * b.Under);
        Same(-x, -a.Over, a.Under);
        if (!y.IsZero)
        {
            Same(x / y, a.Over * b.Under, a.Under * b.Over);
        }

        var left = a.Over * b.Under * a.Under.Sign * b.Under.Sign;
        Assert.Equal(left.CompareTo(b.Over * a.Under * a.Under.Sign * b.Under.Sign), x.CompareTo(y));
        Assert.Equal(x.CompareTo(y) == 0, x == y);
    });

    [Fact]
    public void Rounding_goes_outward_and_not_far() => s_parts.Sample(static p =>
    {
        var exact = Fraction.Of(BigInteger.Pow(p.Over, 5), (BigInteger.Pow(p.Under, 4) * 7) + 1);
        var (down, up) = (exact.Rounded(false), exact.Rounded(true));
        Assert.True(down <= exact && exact <= up);
        Assert.True((up - down) * 1_000_000_000 <= exact.Abs());
        Assert.True(down.Bits <= 2_000);
    });

    [Theory]
    [InlineData(2.0 / 3, "2/3")]
    [InlineData(-2.0 / 3, "-2/3")]
    [InlineData(0.1, "1/10")]
    [InlineData(0.1 + 0.2, "3/10")]
    [InlineData(34.45, "689/20")]
    [InlineData(34.45e9, "34450000000")]
    [InlineData(1.0 / 31, "1/31")]
    [InlineData(7.0, "7")]
    [InlineData(0.0, "0")]
    [InlineData(1e300, null)]
    [InlineData(5e-324, null)]
    public void A_double_is_read_as_the_figure_that_was_meant(double value, string? expected)
    {
        var found = Fraction.FromDouble(value);
        Assert.Equal(expected ?? found.ToString(), found.ToString());
        Assert.Equal(value, found.ToDouble(), Math.Abs(value) * 1e-14);
    }

    private static void Same(Fraction found, BigInteger over, BigInteger under)
    {
        Assert.Equal(found.Numerator * under, over * found.Denominator);
        Assert.True(found.Denominator.Sign > 0);
        Assert.True(BigInteger.GreatestCommonDivisor(found.Numerator, found.Denominator).IsOne);
    }
}
