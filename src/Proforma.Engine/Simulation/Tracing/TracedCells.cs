using Proforma.Engine.Execution;
using Proforma.Engine.Simulation.Draws;
using Proforma.Model.Program;
using Proforma.Model.Program.Scheduling;
using Proforma.Model.Runs;

namespace Proforma.Engine.Simulation.Tracing;

/// <summary>
/// Which cells differ from trial to trial, and by which nodes. Every other cell is the same in all trials, with its value from the run on
/// the inputs' points.
/// </summary>
internal sealed class TracedCells
{
    private readonly PlanState _base;
    private readonly TrialGraph _graph;
    private readonly int[]?[] _nodes;
    private readonly bool[] _isTraced;
    private readonly List<CellValue> _others = [];

    /// <param name="plan">The simulation.</param>
    /// <param name="graph">Receives the nodes.</param>
    public TracedCells(SimulationPlan plan, TrialGraph graph)
    {
        _base = plan.Base.State;
        _graph = graph;
        Timeline = new Timeline(plan.Program);
        _nodes = new int[]?[plan.Program.Slots.Length];
        _isTraced = Traceable(plan);
        for (var value = 0; value < plan.Draws.Values.Length; value++)
        {
            foreach (var run in plan.Draws.Values[value].Cells)
            {
                Give(run, value);
            }
        }
    }

    public Timeline Timeline { get; }

    public PlanProgram Program => _base.Program;

    public PlanState Base => _base;

    /// <summary>Whether cells of a slot may depend on a draw, and an output on them.</summary>
    public bool IsTraced(int slot) => _isTraced[slot];

    public Traced At(int slot, int row, int step)
    {
        var found = _nodes[slot];
        var isTimed = Program.Slots[slot].TimeAxis >= 0;
        var node = found is null ? 0 : found[(row * _base.Layout.StepsOf(slot)) + step];
        if (node <= 0)
        {
            return Traced.Of(node == 0 ? _base.At(slot, row, step) : _others[~node], isTimed);
        }

        // A drawn input holds its value; what a formula computes belongs to its step.
        return isTimed && _graph.Nodes[node - 1].Kind != NodeKind.Drawn ? Traced.OfNode(node - 1).InStep() : Traced.OfNode(node - 1);
    }

    /// <summary>
    /// A cell read by a cell of another step. What a traced line has there without computing it in that step, a number or a drawn value, is what
    /// its running value starts from.
    /// </summary>
    public Traced AtOtherStep(int slot, int row, int step, int readerTime)
    {
        var found = At(slot, row, step);
        var time = Timeline.Of(Program.Slots[slot], step);
        return !found.IsValue || !_isTraced[slot] || time < 0 || time >= readerTime || IsData(slot, row, step) ? found
            : !found.IsNode ? Traced.OfNode(_graph.Start(found.Value.Raw, time)).InStep()
            : _graph.Nodes[found.Node].IsInvariant ? Traced.OfNode(_graph.StartFrom(found.Node, time)).InStep()
            : found;
    }

    private bool IsData(int slot, int row, int step) =>
        Program.Slots[slot].RuleAt(row, step) is >= 0 and var rule && Program.Slots[slot].Rules[rule].IsData
        && Program.Slots[slot].Rules.All(static r => r.IsData);

    public void Set(int slot, int row, int step, Traced value)
    {
        if (value.IsNode && _graph.Nodes[value.Node] is { Kind: NodeKind.Start } start)
        {
            // A cell that only repeats another one: a start is what operations read, not what they give.
            value = start.A >= 0 ? Traced.OfNode(start.A) : Traced.Of(CellValue.Of(start.Value), true);
        }

        if (!value.IsNode && value.Value == _base.At(slot, row, step))
        {
            return;
        }

        var nodes = _nodes[slot] ??= new int[_base.Layout.RowsOf(slot) * _base.Layout.StepsOf(slot)];
        ref var place = ref nodes[(row * _base.Layout.StepsOf(slot)) + step];
        if (value.IsNode)
        {
            place = value.Node + 1;
            return;
        }

        // The same in every trial, but not on the points: where a point is unknown, what a trial draws is a number.
        _others.Add(value.Value);
        place = ~(_others.Count - 1);
    }

    private void Give(CellRun run, int value)
    {
        var slot = Program.Slots[run.Slot];
        var isNoise = run.First == run.Last && slot.TimeAxis >= 0 && _base.Layout.StepsOf(run.Slot) > 1;
        for (var step = run.First; step <= run.Last; step++)
        {
            Set(run.Slot, run.Row, step, Traced.OfNode(_graph.Drawn(value, isNoise ? Timeline.Of(slot, step) : -1)));
        }
    }

    // Slot by slot: what reads a draw, directly or not, and is read by an output, directly or not.
    private static bool[] Traceable(SimulationPlan plan)
    {
        var program = plan.Program;
        var reads = new DependencyGraph(program.Layout);
        var affected = new bool[reads.NodeCount];
        var open = new Stack<int>();
        Visit(plan.Draws.Values.SelectMany(static v => v.Cells).Select(static c => c.Slot), affected, open);
        while (open.TryPop(out var at))
        {
            foreach (var reader in reads.ReadBy(at))
            {
                Visit([reader], affected, open);
            }
        }

        var needed = new bool[reads.NodeCount];
        Visit(plan.Options.Outputs.Select(static o => o.Slot), needed, open);
        while (open.TryPop(out var at))
        {
            foreach (var read in reads.Reads(at))
            {
                Visit([read], needed, open);
            }

            var slot = program.Slots[reads.SlotOf(at)];
            Visit(slot.OpeningSlot >= 0 ? [slot.OpeningSlot] : [], needed, open);
            Visit(slot.RollUpWeight is { } weight ? [weight.Slot] : [], needed, open);
        }

        return [.. Enumerable.Range(0, program.Slots.Length).Select(slot => affected[slot] && needed[slot])];
    }

    private static void Visit(IEnumerable<int> nodes, bool[] visited, Stack<int> open)
    {
        foreach (var node in nodes)
        {
            if (!visited[node])
            {
                visited[node] = true;
                open.Push(node);
            }
        }
    }
}
