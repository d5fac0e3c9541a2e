using CsCheck;
using Proforma.Model.Units;
using Xunit;

namespace Proforma.Model.Tests.Units;

public sealed class RationalTests
{
    private static readonly Gen<Rational> s_rational = Gen.Select(Gen.Int[-60, 60], Gen.Int[1, 12], static (n, d) => Rational.Of(n, d));

    [Theory]
    [InlineData(2, 4, 1, 2)]
    [InlineData(3, -6, -1, 2)]
    [InlineData(0, 7, 0, 1)]
    [InlineData(-8, -2, 4, 1)]
    public void Fractions_are_kept_in_lowest_terms_with_a_positive_denominator(int n, int d, int numerator, int denominator)
    {
        var found = Rational.Of(n, d);
        Assert.Equal((numerator, denominator), (found.Numerator, found.Denominator));
    }

    [Fact]
    public void They_form_a_field() => Gen.Select(s_rational, s_rational, s_rational).Sample(static (a, b, c) =>
    {
        Assert.Equal(a + b, b + a);
        Assert.Equal((a + b) + c, a + (b + c));
        Assert.Equal(a * (b + c), (a * b) + (a * c));
        Assert.Equal(a, a + Rational.Zero);
        Assert.Equal(a, a * Rational.One);
        Assert.True((a - a).IsZero);
    });

    [Fact]
    public void They_are_ordered_as_numbers() => Gen.Select(s_rational, s_rational).Sample(static (a, b) =>
        Assert.Equal(Math.Sign(((long)a.Numerator * b.Denominator) - ((long)b.Numerator * a.Denominator)), Math.Sign(a.CompareTo(b))));

    [Fact]
    public void The_default_is_zero() => Assert.Equal(Rational.Zero, default);

    [Fact]
    public void A_zero_denominator_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(static () => Rational.Of(1, 0));
}
