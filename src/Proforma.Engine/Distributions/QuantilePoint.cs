namespace Proforma.Engine.Distributions;

/// <summary>A value that an uncertain quantity falls below with a stated probability, such as <c>p10: 2B</c>.</summary>
/// <param name="Probability">The probability, above 0 and below 1.</param>
/// <param name="Value">The value, in the unit of the quantity.</param>
public readonly record struct QuantilePoint(double Probability, double Value)
{
    /// <summary>The name in the plan language: p10 for 10%, p2.5 for 2.5%.</summary>
    public string Name => "p" + Requirement.Show(100 * Probability);
}
