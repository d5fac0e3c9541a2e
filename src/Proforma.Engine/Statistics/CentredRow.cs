using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Proforma.Engine.Statistics;

/// <summary>The mean of one unit's values and their squared deviations from it, divided by powers of 2^<paramref name="Scale"/>.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Squares">The sum of squared deviations.</param>
/// <param name="Scale">0 unless values are so large or small that their products leave the range of a double.</param>
internal readonly record struct CentredRow(int Count, double Mean, double Squares, int Scale)
{
    /// <summary>The mean and squares of a row of finite values.</summary>
    public static CentredRow Of(ReadOnlySpan<double> values) => UnitMoments.TryOf(values, out var moments)
        ? new CentredRow(values.Length, moments.Mean, moments.Squares, moments.Scale)
        : throw new ArgumentException("A value is not finite.", nameof(values));

    /// <summary>The scaled deviations of the row's values from their mean.</summary>
    public void Deviations(ReadOnlySpan<double> values, Span<double> deviations)
    {
        for (var i = 0; i < values.Length; i++)
        {
            deviations[i] = (Scale == 0 ? values[i] : Math.ScaleB(values[i], -Scale)) - Mean;
        }
    }

    /// <summary>Adds n m, and n m² with the squared deviations, to sums of values and of squares.</summary>
    public void AddTo(ExactSum sum, ExactSum squares)
    {
        sum.Add(Count, Mean, Scale);
        squares.Add(1, Squares, 2 * Scale);
        squares.Add(Count, Mean, Mean, 2 * Scale);
    }

    /// <summary>The sum of the products of this row's deviations with another's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Product(ReadOnlySpan<double> values, ReadOnlySpan<double> otherDeviations)
    {
        if (Scale != 0)
        {
            return ScaledProduct(values, otherDeviations);
        }

        ref var left = ref MemoryMarshal.GetReference(values);
        ref var right = ref MemoryMarshal.GetReference(otherDeviations);
        var mean = Vector256.Create(Mean);
        Vector256<double> a = default, b = default, c = default, d = default;
        var whole = values.Length - (values.Length % (4 * Vector256<double>.Count));
        for (nuint i = 0; i < (nuint)whole; i += 4 * (nuint)Vector256<double>.Count)
        {
            a += (Vector256.LoadUnsafe(ref left, i) - mean) * Vector256.LoadUnsafe(ref right, i);
            b += (Vector256.LoadUnsafe(ref left, i + 4) - mean) * Vector256.LoadUnsafe(ref right, i + 4);
            c += (Vector256.LoadUnsafe(ref left, i + 8) - mean) * Vector256.LoadUnsafe(ref right, i + 8);
            d += (Vector256.LoadUnsafe(ref left, i + 12) - mean) * Vector256.LoadUnsafe(ref right, i + 12);
        }

        a = (a + b) + (c + d);
        var sum = (a[0] + a[1]) + (a[2] + a[3]);
        for (var i = whole; i < values.Length; i++)
        {
            sum += (values[i] - Mean) * otherDeviations[i];
        }

        return sum;
    }

    private double ScaledProduct(ReadOnlySpan<double> values, ReadOnlySpan<double> otherDeviations)
    {
        double sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += (Math.ScaleB(values[i], -Scale) - Mean) * otherDeviations[i];
        }

        return sum;
    }
}
