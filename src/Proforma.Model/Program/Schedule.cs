using System.Collections.Immutable;

namespace Proforma.Model.Program;

/// <summary>The order in which cells are computed: every cell after all that it reads.</summary>
/// <param name="Steps">In order.</param>
/// <param name="StepOfSlot">For each slot the index of the step that computes it.</param>
public sealed record Schedule(ImmutableArray<ScheduleStep> Steps, ImmutableArray<int> StepOfSlot)
{
    public static Schedule Empty { get; } = new([], []);
}

/// <summary>One step of the order. A closed hierarchy.</summary>
/// <param name="Slots">The slots it computes.</param>
public abstract record ScheduleStep(ImmutableArray<int> Slots);

/// <summary>A single slot that reads none of its own cells: its cells can be computed in any order.</summary>
public sealed record SweepStep(int Slot) : ScheduleStep([Slot]);

/// <summary>Slots that read each other only in the past (or only in the future): steps outside, slots in the given order inside.</summary>
/// <param name="Slots">In the order that holds within one step.</param>
/// <param name="Backwards">True when they read the future, so that the last step comes first.</param>
public sealed record RecurrenceStep(ImmutableArray<int> Slots, bool Backwards) : ScheduleStep(Slots);

/// <summary>Slots that read each other both ways, without ever closing a cycle: an explicit order of cells.</summary>
/// <param name="Slots">The slots.</param>
/// <param name="Cells">Grid indices, in order.</param>
public sealed record CellStep(ImmutableArray<int> Slots, ImmutableArray<long> Cells) : ScheduleStep(Slots);

/// <summary>Slots with a wanted cycle inside one step (interest on average cash): solved together, step by step.</summary>
/// <param name="Slots">In an order in which a sweep reads as few stale values as possible.</param>
/// <param name="Backwards">True when they also read the future.</param>
/// <param name="Tolerance">Relative tolerance of the iteration where the block is not linear.</param>
public sealed record CircularStep(ImmutableArray<int> Slots, bool Backwards, double Tolerance) : ScheduleStep(Slots)
{
    /// <summary>
    /// The same slots in groups: those of a group read each other within one step and are solved together, a group comes after all
    /// that it reads in the step. A slot in a group of its own is merely computed.
    /// </summary>
    public ImmutableArray<ImmutableArray<int>> Groups { get; init; } = [Slots];
}
