using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Simulation.Tracing;

/// <summary>Where the operands of a traced rule come from: the counterpart of <see cref="IRuleOperands"/>.</summary>
internal interface ITracedOperands
{
    Traced Table(int table);

    Traced Read(SlotRead read, ReadOnlySpan<Traced> values);

    Traced Reduce(Reduction reduction);

    Traced Window(Window window);

    Traced RollUp(RollUpRead rollUp);

    Traced Search(Search search);

    Traced Call(Call call, ReadOnlySpan<Traced> values);
}

/// <summary>Traces a rule op by op, as <see cref="RuleInterpreter"/> evaluates it.</summary>
internal static class RuleTracer
{
    /// <param name="tracer">Makes the nodes.</param>
    /// <param name="rule">A rule with ops.</param>
    /// <param name="operands">Where its operands come from.</param>
    /// <param name="cell">The cell that is computed, or −1 for a roll-up.</param>
    /// <param name="anchor">The step of the timeline that the cell belongs to, or −1.</param>
    public static Traced Trace(Tracer tracer, Rule rule, ITracedOperands operands, long cell, int anchor)
    {
        var ops = rule.Ops.AsSpan();
        var done = new Traced[ops.Length];
        for (var i = 0; i < ops.Length; i++)
        {
            ref readonly var op = ref ops[i];
            var value = op.Code switch
            {
                OpCode.Constant => Traced.Of(Arithmetic.Normal(op.Value, cell), false),
                OpCode.Table => operands.Table(op.A),
                OpCode.Read => operands.Read(rule.Reads[op.A], done),
                OpCode.Reduce => operands.Reduce(rule.Reductions[op.A]),
                OpCode.Window => operands.Window(rule.Windows[op.A]),
                OpCode.RollUp => operands.RollUp(rule.RollUps[op.A]),
                OpCode.Search => operands.Search(rule.Searches[op.A]),
                OpCode.Call => operands.Call(rule.Calls[op.A], done),
                _ => tracer.Apply(
                    op.Code, done[op.A], op.B < 0 ? Traced.OfNumber(0) : done[op.B], op.C < 0 ? Traced.OfNumber(0) : done[op.C], cell, anchor),
            };
            done[i] = !value.IsNode && value.Value.State == CellState.Failed && value.Value.FailureOrigin < 0 && cell >= 0
                ? Traced.Of(CellValue.Failed(value.Value.Failure, cell), value.VariesByStep)
                : value;
        }

        return done[ops.Length - 1];
    }
}
