using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Proforma.Engine.Random;

/// <summary>Bijections of 64-bit integers that leave no visible relation between their arguments and results.</summary>
/// <remarks>The finalizer of SplitMix64 (Steele, Lea and Flood, 2014; constants by Stafford, mix 13).</remarks>
internal static class BitMixer
{
    /// <summary>The odd integer nearest to 2^64 divided by the golden ratio: steps by it spread evenly.</summary>
    public const ulong GoldenStep = 0x9e3779b97f4a7c15;

    private const ulong FirstFactor = 0xbf58476d1ce4e5b9;
    private const ulong SecondFactor = 0x94d049bb133111eb;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * FirstFactor;
        value = (value ^ (value >> 27)) * SecondFactor;
        return value ^ (value >> 31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Mix(Vector512<ulong> value)
    {
        value = (value ^ (value >>> 30)) * Vector512.Create(FirstFactor);
        value = (value ^ (value >>> 27)) * Vector512.Create(SecondFactor);
        return value ^ (value >>> 31);
    }

    /// <summary>A hash of an ordered pair: exchanging the two gives another result.</summary>
    public static ulong Combine(ulong first, ulong second) => Mix(Mix(first + GoldenStep) ^ (second * SecondFactor + FirstFactor));
}
