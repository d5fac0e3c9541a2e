using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Proforma.Model.Program.Scheduling;

/// <summary>
/// Puts the cells of a plan in an order in which each comes after all that it reads. Dependencies are between cells, not lines: a
/// loop through earlier steps is a recurrence, one through later steps runs backwards, clauses that divide time, tracks or members
/// among themselves never make a false cycle.
/// </summary>
public static class Scheduler
{
    /// <summary>The most cells that slots which read each other in both directions of time may have together.</summary>
    public const int MaxCellsInGraph = 4_000_000;

    private const int MaxCyclesInKnot = 3, MaxStepsProbed = 64;

    /// <summary>The order of all cells, or the problems that prevent one. Linear in the number of reads.</summary>
    /// <param name="layout">The axes and slots of the plan.</param>
    public static ScheduleResult Order(GridLayout layout)
    {
        var graph = new DependencyGraph(layout);
        var components = StronglyConnected.Find(new SlotGraph(graph));
        var steps = ImmutableArray.CreateBuilder<ScheduleStep>(components.Count);
        var problems = ImmutableArray.CreateBuilder<ScheduleProblem>();
        var stepOfSlot = new int[graph.SlotCount];
        for (var i = 0; i < components.Count; i++)
        {
            var nodes = components.Component(i);
            if (!nodes.ContainsAnyInRange(0, graph.SlotCount - 1))
            {
                // Roll-ups of each other at earlier report periods: they are worked out when they are asked for.
                continue;
            }

            if ((nodes.Length == 1 && !graph.Reads(nodes[0]).Contains(nodes[0]) ? new SweepStep(nodes[0])
                : StepOf(graph, nodes, components.ComponentOf, problems)) is not { } step)
            {
                continue;
            }

            foreach (var slot in step.Slots)
            {
                stepOfSlot[slot] = steps.Count;
            }

            steps.Add(step);
        }

        return problems.Count > 0
            ? new ScheduleResult(null, problems.ToImmutable())
            : new ScheduleResult(new Schedule(steps.ToImmutable(), ImmutableCollectionsMarshal.AsImmutableArray(stepOfSlot)), []);
    }

    /// <inheritdoc cref="Order(GridLayout)"/>
    public static ScheduleResult Order(
        ImmutableArray<TimeAxis> timeAxes, ImmutableArray<TrackAxis> trackAxes, ImmutableArray<MemberAxis> dimensions, ImmutableArray<Slot> slots) =>
        Order(new GridLayout(timeAxes, trackAxes, dimensions, slots));

    private static ScheduleStep? StepOf(
        DependencyGraph graph, ReadOnlySpan<int> nodes, int[] componentOf, ImmutableArray<ScheduleProblem>.Builder problems)
    {
        if (nodes.Length == 1 && RecurrenceOrder.OfOne(graph, nodes[0], componentOf) is { } single)
        {
            return single;
        }

        var sorted = nodes.ToArray();
        Array.Sort(sorted);
        ImmutableArray<int> slots = [.. sorted.TakeWhile(node => node < graph.SlotCount)];
        var order = RecurrenceOrder.Of(graph, slots, componentOf, slots.Length < sorted.Length);
        if (order.IsRecurrence)
        {
            return new RecurrenceStep(order.Slots, order.Directions.Future);
        }

        var cells = slots.Sum(slot => (long)graph.Layout.RowsOf(slot) * graph.Layout.StepsOf(slot));
        return cells > MaxCellsInGraph
            ? TooLarge(graph.Layout, slots, order, cells, problems)
            : ByCells(graph.Layout, slots, order, problems);
    }

    private static ScheduleStep? ByCells(
        GridLayout layout, ImmutableArray<int> slots, RecurrenceOrder order, ImmutableArray<ScheduleProblem>.Builder problems)
    {
        var graph = new CellGraph(layout, slots);
        var components = StronglyConnected.Find(graph);
        var found = new CyclesFound(layout, problems);
        if (components.Count < graph.Count || Enumerable.Range(0, graph.Count).Any(node => ReadsItself(graph, node)))
        {
            found.Add(graph, components);
            return found.Step(slots, order);
        }

        var cells = ImmutableArray.CreateBuilder<long>(graph.Count);
        foreach (var node in components.Nodes)
        {
            var cell = graph.CellOf(node);
            cells.Add(layout.CellOf(cell.Slot, cell.Row, cell.Step));
        }

        return new CellStep(slots, cells.MoveToImmutable());
    }

