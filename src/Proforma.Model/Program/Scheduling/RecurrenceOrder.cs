using System.Collections.Immutable;

namespace Proforma.Model.Program.Scheduling;

/// <summary>
/// Slots that depend on each other, seen as whole series: whether they read each other only in the past or only in the future,
/// and an order of the slots within one step.
/// </summary>
/// <param name="Slots">In an order in which a slot comes after what it reads in the same step, as far as that is possible.</param>
/// <param name="Directions">Where in time the reads go.</param>
/// <param name="IsAcyclic">Whether the reads within one step form no cycle.</param>
internal sealed record RecurrenceOrder(ImmutableArray<int> Slots, ReadDirections Directions, bool IsAcyclic)
{
    /// <summary>True when the slots can be computed step by step in one direction, slot after slot within a step.</summary>
    public bool IsRecurrence => IsSolvableByStep && IsAcyclic;

    /// <summary>True when the slots can be computed step by step in one direction once the step itself is solved.</summary>
    public bool IsSolvableByStep => Directions.Stepwise && !(Directions.Past && Directions.Future);

    /// <summary>The recurrence of a single slot on itself; null when it is none.</summary>
    public static RecurrenceStep? OfOne(DependencyGraph graph, int slot, int[] componentOf)
    {
        var found = graph.Layout.Slots[slot];
        var directions = new ReadDirections(componentOf, componentOf[slot], found.TimeAxis) { Stepwise = true };
        directions.Add(found, null);
        return directions is { Stepwise: true, SameStep: false } && !(directions.Past && directions.Future)
            ? new RecurrenceStep([slot], directions.Future)
            : null;
    }

    /// <param name="graph">The reads between slots.</param>
    /// <param name="slots">The slots of one component, ascending.</param>
    /// <param name="componentOf">For each node of the graph its component.</param>
    /// <param name="hasRollUps">Whether the component holds roll-up nodes.</param>
    public static RecurrenceOrder Of(DependencyGraph graph, ImmutableArray<int> slots, int[] componentOf, bool hasRollUps)
    {
        var layout = graph.Layout;
        var directions = new ReadDirections(componentOf, componentOf[slots[0]], layout.Slots[slots[0]].TimeAxis) { Stepwise = !hasRollUps };
        var local = Enumerable.Range(0, slots.Length).ToDictionary(i => slots[i], i => i);
        var reads = new List<int>[slots.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            reads[i] = [];
            directions.Add(layout.Slots[slots[i]], reads[i]);
        }

        var order = StronglyConnected.Find(new SameStepGraph(reads, local));
        var acyclic = order.Count == slots.Length && !slots.Where((slot, i) => reads[i].Contains(slot)).Any();
        return new RecurrenceOrder([.. Enumerable.Range(0, order.Count).SelectMany(InOrder)], directions, acyclic);

        IEnumerable<int> InOrder(int index) => order.Component(index).ToArray().Order().Select(i => slots[i]);
    }

    private readonly struct SameStepGraph(List<int>[] reads, Dictionary<int, int> local) : IReadGraph
    {
        public int Count => reads.Length;

        public int Root(int position) => position;

        public bool Next(int node, ref long cursor, out int read)
        {
            read = cursor < reads[node].Count ? local[reads[node][(int)cursor]] : -1;
            cursor++;
            return read >= 0;
        }
    }
}

/// <summary>Where in time the reads between the slots of one component go.</summary>
internal struct ReadDirections(int[] componentOf, int component, int timeAxis)
{
    /// <summary>A read goes to an earlier step.</summary>
    public bool Past { get; private set; }

    /// <summary>A read goes to a later step.</summary>
    public bool Future { get; private set; }

    /// <summary>A read stays in the step.</summary>
    public bool SameStep { get; private set; }

    /// <summary>False when a read goes to fixed steps, to a whole series, or between calendars: time alone does not order the cells.</summary>
    public bool Stepwise { get; set; }

    /// <summary>Takes in the reads of one slot of the component.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="sameStep">Receives the slots it reads in the same step.</param>
    public void Add(Slot slot, List<int>? sameStep)
    {
        Stepwise &= slot.TimeAxis == timeAxis;
        foreach (var rule in slot.Rules)
        {
            foreach (var read in rule.Reads)
            {
                Add(read, 1, sameStep);
            }

            foreach (var reduction in rule.Reductions)
            {
                Add(reduction.Read, 1, sameStep);
            }

            foreach (var window in rule.Windows)
            {
                Add(window.Read, window.Steps, sameStep);
            }

            foreach (var rollUp in rule.RollUps)
            {
                Stepwise &= componentOf[rollUp.Read.Slot] != component;
            }

            foreach (var search in rule.Searches)
            {
                Stepwise &= componentOf[search.Read.Slot] != component;
            }

            foreach (var call in rule.Calls)
            {
                foreach (var series in call.Series)
                {
                    Stepwise &= componentOf[series.Slot] != component;
                }
            }
        }
    }

    private void Add(SlotRead read, int window, List<int>? sameStep)
    {
        if (componentOf[read.Slot] != component)
        {
            return;
        }

        var offset = timeAxis < 0 ? 0 : read.Offset;
        Stepwise &= timeAxis < 0 || read.Time is ReadTime.Step or ReadTime.Year;
        Past |= offset < 0 || window > 1;
        Future |= offset > 0;
        if (offset == 0 || (offset > 0 && window > offset))
        {
            SameStep = true;
            sameStep?.Add(read.Slot);
        }
    }
}
