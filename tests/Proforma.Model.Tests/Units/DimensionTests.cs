using CsCheck;
using Proforma.Model.Units;
using Xunit;

namespace Proforma.Model.Tests.Units;

public sealed class DimensionTests
{
    private static readonly BaseUnit[] s_units =
    [
        BaseUnit.Month, BaseUnit.Day, BaseUnit.Person, new("USD", BaseUnitKind.Currency), new("CNY", BaseUnitKind.Currency), new("seat", BaseUnitKind.Count),
    ];

    private static readonly Gen<Dimension> s_dimension =
        Gen.Select(Gen.Int[0, 5], Gen.Int[-3, 3], Gen.Int[1, 3], static (unit, n, d) => Dimension.Of(s_units[unit]).Power(Rational.Of(n, d)))
            .Array[0, 4].Select(static factors => factors.Aggregate(Dimension.None, static (a, b) => a.Multiply(b)));

    private static readonly Gen<Rational> s_exponent = Gen.Select(Gen.Int[-4, 4], Gen.Int[1, 3], static (n, d) => Rational.Of(n, d));

    private static Dimension Usd => Dimension.Of(new BaseUnit("USD", BaseUnitKind.Currency));

    private static Dimension Seat => Dimension.Of(new BaseUnit("seat", BaseUnitKind.Count));

    [Fact]
    public void They_multiply_as_powers_of_units() => Gen.Select(s_dimension, s_dimension, s_dimension).Sample(static (a, b, c) =>
    {
        Assert.Equal(a.Multiply(b), b.Multiply(a));
        Assert.Equal(a.Multiply(b).Multiply(c), a.Multiply(b.Multiply(c)));
        Assert.Equal(a, a.Multiply(Dimension.None));
        Assert.True(a.Divide(a).IsNone);
        Assert.Equal(a, a.Multiply(b).Divide(b));
        Assert.Equal(a.GetHashCode(), a.Multiply(b).Divide(b).GetHashCode());
    });

    [Fact]
    public void Powers_obey_the_laws_of_exponents() => Gen.Select(s_dimension, s_exponent, s_exponent).Sample(static (a, p, q) =>
    {
        Assert.Equal(a.Power(p).Multiply(a.Power(q)), a.Power(p + q));
        Assert.Equal(a.Power(p * q), a.Power(p).Power(q));
        Assert.True(a.Power(Rational.Zero).IsNone);
    });

    [Fact]
    public void Factors_are_sorted_and_never_zero() => s_dimension.Sample(static a =>
    {
        Assert.DoesNotContain(a.Factors, static f => f.Exponent.IsZero);
        Assert.Equal(a.Factors.Select(static f => f.Unit).Order(), a.Factors.Select(static f => f.Unit));
    });

    [Fact]
    public void Days_and_months_are_one_dimension_when_days_count_as_months() => s_dimension.Sample(static a =>
    {
        Assert.True(a.WithDaysAsMonths().DayExponent.IsZero);
        Assert.Equal(a.TimeExponent, a.WithDaysAsMonths().TimeExponent);
    });

    [Fact]
    public void Kinds_follow_from_the_dimension()
    {
        Assert.True(Usd.Divide(Dimension.Month).IsFlow);
        Assert.True(Seat.Divide(Dimension.Day).IsFlow);
        Assert.True(Usd.IsStock);
        Assert.False(Usd.Divide(Seat).IsStock);
        Assert.False(Usd.Divide(Seat).Divide(Dimension.Month).IsFlow);
        Assert.False(Dimension.None.IsStock);
        Assert.False(Dimension.Month.IsStock);
    }

    [Fact]
    public void Currencies_can_be_replaced() =>
        Assert.Equal(Usd.Divide(Dimension.Month), Usd.Divide(Dimension.Month).Replace(new("USD", BaseUnitKind.Currency), new("CNY", BaseUnitKind.Currency))
            .Replace(new("CNY", BaseUnitKind.Currency), new("USD", BaseUnitKind.Currency)));

    [Theory]
    [InlineData("USD/seat/month")]
    [InlineData("1/month")]
    [InlineData("1")]
    [InlineData("USD^2")]
    public void They_are_written_as_people_write_them(string expected)
    {
        Dimension[] all =
        [
            Usd.Divide(Dimension.Month).Divide(Seat), Dimension.None.Divide(Dimension.Month), Dimension.None, Usd.Multiply(Usd),
        ];
        Assert.Contains(expected, all.Select(static d => d.ToString()));
    }

    [Fact]
    public void A_unit_converts_to_base_units_and_back() => Gen.Select(Gen.Double[-1e9, 1e9], Gen.Double[1e-3, 1e6]).Sample(static (value, scale) =>
    {
        var unit = new Unit("x", Dimension.None, scale);
        Assert.Equal(value, unit.FromBase(unit.ToBase(value)), 1e-12 * Math.Max(1, Math.Abs(value)));
    });
}
