using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Execution;

/// <summary>Where a rule's operands come from: the cells of one step, or values rolled up over a span.</summary>
internal interface IRuleOperands
{
    CellValue Table(int table);

    /// <param name="read">What is read.</param>
    /// <param name="values">The ops computed so far: the default of a read outside of the calendar is one of them.</param>
    CellValue Read(SlotRead read, ReadOnlySpan<CellValue> values);

    CellValue Reduce(Reduction reduction);

    CellValue Window(Window window);

    CellValue RollUp(RollUpRead rollUp);

    CellValue Search(Search search);

    CellValue Call(Call call, ReadOnlySpan<CellValue> values);
}

/// <summary>Evaluates a rule op by op. This is the meaning of a formula.</summary>
internal static class RuleInterpreter
{
    /// <param name="rule">A rule with ops.</param>
    /// <param name="operands">Where its operands come from.</param>
    /// <param name="values">Room for the values of the ops; grown when needed.</param>
    /// <param name="cell">The cell that is computed, or −1 for a roll-up.</param>
    public static CellValue Evaluate<TOperands>(Rule rule, TOperands operands, ref CellValue[] values, long cell)
        where TOperands : IRuleOperands
    {
        var ops = rule.Ops.AsSpan();
        if (values.Length < ops.Length)
        {
            values = new CellValue[Math.Max(ops.Length, values.Length * 2)];
        }

        var done = values;
        for (var i = 0; i < ops.Length; i++)
        {
            ref readonly var op = ref ops[i];
            var value = op.Code switch
            {
                OpCode.Constant => Arithmetic.Normal(op.Value, cell),
                OpCode.Table => operands.Table(op.A),
                OpCode.Read => operands.Read(rule.Reads[op.A], done),
                OpCode.Reduce => operands.Reduce(rule.Reductions[op.A]),
                OpCode.Window => operands.Window(rule.Windows[op.A]),
                OpCode.RollUp => operands.RollUp(rule.RollUps[op.A]),
                OpCode.Search => operands.Search(rule.Searches[op.A]),
                OpCode.Call => operands.Call(rule.Calls[op.A], done),
                _ => Arithmetic.Apply(
                    op.Code, done[op.A], op.B < 0 ? CellValue.Of(0) : done[op.B], op.C < 0 ? CellValue.Of(0) : done[op.C], cell),
            };
            done[i] = value.State == CellState.Failed && value.FailureOrigin < 0 && cell >= 0 ? CellValue.Failed(value.Failure, cell) : value;
        }

        return done[ops.Length - 1];
    }
}
