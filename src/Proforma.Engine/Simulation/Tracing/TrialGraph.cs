using System.Runtime.InteropServices;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation.Tracing;

/// <summary>What a node of a <see cref="TrialGraph"/> is.</summary>
internal enum NodeKind : byte
{
    /// <summary>Drawn value A of the plan's draws.</summary>
    Drawn,

    /// <summary>The uniform score that chooses the trial's track.</summary>
    TrackScore,

    /// <summary>
    /// What the step after <see cref="TrialNode.Time"/> finds where others find a value of the step before: the number
    /// <see cref="TrialNode.Value"/>, or node A, which is the same in every step. The start of a running sum, the last actual before a
    /// forecast, an opening balance: so the first step of a run has the code of the others.
    /// </summary>
    Start,

    /// <summary>An operation on earlier nodes and constants.</summary>
    Operation,

    /// <summary>A running minimum or maximum: its first operand begins infinite and is no sign of failure.</summary>
    Running,

    /// <summary>Call A of <see cref="TrialGraph.Calls"/>.</summary>
    Call,
}

/// <summary>A number that differs from trial to trial. Operands are nodes, or constants as complements of their indices.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Code">The operation.</param>
/// <param name="A">First operand, or an index.</param>
/// <param name="B">Second operand.</param>
/// <param name="C">Third operand.</param>
/// <param name="Time">
/// When it can be computed: the step of the timeline; −1 for what does not depend on a step. (A <see cref="NodeKind.Start"/> before the
/// first step also has −1.)
/// </param>
/// <param name="Value">The number of a start.</param>
internal readonly record struct TrialNode(NodeKind Kind, OpCode Code, int A, int B, int C, int Time, double Value = 0)
{
    /// <summary>How many operands there are; a call's are in its record.</summary>
    public int Operands => Kind is NodeKind.Operation or NodeKind.Running ? C != TrialGraph.None ? 3 : B != TrialGraph.None ? 2 : 1 : 0;

    /// <summary>Whether it is the same in every step, computed once for each trial.</summary>
    public bool IsInvariant => Time < 0 && Kind != NodeKind.Start;

    public int Operand(int index) => index == 0 ? A : index == 1 ? B : C;
}

/// <summary>A finance function on operands that differ from trial to trial.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Scalars">The scalar operands; <see cref="TrialGraph.None"/> for one that is left out.</param>
/// <param name="Series">The entries of each series, trimmed to the steps that count.</param>
/// <param name="Calendar">The calendar of the series, or null.</param>
/// <param name="FirstStep">The step of the first entry.</param>
internal sealed record TracedCall(string Function, int[] Scalars, int[][] Series, Model.Time.Calendar? Calendar, int FirstStep)
{
    public IEnumerable<int> Operands => Scalars.Concat(Series.SelectMany(static s => s));
}

/// <summary>
/// What a trial computes, unrolled over steps, tracks and members: every number that depends on a draw and that an output may need. Nodes come
/// after their operands. Equal operations of one step are one node.
/// </summary>
internal sealed class TrialGraph
{
    /// <summary>No operand.</summary>
    public const int None = int.MinValue;

    /// <summary>Larger graphs are not worth their memory.</summary>
    public const int MostNodes = 4_000_000;

    private readonly List<TrialNode> _nodes = [];
    private readonly List<double> _constants = [];
    private readonly Dictionary<TrialNode, int> _known = [];
    private readonly Dictionary<long, int> _knownConstants = [];
    private readonly List<TracedCall> _calls = [];
    private readonly List<int> _guards = [];

    public ReadOnlySpan<TrialNode> Nodes => CollectionsMarshal.AsSpan(_nodes);

    public IReadOnlyList<TracedCall> Calls => _calls;

    /// <summary>Nodes that must be finite although no output depends on their value: a state that a formula gives would hide their failure.</summary>
    public IReadOnlyList<int> Guards => _guards;

    /// <summary>The number of a constant operand.</summary>
    public double ConstantOf(int operand) => _constants[~operand];

    public int Constant(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        if (!_knownConstants.TryGetValue(bits, out var index))
        {
            _knownConstants.Add(bits, index = _constants.Count);
            _constants.Add(value);
        }

        return ~index;
    }

    /// <param name="value">The drawn value.</param>
    /// <param name="time">The step of a noise, otherwise −1.</param>
    public int Drawn(int value, int time) => Add(new TrialNode(NodeKind.Drawn, default, value, None, None, time));

    public int TrackScore() => Add(new TrialNode(NodeKind.TrackScore, default, None, None, None, -1));

    public int StartFrom(int node, int time) => Add(new TrialNode(NodeKind.Start, default, node, None, None, time));

    public int Start(double value, int time) => Add(new TrialNode(NodeKind.Start, default, None, None, None, time, value));

    /// <summary>An operation.</summary>
    /// <param name="code">What it does.</param>
    /// <param name="a">First operand.</param>
    /// <param name="b">Second operand.</param>
    /// <param name="c">Third operand.</param>
    /// <param name="anchor">The step in which it belongs, unless an operand comes later; −1 for none.</param>
    /// <param name="kind">An operation or a running one.</param>
    public int Operation(OpCode code, int a, int b, int c, int anchor, NodeKind kind = NodeKind.Operation) =>
        Add(new TrialNode(kind, code, a, b, c, Math.Max(anchor, Math.Max(TimeOf(a), Math.Max(TimeOf(b), TimeOf(c))))));

    public int Call(TracedCall call, int anchor)
    {
        _calls.Add(call);
        var time = call.Operands.Aggregate(anchor, (latest, operand) => Math.Max(latest, TimeOf(operand)));
        return Add(new TrialNode(NodeKind.Call, default, _calls.Count - 1, None, None, time));
    }

    public void Guard(int node) => _guards.Add(node);

    /// <summary>When an operand is known: a start counts for the step after it.</summary>
    public int TimeOf(int operand)
    {
        if (operand < 0)
        {
            return -1;
        }

        var node = _nodes[operand];
        return node.Kind == NodeKind.Start ? node.Time + 1 : node.Time;
    }

    private int Add(TrialNode node)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, node, out var exists);
        if (!exists)
        {
            if (_nodes.Count >= MostNodes)
            {
                throw new UntraceableException($"it needs more than {MostNodes:N0} operations a trial");
            }

            known = _nodes.Count;
            _nodes.Add(node);
        }

        return known;
    }
}

/// <summary>A plan that kernels cannot express; its trials are recalculated one by one.</summary>
internal sealed class UntraceableException(string reason) : Exception(reason);
