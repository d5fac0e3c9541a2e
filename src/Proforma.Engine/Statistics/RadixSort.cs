using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Proforma.Engine.Statistics;

/// <summary>Sorts doubles by counting the digits of an integer key that has their order: linear in their number.</summary>
internal static class RadixSort
{
    private const int DigitBits = 11, Radix = 1 << DigitBits, Digits = 6, FewValues = 256;

    /// <summary>An integer whose unsigned order is the order of numbers; −0 comes directly before 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong KeyOf(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    public static double ValueOf(ulong key) =>
        BitConverter.UInt64BitsToDouble(key ^ ((ulong)((long)~key >> 63) | 0x8000_0000_0000_0000));

    /// <summary>Sorts numbers, none of which is a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sort(Span<double> values)
    {
        if (values.Length <= FewValues)
        {
            values.Sort();
            return;
        }

        var keys = new ulong[values.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = KeyOf(values[i]);
        }

        var sorted = Sort(keys, [], out _);
        for (var i = 0; i < sorted.Length; i++)
        {
            values[i] = ValueOf(sorted[i]);
        }
    }

    /// <summary>The positions of numbers in ascending order, equal ones in the order in which they stand.</summary>
    public static int[] OrderOf(ReadOnlySpan<double> values, out ulong[] sortedKeys)
    {
        var keys = new ulong[values.Length];
        var positions = new int[values.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = KeyOf(values[i] + 0.0);
            positions[i] = i;
        }

        sortedKeys = Sort(keys, positions, out var order);
        return order;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong[] Sort(ulong[] keys, int[] payload, out int[] order)
    {
        var counts = new int[Digits * Radix];
        foreach (var key in keys)
        {
            for (var digit = 0; digit < Digits; digit++)
            {
                counts[(digit * Radix) + Digit(key, digit)]++;
            }
        }

        var other = new ulong[keys.Length];
        var otherPayload = new int[payload.Length];
        for (var digit = 0; digit < Digits; digit++)
        {
            var count = counts.AsSpan(digit * Radix, Radix);
            if (count[Digit(keys[0], digit)] == keys.Length)
            {
                continue;
            }

            var start = 0;
            foreach (ref var entry in count)
            {
                (entry, start) = (start, start + entry);
            }

            Scatter(keys, other, payload, otherPayload, count, digit);
            (keys, other) = (other, keys);
            (payload, otherPayload) = (otherPayload, payload);
        }

        order = payload;
        return keys;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(ulong[] from, ulong[] to, int[] payload, int[] toPayload, Span<int> starts, int digit)
    {
        ref var start = ref MemoryMarshal.GetReference(starts);
        if (payload.Length == 0)
        {
            foreach (var key in from)
            {
                to[Unsafe.Add(ref start, Digit(key, digit))++] = key;
            }

            return;
        }

        for (var i = 0; i < from.Length; i++)
        {
            var at = Unsafe.Add(ref start, Digit(from[i], digit))++;
            to[at] = from[i];
            toPayload[at] = payload[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Digit(ulong key, int digit) => (int)(key >> (digit * DigitBits)) & (Radix - 1);
}
