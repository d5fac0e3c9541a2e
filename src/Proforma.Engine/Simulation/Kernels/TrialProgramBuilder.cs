using System.Runtime.InteropServices;
using Proforma.Engine.Simulation.Tracing;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>From the graph of a plan's trials to the steps that compute them.</summary>
internal sealed class TrialProgramBuilder
{
    private readonly TracedPlan _plan;
    private readonly StepClasses _classes;
    private readonly HomePlan _homes;
    private readonly Dictionary<StepClass, ClassCode> _codes = [];
    private readonly int _poison = -1;

    private TrialProgramBuilder(TracedPlan plan)
    {
        _plan = plan;
        _classes = StepClasses.Of(plan, GraphLiveness.Of(plan.Graph, plan.Outputs));
        _homes = new HomePlan(plan, _classes);
        if (_classes.All.Any(static c => Array.Exists(c.IsWatched, static w => w)))
        {
            _poison = _homes.NewHome();
        }
    }

    public static TrialProgram Build(TracedPlan plan)
    {
        var builder = new TrialProgramBuilder(plan);
        var outputs = builder.OutputsByStep();
        var steps = new List<StepPlan>();
        long operations = 0;
        for (var i = 0; i < builder._classes.Steps.Length; i++)
        {
            if (builder._classes.Steps[i] is { } step)
            {
                steps.Add(builder.Step(step, builder._classes.Instances[i]!, outputs[i]));
                operations += step.Operations.Length;
            }
        }

        var constants = plan.Outputs.Select(static (output, index) => (index, output)).Where(static o => !o.output.IsNode)
            .Select(static o => (o.index, o.output.Value.Raw)).ToArray();
        return new TrialProgram([.. steps], builder._homes.Count, builder._poison, constants, operations)
        {
            MayBeState = StateFlow.Of(plan.Graph, plan.Outputs),
        };
    }

    private List<(int Home, int Output)>[] OutputsByStep()
    {
        var found = new List<(int, int)>[_classes.Steps.Length];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = [];
        }

        for (var i = 0; i < _plan.Outputs.Length; i++)
        {
            if (_plan.Outputs[i] is { IsNode: true, Node: var node })
            {
                found[_plan.Graph.Nodes[node].Time + 1].Add((_homes.HomeOfNode(node), i));
            }
        }

