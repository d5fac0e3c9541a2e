using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Proforma.Engine.Random;

/// <summary>Uniform scores from scrambled Sobol points.</summary>
/// <remarks>
/// A stream's dimensions belong together: they are dimensions of one Sobol set, scrambled independently. Streams with different
/// keys take the points of the set in different orders, by a nested scramble of the index (Burley, 2020), so that none needs to know
/// which dimensions others use. Thus adding an input changes no other's scores, at a price: each input by itself, and the
/// periods of a noise together, are covered evenly, but two inputs only as evenly as independent draws. Any 2^k consecutive trials from
/// a multiple of 2^k on have one score in each of 2^k equal intervals.
/// </remarks>
internal static class SobolPoints
{
    private const int UnitBits = 10;

    // The ten lowest bits of a trial, lowest digit highest, in the upper ten bits of a word.
    private static readonly uint[] ReversedWithinUnit = FillReversed();

    /// <summary>Fills the scores of a unit's first trials in one dimension of a stream. Trials are below 2^31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillUniform(StreamKey key, int dimension, ulong seed, long unit, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scores.Length, ScoreStream.UnitLength, nameof(scores));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unit, ScorePlan.MostTrials / ScoreStream.UnitLength);
        (int page, int column) = Math.DivRem(dimension, SobolDirections.Dimensions);
        ulong group = BitMixer.Combine(page == 0 ? key.Value : key.With(page).Value, seed);
        ulong point = BitMixer.Combine(group, (ulong)column + 1);
        var order = new NestedScramble(group);
        var scramble = new NestedScramble(point);
        ReadOnlySpan<uint> directions = SobolDirections.Reversed(column);

        // All trials of a unit agree in the high bits of their index, so in the low digits of its reversal, scrambled or not.
        uint unitDigits = SobolDirections.Reverse((uint)unit << UnitBits);
        uint common = 0;
        uint commonDigits = order.Apply(unitDigits);
        for (int digit = 0; digit < 32 - UnitBits; digit++)
        {
            common ^= ((commonDigits >> digit) & 1) != 0 ? directions[31 - digit] : 0;
        }

        Span<double> last = stackalloc double[Vector256<uint>.Count];
        ref uint indices = ref MemoryMarshal.GetArrayDataReference(ReversedWithinUnit);
        for (int i = 0; i < scores.Length; i += Vector256<uint>.Count)
        {
            Vector256<uint> index = order.Apply(Vector256.LoadUnsafe(ref indices, (nuint)i) | Vector256.Create(unitDigits));
            Vector256<uint> digits = Vector256.Create(common);
            for (int column10 = 0; column10 < UnitBits; column10++)
            {
                // The sign bit, spread over the word, selects the direction number.
                Vector256<uint> chosen = ((index << column10).AsInt32() >> 31).AsUInt32();
                digits ^= chosen & Vector256.Create(directions[column10]);
            }

            bool whole = scores.Length - i >= Vector256<uint>.Count;
            Store(scramble.Apply(digits), whole ? scores[i..] : last);
            if (!whole)
            {
                last[..(scores.Length - i)].CopyTo(scores[i..]);
            }
        }
    }

    // 32 digits from the point, 20 more from a hash of them, and an odd last place, as for random scores.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<uint> digits, Span<double> target)
    {
        Vector256<uint> fraction = Reverse(digits);
        Vector256<uint> rest = (digits ^ (digits >>> 15)) * Vector256.Create(0x9e3779b1u);
        rest = (rest ^ (rest >>> 13)) * Vector256.Create(0x85ebca6bu);
        ref double start = ref MemoryMarshal.GetReference(target);
        ToUniform(Vector256.WidenLower(fraction), Vector256.WidenLower(rest)).StoreUnsafe(ref start);
        ToUniform(Vector256.WidenUpper(fraction), Vector256.WidenUpper(rest)).StoreUnsafe(ref start, (nuint)Vector256<ulong>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ToUniform(Vector256<ulong> fraction, Vector256<ulong> rest)
    {
        Vector256<ulong> bits = (fraction << 20) | (rest >>> 12) | Vector256.Create(0x3ff0000000000000ul);
        return bits.AsDouble() - Vector256.Create(1.0 - (1.0 / 9007199254740992.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Reverse(Vector256<uint> value)
    {
        value = Swap(value, 1, 0x55555555);
        value = Swap(value, 2, 0x33333333);
        value = Swap(value, 4, 0x0f0f0f0f);
        value = Swap(value, 8, 0x00ff00ff);
        return (value << 16) | (value >>> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Swap(Vector256<uint> value, int distance, uint mask)
    {
        Vector256<uint> lower = Vector256.Create(mask);
        return ((value >>> distance) & lower) | ((value & lower) << distance);
    }

    private static uint[] FillReversed()
    {
        var reversed = new uint[ScoreStream.UnitLength];
        for (uint i = 0; i < reversed.Length; i++)
        {
            reversed[i] = SobolDirections.Reverse(i);
        }

        return reversed;
    }
}
