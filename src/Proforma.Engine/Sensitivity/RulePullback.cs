using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Sensitivity;

/// <summary>Where the derivatives of a rule in what it reads go.</summary>
internal interface IReadDerivatives
{
    /// <returns>False where the read took its default.</returns>
    bool Read(SlotRead read, double weight);

    void Reduce(Reduction reduction, double weight);

    void Window(Window window, double weight);

    void RollUp(RollUpRead rollUp, double weight);

    /// <param name="call">The call.</param>
    /// <param name="values">The values of the rule's ops.</param>
    /// <param name="weight">The derivative of the rule in the call's result.</param>
    /// <param name="derivatives">The derivatives of the rule in its ops: those of scalar arguments are added to.</param>
    void Call(Call call, ReadOnlySpan<CellValue> values, double weight, Span<double> derivatives);
}

/// <summary>
/// Reverse-mode differentiation of one rule: from its last op back, each op passes its derivative on to its operands. One walk gives
/// the derivatives in everything that the rule reads.
/// </summary>
internal static class RulePullback
{
    /// <param name="rule">A rule with ops, whose value is a number.</param>
    /// <param name="values">The values of its ops.</param>
    /// <param name="reads">Receives the derivatives in what is read.</param>
    public static void Run(Rule rule, ReadOnlySpan<CellValue> values, IReadDerivatives reads)
    {
        var ops = rule.Ops.AsSpan();
        var derivatives = new double[ops.Length];
        derivatives[^1] = 1;
        for (var i = ops.Length - 1; i >= 0; i--)
        {
            if (derivatives[i] != 0)
            {
                PassOn(rule, ops[i], values, derivatives[i], derivatives, reads);
            }
        }
    }

    private static void PassOn(Rule rule, Op op, ReadOnlySpan<CellValue> values, double weight, double[] derivatives, IReadDerivatives reads)
    {
        switch (op.Code)
        {
            case OpCode.Constant or OpCode.Table or OpCode.And or OpCode.Or or OpCode.IsKnown or OpCode.Search:
                // Conditions and dates jump; between the jumps they don't move.
                break;
            case OpCode.Read:
                if (!reads.Read(rule.Reads[op.A], weight) && rule.Reads[op.A].DefaultOp is { } otherwise)
                {
                    derivatives[otherwise] += weight;
                }

                break;
            case OpCode.Reduce:
                reads.Reduce(rule.Reductions[op.A], weight);
                break;
            case OpCode.Window:
                reads.Window(rule.Windows[op.A], weight);
                break;
            case OpCode.RollUp:
                reads.RollUp(rule.RollUps[op.A], weight);
                break;
            case OpCode.Call:
                reads.Call(rule.Calls[op.A], values, weight, derivatives);
                break;
            case OpCode.Select:
                derivatives[values[op.A].Raw != 0 ? op.B : op.C] += weight;
                break;
            case OpCode.Coalesce:
                derivatives[values[op.A].State is CellState.Blank or CellState.Unknown ? op.B : op.A] += weight;
                break;
            default:
                PassOnNumbers(op, values, weight, derivatives);
                break;
        }
    }

    private static void PassOnNumbers(Op op, ReadOnlySpan<CellValue> values, double weight, double[] derivatives)
    {
        var (a, b) = OpDerivatives.Of(op.Code, values[op.A].Raw, op.B < 0 ? 0 : values[op.B].Raw);
        if (a != 0)
        {
            derivatives[op.A] += weight * a;
        }

        if (op.B >= 0 && b != 0)
        {
            derivatives[op.B] += weight * b;
        }
    }
}