        return found;
    }

    private StepPlan Step(StepClass step, StepInstance instance, List<(int, int)> outputs)
    {
        ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(_codes, step, out _);
        code ??= new ClassCode(this, step);
        var before = new List<HomeMove>();
        for (var k = 0; k < step.Earlier; k++)
        {
            var node = _plan.Graph.Nodes[instance.Earlier[k]];
            var home = _homes.HomeOfEarlier(step, k);
            if (node.Kind == NodeKind.Start)
            {
                before.Add(node.A >= 0 ? new HomeMove(home, _homes.HomeOfNode(node.A), 0) : new HomeMove(home, -1, node.Value));
            }
            else if (_homes.IsCopied(step, k))
            {
                before.Add(new HomeMove(home, _homes.KeptOf(instance.Earlier[k]), 0));
            }
        }

        before.AddRange(code.Preserved);
        var draws = new List<(int, int, bool)>();
        var after = new List<HomeMove>();
        for (var place = 0; place < instance.Nodes.Length; place++)
        {
            var node = _plan.Graph.Nodes[instance.Nodes[place]];
            if (node.Kind is NodeKind.Drawn or NodeKind.TrackScore)
            {
                draws.Add((node.Kind == NodeKind.Drawn ? node.A : -1, _homes.HomeOf(step, place), step.IsWatched[place]));
            }

            if (_homes.KeptOf(instance.Nodes[place]) is >= 0 and var kept)
            {
                after.Add(new HomeMove(kept, _homes.HomeOf(step, place), 0));
            }
        }

        return new StepPlan
        {
            Segments = code.Segments,
            Fixed = code.Fixed,
            Row = code.RowOf(instance),
            Draws = [.. draws],
            Before = [.. before],
            After = [.. after],
            Outputs = [.. outputs],
        };
    }

    /// <summary>The segments of a class, with addresses instead of operand numbers.</summary>
    private sealed class ClassCode
    {
        private const int NoLoop = -2;

        private readonly TrialProgramBuilder _builder;
        private readonly StepClass _step;
        private readonly Place[] _constantPlaces;
        private readonly List<int> _columns = [];
        private readonly int[] _segmentOf;
        private readonly int[] _indexInSegment;
        private readonly int[] _homeOfEarlier;

        public ClassCode(TrialProgramBuilder builder, StepClass step)
        {
            (_builder, _step) = (builder, step);
            _constantPlaces = PlaceConstants(out var shared);
            Fixed = Broadcast(shared);
            var order = SegmentOrder.Of(step);
            _segmentOf = new int[step.Operations.Length];
            _indexInSegment = new int[step.Operations.Length];
            Array.Fill(_segmentOf, -1);
            for (var s = 0; s < order.Count; s++)
            {
                for (var i = 0; i < order[s].Places.Count; i++)
                {
                    (_segmentOf[order[s].Places[i]], _indexInSegment[order[s].Places[i]]) = (s, i);
                }
            }

            _homeOfEarlier = [.. Enumerable.Range(0, step.Earlier).Select(k => builder._homes.HomeOfEarlier(step, k))];
            Preserve();
            Segments = [.. order.Select(s => Write(s.IsBlockwise, s.Places))];
        }

        public Segment[] Segments { get; }

        public double[] Fixed { get; }

        /// <summary>Copies, before a step, of what it overwrites in one segment and reads in a later one.</summary>
        public List<HomeMove> Preserved { get; } = [];

        public double[] RowOf(StepInstance instance) => Broadcast([.. _columns.Select(column => instance.Constants[column])]);

        private static double[] Broadcast(IReadOnlyList<double> numbers)
        {
            // Eight of each, so that a vector of any width is loaded from memory.
            var row = new double[numbers.Count * 8];
            for (var i = 0; i < numbers.Count; i++)
            {
                row.AsSpan(i * 8, 8).Fill(numbers[i]);
            }

            return row;
        }

        // Constants that are equal in all steps of the class are kept once; so are constants that are always equal to another.
        private Place[] PlaceConstants(out List<double> shared)
        {
            shared = [];
            var places = new Place[_step.Constants];
            var known = new Dictionary<CodeKey, Place>();
            for (var i = 0; i < places.Length; i++)
            {
                var values = _step.Instances.Select(instance => instance.Constants[i]).ToArray();
                var isShared = Array.TrueForAll(values, v => BitConverter.DoubleToInt64Bits(v) == BitConverter.DoubleToInt64Bits(values[0]));
                var key = new CodeKey(MemoryMarshal.Cast<double, int>(isShared ? values.AsSpan(0, 1) : values).ToArray());
                if (!known.TryGetValue(key, out places[i]))
                {
                    places[i] = isShared ? new Place(PlaceKind.Fixed, shared.Count) : new Place(PlaceKind.Column, _columns.Count);
                    known.Add(key, places[i]);
                    if (isShared)
                    {
                        shared.Add(values[0]);
                    }
                    else
                    {
                        _columns.Add(i);
                    }
                }
            }

            return places;
        }

        private void Preserve()
        {
            var stored = new Dictionary<int, int>();
            for (var place = 0; place < _step.Operations.Length; place++)
            {
                if (_builder._homes.HomeOf(_step, place) is >= 0 and var home)
                {
                    stored.TryAdd(home, _segmentOf[place]);
                }
            }

            var lastRead = new int[_step.Earlier];
            Array.Fill(lastRead, -1);
            for (var place = 0; place < _step.Operations.Length; place++)
            {
                foreach (var operand in _step.Operations[place].Operands)
                {
                    if (operand.Kind == OperandKind.Earlier)
                    {
                        lastRead[operand.Index] = Math.Max(lastRead[operand.Index], _segmentOf[place]);
                    }
                }
            }

            for (var k = 0; k < _step.Earlier; k++)
            {
                if (stored.TryGetValue(_homeOfEarlier[k], out var segment) && lastRead[k] > segment)
                {
                    var copy = _builder._homes.NewHome();
                    Preserved.Add(new HomeMove(copy, _homeOfEarlier[k], 0));
                    _homeOfEarlier[k] = copy;
                }
            }
        }

        private Segment Write(bool isBlockwise, List<int> places)
        {
            var operations = new SegmentOperation[places.Count];
            var storedAt = new Dictionary<int, int>();
            var readFirst = new SortedSet<int>();
            for (var i = 0; i < operations.Length; i++)
            {
                var operation = _step.Operations[places[i]];
                var operands = operation.Operands.Select(o => PlaceOf(o, isBlockwise ? NoLoop : _segmentOf[places[i]])).ToArray();
                foreach (var operand in operands)
                {
                    if (operand.Kind == PlaceKind.Home && storedAt.ContainsKey(operand.Index))
                    {
                        readFirst.Add(operand.Index);
                    }
                }

                var home = _builder._homes.HomeOf(_step, places[i]);
                var call = operation.Kind == NodeKind.Call
                    ? _builder._plan.Graph.Calls[_builder._plan.Graph.Nodes[_step.Instances[0].Nodes[places[i]]].A]
                    : null;
                operations[i] = new SegmentOperation(call is null ? operation.Code : OpCode.Call, operands, home, _step.IsWatched[places[i]], call);
                if (home >= 0)
                {
                    storedAt.TryAdd(home, i);
                }
            }

            return new Segment(operations, isBlockwise, [.. readFirst]);
        }

        private Place PlaceOf(StepOperand operand, int segment) => operand.Kind switch
        {
            OperandKind.Local when _segmentOf[operand.Index] == segment => new Place(PlaceKind.Value, _indexInSegment[operand.Index]),
            OperandKind.Local => new Place(PlaceKind.Home, _builder._homes.HomeOf(_step, operand.Index)),
            OperandKind.Invariant => new Place(PlaceKind.Home, _builder._homes.HomeOf(_builder._classes.Steps[0]!, operand.Index)),
            OperandKind.Earlier => new Place(PlaceKind.Home, _homeOfEarlier[operand.Index]),
            OperandKind.Constant => _constantPlaces[operand.Index],
            _ => default,
        };
    }
}
