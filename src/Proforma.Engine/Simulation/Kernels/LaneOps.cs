using System.Runtime.CompilerServices;
using Proforma.Engine.Numerics;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>
/// The operations of kernels on vectors of trials. Of finite operands the results are the bits of <see cref="Execution.NumberOps"/>, whatever
/// the width; conditions are masks inside a loop and 1 or 0 where they are stored. (Of two zeros of unlike sign the minimum and the maximum
/// give the second, on every path.)
/// </summary>
internal static unsafe class LaneOps<T>
    where T : struct, ILanes<T>
{
    private const double CheckTolerance = 1e-9;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(double* source) => T.Load(ref *source, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* target, T value) => T.Store(value, ref *target, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T a, T b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Subtract(T a, T b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Multiply(T a, T b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Divide(T a, T b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Negate(T a) => a ^ T.OfBits(0x8000000000000000);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Absolute(T a) => a & T.OfBits(0x7fffffffffffffff);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SquareRoot(T a) => T.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Minimum(T a, T b) => T.Minimum(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Maximum(T a, T b) => T.Maximum(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Less(T a, T b) => T.Less(a, b);

    /// <summary>Of numbers: not more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LessOrEqual(T a, T b) => Not(T.Less(b, a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Equal(T a, T b) => T.Same(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NotEqual(T a, T b) => Not(T.Same(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NearlyEqual(T a, T b)
    {
        T difference = Absolute(a - b);
        return LessOrEqual(difference, T.Of(CheckTolerance) * Maximum(Absolute(a), Absolute(b)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NearlyLessOrEqual(T a, T b) => LessOrEqual(a, b) | NearlyEqual(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T And(T a, T b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Or(T a, T b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Not(T mask) => mask ^ T.OfBits(ulong.MaxValue);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Select(T mask, T yes, T no) => T.Select(mask, yes, no);

    /// <summary>The mask of numbers that are not zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaskOf(T number) => Not(T.Same(number, T.Of(0)));

    /// <summary>1 where the mask is set, otherwise 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NumberOf(T mask) => mask & T.Of(1);

    /// <summary>Not a number once the value is not finite, otherwise as it was.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Watch(T poison, T value) => T.Fma(value, T.Of(0), poison);
}
