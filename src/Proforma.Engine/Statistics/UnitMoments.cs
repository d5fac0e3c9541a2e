using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Proforma.Engine.Statistics;

/// <summary>
/// The moments of the values of one unit of trials about their own mean. Sixteen partial sums, by position, are added up in a
/// fixed order without fused operations, so that the bits are the same on every machine.
/// </summary>
/// <param name="Count">How many values.</param>
/// <param name="Mean">Their mean, divided by 2^<paramref name="Scale"/>.</param>
/// <param name="Rest">What the sum of deviations from the rounded mean is, divided by 2^<paramref name="Scale"/>.</param>
/// <param name="Squares">The sum of squared deviations, divided by 2^(2 <paramref name="Scale"/>).</param>
/// <param name="Cubes">The sum of cubed deviations, divided by 2^(3 <paramref name="Scale"/>).</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest.</param>
/// <param name="Scale">0 unless values are so large or small that their powers leave the range of a double.</param>
internal readonly record struct UnitMoments(
    int Count, double Mean, double Rest, double Squares, double Cubes, double Minimum, double Maximum, int Scale)
{
    private const int Lanes = 16;
    private const double Large = 1e60, Small = 1e-60;

    /// <summary>The moments of finite values, or none when one of them is not finite.</summary>
    public static bool TryOf(ReadOnlySpan<double> values, out UnitMoments moments)
    {
        moments = default;
        if (values.IsEmpty)
        {
            return true;
        }

        Scan(values, out var sum, out var minimum, out var maximum);
        var largest = Math.Max(Math.Abs(minimum), Math.Abs(maximum));
        if (double.IsFinite(sum) && (largest is < Large and > Small || largest == 0))
        {
            moments = About(values, sum / values.Length, minimum, maximum, 0);
            return true;
        }

        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        moments = Scaled(values, minimum, maximum, Math.ILogB(largest));
        return true;
    }

    private static UnitMoments Scaled(ReadOnlySpan<double> values, double minimum, double maximum, int scale)
    {
        Span<double> scaled = values.Length <= SampleAccumulator.UnitLength
            ? stackalloc double[SampleAccumulator.UnitLength]
            : new double[values.Length];
        scaled = scaled[..values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            scaled[i] = Math.ScaleB(values[i], -scale);
        }

        Scan(scaled, out var sum, out _, out _);
        return About(scaled, sum / values.Length, minimum, maximum, scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scan(ReadOnlySpan<double> values, out double sum, out double minimum, out double maximum)
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        var low = Vector256.Create(values[0]);
        var high = low;
        var whole = values.Length - (values.Length % Lanes);
        for (nuint i = 0; i < (nuint)whole; i += Lanes)
        {
            var a = Vector256.LoadUnsafe(ref source, i);
            var b = Vector256.LoadUnsafe(ref source, i + 4);
            var c = Vector256.LoadUnsafe(ref source, i + 8);
            var d = Vector256.LoadUnsafe(ref source, i + 12);
            (s0, s1, s2, s3) = (s0 + a, s1 + b, s2 + c, s3 + d);
            low = Vector256.MinNative(low, Vector256.MinNative(Vector256.MinNative(a, b), Vector256.MinNative(c, d)));
            high = Vector256.MaxNative(high, Vector256.MaxNative(Vector256.MaxNative(a, b), Vector256.MaxNative(c, d)));
        }

        sum = Total(s0, s1, s2, s3);
        (minimum, maximum) = (low[0], high[0]);
        for (var lane = 1; lane < Vector256<double>.Count; lane++)
        {
            minimum = Math.Min(minimum, low[lane]);
            maximum = Math.Max(maximum, high[lane]);
        }

        foreach (var value in values[whole..])
        {
            sum += value;
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }

        // Which of two zeros a vector instruction keeps differs between machines.
        minimum += 0.0;
        maximum += 0.0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static UnitMoments About(ReadOnlySpan<double> values, double mean, double minimum, double maximum, int scale)
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        var centre = Vector256.Create(mean);
        Vector256<double> r0 = default, r1 = default, r2 = default, r3 = default;
        Vector256<double> p0 = default, p1 = default, p2 = default, p3 = default, q0 = default, q1 = default, q2 = default, q3 = default;
        var whole = values.Length - (values.Length % Lanes);
        for (nuint i = 0; i < (nuint)whole; i += Lanes)
        {
            var a = Vector256.LoadUnsafe(ref source, i) - centre;
            var b = Vector256.LoadUnsafe(ref source, i + 4) - centre;
            var c = Vector256.LoadUnsafe(ref source, i + 8) - centre;
            var d = Vector256.LoadUnsafe(ref source, i + 12) - centre;
            Vector256<double> aa = a * a, bb = b * b, cc = c * c, dd = d * d;
            (r0, r1, r2, r3) = (r0 + a, r1 + b, r2 + c, r3 + d);
            (p0, p1, p2, p3) = (p0 + aa, p1 + bb, p2 + cc, p3 + dd);
            (q0, q1, q2, q3) = (q0 + (aa * a), q1 + (bb * b), q2 + (cc * c), q3 + (dd * d));
        }

        var rest = Total(r0, r1, r2, r3);
        var squares = Total(p0, p1, p2, p3);
        var cubes = Total(q0, q1, q2, q3);
        foreach (var value in values[whole..])
        {
            var deviation = value - mean;
            var square = deviation * deviation;
            rest += deviation;
            squares += square;
            cubes += square * deviation;
        }

        return new UnitMoments(values.Length, mean, rest, squares, cubes, minimum, maximum, scale);
    }

    private static double Total(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        var sum = (a + b) + (c + d);
        return (sum[0] + sum[1]) + (sum[2] + sum[3]);
    }
}
