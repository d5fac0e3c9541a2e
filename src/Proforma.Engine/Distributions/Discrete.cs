using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>A distribution over a list of values, each with a weight.</summary>
public sealed record Discrete : Distribution
{
    private const double Rounding = 64 * 2.220446049250313e-16;

    private readonly double[] _values;
    private readonly double[] _probabilities;
    private readonly double[] _atMost;
    private readonly double[] _beyond;

    private Discrete(double[] values, double[] weights)
    {
        _values = values;
        _probabilities = new double[values.Length];
        _atMost = new double[values.Length];
        _beyond = new double[values.Length];

        // Neighbouring weights of a distribution with one peak grow towards it, so small ones meet before they are lost in large ones.
        double total = 0;
        for (int i = 0; i < values.Length; i++)
        {
            total += weights[i];
            _atMost[i] = total;
        }

        double above = 0;
        for (int i = values.Length - 1; i >= 0; i--)
        {
            _probabilities[i] = weights[i] / total;
            _beyond[i] = above / total;
            _atMost[i] /= total;
            above += weights[i];
        }
    }

    /// <summary>The values, ascending, without repetition.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The probability of each value.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <inheritdoc/>
    public override double Mean => WeightedMean();

    /// <inheritdoc/>
    public override double Variance => WeightedVariance();

    /// <inheritdoc/>
    public override double Minimum => _values[0];

    /// <inheritdoc/>
    public override double Maximum => _values[^1];

    /// <inheritdoc/>
    public override bool IsDiscrete => true;

    /// <inheritdoc/>
    public override ScoreKind PreferredScore => ScoreKind.Uniform;

    /// <summary>For each value the probability of at most it.</summary>
    internal ReadOnlySpan<double> Cumulative => _atMost;

    /// <summary>
    /// The distribution over values in any order, with weights that need not sum to one. Weights of equal values are added; values
    /// with no weight are left out.
    /// </summary>
    public static Validated<Discrete> Create(IEnumerable<(double Value, double Weight)> outcomes)
    {
        var weights = new SortedDictionary<double, double>();
        foreach ((double value, double weight) in outcomes)
        {
            DistributionProblem? problem = Requirement.Finite("a value", value)
                ?? Requirement.Between($"the weight of {Requirement.Show(value)}", weight, 0, Requirement.Largest);
            if (problem is not null)
            {
                return problem;
            }

            if (weight > 0)
            {
                weights[value] = weights.GetValueOrDefault(value) + weight;
            }
        }

        return weights.Count == 0
            ? new DistributionProblem(DistributionFault.Empty, "value", "A discrete distribution needs at least one value with a weight above zero.")
            : new Discrete([.. weights.Keys], [.. weights.Values]);
    }

    /// <inheritdoc/>
    public override double Density(double x)
    {
        int at = Array.BinarySearch(_values, x);
        return at >= 0 ? _probabilities[at] : 0;
    }

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x)
    {
        int at = Array.BinarySearch(_values, x);
        return UpTo(at >= 0 ? at : ~at - 1);
    }

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => new StepScoreMap(this);

    /// <inheritdoc/>
    public bool Equals(Discrete? other) => other is not null && _values.AsSpan().SequenceEqual(other._values)
        && _probabilities.AsSpan().SequenceEqual(other._probabilities);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_values.Length, _values[0], _values[^1], _probabilities[0]);

    /// <summary>The distribution over ascending values whose weights are known to be good.</summary>
    internal static Discrete OfSorted(double[] values, double[] weights) => new(values, weights);

    internal override TailProbabilities TailsBelow(double x)
    {
        int at = Array.BinarySearch(_values, x);
        return UpTo((at >= 0 ? at : ~at) - 1);
    }

    internal override double Invert(TailProbabilities target)
    {
        bool lower = target.Lower <= target.Upper;
        int below = -1;
        int found = _values.Length - 1;
        while (found - below > 1)
        {
            int middle = below + ((found - below) / 2);
            bool reached = lower ? _atMost[middle] >= target.Lower * (1 - Rounding) : _beyond[middle] <= target.Upper * (1 + Rounding);
            (below, found) = reached ? (below, middle) : (middle, found);
        }

        return _values[found];
    }

    /// <summary>What is left of it in a range, of which there is something.</summary>
    internal Validated<Discrete> Within(double low, double high)
    {
        var kept = new List<(double Value, double Weight)>();
        for (int i = 0; i < _values.Length; i++)
        {
            if (_values[i] >= low && _values[i] <= high)
            {
                kept.Add((_values[i], _probabilities[i]));
            }
        }

        return Create(kept);
    }

    private TailProbabilities UpTo(int index) => index < 0 ? new TailProbabilities(0, 1) : new TailProbabilities(_atMost[index], _beyond[index]);

    private double WeightedMean()
    {
        double start = _values[0];
        double sum = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            sum += _probabilities[i] * (_values[i] - start);
        }

        return start + sum;
    }

    private double WeightedVariance()
    {
        double mean = WeightedMean();
        double sum = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            sum += _probabilities[i] * (_values[i] - mean) * (_values[i] - mean);
        }

        return sum;
    }
}
