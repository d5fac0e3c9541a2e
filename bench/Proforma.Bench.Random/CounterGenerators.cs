using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Proforma.Engine.Numerics;
using Proforma.Engine.Random;

namespace Proforma.Bench.Random;

/// <summary>What the stream was chosen over: generators whose draw is a hash of its number, and the platform's exponential.</summary>
internal static class CounterGenerators
{
    private const double Offset = 1.0 - (1.0 / 9007199254740992.0);
    private const ulong OneBits = 0x3ff0000000000000;

    public static void SeedOnly(StreamKey key, long unit, Span<double> scores)
    {
        Span<ulong> words = stackalloc ulong[StreamState<Lanes4>.Words];
        StreamState<Lanes4>.Seed(1, key, unit, words);
        scores[0] = words[0] + words[31];
    }

    // Two rounds of the finalizer: one alone would make streams with close starting points overlap.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mixed512(ulong key, long unit, Span<double> scores)
    {
        ref double target = ref MemoryMarshal.GetReference(scores);
        Vector512<ulong> counter = Vector512.Create((ulong)unit * 1024) + Vector512.Create(0ul, 1, 2, 3, 4, 5, 6, 7);
        for (int i = 0; i < scores.Length; i += 8)
        {
            Vector512<ulong> bits = BitMixer.Mix(BitMixer.Mix(counter * BitMixer.GoldenStep) ^ Vector512.Create(key));
            (((bits >>> 12) | Vector512.Create(OneBits)).AsDouble() - Vector512.Create(Offset)).StoreUnsafe(ref target, (nuint)i);
            counter += Vector512.Create(8ul);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mixed256(ulong key, long unit, Span<double> scores)
    {
        ref double target = ref MemoryMarshal.GetReference(scores);
        Vector256<ulong> counter = Vector256.Create((ulong)unit * 1024) + Vector256.Create(0ul, 1, 2, 3);
        for (int i = 0; i < scores.Length; i += 4)
        {
            Vector256<ulong> bits = Mix(Mix(counter * BitMixer.GoldenStep) ^ Vector256.Create(key));
            (((bits >>> 12) | Vector256.Create(OneBits)).AsDouble() - Vector256.Create(Offset)).StoreUnsafe(ref target, (nuint)i);
            counter += Vector256.Create(4ul);
        }
    }

    // Salmon, Moraes, Dror and Shaw (2011). Each 64-bit lane holds one 32-bit word of a counter; four counters a step.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Philox(ulong key, long unit, Span<double> scores)
    {
        ref double target = ref MemoryMarshal.GetReference(scores);
        Vector256<ulong> mask = Vector256.Create(0xfffffffful);
        for (int i = 0; i < scores.Length; i += 8)
        {
            Vector256<ulong> c0 = Vector256.Create((ulong)i) + Vector256.Create(0ul, 1, 2, 3);
            Vector256<ulong> c1 = Vector256.Create((ulong)unit);
            Vector256<ulong> c2 = Vector256<ulong>.Zero;
            Vector256<ulong> c3 = Vector256<ulong>.Zero;
            uint k0 = (uint)key;
            uint k1 = (uint)(key >> 32);
            for (int round = 0; round < 10; round++)
            {
                Vector256<ulong> p0 = c0 * Vector256.Create(0xd2511f53ul);
                Vector256<ulong> p1 = c2 * Vector256.Create(0xcd9e8d57ul);
                c0 = (p1 >>> 32) ^ c1 ^ Vector256.Create((ulong)k0);
                c1 = p1 & mask;
                c2 = (p0 >>> 32) ^ c3 ^ Vector256.Create((ulong)k1);
                c3 = p0 & mask;
                k0 += 0x9e3779b9;
                k1 += 0xbb67ae85;
            }

            Vector256<ulong> first = (c0 << 20) | (c1 >>> 12) | Vector256.Create(OneBits);
            Vector256<ulong> second = (c2 << 20) | (c3 >>> 12) | Vector256.Create(OneBits);
            (first.AsDouble() - Vector256.Create(Offset)).StoreUnsafe(ref target, (nuint)i);
            (second.AsDouble() - Vector256.Create(Offset)).StoreUnsafe(ref target, (nuint)(i + 4));
        }
    }

    public static void PlatformExp(ReadOnlySpan<double> source, Span<double> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = Math.Exp(source[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Mix(Vector256<ulong> value)
    {
        value = (value ^ (value >>> 30)) * Vector256.Create(0xbf58476d1ce4e5b9ul);
        value = (value ^ (value >>> 27)) * Vector256.Create(0x94d049bb133111ebul);
        return value ^ (value >>> 31);
    }
}
