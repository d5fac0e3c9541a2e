namespace Proforma.Engine.Numerics;

/// <summary>
/// The probabilities of falling at most at a point and of falling beyond it. Both are kept, for each is accurate relative to itself
/// where it is small, which one minus the other is not.
/// </summary>
/// <param name="Lower">The probability of being at most there.</param>
/// <param name="Upper">The probability of being beyond.</param>
public readonly record struct TailProbabilities(double Lower, double Upper)
{
    /// <summary>From a lower tail that is the smaller of the two, or close to it.</summary>
    public static TailProbabilities OfLower(double lower) => new(lower, 1 - lower);

    /// <summary>From an upper tail that is the smaller of the two, or close to it.</summary>
    public static TailProbabilities OfUpper(double upper) => new(1 - upper, upper);

    /// <summary>The two exchanged, as for the mirrored variable.</summary>
    public TailProbabilities Mirror() => new(Upper, Lower);
}
