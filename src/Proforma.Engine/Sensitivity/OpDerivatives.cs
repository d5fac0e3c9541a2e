using Proforma.Model.Program;

namespace Proforma.Engine.Sensitivity;

/// <summary>The partial derivatives of the operations on numbers.</summary>
internal static class OpDerivatives
{
    /// <summary>A step of rounding that is smaller than this share of the number does not count as one.</summary>
    private const double FineRounding = 1e-9;

    /// <summary>The derivatives of an operation in its first two operands, where it has a number for a result.</summary>
    /// <remarks>
    /// Operations that jump between constants (rounding, comparisons, signs) have the derivative 0, which they have almost everywhere.
    /// At a kink that of the side is given on which the first operand decides.
    /// </remarks>
    public static (double A, double B) Of(OpCode code, double a, double b) => code switch
    {
        OpCode.Add => (1, 1),
        OpCode.Subtract => (1, -1),
        OpCode.Multiply => (b, a),
        OpCode.Divide => (1 / b, -(a / b) / b),
        OpCode.Negate => (-1, 0),
        OpCode.Power => OfPower(a, b),
        OpCode.Absolute => (a < 0 ? -1 : 1, 0),
        OpCode.SquareRoot => (0.5 / Math.Sqrt(a), 0),
        OpCode.Exponential => (Math.Exp(a), 0),
        OpCode.Logarithm => (1 / a, 0),
        OpCode.Minimum => a <= b ? (1, 0) : (0, 1),
        OpCode.Maximum => a >= b ? (1, 0) : (0, 1),
        OpCode.Modulo => (1, -Math.Floor(a / b)),
        OpCode.Round or OpCode.RoundUp or OpCode.RoundDown => (IsFine(a, b) ? 1 : 0, 0),
        _ => (0, 0),
    };

    private static (double A, double B) OfPower(double a, double b)
    {
        var ofBase = b == 0 ? 0 : b == 1 ? 1 : b * Math.Pow(a, b - 1);

        // A negative base takes whole exponents only, and has no derivative in them.
        return (ofBase, a > 0 ? Math.Pow(a, b) * Math.Log(a) : a == 0 && b > 0 ? 0 : double.NaN);
    }

    // Rounding to far more digits than anybody looks at follows every move that somebody does.
    private static bool IsFine(double a, double decimals) => Math.Pow(10, -Math.Truncate(decimals)) <= FineRounding * Math.Abs(a);
}
