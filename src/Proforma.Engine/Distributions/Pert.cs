using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>The PERT distribution: a beta distribution that a person states by its minimum, likeliest value and maximum.</summary>
/// <remarks>Its mean is (minimum + 4 mode + maximum) / 6 (Malcolm, Roseboom, Clark and Fazar, 1959).</remarks>
public sealed record Pert : Distribution
{
    private readonly Beta _beta;

    private Pert(double mode, Beta beta)
    {
        Mode = mode;
        _beta = beta;
    }

    /// <summary>The likeliest value.</summary>
    public double Mode { get; }

    /// <inheritdoc/>
    public override double Minimum => _beta.Minimum;

    /// <inheritdoc/>
    public override double Maximum => _beta.Maximum;

    /// <inheritdoc/>
    public override double Mean => _beta.Mean;

    /// <inheritdoc/>
    public override double Variance => _beta.Variance;

    /// <summary>The PERT distribution. The mode may be one of the ends.</summary>
    public static Validated<Pert> Create(double minimum, double mode, double maximum)
    {
        DistributionProblem? problem = Requirement.Finite("min", minimum) ?? Requirement.Finite("mode", mode)
            ?? Requirement.Finite("max", maximum) ?? Requirement.NotAbove("min", minimum, "mode", mode)
            ?? Requirement.NotAbove("mode", mode, "max", maximum) ?? Requirement.Ordered("min", minimum, "max", maximum);
        if (problem is not null)
        {
            return problem;
        }

        double width = maximum - minimum;
        Validated<Beta> beta = Beta.Create(1 + (4 * ((mode - minimum) / width)), 1 + (4 * ((maximum - mode) / width)), minimum, maximum);
        return beta.IsValid ? new Pert(mode, beta.Value) : beta.Problem;
    }

    /// <inheritdoc/>
    public override double Density(double x) => _beta.Density(x);

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x) => _beta.Tails(x);

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => _beta.ToScoreMap();

    internal override double Invert(TailProbabilities target) => _beta.Invert(target);
}
