using Proforma.Model.Program;

namespace Proforma.Workbook.Formulas;

/// <summary>What operations on operands do to states: failed over unknown over blank, save for those that look at states themselves.</summary>
internal static class StateRules
{
    /// <param name="rule">The rule of the operation.</param>
    /// <param name="op">An operation on earlier ones.</param>
    /// <param name="states">The states of the earlier operations.</param>
    public static States Apply(Rule rule, Op op, ReadOnlySpan<States> states)
    {
        var a = states[op.A];
        var b = op.B < 0 ? States.Value : states[op.B];
        switch (op.Code)
        {
            case OpCode.Select:
                return (a & States.Missing) | ((a & States.Value) != States.None ? b | states[op.C] : States.None);
            case OpCode.Coalesce:
                return (a & (States.Value | States.Failed)) | ((a & (States.Blank | States.Unknown)) != States.None ? b : States.None);
            case OpCode.IsKnown:
                return States.Value | (a & States.Failed);
            case OpCode.And or OpCode.Or:
                return States.Value | ((a | b) & States.Missing);
            default:
                var both = (a & b & States.Value) | ((a | b) & States.Missing);
                return (both & States.Value) != States.None && CanFail(rule, op) ? both | States.Failed : both;
        }
    }

    /// <summary>Whether the operation can fail on numbers.</summary>
    private static bool CanFail(Rule rule, Op op) => op.Code switch
    {
        OpCode.Divide or OpCode.Modulo => rule.Ops[op.B] is not { Code: OpCode.Constant, Value: not 0 },
        OpCode.Power => rule.Ops[op.B] is not { Code: OpCode.Constant, Value: >= 0 } exponent || exponent.Value != Math.Floor(exponent.Value),
        OpCode.SquareRoot or OpCode.Logarithm => rule.Ops[op.A].Code != OpCode.Constant,
        _ => false,
    };
}
