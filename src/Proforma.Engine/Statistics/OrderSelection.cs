using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Proforma.Engine.Statistics;

/// <summary>
/// Order statistics without a sort: a sample gives brackets that very probably hold the ranks, one vector pass counts what lies
/// below each bracket and gathers what lies within, and the same again on what was gathered. Which values come first does not matter
/// to the answer, only to the time.
/// </summary>
internal static class OrderSelection
{
    /// <summary>Below this it is cheaper to sort.</summary>
    private const int FewValues = 4096;

    private const int LeastSample = 256, GreatestSample = 8192, MaxBrackets = 16;

    /// <summary>Half the width of a bracket in standard deviations of a sample's ranks.</summary>
    private const double Reach = 4;

    /// <summary>Values between two bounds, without these, that hold ranks of interest.</summary>
    private readonly record struct Bracket(double Low, double High, int FirstRank, int LastRank);

    /// <summary>Puts the values at ascending ranks into a dictionary. NaNs among the segments are no values.</summary>
    /// <param name="segments">The values.</param>
    /// <param name="count">How many of them are numbers.</param>
    /// <param name="ranks">Ascending, each from 0 to count − 1.</param>
    /// <param name="found">Receives the values.</param>
    /// <returns>False where a bracket missed: then the ranks that are not in the dictionary need another way.</returns>
    public static bool TrySelect(List<ReadOnlyMemory<double>> segments, long count, ReadOnlySpan<long> ranks, IDictionary<long, double> found)
    {
        var sample = Sample(segments, count);
        var brackets = Brackets(sample, count, ranks);
        if (brackets.Count > MaxBrackets)
        {
            return false;
        }

        var below = new long[brackets.Count];
        var gathered = ArrayPool<double>.Shared.Rent((int)Math.Min(count, (count / 3) + FewValues));
        var length = 0;
        foreach (var segment in segments)
        {
            length = Gather(segment.Span, brackets, below, ref gathered, length);
        }

        var complete = true;
        for (var i = 0; i < brackets.Count; i++)
        {
            var bracket = brackets[i];
            var wanted = ranks[bracket.FirstRank..(bracket.LastRank + 1)];
            complete &= TryWithin(segments, count, gathered.AsMemory(0, length), bracket, below[i], wanted, found);
        }

        ArrayPool<double>.Shared.Return(gathered);
        return complete;
    }

    private static bool TryWithin(
        List<ReadOnlyMemory<double>> segments,
        long count,
        Memory<double> gathered,
        Bracket bracket,
        long below,
        ReadOnlySpan<long> ranks,
        IDictionary<long, double> found)
    {
        var inside = ArrayPool<double>.Shared.Rent(gathered.Length + Vector256<double>.Count);
        long[] outside = [0];
        var length = Gather(gathered.Span, [bracket], outside, ref inside, 0);
        var complete = true;
        List<long> within = [];
        foreach (var rank in ranks)
        {
            if (rank >= below && rank < below + length)
            {
                within.Add(rank - below);
            }
            else
            {
                complete &= TryEnds(segments, bracket, rank, below + length, found);
            }
        }

        if (within.Count > 0)
        {
            // A bracket that holds nearly all, because ranks from all over fell into one, would not narrow the next time either.
            var sorts = length <= FewValues || length > count / 4 * 3;
            complete &= TryAmong(inside.AsMemory(0, length), sorts, below, CollectionsMarshal.AsSpan(within), found);
        }

        ArrayPool<double>.Shared.Return(inside);
        return complete;
    }

    // Where values repeat, the end of a bracket may stand for many ranks.
    private static bool TryEnds(List<ReadOnlyMemory<double>> segments, Bracket bracket, long rank, long belowHigh, IDictionary<long, double> found)
    {
        if (rank < belowHigh && double.IsFinite(bracket.Low) && CountAtOrBelow(segments, Math.BitDecrement(bracket.Low)) <= rank)
        {
            found[rank] = bracket.Low;
            return true;
        }

        if (rank >= belowHigh && double.IsFinite(bracket.High) && CountAtOrBelow(segments, bracket.High) > rank)
        {
            found[rank] = bracket.High;
            return true;
        }

        return false;
    }

