using Xunit;

namespace Proforma.Engine.Tests.Numerics;

/// <summary>The oracle itself, against constants that anyone can look up.</summary>
public sealed class BigFixedTests
{
    [Fact]
    public void Knows_published_constants()
    {
        Assert.Equal(3.14159265358979323846, BigFixed.Pi.ToDouble());
        Assert.Equal(0.693147180559945309417, BigFixed.Ln2.ToDouble());
        Assert.Equal(2.71828182845904523536, BigFixed.Exp(BigFixed.One).ToDouble());
        Assert.Equal(2.30258509299404568402, BigFixed.Log(10).ToDouble());
        Assert.Equal(1.41421356237309504880, BigFixed.Sqrt(BigFixed.Of(2)).ToDouble());

        // Abramowitz and Stegun, table 26.2.
        Assert.Equal(1.58655253931457e-1, BigFixed.NormalTail(BigFixed.One).ToDouble(), 1e-15);
        Assert.Equal(2.86651571879194e-7, BigFixed.NormalTail(BigFixed.Of(5)).ToDouble(), 1e-21);
    }

    [Fact]
    public void Measures_distances_in_units_of_the_last_place()
    {
        Assert.Equal(0, BigFixed.One.UnitsFrom(1));
        Assert.Equal(1, BigFixed.One.UnitsFrom(Math.BitIncrement(1)));
        Assert.Equal(0.5, BigFixed.One.UnitsFrom(Math.BitDecrement(1)));
        Assert.Equal(3, BigFixed.Of(4 * double.Epsilon).UnitsFrom(double.Epsilon));
        Assert.Equal(0.25, BigFixed.Of(4).RelativeErrorOf(5), 1e-15);
    }
}
