namespace Proforma.Claims.Reconciliation;

/// <summary>The numbers between two ends, in base units; an infinite end is open, another one when it says so.</summary>
/// <param name="Low">The lower end, or negative infinity.</param>
/// <param name="High">The upper end, or positive infinity.</param>
/// <param name="IsLowOpen">Whether the lower end itself is outside.</param>
/// <param name="IsHighOpen">Whether the upper end itself is outside.</param>
public readonly record struct ClaimInterval(double Low, double High, bool IsLowOpen = false, bool IsHighOpen = false)
{
    /// <summary>Part of an end's size by which floating point may miss it.</summary>
    private const double Slack = 1e-9;

    public static ClaimInterval Point(double value) => new(value, value);

    public static ClaimInterval Around(double value, double half) => new(value - half, value + half);

    /// <summary>Whether a number lies inside. A closed end is met within a billionth of its size, an open one must be passed by as much.</summary>
    public bool Contains(double value)
    {
        var low = Slack * Math.Abs(Low);
        var high = Slack * Math.Abs(High);
        return (double.IsNegativeInfinity(Low) || (IsLowOpen ? value > Low + low : value >= Low - low))
            && (double.IsPositiveInfinity(High) || (IsHighOpen ? value < High - high : value <= High + high));
    }
}
