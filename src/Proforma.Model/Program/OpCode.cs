namespace Proforma.Model.Program;

/// <summary>
/// The operations of a formula. Operands are earlier ops of the same rule, by index (A, B, C). Unless said otherwise an operand
/// that is blank, unknown or failed makes the result so (failed over unknown over blank). Booleans are 1 and 0.
/// </summary>
public enum OpCode : byte
{
    /// <summary><see cref="Op.Value"/>, which may be a boxed unknown or blank.</summary>
    Constant,

    /// <summary>Entry of table A (<see cref="TimeAxis.Tables"/>) at this cell's step.</summary>
    Table,

    /// <summary>Read A of the rule (<see cref="Rule.Reads"/>) at this cell.</summary>
    Read,

    Add,
    Subtract,
    Multiply,

    /// <summary>A / B; a zero divisor fails with DivisionByZero.</summary>
    Divide,
    Negate,

    /// <summary>A to the power B; a negative A needs a whole B.</summary>
    Power,
    Absolute,
    SquareRoot,
    Exponential,
    Logarithm,
    Minimum,
    Maximum,

    /// <summary>Floor of A.</summary>
    Floor,
    Ceiling,

    /// <summary>A rounded to B decimals, halves away from zero as in a spreadsheet.</summary>
    Round,
    RoundUp,
    RoundDown,

    /// <summary>A − B·floor(A/B), with the sign of B as in a spreadsheet; B = 0 fails.</summary>
    Modulo,
    Sign,
    Less,
    LessOrEqual,
    Equal,
    NotEqual,

    /// <summary>A ≤ B within 1e-9 of the larger operand: what a check means by `&lt;=`, `&gt;=` and `=` (books balance in floating point).</summary>
    NearlyLessOrEqual,
    NearlyEqual,

    /// <summary>False when either is false, whatever the other is; otherwise the states propagate.</summary>
    And,

    /// <summary>True when either is true, whatever the other is; otherwise the states propagate.</summary>
    Or,
    Not,

    /// <summary>B where A is true, C where it is false; the branch that is not taken does not matter.</summary>
    Select,

    /// <summary>A, or B where A is blank or unknown (not where it failed).</summary>
    Coalesce,

    /// <summary>True where A is a number, false where it is blank or unknown (failed propagates).</summary>
    IsKnown,

    /// <summary>Reduction A of the rule (<see cref="Rule.Reductions"/>) over members or tracks, at this cell's step.</summary>
    Reduce,

    /// <summary>Window A of the rule (<see cref="Rule.Windows"/>) of steps that end at this one.</summary>
    Window,

    /// <summary>Roll-up A of the rule (<see cref="Rule.RollUps"/>) of a line over a fixed run of steps.</summary>
    RollUp,

    /// <summary>Search A of the rule (<see cref="Rule.Searches"/>) over the whole calendar: a period.</summary>
    Search,

    /// <summary>Call A of the rule (<see cref="Rule.Calls"/>): a finance function of scalars or of whole series.</summary>
    Call,
}

/// <summary>One operation of a rule. The value of the rule is its last op.</summary>
/// <param name="Code">What it does.</param>
/// <param name="A">First operand (an earlier op), or an index into one of the rule's lists.</param>
/// <param name="B">Second operand.</param>
/// <param name="C">Third operand.</param>
/// <param name="Value">The number of a <see cref="OpCode.Constant"/>, in base units.</param>
public readonly record struct Op(OpCode Code, int A = -1, int B = -1, int C = -1, double Value = 0);
