using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Proforma.Engine.Numerics;

/// <summary>Multiples and sums of spans, element by element, with the same bits for any vector width.</summary>
internal static class LinearCombination
{
    /// <summary>Multiplies each element by a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(Span<double> target, double factor)
    {
        ref double start = ref MemoryMarshal.GetReference(target);
        int whole = target.Length - (target.Length % Vector<double>.Count);
        for (int i = 0; i < whole; i += Vector<double>.Count)
        {
            (Vector.LoadUnsafe(ref start, (nuint)i) * factor).StoreUnsafe(ref start, (nuint)i);
        }

        for (int i = whole; i < target.Length; i++)
        {
            target[i] *= factor;
        }
    }

    /// <summary>Adds to each element the multiple of another, with one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<double> target, ReadOnlySpan<double> other, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Length, target.Length, nameof(other));
        ref double start = ref MemoryMarshal.GetReference(target);
        ref double from = ref MemoryMarshal.GetReference(other);
        var factors = new Vector<double>(factor);
        int whole = target.Length - (target.Length % Vector<double>.Count);
        for (int i = 0; i < whole; i += Vector<double>.Count)
        {
            Vector<double> sum = Vector.FusedMultiplyAdd(factors, Vector.LoadUnsafe(ref from, (nuint)i), Vector.LoadUnsafe(ref start, (nuint)i));
            sum.StoreUnsafe(ref start, (nuint)i);
        }

        for (int i = whole; i < target.Length; i++)
        {
            target[i] = Math.FusedMultiplyAdd(factor, other[i], target[i]);
        }
    }
}
