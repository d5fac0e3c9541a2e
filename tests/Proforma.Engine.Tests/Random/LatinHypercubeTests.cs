using CsCheck;
using Proforma.Engine.Random;
using Xunit;

namespace Proforma.Engine.Tests.Random;

public sealed class LatinHypercubeTests
{
    private static readonly StreamKey Key = StreamKey.Of("churn");

    private static double[] Scores(StreamKey key, ulong seed, int trials) =>
        Statistics.Draw(trials, (unit, target) => LatinHypercube.FillUniform(key, seed, trials, unit, target.Span));

    [Fact]
    public void Each_stratum_has_exactly_one_trial()
    {
        Gen.Select(Gen.Int[1, 5000], Gen.ULong).Sample(
            (trials, seed) => Scores(Key, seed, trials).Select(u => (int)(u * trials)).Order().SequenceEqual(Enumerable.Range(0, trials)),
            iter: 200);
        double[] many = Scores(Key, 1, 1_000_000);
        Assert.Equal(Enumerable.Range(0, many.Length), many.Select(u => (int)(u * many.Length)).Order());
    }

    [Fact]
    public void Any_unit_can_be_drawn_alone_and_in_part()
    {
        double[] all = Scores(Key, 9, 5000);
        var part = new double[700];
        LatinHypercube.FillUniform(Key, 9, 5000, 3, part);
        Assert.Equal(all.AsSpan(3 * 1024, 700).ToArray(), part);
        Assert.Throws<ArgumentOutOfRangeException>(() => LatinHypercube.FillUniform(Key, 9, 5000, 4, new double[1000]));
    }

    [Fact]
    public void Positions_of_a_trial_are_even_over_seeds_for_small_and_odd_numbers_of_trials()
    {
        foreach (int trials in new[] { 2, 3, 5, 7, 8, 13 })
        {
            var pairs = new int[trials * trials];
            for (ulong seed = 0; seed < 20000; seed++)
            {
                double[] scores = Scores(Key, seed, trials);
                pairs[((int)(scores[0] * trials) * trials) + (int)(scores[trials - 1] * trials)]++;
            }

            // Two trials never share a stratum; all other pairs are equally likely.
            int[] possible = [.. pairs.Where((_, i) => i / trials != i % trials)];
            Assert.Equal(20000, possible.Sum());
            Assert.True(Statistics.IsPlausible(Statistics.EvenProbability(possible)), $"{trials}");
        }
    }

    [Fact]
    public void Orders_of_streams_are_independent()
    {
        double[] x = Scores(Key, 4, 200_000);
        double[] y = Scores(StreamKey.Of("erosion"), 4, 200_000);
        Assert.True(Math.Abs(Statistics.Correlation(x, y)) < 4.5 / Math.Sqrt(x.Length));
        Assert.True(Math.Abs(Statistics.Correlation(x[..^1], x[1..])) < 4.5 / Math.Sqrt(x.Length));
        var counts = new int[400];
        for (int i = 0; i < x.Length; i++)
        {
            counts[((int)(x[i] * 20) * 20) + (int)(y[i] * 20)]++;
        }

        // Even margins take 38 of 399 degrees of freedom, up to rounding.
        double expected = x.Length / 400.0;
        double chiSquare = counts.Sum(c => (c - expected) * (c - expected) / expected);
        Assert.True(Statistics.IsPlausible(Statistics.Probability(chiSquare, 19 * 19)));
    }

    [Fact]
    public void The_mean_of_a_sum_is_far_more_accurate_than_of_random_trials()
    {
        // The variance of the mean of u + v is 1/(6N) at random; in strata it is about 1/(6N³).
        const int trials = 4096;
        double square = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            double mean = Scores(Key, seed, trials).Average() + Scores(Key.With("v"), seed, trials).Average();
            square += (mean - 1) * (mean - 1) / 200;
        }

        Assert.InRange(square * 6 * trials * trials * trials, 0.6, 1.5);
    }
}
