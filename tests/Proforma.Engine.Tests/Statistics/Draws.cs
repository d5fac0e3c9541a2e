using Proforma.Engine.Random;
using Proforma.Engine.Statistics;

namespace Proforma.Engine.Tests.Statistics;

/// <summary>Numbers to collect: the same for the same name and seed.</summary>
internal static class Draws
{
    public static double[] Normal(int count, string name = "x", ulong seed = 7) => Fill(count, (unit, target) =>
        ScoreStream.FillNormal(StreamKey.Of(name), seed, unit, target));

    public static double[] Uniform(int count, string name = "u", ulong seed = 7) => Fill(count, (unit, target) =>
        ScoreStream.FillUniform(StreamKey.Of(name), seed, unit, target));

    public static IEnumerable<(long Unit, Memory<double> Values)> Units(double[] values) => Enumerable
        .Range(0, (values.Length + SampleAccumulator.UnitLength - 1) / SampleAccumulator.UnitLength)
        .Select(unit => ((long)unit, values.AsMemory(unit * SampleAccumulator.UnitLength,
            Math.Min(SampleAccumulator.UnitLength, values.Length - (unit * SampleAccumulator.UnitLength)))));

    public static SampleAccumulator Collected(double[] values, long kept = SampleAccumulator.DefaultKeptTrials) =>
        Collected(values, () => new SampleAccumulator(keptTrials: kept));

    public static SampleAccumulator Collected(double[] values, Func<SampleAccumulator> empty)
    {
        var accumulator = empty();
        foreach (var (unit, part) in Units(values))
        {
            accumulator.Add(unit, part.Span);
        }

        return accumulator;
    }

    /// <summary>Collected in shards of whole units that are merged in an order of its own.</summary>
    public static SampleAccumulator Sharded(double[] values, int shards, int seed, Func<SampleAccumulator> empty)
    {
        var parts = Enumerable.Range(0, shards).Select(_ => empty()).ToList();
        var units = Units(values).OrderBy(unit => Mixed(unit.Unit, seed)).ToList();
        foreach (var (unit, part) in units)
        {
            parts[(int)(Mixed(unit, seed + 1) % (ulong)shards)].Add(unit, part.Span);
        }

        while (parts.Count > 1)
        {
            var a = (int)(Mixed(parts.Count, seed + 2) % (ulong)parts.Count);
            var b = (a + 1) % parts.Count;
            parts[a].Merge(parts[b]);
            parts.RemoveAt(b);
        }

        return parts[0];
    }

    private static ulong Mixed(long value, int seed) => BitMixer.Combine((ulong)value, (ulong)seed);

    private delegate void Filler(long unit, Span<double> target);

    private static double[] Fill(int count, Filler fill)
    {
        var draws = new double[count];
        foreach (var (unit, part) in Units(draws))
        {
            fill(unit, part.Span);
        }

        return draws;
    }
}
