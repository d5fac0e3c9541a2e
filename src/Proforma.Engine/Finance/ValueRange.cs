namespace Proforma.Engine.Finance;

/// <summary>A range that is certain to hold every value of a function between two points.</summary>
internal readonly record struct ValueRange(double Low, double High)
{
    public double LargestMagnitude => Math.Max(Math.Abs(Low), Math.Abs(High));

    public bool ExcludesZero => Low > 0 || High < 0;

    /// <summary>
    /// For a difference of two falling functions with known ends: it strays from the mean of its ends by at most half of what the sum of
    /// the two falls.
    /// </summary>
    public static ValueRange Between(double atLeft, double atRight, double grossFall, double noise)
    {
        double middle = (atLeft / 2) + (atRight / 2);
        double reach = (Math.Abs(grossFall) / 2) + noise;
        return new ValueRange(middle - reach, middle + reach);
    }

    /// <summary>The mean value theorem: from a known value, any way up to a width with a slope in a known range.</summary>
    public static ValueRange From(double value, double width, ValueRange slope, double noise) =>
        new(value + Math.Min(0, width * slope.Low) - noise, value + Math.Max(0, width * slope.High) + noise);

    public ValueRange Within(ValueRange other) => new(Math.Max(Low, other.Low), Math.Min(High, other.High));

    public ValueRange Reversed() => new(-High, -Low);
}
