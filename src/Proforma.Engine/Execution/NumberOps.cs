using Proforma.Engine.Numerics;
using Proforma.Model.Program;

namespace Proforma.Engine.Execution;

/// <summary>The operations on finite numbers: one definition for the reference interpreter, the fast path and emitted kernels.</summary>
internal static class NumberOps
{
    /// <summary>Beyond this, doubles have no decimals left to round.</summary>
    private const double WholeFrom = 4503599627370496.0;

    /// <summary>How far apart two numbers that a check calls equal may be, relative to the larger one.</summary>
    private const double CheckTolerance = 1e-9;

    public static double Apply(OpCode code, double a, double b) => code switch
    {
        OpCode.Add => a + b,
        OpCode.Subtract => a - b,
        OpCode.Multiply => a * b,
        OpCode.Divide => a / b,
        OpCode.Negate => -a,
        OpCode.Power => Elementary.Pow(a, b),
        OpCode.Absolute => Math.Abs(a),
        OpCode.SquareRoot => Math.Sqrt(a),
        OpCode.Exponential => Elementary.Exp(a),
        OpCode.Logarithm => Elementary.Log(a),
        OpCode.Minimum => Math.Min(a, b),
        OpCode.Maximum => Math.Max(a, b),
        OpCode.Floor => Math.Floor(a),
        OpCode.Ceiling => Math.Ceiling(a),
        OpCode.Round => Round(a, b),
        OpCode.RoundUp => RoundUp(a, b),
        OpCode.RoundDown => RoundDown(a, b),
        OpCode.Modulo => Modulo(a, b),
        OpCode.Sign => a > 0 ? 1 : a < 0 ? -1 : 0,
        OpCode.Less => a < b ? 1 : 0,
        OpCode.LessOrEqual => a <= b ? 1 : 0,
        OpCode.Equal => a == b ? 1 : 0,
        OpCode.NotEqual => a != b ? 1 : 0,
        OpCode.NearlyLessOrEqual => NearlyLessOrEqual(a, b),
        OpCode.NearlyEqual => NearlyEqual(a, b),
        OpCode.Not => a == 0 ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not an operation on numbers."),
    };

    public static double Round(double a, double decimals) => ToDecimals(a, decimals, MidpointRounding.AwayFromZero);

    public static double RoundUp(double a, double decimals) =>
        ToDecimals(a, decimals, a < 0 ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity);

    public static double RoundDown(double a, double decimals) => ToDecimals(a, decimals, MidpointRounding.ToZero);

    public static double Modulo(double a, double b) => a - (b * Math.Floor(a / b));

    public static double NearlyLessOrEqual(double a, double b) => a <= b || NearlyEqual(a, b) != 0 ? 1 : 0;

    public static double NearlyEqual(double a, double b) => Math.Abs(a - b) <= CheckTolerance * Math.Max(Math.Abs(a), Math.Abs(b)) ? 1 : 0;

    /// <summary>
    /// Rounds the number as it reads with 15 significant digits, as spreadsheets do: 1.005 to two decimals is 1.01, although the
    /// double lies below. Decimals beyond what a double holds leave it as it is; negative ones round to tens, hundreds, …
    /// </summary>
    private static double ToDecimals(double a, double decimals, MidpointRounding mode)
    {
        var places = (int)Math.Clamp(Math.Truncate(decimals), -308, 309);
        if (places < 0)
        {
            var unit = Math.Pow(10, -places);
            return ToDecimals(a / unit, 0, mode) * unit;
        }

        var magnitude = Math.Abs(a) * Math.Pow(10, places);
        if (!(magnitude < WholeFrom) || places > 28)
        {
            return a;
        }

        if (magnitude >= 1e15)
        {
            var scale = Math.Pow(10, places);
            return Math.Round(a * scale, 0, mode) / scale;
        }

        var read = (decimal)a;
        return read != 0 || a == 0 || mode is MidpointRounding.ToZero or MidpointRounding.AwayFromZero
            ? (double)Math.Round(read, places, mode)
            : Math.CopySign(Math.Pow(10, -places), a);
    }
}
