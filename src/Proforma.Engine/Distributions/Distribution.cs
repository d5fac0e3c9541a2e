using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>What an uncertain quantity may turn out to be, and how likely that is.</summary>
/// <remarks>
/// Immutable, compared by value. Parameters are checked where a distribution is made, so that its members never fail. Values are in the
/// unit of the quantity. Quantiles of continuous distributions are accurate to 1e-12 relative to the value or, where a bounded range
/// starts far from zero, to its width, in the tails too.
/// </remarks>
public abstract record Distribution
{
    private protected Distribution()
    {
    }

    /// <summary>The mean: infinite or not a number where the tails are too heavy to have one.</summary>
    public abstract double Mean { get; }

    /// <summary>The variance: infinite or not a number where the tails are too heavy to have one.</summary>
    public abstract double Variance { get; }

    /// <summary>The square root of the variance.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>The value that is exceeded half of the time.</summary>
    public virtual double Median => Quantile(0.5);

    /// <summary>The least possible value, or minus infinity.</summary>
    public abstract double Minimum { get; }

    /// <summary>The greatest possible value, or infinity.</summary>
    public abstract double Maximum { get; }

    /// <summary>Whether single values have probabilities of their own, rather than a density.</summary>
    public virtual bool IsDiscrete => false;

    /// <summary>Which scores this distribution maps with the least work.</summary>
    public virtual ScoreKind PreferredScore => ScoreKind.Normal;

    /// <summary>The density at a value; for a discrete distribution the probability of the value.</summary>
    public abstract double Density(double x);

    /// <summary>The probabilities of at most a value, and of more.</summary>
    public abstract TailProbabilities Tails(double x);

    /// <summary>The probability of at most a value.</summary>
    public double Cdf(double x) => Tails(x).Lower;

    /// <summary>The least value that is not exceeded with the given probability; not a number for a probability outside 0 to 1.</summary>
    public double Quantile(double probability) => probability switch
    {
        > 0 and < 1 => Invert(new TailProbabilities(probability, 1 - probability)),
        0 => Minimum,
        1 => Maximum,
        _ => double.NaN,
    };

    /// <summary>The draw that belongs to a uniform score: the quantile, exactly.</summary>
    public double MapScore(double uniform) => Quantile(uniform);

    /// <summary>The draw that belongs to a standard normal score: the quantile of the score's probability, accurate in both tails.</summary>
    public virtual double MapNormalScore(double score) => Invert(NormalTails(score));

    /// <summary>The map from scores to draws for use in a simulation, with a table where the quantile is slow.</summary>
    public abstract ScoreMap ToScoreMap();

    /// <summary>The quantile for two tails that sum to one, both above zero; each counts where it is the smaller.</summary>
    internal abstract double Invert(TailProbabilities target);

    /// <summary>The probabilities of less than a value, and of at least it.</summary>
    internal virtual TailProbabilities TailsBelow(double x) => Tails(x);

    /// <summary>The mean and variance given that the value lies in a range.</summary>
    internal virtual Moments MomentsWithin(Truncation within) => within.Integrate(this);

    private protected static TailProbabilities NormalTails(double score)
    {
        double tail = Elementary.NormalCdf(-Math.Abs(score));
        return score < 0 ? TailProbabilities.OfLower(tail) : TailProbabilities.OfUpper(tail);
    }
}
