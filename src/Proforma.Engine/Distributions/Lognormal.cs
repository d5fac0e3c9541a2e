using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>The lognormal distribution: its logarithm is normal, so the quantity is above zero and skewed to the right.</summary>
public sealed record Lognormal : Distribution
{
    // The mean and the standard deviation of a lognormal with a wider logarithm no longer fit in a double.
    private const double WidestLog = 18;

    private Lognormal(double logMean, double logDeviation)
    {
        LogMean = logMean;
        LogDeviation = logDeviation;
    }

    /// <summary>The mean of the logarithm.</summary>
    public double LogMean { get; }

    /// <summary>The standard deviation of the logarithm.</summary>
    public double LogDeviation { get; }

    /// <inheritdoc/>
    public override double Mean => Elementary.Exp(LogMean + (LogDeviation * LogDeviation / 2));

    /// <inheritdoc/>
    public override double Variance => Mean * Mean * Elementary.Expm1(LogDeviation * LogDeviation);

    /// <inheritdoc/>
    public override double Median => Elementary.Exp(LogMean);

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <summary>The lognormal distribution whose logarithm has a mean and a standard deviation.</summary>
    public static Validated<Lognormal> Create(double logMean, double logStandardDeviation)
    {
        DistributionProblem? problem = Requirement.Between("log mean", logMean, -340, 340) ?? Requirement.Spread("sigma", logStandardDeviation)
            ?? Requirement.Between("sigma", logStandardDeviation, 0, WidestLog);
        return problem is null ? new Lognormal(logMean, logStandardDeviation) : problem;
    }

    /// <summary>The lognormal distribution with a median and a standard deviation of the logarithm.</summary>
    public static Validated<Lognormal> FromMedian(double median, double logStandardDeviation) =>
        Requirement.Positive("median", median) is { } problem ? problem : Create(Elementary.Log(median), logStandardDeviation);

    /// <summary>The lognormal distribution with a mean and a standard deviation, both of the quantity itself.</summary>
    public static Validated<Lognormal> FromMoments(double mean, double standardDeviation)
    {
        DistributionProblem? problem = Requirement.Positive("mean", mean) ?? Requirement.Spread("sd", standardDeviation);
        if (problem is not null)
        {
            return problem;
        }

        double ratio = standardDeviation / mean;
        double logVariance = Elementary.Log1p(ratio * ratio);
        return Create(Elementary.Log(mean) - (logVariance / 2), Math.Sqrt(logVariance));
    }

    /// <summary>The lognormal distribution with two given quantiles above zero.</summary>
    public static Validated<Lognormal> FromQuantiles(QuantilePoint low, QuantilePoint high)
    {
        DistributionProblem? problem = Requirement.Quantiles(low, high) ?? Requirement.Positive(low.Name, low.Value);
        if (problem is not null)
        {
            return problem;
        }

        var logLow = new QuantilePoint(low.Probability, Elementary.Log(low.Value));
        double ratio = Elementary.Log1p((high.Value - low.Value) / low.Value);
        Validated<Normal> log = Normal.FromQuantiles(logLow, logLow with { Probability = high.Probability, Value = logLow.Value + ratio });
        return log.IsValid ? Create(log.Value.Mean, log.Value.Deviation) : log.Problem;
    }

    /// <inheritdoc/>
    public override double Density(double x)
    {
        if (!(x > 0))
        {
            return 0;
        }

        double score = (Elementary.Log(x) - LogMean) / LogDeviation;
        return Elementary.Exp(-0.5 * score * score) / (x * LogDeviation * Math.Sqrt(2 * Math.PI));
    }

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x) =>
        x > 0 ? NormalTails((Elementary.Log(x) - LogMean) / LogDeviation) : new TailProbabilities(0, 1);

    /// <inheritdoc/>
    public override double MapNormalScore(double score) => Elementary.Exp(Math.FusedMultiplyAdd(LogDeviation, score, LogMean));

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => new NormalScoreMap(LogMean, LogDeviation, exponential: true);

    internal override double Invert(TailProbabilities target) => MapNormalScore(Normal.ScoreOf(target));
}
