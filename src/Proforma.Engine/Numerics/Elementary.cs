using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Proforma.Engine.Numerics;

/// <summary>
/// The elementary functions of the engine: for one double, for a vector, and for a span. An argument gives the same bits
/// through each of them, on every machine. Kernels call these and nothing from <see cref="Math"/> that the platform's C library answers.
/// </summary>
/// <remarks>
/// The vector forms are not generic, so that code emitted at run time can call them. In the span forms source and target have
/// equal lengths and may be the same memory. Nothing here waits for the runtime's second, optimizing compilation: unoptimized, a
/// vector function is a hundred times slower, which would be most of a short run.
/// </remarks>
public static class Elementary
{
    /// <summary><c>exp(x)</c>. Error below 1 unit in the last place, also of subnormal results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Exp(double x) => Exponential.Exp(new Lanes2(Vector128.Create(x))).Value.ToScalar();

    /// <inheritdoc cref="Exp(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp(Vector128<double> x) => Exponential.Exp(new Lanes2(x)).Value;

    /// <inheritdoc cref="Exp(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x) => Exponential.Exp(new Lanes4(x)).Value;

    /// <inheritdoc cref="Exp(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x) => Exponential.Exp(new Lanes8(x)).Value;

    /// <inheritdoc cref="Exp(double)"/>
    public static void Exp(ReadOnlySpan<double> x, Span<double> result) => SpanLoop.Run(default(ExpFunction), x, result);

    /// <summary><c>exp(x) - 1</c>, without loss near zero. Error below 2 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Expm1(double x) => Exponential.Expm1(new Lanes2(Vector128.Create(x))).Value.ToScalar();

    /// <inheritdoc cref="Expm1(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Expm1(Vector128<double> x) => Exponential.Expm1(new Lanes2(x)).Value;

    /// <inheritdoc cref="Expm1(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Expm1(Vector256<double> x) => Exponential.Expm1(new Lanes4(x)).Value;

    /// <inheritdoc cref="Expm1(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Expm1(Vector512<double> x) => Exponential.Expm1(new Lanes8(x)).Value;

    /// <inheritdoc cref="Expm1(double)"/>
    public static void Expm1(ReadOnlySpan<double> x, Span<double> result) => SpanLoop.Run(default(Expm1Function), x, result);

    /// <summary>The natural logarithm: minus infinity at zero, not a number below. Error below 0.9 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Log(double x) => Logarithm.Log(new Lanes2(Vector128.Create(x))).Value.ToScalar();

    /// <inheritdoc cref="Log(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Log(Vector128<double> x) => Logarithm.Log(new Lanes2(x)).Value;

    /// <inheritdoc cref="Log(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x) => Logarithm.Log(new Lanes4(x)).Value;

    /// <inheritdoc cref="Log(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x) => Logarithm.Log(new Lanes8(x)).Value;

    /// <inheritdoc cref="Log(double)"/>
    public static void Log(ReadOnlySpan<double> x, Span<double> result) => SpanLoop.Run(default(LogFunction), x, result);

    /// <summary><c>log(1 + x)</c>, without loss near zero. Error below 2 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Log1p(double x) => Logarithm.Log1p(new Lanes2(Vector128.Create(x))).Value.ToScalar();

    /// <inheritdoc cref="Log1p(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Log1p(Vector128<double> x) => Logarithm.Log1p(new Lanes2(x)).Value;

    /// <inheritdoc cref="Log1p(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log1p(Vector256<double> x) => Logarithm.Log1p(new Lanes4(x)).Value;

    /// <inheritdoc cref="Log1p(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1p(Vector512<double> x) => Logarithm.Log1p(new Lanes8(x)).Value;

    /// <inheritdoc cref="Log1p(double)"/>
    public static void Log1p(ReadOnlySpan<double> x, Span<double> result) => SpanLoop.Run(default(Log1pFunction), x, result);

    /// <summary>The probability that a standard normal variable is at most x. Relative error below 2e-15 down to 1e-300.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double NormalCdf(double x) => NormalIntegral.Cdf(new Lanes2(Vector128.Create(x))).Value.ToScalar();

    /// <inheritdoc cref="NormalCdf(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> NormalCdf(Vector128<double> x) => NormalIntegral.Cdf(new Lanes2(x)).Value;

    /// <inheritdoc cref="NormalCdf(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> NormalCdf(Vector256<double> x) => NormalIntegral.Cdf(new Lanes4(x)).Value;

    /// <inheritdoc cref="NormalCdf(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> NormalCdf(Vector512<double> x) => NormalIntegral.Cdf(new Lanes8(x)).Value;

    /// <inheritdoc cref="NormalCdf(double)"/>
    public static void NormalCdf(ReadOnlySpan<double> x, Span<double> result) => SpanLoop.Run(default(NormalCdfFunction), x, result);

    /// <summary>The number that a standard normal variable falls below with probability p. Relative error below 1e-15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double NormalQuantile(double p) => NormalInverse.Quantile(new Lanes2(Vector128.Create(p))).Value.ToScalar();

    /// <inheritdoc cref="NormalQuantile(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> NormalQuantile(Vector128<double> p) => NormalInverse.Quantile(new Lanes2(p)).Value;

    /// <inheritdoc cref="NormalQuantile(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> NormalQuantile(Vector256<double> p) => NormalInverse.Quantile(new Lanes4(p)).Value;

    /// <inheritdoc cref="NormalQuantile(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> NormalQuantile(Vector512<double> p) => NormalInverse.Quantile(new Lanes8(p)).Value;

    /// <inheritdoc cref="NormalQuantile(double)"/>
    public static void NormalQuantile(ReadOnlySpan<double> p, Span<double> result) => SpanLoop.Run(default(NormalQuantileFunction), p, result);

    internal readonly struct ExpFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : struct, ILanes<T> => Exponential.Exp(x);
    }

    internal readonly struct Expm1Function : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : struct, ILanes<T> => Exponential.Expm1(x);
    }

    internal readonly struct LogFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : struct, ILanes<T> => Logarithm.Log(x);
    }

    internal readonly struct Log1pFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : struct, ILanes<T> => Logarithm.Log1p(x);
    }

    internal readonly struct NormalCdfFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : struct, ILanes<T> => NormalIntegral.Cdf(x);
    }

    internal readonly struct NormalQuantileFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : struct, ILanes<T> => NormalInverse.Quantile(x);
    }
}
