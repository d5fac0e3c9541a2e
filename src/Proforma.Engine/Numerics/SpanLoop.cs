using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Proforma.Engine.Numerics;

/// <summary>A function of one double, written for any number of lanes. Its fields are its parameters.</summary>
internal interface ILaneFunction
{
    T Apply<T>(T x)
        where T : struct, ILanes<T>;
}

/// <summary>Applies a function to each element of a span, with the widest vectors that the machine has.</summary>
internal static class SpanLoop
{
    /// <summary>The two spans have equal lengths, and either are the same or do not overlap.</summary>
    public static void Run<TFunction>(TFunction function, ReadOnlySpan<double> source, Span<double> target)
        where TFunction : struct, ILaneFunction
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<TFunction, Lanes8>(function, source, target);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<TFunction, Lanes4>(function, source, target);
        }
        else
        {
            Run<TFunction, Lanes2>(function, source, target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TFunction, T>(TFunction function, ReadOnlySpan<double> source, Span<double> target)
        where TFunction : struct, ILaneFunction
        where T : struct, ILanes<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(target.Length, source.Length, nameof(target));
        ref double from = ref MemoryMarshal.GetReference(source);
        ref double to = ref MemoryMarshal.GetReference(target);
        int whole = source.Length - (source.Length % T.Count);
        for (int i = 0; i < whole; i += T.Count)
        {
            T.Store(function.Apply(T.Load(in from, (nuint)i)), ref to, (nuint)i);
        }

        if (whole < source.Length)
        {
            // Filled up with an element of its own, so that no stranger sends the others down a slow path.
            Span<double> last = stackalloc double[T.Count];
            last.Fill(source[whole]);
            source[whole..].CopyTo(last);
            ref double start = ref MemoryMarshal.GetReference(last);
            T.Store(function.Apply(T.Load(in start, 0)), ref start, 0);
            last[..(source.Length - whole)].CopyTo(target[whole..]);
        }
    }
}
