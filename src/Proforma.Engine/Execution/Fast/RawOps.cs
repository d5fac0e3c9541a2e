using System.Runtime.CompilerServices;
using Proforma.Engine.Numerics;
using Proforma.Model.Program;

namespace Proforma.Engine.Execution.Fast;

/// <summary>
/// The operations on raw doubles, among which states are some NaN and overflow is an infinity. Whenever the reference interpreter
/// would not give a number, neither do these: operations that could hide a NaN or an infinity (comparisons, minimum, division by
/// it, …) give NaN for it. So a finite result is right to the last bit, and any other is computed again cell by cell.
/// </summary>
internal static class RawOps
{
    public static double Apply(OpCode code, double a, double b, double c) => code switch
    {
        OpCode.Add => a + b,
        OpCode.Subtract => a - b,
        OpCode.Multiply => a * b,
        OpCode.Divide => Divide(a, b),
        OpCode.Negate => -a,
        OpCode.Absolute => Math.Abs(a),
        OpCode.SquareRoot => Math.Sqrt(a),
        OpCode.Logarithm => Elementary.Log(a),
        OpCode.Floor => Math.Floor(a),
        OpCode.Ceiling => Math.Ceiling(a),
        OpCode.And => And(a, b),
        OpCode.Or => Or(a, b),
        OpCode.Select => Select(a, b, c),
        OpCode.Coalesce => Coalesce(a),
        OpCode.IsKnown => IsKnown(a),
        _ => Guarded(code, a, b),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divide(double a, double b) => double.IsFinite(b) ? a / b : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Minimum(double a, double b) => double.IsFinite(a) && double.IsFinite(b) ? Math.Min(a, b) : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(double a, double b) => double.IsFinite(a) && double.IsFinite(b) ? Math.Max(a, b) : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Less(double a, double b) => double.IsFinite(a) && double.IsFinite(b) ? a < b ? 1 : 0 : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LessOrEqual(double a, double b) => double.IsFinite(a) && double.IsFinite(b) ? a <= b ? 1 : 0 : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Equal(double a, double b) => double.IsFinite(a) && double.IsFinite(b) ? a == b ? 1 : 0 : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double NotEqual(double a, double b) => double.IsFinite(a) && double.IsFinite(b) ? a != b ? 1 : 0 : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Not(double a) => double.IsFinite(a) ? a == 0 ? 1 : 0 : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Select(double a, double b, double c) => double.IsFinite(a) ? a != 0 ? b : c : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double And(double a, double b) => a == 0 || b == 0 ? 0 : double.IsFinite(a) && double.IsFinite(b) ? 1 : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Or(double a, double b) =>
        (double.IsFinite(a) && a != 0) || (double.IsFinite(b) && b != 0) ? 1 : double.IsFinite(a) && double.IsFinite(b) ? 0 : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Coalesce(double a) => double.IsFinite(a) ? a : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double IsKnown(double a) => double.IsFinite(a) ? 1 : double.NaN;

    public static double Exponential(double a) => double.IsFinite(a) ? Elementary.Exp(a) : double.NaN;

    public static double Power(double a, double b) => double.IsFinite(a) && double.IsFinite(b) ? Elementary.Pow(a, b) : double.NaN;

    /// <summary>Any operation on numbers, given numbers only.</summary>
    public static double Guarded(OpCode code, double a, double b) =>
        double.IsFinite(a) && double.IsFinite(b) ? NumberOps.Apply(code, a, b) : double.NaN;
}
