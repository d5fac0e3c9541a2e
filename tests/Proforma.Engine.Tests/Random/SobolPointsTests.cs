using Proforma.Engine.Random;
using Xunit;

namespace Proforma.Engine.Tests.Random;

public sealed class SobolPointsTests
{
    private static readonly StreamKey Key = StreamKey.Of("shock");

    private static double[] Scores(StreamKey key, int dimension, ulong seed, int trials, long firstUnit = 0) =>
        Statistics.Draw(trials, (unit, target) => SobolPoints.FillUniform(key, dimension, seed, firstUnit + unit, target.Span));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(37, 3)]
    [InlineData(1023, 4)]
    [InlineData(5000, 5)]
    public void Every_power_of_two_of_trials_has_one_in_each_interval(int dimension, ulong seed)
    {
        double[] scores = Scores(Key, dimension, seed, 1 << 14);
        for (int size = 1; size <= scores.Length; size *= 2)
        {
            // Also of those that start at another multiple of the number.
            int start = scores.Length - size;
            Assert.Equal(Enumerable.Range(0, size), scores.AsSpan(start, size).ToArray().Select(u => (int)(u * size)).Order());
        }
    }

    [Fact]
    public void Late_units_are_as_even()
    {
        double[] scores = Scores(Key, 3, 1, 2048, (ScorePlan.MostTrials / 1024) - 2);
        Assert.Equal(Enumerable.Range(0, 2048), scores.Select(u => (int)(u * 2048)).Order());
        Assert.Throws<ArgumentOutOfRangeException>(() => SobolPoints.FillUniform(Key, 3, 1, ScorePlan.MostTrials / 1024, new double[1]));
    }

    [Fact]
    public void Any_unit_can_be_drawn_alone_and_in_part()
    {
        double[] all = Scores(Key, 2, 9, 5000);
        var part = new double[701];
        SobolPoints.FillUniform(Key, 2, 9, 3, part);
        Assert.Equal(all.AsSpan(3 * 1024, 701).ToArray(), part);
    }

    [Fact]
    public void Scores_are_open_uniforms_of_full_resolution()
    {
        double[] scores = Scores(Key, 5, 1, 1 << 17);
        Assert.All(scores, u => Assert.True(u > 0 && u < 1 && u * 9007199254740992.0 % 2 == 1));
        Assert.Equal(scores.Length, scores.Distinct().Count());
        var counts = new int[256];
        foreach (double u in scores)
        {
            counts[(long)(u * 4503599627370496.0) & 255]++;
        }

        Assert.True(Statistics.IsPlausible(Statistics.EvenProbability(counts)));
    }

    [Fact]
    public void Each_score_is_uniform_over_seeds()
    {
        foreach (int trial in new[] { 0, 1, 2, 777 })
        {
            var scores = new double[20000];
            var block = new double[trial + 1];
            for (int seed = 0; seed < scores.Length; seed++)
            {
                SobolPoints.FillUniform(Key, 4, (ulong)seed, 0, block);
                scores[seed] = block[trial];
            }

            Assert.True(Statistics.Kolmogorov(scores) < Statistics.KolmogorovLimit, $"{trial}");
        }
    }

    [Fact]
    public void Streams_are_independent_and_neighbouring_dimensions_jointly_even()
    {
        double[] x = Scores(Key, 0, 1, 1 << 16);
        double[] y = Scores(StreamKey.Of("other"), 0, 1, 1 << 16);
        Assert.True(Math.Abs(Statistics.Correlation(x, y)) < 4.5 / Math.Sqrt(x.Length));

        // Two dimensions of one stream with quality t have equally many of 2^m points in each of 2^(m - t) cells; here t is 0.
        double[] z = Scores(Key, 1, 1, 1 << 16);
        var counts = new int[256 * 256];
        for (int i = 0; i < x.Length; i++)
        {
            counts[((int)(x[i] * 256) * 256) + (int)(z[i] * 256)]++;
        }

        Assert.All(counts, c => Assert.Equal(1, c));
    }

    [Fact]
    public void Smooth_sums_over_many_periods_converge_faster_than_at_random()
    {
        // The mean over 24 periods, to the third power: a path that counts by its sum, like cash.
        const int periods = 24;
        double random = 0;
        double sobol = 0;
        const int seeds = 24;
        const int trials = 4096;
        double exact = MeanCube(periods);
        for (ulong seed = 1; seed <= seeds; seed++)
        {
            var sums = new double[trials];
            var randomSums = new double[trials];
            for (int period = 0; period < periods; period++)
            {
                double[] u = Scores(Key, period, seed, trials);
                double[] v = Statistics.Draw(trials, (unit, t) => ScoreStream.FillUniform(Key.With(period), seed, unit, t.Span));
                for (int i = 0; i < trials; i++)
                {
                    sums[i] += u[i] / periods;
                    randomSums[i] += v[i] / periods;
                }
            }

            sobol += Math.Pow(sums.Average(s => s * s * s) - exact, 2) / seeds;
            random += Math.Pow(randomSums.Average(s => s * s * s) - exact, 2) / seeds;
        }

        Assert.True(sobol < random / 50, $"{random / sobol}");
    }

    // E m³ = 1/8 + 3/2 Var m for a variable symmetric about 1/2.
    private static double MeanCube(int periods) => 0.125 + (1.5 / (12.0 * periods));
}
