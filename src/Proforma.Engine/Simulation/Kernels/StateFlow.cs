using System.Collections.Immutable;
using Proforma.Engine.Simulation.Tracing;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>
/// Which outputs may be blank or unknown in some trials by a plain choice, `if burn &gt; 0 then cash / burn else blank`: such a state arrives at the
/// output as it stands in the plan, and the trial needs no recalculation. A state that arithmetic or a roll-up touched on its way does not count.
/// </summary>
internal static class StateFlow
{
    private enum Flow : byte
    {
        /// <summary>A number, or the failure of one.</summary>
        Number,

        /// <summary>Perhaps a state, chosen and not computed with.</summary>
        Chosen,

        /// <summary>Perhaps something made of a state.</summary>
        Mixed,
    }

    /// <summary>For each output, whether a blank or unknown found there is what the plan means.</summary>
    public static bool[] Of(TrialGraph graph, ImmutableArray<Traced> outputs)
    {
        var nodes = graph.Nodes;
        var flows = new Flow[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            flows[i] = FlowOf(graph, nodes[i], flows);
        }

        return [.. outputs.Select(output => output.IsNode && flows[output.Node] == Flow.Chosen)];
    }

    /// <summary>Whether a raw double is exactly a blank or an unknown, as a plan states it.</summary>
    public static bool IsPlainState(double raw) =>
        BitConverter.DoubleToInt64Bits(raw) is var bits
        && (bits == BitConverter.DoubleToInt64Bits(CellValue.Blank.Raw) || bits == BitConverter.DoubleToInt64Bits(CellValue.Unknown.Raw));

    private static Flow FlowOf(TrialGraph graph, TrialNode node, Flow[] flows)
    {
        if (node.Kind == NodeKind.Start)
        {
            return node.A >= 0 ? flows[node.A] : Flow.Number;
        }

        var found = Flow.Number;
        var operands = node.Kind == NodeKind.Call ? graph.Calls[node.A].Operands : Enumerable.Range(0, node.Operands).Select(node.Operand);
        var place = 0;
        foreach (var operand in operands)
        {
            var isBranch = node.Kind == NodeKind.Operation && node.Code == OpCode.Select && place++ > 0;
            var flow = operand >= 0 ? flows[operand]
                : operand != TrialGraph.None && double.IsNaN(graph.ConstantOf(operand)) ? Flow.Chosen
                : Flow.Number;
            flow = flow == Flow.Chosen && !isBranch ? Flow.Mixed : flow;
            found = flow > found ? flow : found;
        }

        return found;
    }
}
