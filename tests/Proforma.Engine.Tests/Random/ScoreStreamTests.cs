using Proforma.Engine.Numerics;
using Proforma.Engine.Random;
using Xunit;

namespace Proforma.Engine.Tests.Random;

public sealed class ScoreStreamTests
{
    private const int Million = 1_000_000;
    private static readonly StreamKey Key = StreamKey.Of("api_growth");

    private static double[] Uniforms(StreamKey key, ulong seed, int count) =>
        Statistics.Draw(count, (unit, target) => ScoreStream.FillUniform(key, seed, unit, target.Span));

    private static double[] Normals(StreamKey key, ulong seed, int count) =>
        Statistics.Draw(count, (unit, target) => ScoreStream.FillNormal(key, seed, unit, target.Span));

    [Fact]
    public void Draws_are_these_on_every_machine_and_in_every_version()
    {
        double[] uniforms = Uniforms(Key, 42, 4);
        double[] normals = Normals(Key, 42, 4);
        Assert.Equal([0.05544095416977746, 0.9961366507384007, 0.08157286241579864, 0.12142081251804793], uniforms);
        Assert.Equal([2.392125753627045, -0.07614083632994213, -2.03387692016236, -2.046154438324408], normals);
    }

    [Fact]
    public void Every_vector_width_gives_the_same_bits()
    {
        foreach (int length in new[] { 1024, 1000, 17, 16, 15, 8, 7, 1 })
        {
            var two = new double[length];
            var four = new double[length];
            var eight = new double[length];
            ScoreStream.FillUniform<Lanes2>(Key, 7, 3, two);
            ScoreStream.FillUniform<Lanes4>(Key, 7, 3, four);
            ScoreStream.FillUniform<Lanes8>(Key, 7, 3, eight);
            Assert.Equal(two, four);
            Assert.Equal(two, eight);
            ScoreStream.FillNormal<Lanes2>(Key, 7, 3, two);
            ScoreStream.FillNormal<Lanes4>(Key, 7, 3, four);
            ScoreStream.FillNormal<Lanes8>(Key, 7, 3, eight);
            Assert.Equal(two, four);
            Assert.Equal(two, eight);
        }
    }

    [Fact]
    public void A_unit_drawn_alone_or_in_part_is_the_unit_of_the_whole()
    {
        double[] uniforms = Uniforms(Key, 5, 10 * 1024);
        double[] normals = Normals(Key, 5, 10 * 1024);
        for (int unit = 9; unit >= 0; unit -= 3)
        {
            foreach (int length in new[] { 1024, 513, 9 })
            {
                var part = new double[length];
                ScoreStream.FillUniform(Key, 5, unit, part);
                Assert.Equal(uniforms.AsSpan(unit * 1024, length).ToArray(), part);
                ScoreStream.FillNormal(Key, 5, unit, part);
                Assert.Equal(normals.AsSpan(unit * 1024, length).ToArray(), part);
            }
        }
    }

