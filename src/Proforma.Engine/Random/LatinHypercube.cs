using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Proforma.Engine.Random;

/// <summary>Latin hypercube scores: of N trials exactly one in each of N equal strata, in an order that belongs to the stream.</summary>
internal static class LatinHypercube
{
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
        ScoreStream.FillUniform(key, seed, unit, scores);
        var permutation = new KeyedPermutation(BitMixer.Combine(BitMixer.Combine(seed, key.Value), (ulong)trials), trials);
        int group = Vector256<uint>.Count;
        int whole = scores.Length - (scores.Length % group);
        Vector256<uint> ascending = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        ref double target = ref MemoryMarshal.GetReference(scores);
        for (int i = 0; i < whole; i += group)
        {
            Place(permutation.At(Vector256.Create((uint)(first + i)) + ascending), trials, ref target, (nuint)i);
        }

        if (whole < scores.Length)
        {
            Span<double> last = stackalloc double[group];
            scores[whole..].CopyTo(last);
            Vector256<uint> indices = Vector256.Min(Vector256.Create((uint)(first + whole)) + ascending, Vector256.Create((uint)trials - 1));
            Place(permutation.At(indices), trials, ref MemoryMarshal.GetReference(last), 0);
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
