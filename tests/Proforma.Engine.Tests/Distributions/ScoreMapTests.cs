using Proforma.Engine.Distributions;
using Proforma.Engine.Numerics;
using Proforma.Engine.Random;
using Proforma.Engine.Tests.Random;
using Xunit;

namespace Proforma.Engine.Tests.Distributions;

public sealed class ScoreMapTests
{
    private static readonly StreamKey Key = StreamKey.Of("score");

    public static TheoryData<string> Names => [.. Made.Everything.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Maps_are_within_their_stated_error_of_the_exact_quantile(string name)
    {
        Distribution distribution = Made.Everything[name];
        ScoreMap map = Made.Maps[name].Value;
        double spread = (distribution.MapNormalScore(2) - distribution.MapNormalScore(-2)) / 2;

        // Evenly over the scores, so that both tails count as much as the middle.
        double[] scores = [.. Enumerable.Range(0, 1021).Select(i => -8.6 + (i * 0.016862))];
        var draws = new double[scores.Length];
        map.FromNormal(scores, draws);
        for (int i = 0; i < scores.Length; i++)
        {
            AssertClose(distribution, map, spread, distribution.MapNormalScore(scores[i]), draws[i], scores[i]);
        }

        double[] uniforms = [.. Enumerable.Range(0, 512).Select(i => ((2 * i) + 1) / 1024.0), 1.1e-16, 1e-12, 1e-5, 1 - 1e-5, 1 - 1e-12, 1 - 1.2e-16];
        draws = new double[uniforms.Length];
        map.FromUniform(uniforms, draws);
        for (int i = 0; i < uniforms.Length; i++)
        {
            AssertClose(distribution, map, spread, distribution.MapScore(uniforms[i]), draws[i], uniforms[i]);
        }
    }

    private static void AssertClose(Distribution distribution, ScoreMap map, double spread, double exact, double draw, double score)
    {
        double allowed = map.Error * (Math.Abs(exact) + spread);
        bool step = distribution.IsDiscrete && Math.Abs(distribution.Cdf(Math.Min(exact, draw)) - Score(score)) < 1e-13;
        Assert.True(Math.Abs(draw - exact) <= allowed || step, $"{score}: {draw} instead of {exact}");

        static double Score(double z) => z is > 0 and < 1 ? z : Elementary.NormalCdf(z);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Higher_scores_never_give_lower_draws(string name)
    {
        ScoreMap map = Made.Maps[name].Value;
        double[] scores = [.. Enumerable.Range(0, 20001).Select(i => -8.6 + (i * 0.00086))];
        var draws = new double[scores.Length];
        map.FromNormal(scores, draws);
        for (int i = 1; i < draws.Length; i++)
        {
            Assert.True(draws[i] >= draws[i - 1] - (4e-16 * Math.Abs(draws[i])), $"{scores[i]}: {draws[i - 1]:R} {draws[i]:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_score_has_the_same_bits_alone_in_a_block_and_in_place(string name)
    {
        ScoreMap map = Made.Maps[name].Value;
        foreach (ScoreKind kind in new[] { ScoreKind.Uniform, ScoreKind.Normal })
        {
            var scores = new double[101];
            if (kind == ScoreKind.Uniform)
            {
                ScoreStream.FillUniform(Key, 1, 0, scores);
            }
            else
            {
                ScoreStream.FillNormal(Key, 1, 0, scores);
            }

            var draws = new double[scores.Length];
            map.From(kind, scores, draws);
            for (int i = 0; i < scores.Length; i++)
            {
                var one = new double[1];
                map.From(kind, scores.AsSpan(i, 1), one);
                Assert.Equal(draws[i], one[0]);
            }

            map.From(kind, scores, scores);
            Assert.Equal(draws, scores);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_million_draws_fit_the_distribution(string name)
    {
        Distribution distribution = Made.Everything[name];
        ScoreMap map = Made.Maps[name].Value;
        const int count = 1_000_000;
        StreamKey key = Key.With(name);
        double[] draws = Random.Statistics.Draw(count, (unit, target) =>
        {
            if (distribution.PreferredScore == ScoreKind.Uniform)
            {
                ScoreStream.FillUniform(key, 1, unit, target.Span);
            }
            else
            {
                ScoreStream.FillNormal(key, 1, unit, target.Span);
            }

            map.From(distribution.PreferredScore, target.Span, target.Span);
        });

        if (distribution.IsDiscrete || name.Contains("jump", StringComparison.Ordinal) || name.Contains("empirical", StringComparison.Ordinal))
        {
            AssertDistribution(distribution, draws);
        }
        else
        {
            AssertEvenBins(distribution, draws);
        }

        if (double.IsFinite(distribution.Variance) && !name.StartsWith("student_t", StringComparison.Ordinal))
        {
            Assert.Equal(0, (draws.Average() - distribution.Mean) / distribution.StandardDeviation * 1000, 4.5);
        }
    }

    // The chi-square test over 200 intervals of equal probability.
    private static void AssertEvenBins(Distribution distribution, double[] draws)
    {
        double[] edges = [.. Enumerable.Range(1, 199).Select(i => distribution.Quantile(i / 200.0))];
        var counts = new int[200];
        foreach (double draw in draws)
        {
            int at = Array.BinarySearch(edges, draw);
            counts[at >= 0 ? at : ~at]++;
        }

        Assert.True(Random.Statistics.IsPlausible(Random.Statistics.EvenProbability(counts)));
    }

    // Kolmogorov and Smirnov's test at up to 300 values, conservative where the distribution has jumps.
    private static void AssertDistribution(Distribution distribution, double[] draws)
    {
        Array.Sort(draws);
        for (int i = 0; i < 300; i++)
        {
            double value = draws[i * draws.Length / 300];
            int first = LowerBound(draws, value);
            int beyond = LowerBound(draws, Math.BitIncrement(value));
            double limit = Random.Statistics.KolmogorovLimit / Math.Sqrt(draws.Length);
            Assert.Equal(distribution.Cdf(value), (double)beyond / draws.Length, limit);
            Assert.Equal(distribution.TailsBelow(value).Lower, (double)first / draws.Length, limit);
        }
    }

    private static int LowerBound(double[] sorted, double value)
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    [Fact]
    public void Draws_of_every_family_are_these_on_every_machine_and_in_every_version()
    {
        var scores = new double[256];
        var draws = new double[256];
        ulong hash = 0;
        foreach (string name in Made.Everything.Keys.Order(StringComparer.Ordinal))
        {
            ScoreStream.FillUniform(Key, 3, 0, scores);
            Made.Maps[name].Value.FromUniform(scores, draws);
            hash = Hash(hash, draws);
            ScoreStream.FillNormal(Key, 3, 0, scores);
            Made.Maps[name].Value.FromNormal(scores, draws);
            hash = Hash(hash, draws);
        }

        Assert.Equal(3768155005162972303ul, hash);
    }

    private static ulong Hash(ulong hash, double[] values) =>
        values.Aggregate(hash, (h, v) => ((h ^ BitConverter.DoubleToUInt64Bits(v)) * 0x9e3779b97f4a7c15) + (h >> 29));

    [Theory]
    [MemberData(nameof(Names))]
    public void Cheap_maps_give_the_exact_quantile_to_the_last_bit(string name)
    {
        Distribution exact = Made.Everything[name];
        if (Made.Maps[name].Value is QuantileTable)
        {
            return;
        }

        var scores = new double[1000];
        ScoreStream.FillUniform(Key, 3, 0, scores);
        var draws = new double[1000];
        Made.Maps[name].Value.FromUniform(scores, draws);
        Assert.Equal(scores.Select(exact.MapScore), draws);
        Assert.NotEmpty(exact.ToString());
    }

    [Fact]
    public void Tables_leave_hardly_any_score_to_the_slow_quantile()
    {
        foreach ((string name, Lazy<ScoreMap> map) in Made.Maps)
        {
            if (map.Value is QuantileTable table)
            {
                Assert.True(table.ExactShare < (name == "truncated empirical" ? 0.2 : 0.02), $"{name}: {table.ExactShare}");
            }
        }
    }
}
