using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>The Poisson distribution: how many of many independent, rare events happen.</summary>
public sealed record Poisson : Lattice
{
    private const double GreatestMean = 1e9;

    private Poisson(double mean)
    {
        Mean = mean;
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance => Mean;

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    private protected override double Skewness => 1 / Math.Sqrt(Mean);

    private protected override double Mode => Math.Floor(Mean);

    /// <summary>The Poisson distribution with a mean above zero and at most 1e9.</summary>
    public static Validated<Poisson> Create(double mean)
    {
        DistributionProblem? problem = Requirement.Positive("mean", mean) ?? Requirement.Between("mean", mean, 1e-12, GreatestMean);
        return problem is null ? new Poisson(mean) : problem;
    }

    private protected override TailProbabilities TailsAt(double k) => new IncompleteGamma(k + 1).At(Mean).Mirror();

    private protected override double ProbabilityOf(double k) => new IncompleteGamma(k + 1).ScaledDensity(Mean) / Mean;

    private protected override double RatioAfter(double k) => Mean / (k + 1);
}
