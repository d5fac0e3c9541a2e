using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>One of several distributions, each with a probability: a plan that usually goes one way and sometimes another.</summary>
public sealed record Mixture : Distribution
{
    private readonly (double Weight, Distribution Part)[] _parts;

    private Mixture((double Weight, Distribution Part)[] parts)
    {
        _parts = parts;
    }

    /// <summary>The parts with their probabilities, which sum to one.</summary>
    public ReadOnlySpan<(double Weight, Distribution Part)> Parts => _parts;

    /// <inheritdoc/>
    public override double Mean => Overall().Mean;

    /// <inheritdoc/>
    public override double Variance => Overall().Variance;

    /// <inheritdoc/>
    public override double Minimum => _parts.Min(p => p.Part.Minimum);

    /// <inheritdoc/>
    public override double Maximum => _parts.Max(p => p.Part.Maximum);

    /// <inheritdoc/>
    public override bool IsDiscrete => _parts.All(p => p.Part.IsDiscrete);

    /// <inheritdoc/>
    public override ScoreKind PreferredScore => IsDiscrete ? ScoreKind.Uniform : ScoreKind.Normal;

    /// <summary>
    /// The mixture of distributions with weights that need not sum to one. Mixtures inside are dissolved, and parts without weight
    /// left out; of a single part that part itself is the result.
    /// </summary>
    public static Validated<Distribution> Create(IEnumerable<(double Weight, Distribution Part)> parts)
    {
        var flat = new List<(double Weight, Distribution Part)>();
        foreach ((double weight, Distribution part) in parts)
        {
            if (Requirement.Between("a weight of the mixture", weight, 0, Requirement.Largest) is { } problem)
            {
                return problem;
            }

            if (part is Mixture nested)
            {
                flat.AddRange(nested._parts.Select(p => (weight * p.Weight, p.Part)));
            }
            else
            {
                flat.Add((weight, part));
            }
        }

        flat.RemoveAll(p => p.Weight == 0);
        double total = flat.Sum(p => p.Weight);
        return flat.Count switch
        {
            0 => new DistributionProblem(DistributionFault.Empty, "weight", "A mixture needs at least one distribution with a weight above zero."),
            1 => flat[0].Part,
            _ => new Mixture([.. flat.Select(p => (p.Weight / total, p.Part))]),
        };
    }

    /// <summary>The density of the continuous parts or, if all parts are discrete, the probability.</summary>
    public override double Density(double x)
    {
        bool discrete = IsDiscrete;
        return _parts.Sum(p => p.Part.IsDiscrete == discrete ? p.Weight * p.Part.Density(x) : 0);
    }

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x) => Weighted(p => p.Tails(x));

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => IsDiscrete ? StepScoreMap.Of(this) : QuantileTable.For(this);

    /// <inheritdoc/>
    public bool Equals(Mixture? other) => other is not null && _parts.AsSpan().SequenceEqual(other._parts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_parts.Length, _parts[0], _parts[^1]);

    internal override TailProbabilities TailsBelow(double x) => Weighted(p => p.TailsBelow(x));

    // Between the least and the greatest of the parts' own quantiles, by the logarithm of the smaller tail.
    internal override double Invert(TailProbabilities target)
    {
        double low = _parts.Min(p => p.Part.Invert(target));
        double high = _parts.Max(p => p.Part.Invert(target));
        bool lower = target.Lower <= target.Upper;
        double Excess(double x)
        {
            TailProbabilities tails = Tails(x);
            double ratio = lower ? tails.Lower / target.Lower : target.Upper / tails.Upper;
            return ratio >= 1 ? Math.Min(ratio - 1, 1e9) : Elementary.Log(Math.Max(ratio, 1e-300));
        }

        return LinearRoot.Find(Excess, low, high);
    }

    /// <summary>The mixture confined to a domain in which it has some probability: a mixture of its parts, each confined.</summary>
    internal Validated<Distribution> Within(double low, double high)
    {
        var kept = new List<(double Weight, Distribution Part)>();
        foreach ((double weight, Distribution part) in _parts)
        {
            double mass = Truncation.Of(part, low, high).Mass;
            Validated<Distribution> confined = Truncated.Create(part, low, high);
            if (confined.IsValid)
            {
                kept.Add((weight * mass, confined.Value));
            }
        }

        return Create(kept);
    }

    private TailProbabilities Weighted(Func<Distribution, TailProbabilities> tailsOf)
    {
        double lower = 0;
        double upper = 0;
        foreach ((double weight, Distribution part) in _parts)
        {
            TailProbabilities tails = tailsOf(part);
            lower += weight * tails.Lower;
            upper += weight * tails.Upper;
        }

        return new TailProbabilities(lower, upper);
    }

    private Moments Overall() =>
        _parts.Aggregate(default(Moments), (sum, p) => Moments.Mix(sum, new Moments(p.Weight, p.Part.Mean, p.Part.Variance)));
}