    private static bool TryAmong(Memory<double> values, bool sorts, long below, ReadOnlySpan<long> ranks, IDictionary<long, double> found)
    {
        if (!sorts)
        {
            var selected = new Dictionary<long, double>();
            var complete = TrySelect([values], values.Length, ranks, selected);
            foreach (var (rank, value) in selected)
            {
                found[rank + below] = value;
            }

            return complete;
        }

        RadixSort.Sort(values.Span);
        foreach (var rank in ranks)
        {
            found[rank + below] = values.Span[(int)rank];
        }

        return true;
    }

    /// <summary>How many values are at or below one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long CountAtOrBelow(IEnumerable<ReadOnlyMemory<double>> segments, double value)
    {
        var bound = Vector256.Create(value);
        long total = 0;
        foreach (var segment in segments)
        {
            var values = segment.Span;
            ref var source = ref MemoryMarshal.GetReference(values);
            var whole = values.Length - (values.Length % Vector256<double>.Count);
            var counts = Vector256<long>.Zero;
            for (nuint i = 0; i < (nuint)whole; i += (nuint)Vector256<double>.Count)
            {
                counts -= Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref source, i), bound).AsInt64();
            }

            total += Vector256.Sum(counts);
            foreach (var each in values[whole..])
            {
                total += each <= value ? 1 : 0;
            }
        }

        return total;
    }

    private static double[] Sample(List<ReadOnlyMemory<double>> segments, long count)
    {
        var size = (int)Math.Clamp(count / 64, LeastSample, GreatestSample);
        var total = segments.Sum(static segment => (long)segment.Length);
        var stride = Math.Max(1, total / size);
        var sample = new List<double>(size + segments.Count);
        var next = stride / 2;
        foreach (var segment in segments)
        {
            var values = segment.Span;
            for (; next < values.Length; next += stride)
            {
                if (double.IsFinite(values[(int)next]))
                {
                    sample.Add(values[(int)next]);
                }
            }

            next -= values.Length;
        }

        RadixSort.Sort(CollectionsMarshal.AsSpan(sample));
        return [.. sample];
    }

    private static List<Bracket> Brackets(double[] sample, long count, ReadOnlySpan<long> ranks)
    {
        List<Bracket> brackets = [];
        for (var i = 0; i < ranks.Length; i++)
        {
            var share = (ranks[i] + 0.5) / count;
            var middle = share * sample.Length;
            var reach = (Reach * Math.Sqrt(sample.Length * share * (1 - share))) + 2;
            var first = (int)Math.Floor(middle - reach);
            var last = (int)Math.Ceiling(middle + reach);
            var low = first < 0 || sample.Length == 0 ? double.NegativeInfinity : sample[first];
            var high = last >= sample.Length ? double.PositiveInfinity : sample[last];
            if (brackets.Count > 0 && low <= brackets[^1].High)
            {
                brackets[^1] = brackets[^1] with { High = Math.Max(high, brackets[^1].High), LastRank = i };
            }
            else
            {
                brackets.Add(new Bracket(low, high, i, i));
            }
        }

        return brackets;
    }

    // Counts for each bracket what is at or below its low end, and appends what lies strictly within any to the gathered values.
    private static int Gather(ReadOnlySpan<double> values, List<Bracket> brackets, long[] below, ref double[] gathered, int length)
    {
        const int Piece = 4096;
        for (var start = 0; start < values.Length; start += Piece)
        {
            var piece = values.Slice(start, Math.Min(Piece, values.Length - start));
            if (gathered.Length < length + piece.Length + Vector256<double>.Count)
            {
                var larger = ArrayPool<double>.Shared.Rent(Math.Max(gathered.Length * 2, length + piece.Length + Vector256<double>.Count));
                gathered.AsSpan(0, length).CopyTo(larger);
                ArrayPool<double>.Shared.Return(gathered);
                gathered = larger;
            }

            var whole = Avx2.IsSupported ? piece.Length - (piece.Length % Vector256<double>.Count) : 0;
            if (whole > 0)
            {
                length += GatherVectors(piece[..whole], CollectionsMarshal.AsSpan(brackets), below, gathered.AsSpan(length));
            }

            length += GatherScalars(piece[whole..], CollectionsMarshal.AsSpan(brackets), below, gathered.AsSpan(length));
        }

        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe int GatherVectors(ReadOnlySpan<double> values, ReadOnlySpan<Bracket> brackets, long[] below, Span<double> gathered)
    {
        var bounds = stackalloc Vector256<double>[2 * MaxBrackets];
        var counts = stackalloc Vector256<long>[MaxBrackets];
        for (var j = 0; j < brackets.Length; j++)
        {
            bounds[2 * j] = Vector256.Create(brackets[j].Low);
            bounds[(2 * j) + 1] = Vector256.Create(brackets[j].High);
            counts[j] = default;
        }

        ref var source = ref MemoryMarshal.GetReference(values);
        ref var target = ref MemoryMarshal.GetReference(gathered);
        ref var order = ref MemoryMarshal.GetReference(Compression);
        var written = 0;
        for (nuint i = 0; i < (nuint)values.Length; i += (nuint)Vector256<double>.Count)
        {
            var value = Vector256.LoadUnsafe(ref source, i);
            var within = Vector256<double>.Zero;
            for (var j = 0; j < brackets.Length; j++)
            {
                var low = Avx.CompareLessThanOrEqual(value, bounds[2 * j]);
                counts[j] -= low.AsInt64();
                within |= Vector256.AndNot(Avx.CompareLessThan(value, bounds[(2 * j) + 1]), low);
            }

            var mask = Avx.MoveMask(within);
            var lanes = Vector256.LoadUnsafe(ref order, (nuint)mask * 8);
            Avx2.PermuteVar8x32(value.AsInt32(), lanes).AsDouble().StoreUnsafe(ref target, (nuint)written);
            written += BitOperations.PopCount((uint)mask);
        }

        for (var j = 0; j < brackets.Length; j++)
        {
            below[j] += Vector256.Sum(counts[j]);
        }

        return written;
    }

    private static int GatherScalars(ReadOnlySpan<double> values, ReadOnlySpan<Bracket> brackets, long[] below, Span<double> gathered)
    {
        var written = 0;
        foreach (var value in values)
        {
            var within = false;
            for (var j = 0; j < brackets.Length; j++)
            {
                below[j] += value <= brackets[j].Low ? 1 : 0;
                within |= value > brackets[j].Low && value < brackets[j].High;
            }

            if (within)
            {
                gathered[written++] = value;
            }
        }

        return written;
    }

    /// <summary>For each set of lanes the order that puts these first, in halves of a lane.</summary>
    private static ReadOnlySpan<int> Compression =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 2, 3, 0, 1, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7,
        4, 5, 0, 1, 2, 3, 6, 7, 0, 1, 4, 5, 2, 3, 6, 7, 2, 3, 4, 5, 0, 1, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7,
        6, 7, 0, 1, 2, 3, 4, 5, 0, 1, 6, 7, 2, 3, 4, 5, 2, 3, 6, 7, 0, 1, 4, 5, 0, 1, 2, 3, 6, 7, 4, 5,
        4, 5, 6, 7, 0, 1, 2, 3, 0, 1, 4, 5, 6, 7, 2, 3, 2, 3, 4, 5, 6, 7, 0, 1, 0, 1, 2, 3, 4, 5, 6, 7,
    ];
}
