using System.Runtime.CompilerServices;
using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>Maps scores to a discrete variable: a guide table (Chen and Asau, 1974) leads next to the step, a short walk to it.</summary>
internal sealed class StepScoreMap : ScoreMap
{
    private readonly double[] _values;
    private readonly double[] _atMost;
    private readonly int[] _guide;

    public StepScoreMap(Discrete discrete)
    {
        _values = discrete.Values.ToArray();
        _atMost = discrete.Cumulative.ToArray();

        // The last step takes whatever rounding left of the whole, and a walk that ends at infinity needs no other end.
        _atMost[^1] = double.PositiveInfinity;
        _guide = new int[_values.Length + 1];
        int step = 0;
        for (int i = 0; i < _guide.Length; i++)
        {
            while (_atMost[step] < (double)i / _values.Length)
            {
                step++;
            }

            _guide[i] = step;
        }
    }

    /// <summary>For a distribution whose values are single ones, if need be without those too unlikely ever to be drawn.</summary>
    public static StepScoreMap Of(Distribution distribution) => new(Listed(distribution));

    /// <summary>Zero: a draw is one of the values. A score within 1e-13 of a step may fall on the other side of it.</summary>
    public override double Error => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void FromUniform(ReadOnlySpan<double> scores, Span<double> draws)
    {
        double[] atMost = _atMost;
        int[] guide = _guide;
        double count = _values.Length;
        for (int i = 0; i < scores.Length; i++)
        {
            double score = scores[i];
            int step = guide[(int)(score * count)];
            while (atMost[step] < score)
            {
                step++;
            }

            draws[i] = _values[step];
        }
    }

    public override void FromNormal(ReadOnlySpan<double> scores, Span<double> draws)
    {
        Elementary.NormalCdf(scores, draws);
        FromUniform(draws, draws);
    }

    /// <summary>A mixture of parts that all have single values, with the probabilities of equal values added.</summary>
    public static Discrete Merged(Mixture mixture)
    {
        var values = new List<double>();
        var weights = new List<double>();
        foreach ((double weight, Distribution part) in mixture.Parts)
        {
            Discrete listed = Listed(part);
            values.AddRange(listed.Values);
            foreach (double probability in listed.Probabilities)
            {
                weights.Add(weight * probability);
            }
        }

        double[] sorted = [.. values];
        double[] weightOf = [.. weights];
        Array.Sort(sorted, weightOf);
        int last = 0;
        for (int i = 1; i < sorted.Length; i++)
        {
            bool same = sorted[i] == sorted[last];
            last += same ? 0 : 1;
            (sorted[last], weightOf[last]) = (sorted[i], same ? weightOf[last] + weightOf[i] : weightOf[i]);
        }

        return Discrete.OfSorted(sorted[..(last + 1)], weightOf[..(last + 1)]);
    }

    private static Discrete Listed(Distribution distribution) => distribution switch
    {
        Discrete discrete => discrete,
        Bernoulli bernoulli => bernoulli.ToDiscrete(),
        Lattice lattice => lattice.ToDiscrete(lattice.Minimum, lattice.Maximum),
        Truncated { Inner: Lattice lattice } truncated => lattice.ToDiscrete(truncated.Minimum, truncated.Maximum),
        _ => throw new ArgumentException("Only a discrete distribution can be listed.", nameof(distribution)),
    };
}
