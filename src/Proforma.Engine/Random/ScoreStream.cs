using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Proforma.Engine.Numerics;

namespace Proforma.Engine.Random;

/// <summary>The pseudo-random scores of an uncertain input: for each trial a uniform or a standard normal number.</summary>
/// <remarks>
/// A score depends on the seed, the key and the trial alone. Trials come in units of 1,024, and each stream starts anew in each
/// unit, so any unit can be drawn by itself, on any thread or machine.
/// </remarks>
public static class ScoreStream
{
    /// <summary>How many trials share one start of a stream.</summary>
    public const int UnitLength = 1024;

    /// <summary>Uniform scores, above 0 and below 1.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="unit">Which unit: its first trial is <c>unit * 1024</c>.</param>
    /// <param name="scores">Receives the scores of the unit's first trials, at most 1,024 of them.</param>
    public static void FillUniform(StreamKey key, ulong seed, long unit, Span<double> scores)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            FillUniform<Lanes8>(key, seed, unit, scores);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            FillUniform<Lanes4>(key, seed, unit, scores);
        }
        else
        {
            FillUniform<Lanes2>(key, seed, unit, scores);
        }
    }

    /// <summary>Standard normal scores.</summary>
    /// <inheritdoc cref="FillUniform(StreamKey, ulong, long, Span{double})" path="/param"/>
    public static void FillNormal(StreamKey key, ulong seed, long unit, Span<double> scores)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            FillNormal<Lanes8>(key, seed, unit, scores);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            FillNormal<Lanes4>(key, seed, unit, scores);
        }
        else
        {
            FillNormal<Lanes2>(key, seed, unit, scores);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FillUniform<T>(StreamKey key, ulong seed, long unit, Span<double> scores)
        where T : struct, ILanes<T>
    {
        Span<ulong> words = stackalloc ulong[StreamState<T>.Words];
        StreamState<T>.Seed(seed, key, unit, words);
        ref double target = ref MemoryMarshal.GetReference(scores);
        for (int lane = 0; lane < StreamState<T>.Generators; lane += T.Count)
        {
            var state = new StreamState<T>(words, lane);
            for (int i = lane; i < scores.Length; i += StreamState<T>.Generators)
            {
                T.Store(OpenUniform.FromBits(state.Next()), ref target, (nuint)i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FillNormal<T>(StreamKey key, ulong seed, long unit, Span<double> scores)
        where T : struct, ILanes<T>
    {
        Span<ulong> words = stackalloc ulong[StreamState<T>.Words];
        StreamState<T>.Seed(seed, key, unit, words);
        ref double target = ref MemoryMarshal.GetReference(scores);
        for (int lane = 0; lane < StreamState<T>.Generators; lane += T.Count)
        {
            var state = new StreamState<T>(words, lane);
            for (int i = lane; i < scores.Length; i += 2 * StreamState<T>.Generators)
            {
                BoxMuller.Pair(state.Next(), state.Next(), out T first, out T second);
                T.Store(first, ref target, (nuint)i);
                T.Store(second, ref target, (nuint)(i + StreamState<T>.Generators));
            }
        }
    }
}
