namespace Proforma.Engine.Finance;

/// <summary>Two log rates with the moments of the flows at each, and what they prove about the net value in between.</summary>
internal readonly record struct RateBracket(double Low, FlowMoments AtLow, double High, FlowMoments AtHigh)
{
    // What rounding may add to a sum of discounted flows, relative to their gross value. Sums are taken in blocks of 256.
    public const double Noise = 2e-13;

    // A net value this small beside the gross is rounding, and no sign of its own.
    public const double Flatness = 5 * Noise;

    // Zero counts as positive everywhere, so that neighbouring brackets agree about the sign of the point they share.
    public bool ChangesSign => (AtLow.Net >= 0) != (AtHigh.Net >= 0);

    public double Width => High - Low;

    // Bounded from the second derivative down: the range of each derivative sharpens the range of the one before it, and the width that
    // is needed to exclude a zero shrinks only with the cube root of the distance to it.
    public (ValueRange Net, ValueRange Slope) Bounds()
    {
        ValueRange curvature = ValueRange.Between(
            AtLow.NetCurvature, AtHigh.NetCurvature, AtLow.GrossCurvature - AtHigh.GrossCurvature, Noise * AtLow.GrossCurvature);
        ValueRange slope = Sharpen(
            AtLow.NetSlope, AtHigh.NetSlope, AtLow.GrossSlope - AtHigh.GrossSlope, Noise * AtLow.GrossSlope, curvature);
        ValueRange net = Sharpen(AtLow.Net, AtHigh.Net, AtLow.Gross - AtHigh.Gross, Noise * AtLow.Gross, slope);
        return (net, slope);
    }

    public bool IsNumericallyZero(ValueRange net) => net.LargestMagnitude <= Flatness * AtLow.Gross;

    private ValueRange Sharpen(double atLow, double atHigh, double grossFall, double noise, ValueRange derivative) =>
        ValueRange.Between(atLow, atHigh, grossFall, noise)
            .Within(ValueRange.From(atLow, Width, derivative, noise))
            .Within(ValueRange.From(atHigh, Width, derivative.Reversed(), noise));
}
