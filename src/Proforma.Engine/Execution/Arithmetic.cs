using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Execution;

/// <summary>What each operation means for cells: states first, then numbers. Every path of the engine agrees with this.</summary>
internal static class Arithmetic
{
    /// <summary>The result of an operation on cells.</summary>
    /// <param name="code">An operation on operands; not a read of any kind.</param>
    /// <param name="a">First operand.</param>
    /// <param name="b">Second operand; ignored by operations on one.</param>
    /// <param name="c">Third operand.</param>
    /// <param name="cell">The cell that is computed: where a failure that arises here is said to have arisen.</param>
    public static CellValue Apply(OpCode code, CellValue a, CellValue b, CellValue c, long cell)
    {
        switch (code)
        {
            case OpCode.And:
                return IsFalse(a) || IsFalse(b) ? CellValue.Of(0) : a.IsValue && b.IsValue ? CellValue.Of(1) : CellValue.Worse(a, b);
            case OpCode.Or:
                return IsTrue(a) || IsTrue(b) ? CellValue.Of(1) : a.IsValue && b.IsValue ? CellValue.Of(0) : CellValue.Worse(a, b);
            case OpCode.Select:
                return !a.IsValue ? a : a.Raw != 0 ? b : c;
            case OpCode.Coalesce:
                return a.State is CellState.Blank or CellState.Unknown ? b : a;
            case OpCode.IsKnown:
                return a.State == CellState.Failed ? a : CellValue.Of(a.IsValue ? 1 : 0);
            default:
                return !a.IsValue || !b.IsValue ? CellValue.Worse(a, b) : OfNumbers(code, a.Raw, b.Raw, cell);
        }
    }

    /// <summary>A stored double as a cell: an infinity or a NaN that no state explains becomes a failure of this cell.</summary>
    public static CellValue Normal(double raw, long cell)
    {
        if (double.IsFinite(raw))
        {
            return new CellValue(raw);
        }

        var value = new CellValue(raw);
        return value.State switch
        {
            CellState.Blank => CellValue.Blank,
            CellState.Unknown => CellValue.Unknown,
            _ => CellValue.Failed(value.Failure, value.FailureOrigin < 0 ? cell : value.FailureOrigin),
        };
    }

    private static bool IsFalse(CellValue value) => value.IsValue && value.Raw == 0;

    private static bool IsTrue(CellValue value) => value.IsValue && value.Raw != 0;

    private static CellValue OfNumbers(OpCode code, double a, double b, long cell)
    {
        var failure = code switch
        {
            OpCode.Divide or OpCode.Modulo when b == 0 => FailureKind.DivisionByZero,
            OpCode.Power when a == 0 && b < 0 => FailureKind.DivisionByZero,
            OpCode.Power when a < 0 && b != Math.Floor(b) => FailureKind.NotReal,
            OpCode.SquareRoot when a < 0 => FailureKind.NotReal,
            OpCode.Logarithm when a <= 0 => FailureKind.NotReal,
            _ => FailureKind.None,
        };
        if (failure != FailureKind.None)
        {
            return CellValue.Failed(failure, cell);
        }

        var result = NumberOps.Apply(code, a, b);
        return double.IsFinite(result) ? CellValue.Of(result) : CellValue.Failed(FailureKind.TooLarge, cell);
    }
}
