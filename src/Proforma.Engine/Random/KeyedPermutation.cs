using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Proforma.Engine.Random;

/// <summary>A permutation of the numbers below N, chosen by a key, of which any value can be computed by itself.</summary>
/// <remarks>
/// A Feistel network of six rounds, enough where both parts have six bits or more, on pairs of a low part below a power of two and a
/// high part, their product at most a little above N; what falls outside is sent through again until it falls inside (Black and
/// Rogaway, 2002). Eight values share the work.
/// </remarks>
internal readonly struct KeyedPermutation
{
    private const int Rounds = 6;

    private readonly uint _length;
    private readonly int _lowBits;
    private readonly uint _lowMask;
    private readonly uint _highCount;
    private readonly RoundKeys _keys;

    /// <summary>The permutation of the numbers below <paramref name="length"/>, which is at least 1 and at most 2^31.</summary>
    public KeyedPermutation(ulong key, long length)
    {
        int bits = 2;
        while ((1L << bits) < length)
        {
            bits++;
        }

        // The high part stays below 2^16, where a product with 16 random bits still fits in 32.
        _lowBits = (bits + 1) / 2;
        _lowMask = (1u << _lowBits) - 1;
        _highCount = (uint)((length + _lowMask) >> _lowBits);
        _length = (uint)length;
        for (int round = 0; round < Rounds; round++)
        {
            key += BitMixer.GoldenStep;
            _keys[round] = (uint)(BitMixer.Mix(key) >> 32);
        }
    }

    /// <summary>Where numbers below the length go.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<uint> At(Vector256<uint> indices)
    {
        Vector256<uint> length = Vector256.Create(_length);
        Vector256<uint> result = Once(indices);
        for (Vector256<uint> outside = Vector256.GreaterThanOrEqual(result, length); outside != Vector256<uint>.Zero;)
        {
            result = Vector256.ConditionalSelect(outside, Once(result), result);
            outside = Vector256.GreaterThanOrEqual(result, length);
        }

        return result;
    }

    // Each round adds a hash of one part to the other, modulo how many values that one has.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<uint> Once(Vector256<uint> index)
    {
        Vector256<uint> lowMask = Vector256.Create(_lowMask);
        Vector256<uint> highCount = Vector256.Create(_highCount);
        Vector256<uint> low = index & lowMask;
        Vector256<uint> high = index >>> _lowBits;
        for (int round = 0; round < Rounds; round += 2)
        {
            low = (low + Hash(high, _keys[round])) & lowMask;
            high += (Hash(low, _keys[round + 1]) * highCount) >>> 16;
            high -= Vector256.GreaterThanOrEqual(high, highCount) & highCount;
        }

        return (high << _lowBits) | low;
    }

    // Sixteen random bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Hash(Vector256<uint> part, uint key)
    {
        Vector256<uint> mixed = (part + Vector256.Create(key)) * Vector256.Create(0x9e3779b1u);
        mixed = (mixed ^ (mixed >>> 15)) * Vector256.Create(0x85ebca6bu);
        return mixed >>> 16;
    }

    [InlineArray(Rounds)]
    private struct RoundKeys
    {
        private uint _first;
    }
}
