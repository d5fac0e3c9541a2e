using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>The binomial distribution: how many of a number of independent attempts succeed.</summary>
public sealed record Binomial : Lattice
{
    private const double MostAttempts = 1e9;
    private const double LeastProbability = 1e-12;

    private Binomial(double attempts, double probability)
    {
        Attempts = attempts;
        Probability = probability;
    }

    /// <summary>The number of attempts.</summary>
    public double Attempts { get; }

    /// <summary>The probability that one attempt succeeds.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public override double Mean => Attempts * Probability;

    /// <inheritdoc/>
    public override double Variance => Attempts * Probability * (1 - Probability);

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => Attempts;

    private protected override double Skewness => (1 - (2 * Probability)) / StandardDeviation;

    private protected override double Mode => Math.Min(Attempts, Math.Floor((Attempts + 1) * Probability));

    /// <summary>The binomial distribution of a whole number of attempts, 1 to 1e9, with a probability of success between 0 and 1.</summary>
    public static Validated<Binomial> Create(double attempts, double probability)
    {
        DistributionProblem? problem = Requirement.Between("n", attempts, 1, MostAttempts)
            ?? Requirement.Between("p", probability, LeastProbability, 1 - LeastProbability);
        if (problem is null && attempts != Math.Floor(attempts))
        {
            problem = new(DistributionFault.OutOfRange, "n", $"n must be a whole number of attempts, but it is {Requirement.Show(attempts)}.");
        }

        return problem is null ? new Binomial(attempts, probability) : problem;
    }

    // The probability of more than k successes is a beta variable's of being below p.
    private protected override TailProbabilities TailsAt(double k) =>
        new IncompleteBeta(k + 1, Attempts - k).At(Probability, 1 - Probability).Mirror();

    private protected override double ProbabilityOf(double k)
    {
        if (k == 0 || k == Attempts)
        {
            return Elementary.Exp(Attempts * (k == 0 ? Elementary.Log1p(-Probability) : Elementary.Log(Probability)));
        }

        // n! / (k! (n-k)!) = n / (k (n-k)) / B(k, n-k).
        return new IncompleteBeta(k, Attempts - k).ScaledDensity(Probability, 1 - Probability) * (Attempts / k / (Attempts - k));
    }

    private protected override double RatioAfter(double k) => (Attempts - k) / (k + 1) * (Probability / (1 - Probability));
}