    // Too many cells for one graph: a cycle inside a single step can still be found, and a circular block needs no order of cells.
    private static ScheduleStep? TooLarge(
        GridLayout layout, ImmutableArray<int> slots, RecurrenceOrder order, long cells, ImmutableArray<ScheduleProblem>.Builder problems)
    {
        var found = new CyclesFound(layout, problems);
        if (slots.Sum(slot => (long)layout.RowsOf(slot)) <= MaxCellsInGraph)
        {
            var bounds = new SortedSet<int>(slots.SelectMany(s => layout.Slots[s].Patterns).SelectMany(static p => p).Select(static s => s.First));
            foreach (var step in bounds.Take(MaxStepsProbed))
            {
                var graph = new CellGraph(layout, slots, step);
                found.Add(graph, StronglyConnected.Find(graph));
            }

            if (found.Any)
            {
                return found.Step(slots, order);
            }
        }

        problems.Add(new TooManyCells(slots, cells, MaxCellsInGraph));
        return null;
    }

    private static bool ReadsItself(CellGraph graph, int node)
    {
        var cursor = 0L;
        while (graph.Next(node, ref cursor, out var read))
        {
            if (read == node)
            {
                return true;
            }
        }

        return false;
    }

    private readonly struct SlotGraph(DependencyGraph graph) : IReadGraph
    {
        public int Count => graph.NodeCount;

        public int Root(int position) => position;

        public bool Next(int node, ref long cursor, out int read)
        {
            var reads = graph.Reads(node);
            read = cursor < reads.Length ? reads[(int)cursor] : -1;
            cursor++;
            return read >= 0;
        }
    }

    /// <summary>The cycles of one knot of slots: unwanted ones become problems, wanted ones a circular step.</summary>
    private sealed class CyclesFound(GridLayout layout, ImmutableArray<ScheduleProblem>.Builder problems)
    {
        private readonly HashSet<string> _reported = [];
        private ImmutableArray<CellRef> _wanted;
        private bool _acrossSteps;

        public bool Any => _reported.Count > 0 || !_wanted.IsDefault;

        public void Add(CellGraph graph, StronglyConnected components)
        {
            for (var i = 0; i < components.Count && _reported.Count < MaxCyclesInKnot; i++)
            {
                var nodes = components.Component(i);
                if (nodes.Length == 1 && !ReadsItself(graph, nodes[0]))
                {
                    continue;
                }

                var cells = nodes.ToArray().Select(graph.CellOf).ToArray();
                if (!cells.All(IsWanted))
                {
                    // A cycle of wanted lines alone would not tell the author which line lacks `circular`.
                    Report(CycleFinder.ShortCycle(graph, components, i, cell => !IsWanted(cell)));
                    continue;
                }

                _acrossSteps |= cells.Any(cell => cell.Step != cells[0].Step);
                if (_wanted.IsDefault || _acrossSteps)
                {
                    _wanted = CycleFinder.ShortCycle(graph, components, i, static _ => true);
                }
            }
        }

        public ScheduleStep? Step(ImmutableArray<int> slots, RecurrenceOrder order)
        {
            if (_reported.Count > 0)
            {
                return null;
            }

            if (_acrossSteps || !order.IsSolvableByStep)
            {
                problems.Add(new UnsolvableCircularity(slots, _wanted));
                return null;
            }

            var tolerance = slots.Where(slot => layout.Slots[slot].IsCircular).Min(slot => layout.Slots[slot].CircularTolerance);
            return new CircularStep(order.Slots, order.Directions.Future, tolerance);
        }

        private bool IsWanted(CellRef cell) => layout.Slots[cell.Slot].IsCircular;

        // The same lines in another month or track are the same mistake.
        private void Report(ImmutableArray<CellRef> path)
        {
            if (_reported.Add(string.Join(',', path.Select(static cell => cell.Slot).Order())))
            {
                problems.Add(new UnwantedCycle(path));
            }
        }
    }
}
