using CsCheck;
using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Xunit;

namespace Proforma.Engine.Tests.Execution;

public sealed class ArithmeticTests
{
    private static readonly CellValue s_failed = CellValue.Failed(FailureKind.NoConvergence, 3);

    private static readonly Gen<CellValue> s_value = Gen.Frequency(
        (8, Gen.Double[-1e3, 1e3].Select(CellValue.Of)),
        (1, Gen.Const(CellValue.Of(0))),
        (1, Gen.Const(CellValue.Blank)),
        (1, Gen.Const(CellValue.Unknown)),
        (1, Gen.Const(s_failed)));

    private static CellValue Apply(OpCode code, CellValue a, CellValue b = default, CellValue c = default) => Arithmetic.Apply(code, a, b, c, 7);

    [Theory]
    [InlineData(OpCode.Divide, 1, 0, FailureKind.DivisionByZero)]
    [InlineData(OpCode.Divide, 0, 0, FailureKind.DivisionByZero)]
    [InlineData(OpCode.Modulo, 5, 0, FailureKind.DivisionByZero)]
    [InlineData(OpCode.Power, 0, -1, FailureKind.DivisionByZero)]
    [InlineData(OpCode.Power, -8, 1.0 / 3, FailureKind.NotReal)]
    [InlineData(OpCode.SquareRoot, -1, 0, FailureKind.NotReal)]
    [InlineData(OpCode.Logarithm, 0, 0, FailureKind.NotReal)]
    [InlineData(OpCode.Exponential, 1000, 0, FailureKind.TooLarge)]
    [InlineData(OpCode.Multiply, 1e200, 1e200, FailureKind.TooLarge)]
    [InlineData(OpCode.Subtract, -1.7e308, 1.7e308, FailureKind.TooLarge)]
    public void What_has_no_number_fails_in_its_cell(OpCode code, double a, double b, FailureKind expected)
    {
        var result = Apply(code, CellValue.Of(a), CellValue.Of(b));
        Assert.Equal((CellState.Failed, expected, 7L), (result.State, result.Failure, result.FailureOrigin));
    }

    // Examples that the makers of a widespread spreadsheet give for ROUND, ROUNDUP, ROUNDDOWN, MOD.
    [Theory]
    [InlineData(OpCode.Round, 2.15, 1, 2.2)]
    [InlineData(OpCode.Round, 2.149, 1, 2.1)]
    [InlineData(OpCode.Round, -1.475, 2, -1.48)]
    [InlineData(OpCode.Round, 21.5, -1, 20)]
    [InlineData(OpCode.Round, 626.3, -3, 1000)]
    [InlineData(OpCode.Round, 1.98, -1, 0)]
    [InlineData(OpCode.Round, -50.55, -2, -100)]
    [InlineData(OpCode.Round, 1.005, 2, 1.01)]
    [InlineData(OpCode.RoundUp, 3.2, 0, 4)]
    [InlineData(OpCode.RoundUp, 3.14159, 3, 3.142)]
    [InlineData(OpCode.RoundUp, -3.14159, 1, -3.2)]
    [InlineData(OpCode.RoundUp, 31415.92654, -2, 31500)]
    [InlineData(OpCode.RoundUp, 1e-30, 2, 0.01)]
    [InlineData(OpCode.RoundDown, 76.9, 0, 76)]
    [InlineData(OpCode.RoundDown, 3.14159, 3, 3.141)]
    [InlineData(OpCode.RoundDown, -3.14159, 1, -3.1)]
    [InlineData(OpCode.RoundDown, 31415.92654, -2, 31400)]
    [InlineData(OpCode.Round, 4503599627370497.5, 0, 4503599627370497.5)]
    [InlineData(OpCode.Round, 1e300, 300, 1e300)]
    [InlineData(OpCode.Modulo, 3, 2, 1)]
    [InlineData(OpCode.Modulo, -3, 2, 1)]
    [InlineData(OpCode.Modulo, 3, -2, -1)]
    [InlineData(OpCode.Modulo, -3, -2, -1)]
    [InlineData(OpCode.Power, -8, 3, -512)]
    [InlineData(OpCode.Sign, -2, 0, -1)]
    [InlineData(OpCode.NearlyEqual, 1e9, 1e9 + 0.5, 1)]
    [InlineData(OpCode.NearlyEqual, 1, 1 + 1e-8, 0)]
    [InlineData(OpCode.NearlyLessOrEqual, 100.00000001, 100, 1)]
    [InlineData(OpCode.NearlyLessOrEqual, 100.1, 100, 0)]
    public void Numbers(OpCode code, double a, double b, double expected) =>
        Assert.Equal(CellValue.Of(expected), Apply(code, CellValue.Of(a), CellValue.Of(b)));

    [Fact]
    public void Unknown_beats_blank_and_failed_beats_unknown() => s_value.Sample(static a =>
    {
        foreach (var code in (ReadOnlySpan<OpCode>)[OpCode.Add, OpCode.Multiply, OpCode.Minimum, OpCode.Less, OpCode.NearlyEqual, OpCode.Round])
        {
            Assert.Equal(s_failed, Apply(code, a, s_failed));
            Assert.Equal(s_failed, Apply(code, s_failed, a));
            Assert.Equal(a.State == CellState.Failed ? a : CellValue.Unknown, Apply(code, a, CellValue.Unknown));
            Assert.Equal(a.IsValue ? CellValue.Blank : a, Apply(code, CellValue.Blank, a));
        }
    });

    [Fact]
    public void One_false_decides_and_one_true_decides_whatever_the_other_is() => s_value.Sample(static a =>
    {
        Assert.Equal(CellValue.Of(0), Apply(OpCode.And, a, CellValue.Of(0)));
        Assert.Equal(CellValue.Of(0), Apply(OpCode.And, CellValue.Of(0), a));
        Assert.Equal(CellValue.Of(1), Apply(OpCode.Or, a, CellValue.Of(1)));
        Assert.Equal(CellValue.Of(1), Apply(OpCode.Or, CellValue.Of(1), a));
        Assert.Equal(a.IsValue ? CellValue.Of(a.Raw != 0 ? 1 : 0) : a, Apply(OpCode.And, a, CellValue.Of(1)));
        Assert.Equal(a.IsValue ? CellValue.Of(a.Raw != 0 ? 1 : 0) : a, Apply(OpCode.Or, a, CellValue.Of(0)));
    });

    [Fact]
    public void The_branch_that_is_not_taken_does_not_matter() => Gen.Select(s_value, s_value).Sample(static (a, b) =>
    {
        Assert.Equal(a, Apply(OpCode.Select, CellValue.Of(1), a, b));
        Assert.Equal(b, Apply(OpCode.Select, CellValue.Of(0), a, b));
        Assert.Equal(CellValue.Unknown, Apply(OpCode.Select, CellValue.Unknown, a, b));
        Assert.Equal(a.State is CellState.Blank or CellState.Unknown ? b : a, Apply(OpCode.Coalesce, a, b));
        Assert.Equal(a.State == CellState.Failed ? a : CellValue.Of(a.IsValue ? 1 : 0), Apply(OpCode.IsKnown, a));
    });
}
