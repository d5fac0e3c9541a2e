using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Proforma.Engine.Random;

/// <summary>Scrambles binary fractions as Owen (1995) does: each digit is turned over or not, depending on all digits before it.</summary>
/// <remarks>
/// The first digit is in the lowest bit. Sums, and products whose carries only travel upwards, change a bit by lower ones alone, which is
/// what nesting means (Laine and Karras, 2011). So numbers that agree in their first k digits still do, and a set of points with one
/// in each elementary interval still has one in each.
/// </remarks>
internal readonly struct NestedScramble(ulong key)
{
    private readonly uint _offset = (uint)key;
    private readonly uint _factor = (uint)(key >> 32) | 1;
    private readonly uint _second = (uint)BitMixer.Mix(key);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Apply(uint digits)
    {
        digits += _offset;
        digits ^= digits * 0x6e3a91d4;
        digits *= _factor;
        digits ^= digits * 0xb5c1e872;
        digits += _second;
        digits ^= digits * 0x8f6c24d6;
        digits *= 0x9e3779b1;
        return digits ^ (digits * 0x3d8a5b2c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<uint> Apply(Vector256<uint> digits)
    {
        digits += Vector256.Create(_offset);
        digits ^= digits * Vector256.Create(0x6e3a91d4u);
        digits *= Vector256.Create(_factor);
        digits ^= digits * Vector256.Create(0xb5c1e872u);
        digits += Vector256.Create(_second);
        digits ^= digits * Vector256.Create(0x8f6c24d6u);
        digits *= Vector256.Create(0x9e3779b1u);
        return digits ^ (digits * Vector256.Create(0x3d8a5b2cu));
    }
}
