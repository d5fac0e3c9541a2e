using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>The normal distribution.</summary>
public sealed record Normal : Distribution
{
    private Normal(double mean, double deviation)
    {
        Mean = mean;
        Deviation = deviation;
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public double Deviation { get; }

    /// <inheritdoc/>
    public override double Variance => Deviation * Deviation;

    /// <inheritdoc/>
    public override double Median => Mean;

    /// <inheritdoc/>
    public override double Minimum => double.NegativeInfinity;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <summary>The normal distribution with a mean and a standard deviation above zero.</summary>
    public static Validated<Normal> Create(double mean, double standardDeviation)
    {
        DistributionProblem? problem = Requirement.Finite("mean", mean) ?? Requirement.Spread("sd", standardDeviation);
        return problem is null ? new Normal(mean, standardDeviation) : problem;
    }

    /// <summary>The normal distribution with two given quantiles.</summary>
    public static Validated<Normal> FromQuantiles(QuantilePoint low, QuantilePoint high)
    {
        if (Requirement.Quantiles(low, high) is { } problem)
        {
            return problem;
        }

        double lowScore = Elementary.NormalQuantile(low.Probability);
        double highScore = Elementary.NormalQuantile(high.Probability);
        double deviation = (high.Value - low.Value) / (highScore - lowScore);
        double weight = highScore / (highScore - lowScore);
        return Create((low.Value * weight) + (high.Value * (1 - weight)), deviation);
    }

    /// <summary>
    /// The normal distribution that lies within a range with a given probability, and as often above as below it: <c>11% to 17%</c>
    /// is the range of 90%.
    /// </summary>
    public static Validated<Normal> FromInterval(double low, double high, double probability = 0.9)
    {
        DistributionProblem? problem = Requirement.Finite("low", low) ?? Requirement.Finite("high", high)
            ?? Requirement.Ordered("low", low, "high", high) ?? Requirement.Between("probability", probability, 1e-5, 1 - 1e-5);
        double reach = Elementary.NormalQuantile(0.5 + (probability / 2));
        return problem is null ? Create(low + ((high - low) / 2), (high - low) / (2 * reach)) : problem;
    }

    /// <inheritdoc/>
    public override double Density(double x)
    {
        double score = (x - Mean) / Deviation;
        return Elementary.Exp(-0.5 * score * score) / (Deviation * Math.Sqrt(2 * Math.PI));
    }

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x) => NormalTails((x - Mean) / Deviation);

    /// <inheritdoc/>
    public override double MapNormalScore(double score) => Math.FusedMultiplyAdd(Deviation, score, Mean);

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => new NormalScoreMap(Mean, Deviation, exponential: false);

    internal override double Invert(TailProbabilities target) => MapNormalScore(ScoreOf(target));

    /// <summary>The standard normal quantile, from the smaller tail.</summary>
    internal static double ScoreOf(TailProbabilities target) =>
        target.Lower <= target.Upper ? Elementary.NormalQuantile(target.Lower) : -Elementary.NormalQuantile(target.Upper);
}
