using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Proforma.Engine.Statistics;

/// <summary>
/// Numbers of which only counts are kept: of each number while there are few different ones, otherwise of buckets of
/// neighbouring numbers. The state is a function of the numbers and not of their order, and so is every merged state.
/// </summary>
/// <remarks>
/// Memory: at most two times 512 KiB and 256 KiB for numbers that wait to be counted together: one by one, unit by unit and output
/// by output, each would miss every cache. Zero is counted by itself.
/// </remarks>
internal sealed class CountSketch
{
    private const int Waiting = 32 * SampleAccumulator.UnitLength;

    private double[]? _waiting;
    private int _waits;
    private long _zeros;
    private DistinctCounts? _distinct = new();
    private MagnitudeCounts _negative = new();
    private MagnitudeCounts _positive = new();

    public MagnitudeCounts Negative => Settled()._negative;

    public MagnitudeCounts Positive => Settled()._positive;

    public long Zeros => Settled()._zeros;

    /// <summary>The numbers with their counts while there are few different ones, otherwise null.</summary>
    public DistinctCounts? Distinct => Settled()._distinct;

    /// <summary>Counts finite numbers, not more than a unit has.</summary>
    public void Add(ReadOnlySpan<double> values)
    {
        if (_waits + values.Length > Waiting)
        {
            Settled();
        }

        _waiting ??= ArrayPool<double>.Shared.Rent(Waiting);
        values.CopyTo(_waiting.AsSpan(_waits));
        _waits += values.Length;
    }

    /// <summary>Adds what another has counted; the other is of no use afterwards.</summary>
    public void Merge(CountSketch other)
    {
        // Numbers that have only been waiting wait here instead: parts of a few units cost no tables of their own.
        if (other._distinct is { IsEmpty: true })
        {
            for (var at = 0; at < other._waits; at += SampleAccumulator.UnitLength)
            {
                Add(other._waiting.AsSpan(at, Math.Min(SampleAccumulator.UnitLength, other._waits - at)));
            }
        }
        else
        {
            MergeCounts(other);
        }

        other.Release();
    }

    private void MergeCounts(CountSketch other)
    {
        Settled();
        if (other.Distinct is { } theirs)
        {
            var counts = theirs.Counts.ToArray();
            if (_distinct is null)
            {
                Reach(Array.ConvertAll(counts, static entry => entry.Key));
            }

            foreach (var (value, count) in counts)
            {
                Add(value, count);
            }

            return;
        }

        if (_distinct is { } ours)
        {
            Spread(ours);
        }

        _zeros += other.Zeros;
        _negative.Merge(other.Negative);
        _positive.Merge(other.Positive);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(Distinct is not null);
        if (Distinct is { } distinct)
        {
            var counts = distinct.Counts.ToArray();
            writer.Write(counts.Length);
            foreach (var (value, count) in counts)
            {
                writer.Write(value);
                writer.Write(count);
            }

            return;
        }

        writer.Write(Zeros);
        Negative.WriteTo(writer);
        Positive.WriteTo(writer);
    }

    public static CountSketch ReadFrom(BinaryReader reader)
    {
        var sketch = new CountSketch();
        if (reader.ReadBoolean())
        {
            for (var left = SampleBytes.ReadCount(reader, DistinctCounts.MaxNumbers); left > 0; left--)
            {
                var value = reader.ReadDouble();
                if (!double.IsFinite(value) || !sketch._distinct!.TryAdd(value, SampleBytes.ReadCount(reader)))
                {
                    throw SampleBytes.Malformed();
                }
            }

            return sketch;
        }

        sketch._distinct = null;
        sketch._zeros = SampleBytes.ReadCount(reader);
        sketch._negative = MagnitudeCounts.ReadFrom(reader);
        sketch._positive = MagnitudeCounts.ReadFrom(reader);
        return sketch;
    }

    private void Add(double value, long count)
    {
        if (_distinct is { } distinct)
        {
            if (distinct.TryAdd(value, count))
            {
                return;
            }

            Spread(distinct);
        }

        CountOne(value, count);
    }

    private void Spread(DistinctCounts distinct)
    {
        _distinct = null;
        var counts = distinct.Counts.ToArray();
        Reach(Array.ConvertAll(counts, static entry => entry.Key));
        foreach (var (value, count) in counts)
        {
            CountOne(value, count);
        }
    }

    private void CountOne(double value, long count)
    {
        if (value == 0)
        {
            _zeros += count;
            return;
        }

        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var side = value < 0 ? _negative : _positive;
        side.Reach(bits, bits);
        side.Add(bits, count);
    }

    private void Release()
    {
        if (_waiting is { } waiting)
        {
            ArrayPool<double>.Shared.Return(waiting);
            (_waiting, _waits) = (null, 0);
        }
    }

    private CountSketch Settled()
    {
        ReadOnlySpan<double> values = _waiting.AsSpan(0, _waits);
        _waits = 0;
        if (!values.IsEmpty && _distinct is { } distinct)
        {
            values = values[distinct.Add(values)..];
            if (!values.IsEmpty)
            {
                Spread(distinct);
            }
        }

        Count(values);
        return this;
    }

    /// <summary>Sorts numbers by their signs first, so that no sign has to be guessed while they are counted.</summary>
    private void Count(ReadOnlySpan<double> values)
    {
        var (positive, negative) = (ArrayPool<long>.Shared.Rent(values.Length + 1), ArrayPool<long>.Shared.Rent(values.Length + 1));
        var (positives, negatives) = Split(values, positive, negative);
        _positive.AddAll(positive.AsSpan(0, positives));
        _negative.AddAll(negative.AsSpan(0, negatives));
        _zeros += values.Length - positives - negatives;
        ArrayPool<long>.Shared.Return(positive);
        ArrayPool<long>.Shared.Return(negative);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Positives, int Negatives) Split(ReadOnlySpan<double> values, Span<long> positive, Span<long> negative)
    {
        ref var up = ref MemoryMarshal.GetReference(positive);
        ref var down = ref MemoryMarshal.GetReference(negative);
        nuint positives = 0, negatives = 0;
        foreach (var value in values)
        {
            var bits = BitConverter.DoubleToInt64Bits(value);
            var magnitude = bits & long.MaxValue;
            Unsafe.Add(ref up, positives) = bits;
            Unsafe.Add(ref down, negatives) = magnitude;
            var isNumber = (ulong)-magnitude >> 63;
            var isNegative = (ulong)bits >> 63;
            positives += (nuint)(isNumber & ~isNegative);
            negatives += (nuint)(isNumber & isNegative);
        }

        return ((int)positives, (int)negatives);
    }

    private void Reach(ReadOnlySpan<double> values)
    {
        long[] positive = new long[values.Length + 1], negative = new long[values.Length + 1];
        var (positives, negatives) = Split(values, positive, negative);
        _positive.ReachAll(positive.AsSpan(0, positives));
        _negative.ReachAll(negative.AsSpan(0, negatives));
    }
}
