using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>One of several distributions, each with a probability: a plan that usually goes one way and sometimes another.</summary>
public sealed record Mixture : Distribution
{
    private readonly (double Weight, Distribution Part)[] _parts;

    private readonly Lazy<Discrete>? _listed;

    private Mixture((double Weight, Distribution Part)[] parts)
    {
        _parts = parts;
        _listed = parts.All(p => p.Part.IsDiscrete) ? new Lazy<Discrete>(() => StepScoreMap.Merged(this)) : null;
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
    public override bool IsDiscrete => _listed is not null;

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
        double sum = 0;
        foreach ((double weight, Distribution part) in _parts)
        {
            sum += part.IsDiscrete == discrete ? weight * part.Density(x) : 0;
        }

        return sum;
    }

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x) => Weighted(x, below: false);

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => _listed is null ? QuantileTable.For(this) : new StepScoreMap(_listed.Value);

    /// <inheritdoc/>
    public bool Equals(Mixture? other) => other is not null && _parts.AsSpan().SequenceEqual(other._parts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_parts.Length, _parts[0], _parts[^1]);

    internal override TailProbabilities TailsBelow(double x) => Weighted(x, below: true);

    // Between the least and the greatest of the parts' own quantiles. Where a part has jumps, so that the quantile may be one of them, the
    // search goes down to neighbouring doubles. Among single values it is a look into their list.
    internal override double Invert(TailProbabilities target)
    {
        if (_listed is not null)
        {
            return _listed.Value.Invert(target);
        }

        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        bool jumps = false;
        foreach ((_, Distribution part) in _parts)
        {
            double quantile = part.Invert(target);
            low = Math.Min(low, quantile);
            high = Math.Max(high, quantile);
            jumps |= part.IsDiscrete;
        }

        bool lower = target.Lower <= target.Upper;
        return jumps
            ? LinearRoot.OfSteps(x => lower ? Tails(x).Lower - target.Lower : target.Upper - Tails(x).Upper, low, high)
            : TailRoot.Find(this, target, low, high);
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

    private TailProbabilities Weighted(double x, bool below)
    {
        double lower = 0;
        double upper = 0;
        foreach ((double weight, Distribution part) in _parts)
        {
            TailProbabilities tails = below ? part.TailsBelow(x) : part.Tails(x);
            lower += weight * tails.Lower;
            upper += weight * tails.Upper;
        }

        // Weights that are rounded need not sum to one.
        return new TailProbabilities(upper == 0 ? 1 : lower, lower == 0 ? 1 : upper);
    }

    private Moments Overall() =>
        _parts.Aggregate(default(Moments), (sum, p) => Moments.Mix(sum, new Moments(p.Weight, p.Part.Mean, p.Part.Variance)));
}
