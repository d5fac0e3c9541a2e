using System.Runtime.InteropServices;
using Proforma.Engine.Simulation.Tracing;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>Divides a graph into steps and finds those that do the same.</summary>
internal sealed class StepClasses
{
    private readonly TrialGraph _graph;
    private readonly int[] _place;
    private readonly Dictionary<CodeKey, StepClass> _classes = [];

    private StepClasses(TracedPlan plan, GraphLiveness liveness)
    {
        _graph = plan.Graph;
        var nodes = _graph.Nodes;
        _place = new int[nodes.Length];
        var lists = new List<int>?[plan.Steps + 1];
        for (var i = 0; i < nodes.Length; i++)
        {
            if (liveness.IsLive[i] && nodes[i].Kind != NodeKind.Start)
            {
                var list = lists[nodes[i].Time + 1] ??= [];
                _place[i] = list.Count;
                list.Add(i);
            }
        }

        Steps = new StepClass?[plan.Steps + 1];
        Instances = new StepInstance?[plan.Steps + 1];
        for (var i = 0; i <= plan.Steps; i++)
        {
            if (lists[i] is { } list)
            {
                (Steps[i], Instances[i]) = Write(i - 1, [.. list], liveness);
            }
        }
    }

    /// <summary>The class of each step; the first entry is what is computed before the first step.</summary>
    public StepClass?[] Steps { get; }

    /// <summary>What each step does of its own.</summary>
    public StepInstance?[] Instances { get; }

    /// <summary>All classes.</summary>
    public IReadOnlyCollection<StepClass> All => _classes.Values;

    /// <summary>The place of a node among the operations of its step.</summary>
    public int PlaceOf(int node) => _place[node];

    public static StepClasses Of(TracedPlan plan, GraphLiveness liveness) => new(plan, liveness);

    private (StepClass Class, StepInstance Instance) Write(int time, int[] list, GraphLiveness liveness)
    {
        var nodes = _graph.Nodes;
        var code = new List<int>(list.Length * 4) { time < 0 ? -1 : 0 };
        var constants = new List<double>();
        var earlier = new Dictionary<int, int>();
        var operations = new StepOperation[list.Length];
        for (var i = 0; i < list.Length; i++)
        {
            var node = nodes[list[i]];
            var operands = node.Kind == NodeKind.Call ? [.. _graph.Calls[node.A].Operands]
                : Enumerable.Range(0, node.Operands).Select(node.Operand).ToArray();
            code.Add(((int)node.Kind << 8) | (int)node.Code);
            code.Add(node.Kind == NodeKind.Call ? ~node.A : operands.Length);
            var written = new StepOperand[operands.Length];
            for (var k = 0; k < operands.Length; k++)
            {
                written[k] = OperandOf(operands[k], time, constants, earlier);
                code.Add((int)written[k].Kind);
                code.Add(written[k].Index);
            }

            operations[i] = new StepOperation(node.Kind, node.Code, written);
        }

        var lags = earlier.Keys.Select(node => Math.Min(2, time - _graph.Nodes[node].Time)).ToArray();
        code.AddRange(lags);
        ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(_classes, new CodeKey([.. code]), out _);
        found ??= new StepClass(operations, constants.Count, earlier.Count, lags);
        var instance = new StepInstance(time, list, [.. earlier.Keys], [.. constants]);
        found.Instances.Add(instance);
        for (var i = 0; i < list.Length; i++)
        {
            found.IsWatched[i] |= liveness.IsWatched[list[i]];
        }

        return (found, instance);
    }

    private StepOperand OperandOf(int operand, int time, List<double> constants, Dictionary<int, int> earlier)
    {
        if (operand == TrialGraph.None)
        {
            return StepOperand.None;
        }

        if (operand < 0)
        {
            constants.Add(_graph.ConstantOf(operand));
            return new StepOperand(OperandKind.Constant, constants.Count - 1);
        }

        var node = _graph.Nodes[operand];
        if (node.Kind != NodeKind.Start && node.Time == time)
        {
            return new StepOperand(OperandKind.Local, _place[operand]);
        }

        if (node.IsInvariant)
        {
            return new StepOperand(OperandKind.Invariant, _place[operand]);
        }

        if (!earlier.TryGetValue(operand, out var number))
        {
            earlier.Add(operand, number = earlier.Count);
        }

        return new StepOperand(OperandKind.Earlier, number);
    }
}

/// <summary>A list of numbers, compared by content.</summary>
internal readonly struct CodeKey(int[] code) : IEquatable<CodeKey>
{
    private readonly int[] _code = code;

    public bool Equals(CodeKey other) => _code.AsSpan().SequenceEqual(other._code);

    public override bool Equals(object? obj) => obj is CodeKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes(_code.AsSpan()));
        return hash.ToHashCode();
    }
}
