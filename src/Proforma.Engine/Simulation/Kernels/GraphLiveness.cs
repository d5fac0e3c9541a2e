using System.Collections.Immutable;
using Proforma.Engine.Simulation.Tracing;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>
/// Which nodes a trial needs, and which of them have to be watched for failure. Kernels compute with raw doubles, among which a failure is an
/// infinity or a NaN; comparisons, minima and divisors could hide one. A node is watched where it could be hidden and no output would show it.
/// </summary>
/// <remarks>
/// Addition, multiplication and their like turn what is not finite into something not finite. So a node that flows through them alone into an
/// output, or into a watched node, needs no watching: in most plans everything flows into the cash balance, and almost nothing is watched.
/// </remarks>
internal sealed class GraphLiveness
{
    private GraphLiveness(bool[] isLive, bool[] isWatched)
    {
        IsLive = isLive;
        IsWatched = isWatched;
    }

    public bool[] IsLive { get; }

    public bool[] IsWatched { get; }

    public static GraphLiveness Of(TrialGraph graph, ImmutableArray<Traced> outputs)
    {
        var nodes = graph.Nodes;
        var finite = SurelyFinite(graph);
        var live = new bool[nodes.Length];
        var shows = new bool[nodes.Length];
        var hidden = new bool[nodes.Length];
        var watched = new bool[nodes.Length];
        var mayBeState = StateFlow.Of(graph, outputs);
        for (var i = 0; i < outputs.Length; i++)
        {
            if (outputs[i].IsNode)
            {
                // An output that the plan itself may make blank or unknown is no sign that a comparison read such a state.
                live[outputs[i].Node] = true;
                shows[outputs[i].Node] |= !mayBeState[i];
            }
        }

        foreach (var guard in graph.Guards)
        {
            live[guard] = hidden[guard] = true;
        }

        // Every node comes before those that use it, so going backwards all its users are known.
        for (var i = nodes.Length - 1; i >= 0; i--)
        {
            if (!live[i])
            {
                continue;
            }

            if (nodes[i].Kind == NodeKind.Start)
            {
                if (nodes[i].A >= 0)
                {
                    live[nodes[i].A] = true;
                    shows[nodes[i].A] |= shows[i];
                    hidden[nodes[i].A] |= hidden[i];
                }

                continue;
            }

            var isWanted = hidden[i] && !shows[i] && !finite[i];
            var isFollowed = isWanted && Follows(graph, nodes[i]);
            watched[i] = isWanted && !isFollowed;
            Note(graph, nodes[i], shows[i] || watched[i], isFollowed, live, shows, hidden);
        }

        return new GraphLiveness(live, watched);
    }

    // Whether a result is finite when its operands are: then these are watched, which may serve others too.
    private static bool Follows(TrialGraph graph, TrialNode node) => node.Kind == NodeKind.Operation && node.Code switch
    {
        OpCode.Negate or OpCode.Absolute or OpCode.Minimum or OpCode.Maximum => true,
        OpCode.Multiply => IsAtMostOne(graph, node.A) || IsAtMostOne(graph, node.B),
        _ => false,
    };

    private static bool IsAtMostOne(TrialGraph graph, int operand) => operand < 0 && Math.Abs(graph.ConstantOf(operand)) <= 1;

    private static void Note(TrialGraph graph, TrialNode node, bool isSeen, bool isFollowed, bool[] live, bool[] shows, bool[] hidden)
    {
        if (node.Kind == NodeKind.Call)
        {
            foreach (var operand in graph.Calls[node.A].Operands)
            {
                if (operand >= 0)
                {
                    live[operand] = hidden[operand] = true;
                }
            }

            return;
        }

        for (var i = 0; i < node.Operands; i++)
        {
            var operand = node.Operand(i);
            if (operand < 0)
            {
                continue;
            }

            live[operand] = true;
            hidden[operand] |= isFollowed;
            if (LetsThrough(node.Code, i))
            {
                shows[operand] |= isSeen;
            }
            else if (!(node.Code == OpCode.Select && i > 0) && !(node.Kind == NodeKind.Running && i == 0))
            {
                hidden[operand] = true;
            }
        }
    }

    // Whether a result is never finite when the operand is not.
    private static bool LetsThrough(OpCode code, int operand) => code switch
    {
        OpCode.Add or OpCode.Subtract or OpCode.Multiply or OpCode.Negate or OpCode.Absolute or OpCode.SquareRoot or OpCode.Logarithm
            or OpCode.Floor or OpCode.Ceiling => true,
        OpCode.Divide => operand == 0,
        _ => false,
    };

    private static bool[] SurelyFinite(TrialGraph graph)
    {
        var nodes = graph.Nodes;
        var finite = new bool[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = nodes[i];
            finite[i] = node.Kind switch
            {
                NodeKind.TrackScore => true,
                NodeKind.Start => node.A < 0 || finite[node.A],
                NodeKind.Operation or NodeKind.Running => node.Code switch
                {
                    OpCode.Less or OpCode.LessOrEqual or OpCode.Equal or OpCode.NotEqual or OpCode.NearlyEqual or OpCode.NearlyLessOrEqual
                        or OpCode.And or OpCode.Or or OpCode.Not or OpCode.Sign => true,
                    OpCode.Select => IsFinite(graph, finite, node.B) && IsFinite(graph, finite, node.C),
                    OpCode.Minimum or OpCode.Maximum => IsFinite(graph, finite, node.A) && IsFinite(graph, finite, node.B),
                    _ => false,
                },
                _ => false,
            };
        }

        return finite;
    }

    private static bool IsFinite(TrialGraph graph, bool[] finite, int operand) =>
        operand >= 0 ? finite[operand] : double.IsFinite(graph.ConstantOf(operand));
}
