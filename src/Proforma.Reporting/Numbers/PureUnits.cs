using Proforma.Model.Program;
using Proforma.Model.Units;

namespace Proforma.Reporting.Numbers;

/// <summary>
/// How numbers without a unit are written. A plan says it by declaring `percent` or `times`; where it does not, what is divided by what tells:
/// a balance over a flow (a valuation over revenue, debt over earnings) is a multiple of any size.
/// </summary>
internal static class PureUnits
{
    /// <summary>The style that a declared unit asks for, or null.</summary>
    public static NumberStyle? StyleOf(Unit unit) => !unit.Dimension.IsNone ? null : unit.Symbol switch
    {
        "percent" => NumberStyle.Percent,
        "times" => NumberStyle.Multiple,
        _ => null,
    };

    /// <summary>Whether a formula divides only balances by only flows.</summary>
    public static bool IsBalanceOverFlow(Slot slot, PlanProgram program)
    {
        foreach (var rule in slot.Rules)
        {
            if (!rule.IsData && rule.Ops[^1] is { Code: OpCode.Divide } divide)
            {
                var (above, below) = (new Found(), new Found());
                Look(rule, divide.A, program, above);
                Look(rule, divide.B, program, below);
                return above is { Balances: > 0, Flows: 0 } && below is { Balances: 0, Flows: > 0 };
            }
        }

        return false;
    }

    private static void Look(Rule rule, int at, PlanProgram program, Found found)
    {
        if (at < 0)
        {
            return;
        }

        var op = rule.Ops[at];
        switch (op.Code)
        {
            case OpCode.Read:
                Count(program.Slots[rule.Reads[op.A].Slot], found);
                break;
            case OpCode.RollUp:
                Count(program.Slots[rule.RollUps[op.A].Read.Slot], found);
                break;
            case OpCode.Add or OpCode.Subtract or OpCode.Multiply or OpCode.Divide or OpCode.Negate or OpCode.Minimum or OpCode.Maximum or OpCode.Absolute:
                Look(rule, op.A, program, found);
                Look(rule, op.B, program, found);
                break;
        }
    }

    private static void Count(Slot slot, Found found)
    {
        found.Flows += slot.Unit.Dimension.IsFlow ? 1 : 0;
        found.Balances += slot.Unit.Dimension.IsStock ? 1 : 0;
    }

    private sealed class Found
    {
        public int Flows { get; set; }

        public int Balances { get; set; }
    }
}