    [Fact]
    public void Short_blocks_write_nothing_beyond_their_end()
    {
        var block = new double[64];
        Array.Fill(block, -7);
        ScoreStream.FillUniform(Key, 5, 0, block.AsSpan(8, 13));
        ScoreStream.FillNormal(Key, 5, 0, block.AsSpan(40, 3));
        Assert.All(block[..8].Concat(block[21..40]).Concat(block[43..]), x => Assert.Equal(-7, x));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoreStream.FillUniform(Key, 5, 0, new double[1025]));
    }

    [Fact]
    public void Uniform_draws_fit_the_uniform_distribution()
    {
        double[] draws = Uniforms(Key, 1, Million);
        Assert.All(draws, u => Assert.True(u > 0 && u < 1 && u * 9007199254740992.0 % 2 == 1));
        Assert.InRange(Statistics.Kolmogorov(draws), 0.2, Statistics.KolmogorovLimit);
        var counts = new int[1000];
        foreach (double u in draws)
        {
            counts[(int)(u * counts.Length)]++;
        }

        Assert.True(Statistics.IsPlausible(Statistics.EvenProbability(counts)));
    }

    [Fact]
    public void Low_bits_of_uniform_draws_are_even_too()
    {
        var counts = new int[1024];
        foreach (double u in Uniforms(Key, 2, Million))
        {
            counts[(long)(u * 4503599627370496.0) & 1023]++;
        }

        Assert.True(Statistics.IsPlausible(Statistics.EvenProbability(counts)));
    }

    [Fact]
    public void Normal_draws_fit_the_normal_distribution()
    {
        double[] draws = Normals(Key, 3, Million);
        var uniforms = new double[Million];
        Elementary.NormalCdf(draws, uniforms);
        Assert.InRange(Statistics.Kolmogorov(uniforms), 0.2, Statistics.KolmogorovLimit);

        // Standard errors of the first four moments of a million draws: 1, sqrt 2, sqrt 15 and sqrt 96 thousandths.
        Assert.Equal(0, draws.Average(), 0.0044);
        Assert.Equal(1, draws.Average(x => x * x), 0.0062);
        Assert.Equal(0, draws.Average(x => x * x * x), 0.017);
        Assert.Equal(3, draws.Average(x => x * x * x * x), 0.043);

        // Beyond 4: 63.3 of a million.
        Assert.InRange(draws.Count(x => Math.Abs(x) > 4), 30, 102);
    }

    [Fact]
    public void The_two_draws_of_a_pair_have_their_definition()
    {
        // Box and Muller's formulas with the platform's own functions, on the same bits.
        ulong state = 99;
        for (int i = 0; i < 20000; i++)
        {
            ulong radiusBits = BitMixer.Mix(state += BitMixer.GoldenStep);
            ulong angleBits = BitMixer.Mix(state += BitMixer.GoldenStep);
            BoxMuller.Pair(Lanes2.OfBits(radiusBits), Lanes2.OfBits(angleBits), out Lanes2 first, out Lanes2 second);
            double u = OpenUniform.FromBits(Lanes2.OfBits(radiusBits)).Value[0];
            double radius = Math.Sqrt(-2 * Math.Log(u));
            double angle = Math.PI / 4 * (((angleBits >> 12) / 2251799813685248.0) - 1);
            double cosine = (angleBits & 1) == 0 ? Math.Cos(angle) : -Math.Cos(angle);
            bool swapped = (angleBits & 2) != 0;
            Assert.Equal(radius * (swapped ? Math.Sin(angle) : cosine), first.Value[0], 1e-15 * (radius + 1));
            Assert.Equal(radius * (swapped ? cosine : Math.Sin(angle)), second.Value[0], 1e-15 * (radius + 1));
        }
    }

    [Fact]
    public void Pairs_of_draws_fill_the_square_and_the_plane_evenly()
    {
        // Neighbours in a stream, the same trial of two streams, units and seeds: 16 × 16 cells each.
        double[] base0 = Uniforms(Key, 1, Million);
        AssertEven(base0[..^1], base0[1..]);
        AssertEven(base0[..^8], base0[8..]);
        AssertEven(base0, Uniforms(StreamKey.Of("api_growth2"), 1, Million));
        AssertEven(base0, Uniforms(Key.With(1), 1, Million));
        AssertEven(base0, Uniforms(Key, 2, Million));
        AssertEven(base0[..^1024], base0[1024..]);
        var normal = Normals(Key, 1, Million);
        Elementary.NormalCdf(normal, normal);
        AssertEven(normal[..^8], normal[8..]);
    }

    private static void AssertEven(double[] x, double[] y)
    {
        var counts = new int[256];
        for (int i = 0; i < x.Length; i++)
        {
            counts[((int)(x[i] * 16) * 16) + (int)(y[i] * 16)]++;
        }

        Assert.True(Statistics.IsPlausible(Statistics.EvenProbability(counts)));
        Assert.True(Math.Abs(Statistics.Correlation(x, y)) < 4.5e-3);
    }

    [Fact]
    public void First_draws_of_many_streams_are_independent_of_how_alike_their_names_are()
    {
        double[] byName = [.. Enumerable.Range(0, 20000).Select(i => FirstOf(StreamKey.Of($"line_{i}"), 1))];
        double[] byPart = [.. Enumerable.Range(0, 20000).Select(i => FirstOf(Key.With(i), 1))];
        double[] bySeed = [.. Enumerable.Range(0, 20000).Select(i => FirstOf(Key, (ulong)i))];
        foreach (double[] draws in new[] { byName, byPart, bySeed })
        {
            Assert.True(Statistics.Kolmogorov(draws) < Statistics.KolmogorovLimit);
            Assert.True(Math.Abs(Statistics.Correlation(draws[..^1], draws[1..])) < 4.5 / Math.Sqrt(draws.Length));
        }
    }

    private static double FirstOf(StreamKey key, ulong seed)
    {
        var draw = new double[1];
        ScoreStream.FillUniform(key, seed, 0, draw);
        return draw[0];
    }
}
