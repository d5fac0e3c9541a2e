namespace Proforma.Engine.Statistics;

/// <summary>
/// The values of every trial, unit by unit in the order in which units came. Merging moves references: nothing is copied.
/// </summary>
internal sealed class KeptSamples(int unitsPerChunk)
{
    private readonly List<Chunk> _chunks = [];

    /// <summary>How many trials are kept, with those that have no finite value.</summary>
    public long Trials { get; private set; }

    /// <summary>The values, in no order that means anything; what is no number of a trial is a NaN.</summary>
    public IEnumerable<ReadOnlyMemory<double>> Segments =>
        _chunks.Select(static chunk => new ReadOnlyMemory<double>(chunk.Values, 0, chunk.Units.Count * SampleAccumulator.UnitLength));

    /// <summary>Units with their values, in the order of their numbers.</summary>
    public IEnumerable<(long Unit, ReadOnlyMemory<double> Values)> Units => _chunks
        .SelectMany(static chunk => chunk.Units.Select((unit, i) =>
            (unit.Number, new ReadOnlyMemory<double>(chunk.Values, i * SampleAccumulator.UnitLength, unit.Count))))
        .OrderBy(static unit => unit.Number);

    public void Add(long unit, ReadOnlySpan<double> values)
    {
        if (_chunks.Count == 0 || _chunks[^1].Units.Count == _chunks[^1].Capacity)
        {
            _chunks.Add(new Chunk(unitsPerChunk));
        }

        var chunk = _chunks[^1];
        var room = chunk.Values.AsSpan(chunk.Units.Count * SampleAccumulator.UnitLength, SampleAccumulator.UnitLength);
        values.CopyTo(room);
        room[values.Length..].Fill(double.NaN);
        chunk.Units.Add((unit, values.Length));
        Trials += values.Length;
    }

    public void Merge(KeptSamples other)
    {
        // Added to from the end: a chunk with room stays last.
        _chunks.InsertRange(0, other._chunks);
        Trials += other.Trials;
    }

    public void WriteTo(BinaryWriter writer)
    {
        var units = Units.ToArray();
        writer.Write(units.Length);
        foreach (var (unit, values) in units)
        {
            writer.Write(unit);
            writer.Write(values.Length);
            SampleBytes.Write(writer, values.Span);
        }
    }

    public static KeptSamples ReadFrom(BinaryReader reader, long limit)
    {
        // Room for a unit at a time: the count in front is not to be believed before the values have been read.
        var samples = new KeptSamples(1);
        Span<double> values = stackalloc double[SampleAccumulator.UnitLength];
        for (var left = SampleBytes.ReadCount(reader, int.MaxValue); left > 0; left--)
        {
            var unit = SampleBytes.ReadCount(reader);
            var count = SampleBytes.ReadCount(reader, SampleAccumulator.UnitLength);
            SampleBytes.Read(reader, values[..count]);
            samples.Add(unit, values[..count]);
            if (samples.Trials > limit)
            {
                throw SampleBytes.Malformed();
            }
        }

        return samples;
    }

    private sealed class Chunk(int units)
    {
        public int Capacity => units;

        public double[] Values { get; } = GC.AllocateUninitializedArray<double>(units * SampleAccumulator.UnitLength);

        public List<(long Number, int Count)> Units { get; } = [];
    }
}
