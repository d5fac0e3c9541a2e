using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>The Bernoulli distribution: 1 if an event happens, otherwise 0.</summary>
public sealed record Bernoulli : Distribution
{
    private Bernoulli(double probability)
    {
        Probability = probability;
    }

    /// <summary>The probability of 1.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public override double Mean => Probability;

    /// <inheritdoc/>
    public override double Variance => Probability * (1 - Probability);

    /// <inheritdoc/>
    public override double Minimum => Probability < 1 ? 0 : 1;

    /// <inheritdoc/>
    public override double Maximum => Probability > 0 ? 1 : 0;

    /// <inheritdoc/>
    public override bool IsDiscrete => true;

    /// <inheritdoc/>
    public override ScoreKind PreferredScore => ScoreKind.Uniform;

    /// <summary>The Bernoulli distribution with a probability from 0 to 1, both allowed.</summary>
    public static Validated<Bernoulli> Create(double probability) =>
        Requirement.Between("p", probability, 0, 1) is { } problem ? problem : new Bernoulli(probability);

    /// <inheritdoc/>
    public override double Density(double x) => x == 1 ? Probability : x == 0 ? 1 - Probability : 0;

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x)
    {
        if (x < 0)
        {
            return new TailProbabilities(0, 1);
        }

        return x < 1 ? new TailProbabilities(1 - Probability, Probability) : new TailProbabilities(1, 0);
    }

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => new StepScoreMap(ToDiscrete());

    internal override TailProbabilities TailsBelow(double x) => x <= 0 ? Tails(-1) : x <= 1 ? Tails(0) : Tails(1);

    // High scores are the event, as high scores are high values everywhere.
    internal override double Invert(TailProbabilities target) => ToDiscrete().Invert(target);

    internal Discrete ToDiscrete() => Probability switch
    {
        0 => Discrete.OfSorted([0], [1]),
        1 => Discrete.OfSorted([1], [1]),
        _ => Discrete.OfSorted([0, 1], [1 - Probability, Probability]),
    };
}
