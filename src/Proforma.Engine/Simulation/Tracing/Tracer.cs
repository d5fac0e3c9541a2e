using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Simulation.Tracing;

/// <summary>
/// The meaning of operations while a plan is traced: <see cref="Arithmetic"/>, where an operand may be a node. What is the same in every trial
/// is computed at once; what differs becomes a node.
/// </summary>
internal sealed class Tracer(TrialGraph graph)
{
    public TrialGraph Graph => graph;

    /// <summary>The result of an operation.</summary>
    /// <param name="code">The operation.</param>
    /// <param name="a">First operand.</param>
    /// <param name="b">Second operand.</param>
    /// <param name="c">Third operand.</param>
    /// <param name="cell">The cell that is computed, or −1.</param>
    /// <param name="anchor">The step of the timeline that the cell belongs to, or −1.</param>
    public Traced Apply(OpCode code, Traced a, Traced b, Traced c, long cell, int anchor)
    {
        if (!a.IsNode && !b.IsNode && !c.IsNode)
        {
            return Traced.Of(Arithmetic.Apply(code, a.Value, b.Value, c.Value, cell), a.VariesByStep || b.VariesByStep || c.VariesByStep);
        }

        return code switch
        {
            OpCode.And or OpCode.Or => Logical(code, a, b, anchor),
            OpCode.Select => Select(a, b, c, anchor),
            OpCode.Coalesce => a.IsNode || a.Value.State is CellState.Value or CellState.Failed ? a : b,
            OpCode.IsKnown when a.IsNode => Guarded(Traced.OfNumber(1), a),
            OpCode.IsKnown => Traced.Of(Arithmetic.Apply(code, a.Value, default, default, cell), a.VariesByStep),
            _ => Strict(code, a, b, anchor),
        };
    }

    /// <summary>An operation on two numbers, of which at least one is a node.</summary>
    public Traced Numbers(OpCode code, Traced a, Traced b, int anchor, NodeKind kind = NodeKind.Operation)
    {
        if (!a.IsNode && !b.IsNode)
        {
            var (x, y) = (a.Value.Raw, b.Value.Raw);
            var number = code switch
            {
                OpCode.And => x != 0 && y != 0 ? 1 : 0,
                OpCode.Or => x != 0 || y != 0 ? 1 : 0,
                _ => NumberOps.Apply(code, x, y),
            };
            return Traced.Of(CellValue.Of(number), a.VariesByStep || b.VariesByStep);
        }

        if (IsFixed(b, 1) && code is OpCode.Multiply or OpCode.Divide)
        {
            return a;
        }

        if (IsFixed(a, 1) && code == OpCode.Multiply)
        {
            return b;
        }

        var isUnary = code is OpCode.Negate or OpCode.Absolute or OpCode.SquareRoot or OpCode.Exponential or OpCode.Logarithm or OpCode.Floor
            or OpCode.Ceiling or OpCode.Sign or OpCode.Not;
        var second = isUnary ? TrialGraph.None : Operand(b);
        return Traced.OfNode(graph.Operation(code, Operand(a), second, TrialGraph.None, AnchorOf(anchor, a, b), kind));
    }

    /// <summary>A result that is the same whatever the nodes are, as long as they do not fail.</summary>
    public Traced Guarded(Traced result, params ReadOnlySpan<Traced> nodes)
    {
        foreach (var node in nodes)
        {
            if (node.IsNode)
            {
                graph.Guard(node.Node);
            }
        }

        return result;
    }

    /// <summary>Continues a run over steps in the step of the next number: its first step looks like the others.</summary>
    /// <param name="code">The operation.</param>
    /// <param name="soFar">What came out of the steps before.</param>
    /// <param name="next">The number of this step.</param>
    /// <param name="time">The step of the timeline.</param>
    /// <param name="kind">An operation or a running one.</param>
    public Traced Continue(OpCode code, Traced soFar, Traced next, int time, NodeKind kind = NodeKind.Operation) =>
        next.IsNode || soFar.IsNode ? Numbers(code, Carry(soFar, time).InStep(), next, time, kind) : Numbers(code, soFar, next, time, kind);

    /// <summary>What is carried into a step: a number or something that is the same in every step becomes a start.</summary>
    public Traced Carry(Traced soFar, int time) => time < 0 || (soFar.IsNode && !graph.Nodes[soFar.Node].IsInvariant) ? soFar
        : soFar.IsNode ? Traced.OfNode(graph.StartFrom(soFar.Node, time - 1))
        : Traced.OfNode(graph.Start(soFar.Value.Raw, time - 1));

    public int Operand(Traced value) => value.IsNode ? value.Node : graph.Constant(value.Value.Raw);

    // Constants that are the same in every step do not tie an operation to its step: it is done once, not in every step.
    private static int AnchorOf(int anchor, Traced a, Traced b, Traced c = default) =>
        a.VariesByStep || b.VariesByStep || c.VariesByStep ? anchor : -1;

    private static bool IsFixed(Traced value, double number) => !value.IsNode && !value.VariesByStep && value.Value.Raw == number;

    private Traced Strict(OpCode code, Traced a, Traced b, int anchor)
    {
        if (!a.IsValue || !b.IsValue)
        {
            var state = !a.IsValue && !b.IsValue ? CellValue.Worse(a.Value, b.Value) : a.IsValue ? b.Value : a.Value;
            // A node that fails would win, or come first.
            return Guarded(Traced.Of(state, a.VariesByStep || b.VariesByStep), a, b);
        }

        return Numbers(code, a, b, anchor);
    }

    private Traced Select(Traced condition, Traced yes, Traced no, int anchor)
    {
        if (!condition.IsNode)
        {
            var taken = !condition.Value.IsValue ? condition : condition.Value.Raw != 0 ? yes : no;
            return condition.VariesByStep ? taken.InStep() : taken;
        }

        if (!yes.IsValue && !no.IsValue && yes.Value == no.Value)
        {
            return Guarded(yes, condition);
        }

        return Traced.OfNode(graph.Operation(
            OpCode.Select, condition.Node, Operand(yes), Operand(no), AnchorOf(anchor, condition, yes, no)));
    }

    private Traced Logical(OpCode code, Traced a, Traced b, int anchor)
    {
        var (constant, node) = a.IsNode ? (b, a) : (a, b);
        if (constant.IsNode)
        {
            return Numbers(code, a, b, anchor);
        }

        if (!constant.Value.IsValue)
        {
            // The state stands unless the other decides: in trials where it does not, no number comes out and the trial is redone.
            var decides = Traced.OfNode(graph.Operation(OpCode.NotEqual, node.Node, graph.Constant(0), TrialGraph.None, -1));
            return code == OpCode.And ? Select(decides, constant, Traced.OfNumber(0), anchor) : Select(decides, Traced.OfNumber(1), constant, anchor);
        }

        var isTrue = constant.Value.Raw != 0;
        return isTrue == (code == OpCode.Or)
            ? Traced.Of(CellValue.Of(isTrue ? 1 : 0), constant.VariesByStep)
            : Numbers(OpCode.NotEqual, node, Traced.OfNumber(0), -1);
    }
}
