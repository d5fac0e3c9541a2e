using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Proforma.Engine.Random;

/// <summary>Latin hypercube scores: of N trials exactly one in each of N equal strata, in an order that belongs to the stream.</summary>
internal static class LatinHypercube
{
    // The network's rounds mix too little where the parts have few bits; so few trials can as well be shuffled as a whole.
    private const int MostShuffled = 4096;

    // 2^52: or-ing an integer into its bits makes the sum.
    private const ulong IntegerBits = 0x4330000000000000;
    private const double TwoTo52 = 4503599627370496.0;

    /// <summary>Fills the scores of a unit's first trials, all of which are below <paramref name="trials"/>.</summary>
    /// <remarks>Where in its stratum a score lies is the stream's uniform draw, and the order is a permutation of its own for each stream.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillUniform(StreamKey key, ulong seed, long trials, long unit, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trials, ScorePlan.MostTrials);
        long first = unit * ScoreStream.UnitLength;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + scores.Length, trials, nameof(scores));
        ulong order = BitMixer.Combine(BitMixer.Combine(seed, key.Value), (ulong)trials);
        Span<uint> strata = stackalloc uint[ScoreStream.UnitLength];
        if (trials <= MostShuffled)
        {
            Shuffle(order, (int)trials, (int)first, strata[..scores.Length]);
        }
        else
        {
            Permute(new KeyedPermutation(order, trials), (uint)first, trials, strata, scores.Length);
        }

        ScoreStream.FillUniform(key, seed, unit, scores);
        Place(strata, trials, scores);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Permute(KeyedPermutation permutation, uint first, long trials, Span<uint> strata, int count)
    {
        Vector256<uint> ascending = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        Vector256<uint> last = Vector256.Create((uint)(trials - 1));
        ref uint target = ref MemoryMarshal.GetReference(strata);
        for (int i = 0; i < count; i += Vector256<uint>.Count)
        {
            Vector256<uint> indices = Vector256.Min(Vector256.Create(first + (uint)i) + ascending, last);
            permutation.At(indices).StoreUnsafe(ref target, (nuint)i);
        }
    }

    // Fisher and Yates, with a whole shuffle for each unit: at most four units share it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Shuffle(ulong order, int trials, int first, Span<uint> strata)
    {
        Span<uint> all = stackalloc uint[trials];
        for (int i = 0; i < trials; i++)
        {
            order += BitMixer.GoldenStep;
            int other = (int)(((BitMixer.Mix(order) >> 32) * (ulong)(i + 1)) >> 32);
            all[i] = all[other];
            all[other] = (uint)i;
        }

        all.Slice(first, strata.Length).CopyTo(strata);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Place(ReadOnlySpan<uint> strata, long trials, Span<double> scores)
    {
        ref uint source = ref MemoryMarshal.GetReference(strata);
        ref double target = ref MemoryMarshal.GetReference(scores);
        int whole = scores.Length - (scores.Length % Vector256<uint>.Count);
        for (int i = 0; i < whole; i += Vector256<uint>.Count)
        {
            Place(Vector256.LoadUnsafe(ref source, (nuint)i), trials, ref target, (nuint)i);
        }

        if (whole < scores.Length)
        {
            Span<double> last = stackalloc double[Vector256<uint>.Count];
            scores[whole..].CopyTo(last);
            Place(Vector256.LoadUnsafe(ref source, (nuint)whole), trials, ref MemoryMarshal.GetReference(last), 0);
            last[..(scores.Length - whole)].CopyTo(scores[whole..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Place(Vector256<uint> strata, long trials, ref double target, nuint index)
    {
        Place(Vector256.WidenLower(strata), trials, ref target, index);
        Place(Vector256.WidenUpper(strata), trials, ref target, index + (nuint)Vector256<ulong>.Count);
    }

    // Of very many strata the sum of the last may round up to their number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Place(Vector256<ulong> strata, long trials, ref double target, nuint index)
    {
        Vector256<double> start = (strata | Vector256.Create(IntegerBits)).AsDouble() - Vector256.Create(TwoTo52);
        Vector256<double> score = (start + Vector256.LoadUnsafe(ref target, index)) / Vector256.Create((double)trials);
        Vector256<double> largest = Vector256.Create(1 - (1.0 / 9007199254740992.0));
        Vector256.ConditionalSelect(Vector256.LessThan(score, largest), score, largest).StoreUnsafe(ref target, index);
    }
}
