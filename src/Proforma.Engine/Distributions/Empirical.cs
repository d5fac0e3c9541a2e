using System.Runtime.CompilerServices;
using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>The distribution of a sample: its quantiles are those of the sample, with straight lines between the observations.</summary>
/// <remarks>Hyndman and Fan's definition 7: the i-th of n sorted observations is the quantile of (i - 1) / (n - 1).</remarks>
public sealed record Empirical : Distribution
{
    private readonly double[] _sorted;

    private Empirical(double[] sorted)
    {
        _sorted = sorted;
    }

    /// <summary>The observations, ascending.</summary>
    public ReadOnlySpan<double> Observations => _sorted;

    /// <inheritdoc/>
    public override double Mean => Between(0, 1).Mean;

    /// <inheritdoc/>
    public override double Variance => Between(0, 1).Variance;

    /// <inheritdoc/>
    public override double Minimum => _sorted[0];

    /// <inheritdoc/>
    public override double Maximum => _sorted[^1];

    /// <inheritdoc/>
    public override ScoreKind PreferredScore => ScoreKind.Uniform;

    private int Gaps => _sorted.Length - 1;

    /// <summary>The distribution of at least two observations in any order, not all of them equal.</summary>
    public static Validated<Empirical> Create(IEnumerable<double> observations)
    {
        double[] sorted = [.. observations];
        foreach (double value in sorted)
        {
            if (Requirement.Finite("an observation", value) is { } problem)
            {
                return problem;
            }
        }

        Array.Sort(sorted);
        return sorted.Length < 2 || sorted[0] == sorted[^1]
            ? new DistributionProblem(DistributionFault.Empty, "file", "An empirical distribution needs at least two different observations.")
            : new Empirical(sorted);
    }

    /// <summary>The slope of the distribution function; infinite at a value that occurs more than once.</summary>
    public override double Density(double x)
    {
        if (x < Minimum || x > Maximum)
        {
            return 0;
        }

        int above = Math.Clamp(FirstAbove(x), 1, Gaps);
        return 1 / (Gaps * (_sorted[above] - _sorted[above - 1]));
    }

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x) => Share(x, FirstAbove(x) - 1);

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => new Map(_sorted);

    /// <inheritdoc/>
    public bool Equals(Empirical? other) => other is not null && _sorted.AsSpan().SequenceEqual(other._sorted);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_sorted.Length, _sorted[0], _sorted[^1], _sorted[_sorted.Length / 2]);

    internal override TailProbabilities TailsBelow(double x)
    {
        int first = FirstAtLeast(x);
        return first < _sorted.Length && _sorted[first] == x ? OfRank(first) : Share(x, first - 1);
    }

    internal override double Invert(TailProbabilities target) => At(_sorted, target.Lower);

    internal override Moments MomentsWithin(Truncation within) => Between(within.Below.Lower, within.At.Lower);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double At(double[] sorted, double probability)
    {
        double rank = probability * (sorted.Length - 1);
        int below = Math.Min((int)rank, sorted.Length - 2);
        return sorted[below] + ((rank - below) * (sorted[below + 1] - sorted[below]));
    }

    private TailProbabilities OfRank(double rank) => new(rank / Gaps, (Gaps - rank) / Gaps);

    // last is the index of the last observation that is at most x.
    private TailProbabilities Share(double x, int last)
    {
        if (last < 0 || last >= Gaps)
        {
            return last < 0 ? new TailProbabilities(0, 1) : new TailProbabilities(1, 0);
        }

        return OfRank(last + ((x - _sorted[last]) / (_sorted[last + 1] - _sorted[last])));
    }

    private int FirstAbove(double x) => FirstWhere(x, orEqual: false);

    private int FirstAtLeast(double x) => FirstWhere(x, orEqual: true);

    private int FirstWhere(double x, bool orEqual)
    {
        int low = 0;
        int high = _sorted.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            bool found = orEqual ? _sorted[middle] >= x : _sorted[middle] > x;
            (low, high) = found ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    // The quantile is a line between ranks, so a variable is uniform on each gap.
    private Moments Between(double fromProbability, double toProbability)
    {
        double from = fromProbability * Gaps;
        double to = toProbability * Gaps;
        Moments sum = default;
        for (int gap = (int)from; gap < Math.Min(to, Gaps); gap++)
        {
            double start = Math.Max(from, gap) - gap;
            double end = Math.Min(to, gap + 1) - gap;
            double width = _sorted[gap + 1] - _sorted[gap];
            double length = (end - start) * width;
            sum = Moments.Mix(sum, new Moments(end - start, _sorted[gap] + (width * (start + end) / 2), length * length / 12));
        }

        return sum;
    }

    private sealed class Map(double[] sorted) : ScoreMap
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void FromUniform(ReadOnlySpan<double> scores, Span<double> draws)
        {
            for (int i = 0; i < scores.Length; i++)
            {
                draws[i] = At(sorted, scores[i]);
            }
        }

        public override void FromNormal(ReadOnlySpan<double> scores, Span<double> draws)
        {
            Elementary.NormalCdf(scores, draws);
            FromUniform(draws, draws);
        }
    }
}
