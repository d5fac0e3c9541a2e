using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>A range that the values of a distribution are confined to, with what the distribution gives to its ends.</summary>
/// <param name="Low">The least value, or minus infinity.</param>
/// <param name="High">The greatest value, or infinity.</param>
/// <param name="Below">The tails of the unconfined distribution just below the range.</param>
/// <param name="At">Its tails at the upper end of the range.</param>
internal readonly record struct Truncation(double Low, double High, TailProbabilities Below, TailProbabilities At)
{
    private const double ScoreStep = 0.125;
    private const int ScoreSteps = 300;

    /// <summary>The probability of the range, by the tails in which it is a difference of small numbers.</summary>
    public double Mass => Below.Lower > 0.5 ? Below.Upper - At.Upper : At.Lower - Below.Lower;

    public static Truncation Of(Distribution inner, double low, double high) => new(low, high, inner.TailsBelow(low), inner.Tails(high));

    /// <summary>The tails of the unconfined distribution where the confined one has the given tails.</summary>
    public TailProbabilities ToUnconfined(TailProbabilities target)
    {
        double mass = Mass;
        return new TailProbabilities(
            Math.FusedMultiplyAdd(target.Lower, mass, Below.Lower),
            Math.FusedMultiplyAdd(target.Upper, mass, At.Upper));
    }

    /// <summary>The tails of the confined distribution where the unconfined one has the given tails.</summary>
    public TailProbabilities ToConfined(TailProbabilities tails)
    {
        double mass = Mass;
        double lower = Below.Lower > 0.5 ? Below.Upper - tails.Upper : tails.Lower - Below.Lower;
        double upper = tails.Lower > 0.5 ? tails.Upper - At.Upper : At.Lower - tails.Lower;
        return new TailProbabilities(Math.Clamp(lower / mass, 0, 1), Math.Clamp(upper / mass, 0, 1));
    }

    /// <summary>The value with the given tails in the confined distribution.</summary>
    public double Invert(Distribution inner, TailProbabilities target) => Math.Clamp(inner.Invert(ToUnconfined(target)), Low, High);

    /// <summary>
    /// The moments by the trapezoid rule over the normal score, which converges faster than any power of the step where the
    /// quantile is a smooth function of it. Relative error about 1e-12.
    /// </summary>
    public Moments Integrate(Distribution inner)
    {
        double centre = Invert(inner, new TailProbabilities(0.5, 0.5));
        double weights = 0;
        double first = 0;
        double second = 0;
        for (int k = -ScoreSteps; k <= ScoreSteps; k++)
        {
            double score = k * ScoreStep;
            double weight = Elementary.Exp(-0.5 * score * score);
            double tail = Elementary.NormalCdf(-Math.Abs(score));
            TailProbabilities target = k < 0 ? TailProbabilities.OfLower(tail) : TailProbabilities.OfUpper(tail);
            double distance = Invert(inner, target) - centre;
            weights += weight;
            first += weight * distance;
            second += weight * distance * distance;
        }

        double mean = first / weights;
        return new Moments(Mass, centre + mean, (second / weights) - (mean * mean));
    }
}
