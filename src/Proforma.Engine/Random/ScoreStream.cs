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

    // Whole groups of draws are stored at once; the last few of a shorter block go through a group of its own.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FillUniform<T>(StreamKey key, ulong seed, long unit, Span<double> scores)
        where T : struct, ILanes<T>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scores.Length, UnitLength, nameof(scores));
        const int Group = StreamState<T>.Generators;
        Span<ulong> words = stackalloc ulong[StreamState<T>.Words];
        Span<double> last = stackalloc double[Group];
        StreamState<T>.Seed(seed, key, unit, words);
        ref double target = ref MemoryMarshal.GetReference(scores);
        ref double lastTarget = ref MemoryMarshal.GetReference(last);
        int whole = scores.Length - (scores.Length % Group);
        for (int lane = 0; lane < Group; lane += T.Count)
        {
            var state = new StreamState<T>(words, lane);
            for (int i = lane; i < whole; i += Group)
            {
                T.Store(OpenUniform.FromBits(state.Next()), ref target, (nuint)i);
            }

            T.Store(OpenUniform.FromBits(state.Next()), ref lastTarget, (nuint)lane);
        }

        last[..(scores.Length - whole)].CopyTo(scores[whole..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FillNormal<T>(StreamKey key, ulong seed, long unit, Span<double> scores)
        where T : struct, ILanes<T>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scores.Length, UnitLength, nameof(scores));
        const int Group = 2 * StreamState<T>.Generators;
        Span<ulong> words = stackalloc ulong[StreamState<T>.Words];
        Span<double> last = stackalloc double[Group];
        StreamState<T>.Seed(seed, key, unit, words);
        ref double target = ref MemoryMarshal.GetReference(scores);
        ref double lastTarget = ref MemoryMarshal.GetReference(last);
        int whole = scores.Length - (scores.Length % Group);
        for (int lane = 0; lane < StreamState<T>.Generators; lane += T.Count)
        {
            var state = new StreamState<T>(words, lane);
            for (int i = lane; i < whole; i += Group)
            {
                Store(ref state, ref target, (nuint)i);
            }

            Store(ref state, ref lastTarget, (nuint)lane);
        }

        last[..(scores.Length - whole)].CopyTo(scores[whole..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(ref StreamState<T> state, ref double target, nuint index)
        where T : struct, ILanes<T>
    {
        BoxMuller.Pair(state.Next(), state.Next(), out T first, out T second);
        T.Store(first, ref target, index);
        T.Store(second, ref target, index + StreamState<T>.Generators);
    }
}
