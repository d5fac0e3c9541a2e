namespace Proforma.Model.Units;

/// <summary>
/// A way to write quantities: <paramref name="Symbol"/> as the plan writes it, and what one of it is in base units
/// (month, day, the currencies, and the plan's base units). Stored values are always in base units:
/// 1,500M USD/year is held as 125M, because a year is 12 months.
/// </summary>
/// <param name="Symbol">The text of the unit expression, such as `USD/year`.</param>
/// <param name="Dimension">The powers of base units.</param>
/// <param name="Scale">One of this unit in base units; positive and finite.</param>
public sealed record Unit(string Symbol, Dimension Dimension, double Scale)
{
    /// <summary>The unit of a pure number.</summary>
    public static Unit One { get; } = new("1", Dimension.None, 1);

    /// <summary>The unit that writes a dimension in base units.</summary>
    public static Unit Of(Dimension dimension) => dimension.IsNone ? One : new(dimension.ToString(), dimension, 1);

    /// <summary>From a number written in this unit to base units.</summary>
    public double ToBase(double value) => value * Scale;

    /// <summary>From base units to a number to show in this unit.</summary>
    public double FromBase(double value) => value / Scale;

    public override string ToString() => Symbol;
}
