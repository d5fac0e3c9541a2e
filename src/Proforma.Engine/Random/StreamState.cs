using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Proforma.Engine.Numerics;

namespace Proforma.Engine.Random;

/// <summary>Some of the eight interleaved xoshiro256++ generators of a stream (Blackman and Vigna, 2019).</summary>
/// <remarks>
/// Eight, on every machine, because the number decides which draw goes to which trial: they fill one 512-bit register or two
/// of 256 bits, which hides the latency of a step.
/// </remarks>
internal struct StreamState<T>
    where T : struct, ILanes<T>
{
    public const int Generators = 8;
    public const int Words = 4 * Generators;

    private T _s0;
    private T _s1;
    private T _s2;
    private T _s3;

    /// <summary>
    /// Fills the words of all eight states from the identity of a stream and of a unit of its trials. Identities are hashed to 128
    /// bits, 64 for either half of each state, so that streams of a large plan do not meet.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Seed(ulong seed, StreamKey key, long unit, Span<ulong> words)
    {
        ulong stream = BitMixer.Combine(key.Value, seed);
        ulong first = BitMixer.Combine(stream, (ulong)unit);
        ulong second = BitMixer.Combine((ulong)unit, stream ^ key.Value);
        Vector512<ulong> steps = Vector512.Create(0ul, 1, 2, 3, 4, 5, 6, 7) * BitMixer.GoldenStep;
        Vector512<ulong> a = Vector512.Create(first) + steps;
        Vector512<ulong> b = Vector512.Create(second) + steps;
        Vector512<ulong> beyond = Vector512.Create(unchecked(8 * BitMixer.GoldenStep));
        ref ulong target = ref words[0];
        BitMixer.Mix(a).StoreUnsafe(ref target);
        BitMixer.Mix(a + beyond).StoreUnsafe(ref target, 8);
        BitMixer.Mix(b).StoreUnsafe(ref target, 16);
        BitMixer.Mix(b + beyond).StoreUnsafe(ref target, 24);
    }

    /// <summary>The generators from <paramref name="lane"/> on, as many as fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StreamState(ReadOnlySpan<ulong> words, int lane)
    {
        ref readonly double source = ref Unsafe.As<ulong, double>(ref Unsafe.AsRef(in words[0]));
        _s0 = T.Load(in source, (nuint)lane);
        _s1 = T.Load(in source, (nuint)(Generators + lane));
        _s2 = T.Load(in source, (nuint)((2 * Generators) + lane));
        _s3 = T.Load(in source, (nuint)((3 * Generators) + lane));
    }

    /// <summary>64 random bits a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Next()
    {
        T sum = T.AddBits(_s0, _s3);
        T result = T.AddBits((sum << 23) | (sum >>> 41), _s0);
        T shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = (_s3 << 45) | (_s3 >>> 19);
        return result;
    }
}
