using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>A distribution given that its value lies in a domain: what is outside is shared out over what is inside in proportion.</summary>
/// <remarks>
/// The parameters of the inner distribution keep their meaning, they are not refitted: its mean is not the mean of what remains.
/// The moments take about a thousand quantiles to find; ask for them once.
/// </remarks>
public sealed record Truncated : Distribution
{
    // With less than this in the domain the tails that are to be told apart are near the limit of what a double says of them.
    private const double LeastMass = 1e-9;

    private readonly Truncation _within;

    private Truncated(Distribution inner, Truncation within)
    {
        Inner = inner;
        _within = within;
    }

    /// <summary>The distribution before truncation.</summary>
    public Distribution Inner { get; }

    /// <inheritdoc/>
    public override double Mean => Inner.MomentsWithin(_within).Mean;

    /// <inheritdoc/>
    public override double Variance => Inner.MomentsWithin(_within).Variance;

    /// <inheritdoc/>
    public override double Minimum => Math.Max(_within.Low, Inner.Minimum);

    /// <inheritdoc/>
    public override double Maximum => Math.Min(_within.High, Inner.Maximum);

    /// <inheritdoc/>
    public override bool IsDiscrete => Inner.IsDiscrete;

    /// <inheritdoc/>
    public override ScoreKind PreferredScore => Inner.IsDiscrete ? ScoreKind.Uniform : ScoreKind.Normal;

    /// <summary>
    /// The distribution confined to a domain, whose ends belong to it and may be infinite. Families that truncation turns into a known
    /// one, or leaves as they are, come back as that.
    /// </summary>
    public static Validated<Distribution> Create(Distribution inner, double low, double high)
    {
        if (!(low < high))
        {
            return Requirement.Ordered("the lower end of the domain", low, "the upper end", high)!;
        }

        if (inner is Lattice)
        {
            low = Math.Ceiling(low);
            high = Math.Floor(high);
        }

        if (low <= inner.Minimum && high >= inner.Maximum)
        {
            return inner;
        }

        var within = Truncation.Of(inner, low, high);
        if (!(within.Mass >= LeastMass))
        {
            string share = Requirement.Show(100 * Math.Max(0, within.Mass));
            string message = $"The distribution lies within its domain {Requirement.Show(low)} .. {Requirement.Show(high)} only {share}% of the"
                + " time. Check the domain, or the unit of the distribution's parameters.";
            return new DistributionProblem(DistributionFault.OutsideDomain, "domain", message);
        }

        return inner switch
        {
            Uniform => Uniform.Create(Math.Max(low, inner.Minimum), Math.Min(high, inner.Maximum)).As<Distribution>(),
            Truncated nested => Create(nested.Inner, Math.Max(low, nested._within.Low), Math.Min(high, nested._within.High)),
            Discrete discrete => discrete.Within(low, high).As<Distribution>(),
            Bernoulli bernoulli => bernoulli.ToDiscrete().Within(low, high).As<Distribution>(),
            Mixture mixture => mixture.Within(low, high),
            _ => new Truncated(inner, within),
        };
    }

    /// <inheritdoc/>
    public override double Density(double x) => x >= _within.Low && x <= _within.High ? Inner.Density(x) / _within.Mass : 0;

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x) => Confine(x, Inner.Tails(x));

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => IsDiscrete ? StepScoreMap.Of(this) : QuantileTable.For(this);

    internal override TailProbabilities TailsBelow(double x) =>
        x > _within.High ? new TailProbabilities(1, 0) : Confine(x, Inner.TailsBelow(x));

    internal override double Invert(TailProbabilities target) => _within.Invert(Inner, target);

    private TailProbabilities Confine(double x, TailProbabilities tails)
    {
        if (x < _within.Low)
        {
            return new TailProbabilities(0, 1);
        }

        return x >= _within.High && !IsDiscrete ? new TailProbabilities(1, 0) : _within.ToConfined(tails);
    }
}
