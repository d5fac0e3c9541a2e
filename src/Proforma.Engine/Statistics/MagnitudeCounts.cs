using System.Numerics;
using System.Runtime.CompilerServices;

namespace Proforma.Engine.Statistics;

/// <summary>
/// How many positive numbers lie in each bucket, where buckets are runs of neighbouring doubles of equal number: their bits without
/// the last <see cref="Shift"/>. Within a power of two they are equally wide, from one power to the next twice as wide.
/// </summary>
/// <remarks>
/// The buckets are the finest of at most <see cref="MaxBuckets"/> that reach from the least to the greatest number. So they depend on
/// these two alone, whichever came first, and two counts of parts of the numbers add up to the count of all. When the range grows
/// neighbours are joined: a coarser bucket is always the union of two finer ones.
/// </remarks>
internal sealed class MagnitudeCounts
{
    public const int MaxBuckets = 1 << 15;

    private const int FirstCapacity = 1 << 10;

    private long[] _counts = [];

    /// <summary>The bits of the least and greatest number; least is beyond greatest while there is none.</summary>
    public long Least { get; private set; } = long.MaxValue;

    public long Greatest { get; private set; } = -1;

    public int Shift { get; private set; }

    /// <summary>Where the first element of the counts stands among all buckets of this shift.</summary>
    public long Origin { get; private set; }

    public bool IsEmpty => Greatest < Least;

    /// <summary>The counts from the bucket of the least number to that of the greatest.</summary>
    public ReadOnlySpan<long> Counts => IsEmpty ? [] : _counts.AsSpan((int)((Least >> Shift) - Origin), Scale.Length);

    /// <summary>The bucket in which the counts begin.</summary>
    public long FirstBucket => Least >> Shift;

    /// <summary>Makes sure that numbers with these bits can be counted.</summary>
    public void Reach(long least, long greatest)
    {
        if (least >= Least && greatest <= Greatest)
        {
            return;
        }

        (least, greatest) = (Math.Min(least, Least), Math.Max(greatest, Greatest));
        var shift = Shift;
        while ((greatest >> shift) - (least >> shift) >= MaxBuckets)
        {
            shift++;
        }

        var first = least >> shift;
        var last = greatest >> shift;
        if (shift != Shift || _counts.Length == 0 || first < Origin || last >= Origin + _counts.Length)
        {
            Move(shift, first, last);
        }

        (Least, Greatest) = (least, greatest);
    }

    /// <summary>Adds to the bucket of a number within reach.</summary>
    public void Add(long bits, long count) => _counts[(int)((bits >> Shift) - Origin)] += count;

    /// <summary>Makes sure that all these can be counted.</summary>
    public void ReachAll(ReadOnlySpan<long> bits)
    {
        if (!bits.IsEmpty)
        {
            var (least, greatest) = (long.MaxValue, -1L);
            foreach (var each in bits)
            {
                least = Math.Min(least, each);
                greatest = Math.Max(greatest, each);
            }

            Reach(least, greatest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddAll(ReadOnlySpan<long> bits)
    {
        ReachAll(bits);
        var counts = _counts;
        var (shift, origin) = (Shift, Origin);
        foreach (var each in bits)
        {
            counts[(int)((each >> shift) - origin)]++;
        }
    }

    public void Merge(MagnitudeCounts other)
    {
        if (other.IsEmpty)
        {
            return;
        }

        Reach(other.Least, other.Greatest);
        var counts = other.Counts;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0)
            {
                Add((other.FirstBucket + i) << other.Shift, counts[i]);
            }
        }
    }

    /// <summary>Where the buckets lie.</summary>
    public BucketScale Scale => new(Least, Greatest, Shift);

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(Least);
        writer.Write(Greatest);
        var counts = Counts;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0)
            {
                writer.Write(i);
                writer.Write(counts[i]);
            }
        }

        writer.Write(-1);
    }

    public static MagnitudeCounts ReadFrom(BinaryReader reader)
    {
        var (least, greatest) = (reader.ReadInt64(), reader.ReadInt64());
        var counts = new MagnitudeCounts();
        if (greatest >= least)
        {
            if (least < 0 || greatest >= BitConverter.DoubleToInt64Bits(double.PositiveInfinity))
            {
                throw SampleBytes.Malformed();
            }

            counts.Reach(least, greatest);
        }

        var length = counts.Counts.Length;
        for (var at = reader.ReadInt32(); at != -1; at = reader.ReadInt32())
        {
            if ((uint)at >= (uint)length)
            {
                throw SampleBytes.Malformed();
            }

            counts._counts[(int)(counts.FirstBucket + at - counts.Origin)] += SampleBytes.ReadCount(reader);
        }

        return counts;
    }

    private void Move(int shift, long first, long last)
    {
        var old = _counts;
        var (oldOrigin, oldShift, oldFirst, oldLength) = (Origin, Shift, FirstBucketOrZero, Counts.Length);

        // Some room on both sides, so that a range that grows little by little is not moved every time.
        var length = (int)Math.Min(2L * MaxBuckets, (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(last - first + 1, FirstCapacity)) * 2);
        _counts = new long[length];
        Origin = Math.Max(0, first - ((length - (last - first + 1)) / 2));
        Shift = shift;
        for (var i = 0; i < oldLength; i++)
        {
            var bucket = (oldFirst + i) >> (shift - oldShift);
            _counts[(int)(bucket - Origin)] += old[(int)(oldFirst + i - oldOrigin)];
        }
    }

    private long FirstBucketOrZero => IsEmpty ? 0 : FirstBucket;
}
