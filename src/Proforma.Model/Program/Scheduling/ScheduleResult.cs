using System.Collections.Immutable;

namespace Proforma.Model.Program.Scheduling;

/// <summary>The order of a plan's cells, or why there is none.</summary>
/// <param name="Schedule">The order; null when there are problems.</param>
/// <param name="Problems">In order of declaration of the slots concerned, at most a few for each knot of slots.</param>
public sealed record ScheduleResult(Schedule? Schedule, ImmutableArray<ScheduleProblem> Problems);

/// <summary>A cell by its slot, its row (track × leaf members) and its step (0 for a slot without a time axis).</summary>
public readonly record struct CellRef(int Slot, int Row, int Step);

/// <summary>Why the cells of a plan have no order. A closed hierarchy.</summary>
public abstract record ScheduleProblem;

/// <summary>A cycle of cells, not all of them declared circular.</summary>
/// <param name="Path">Each cell reads the next one, and the last reads the first.</param>
public sealed record UnwantedCycle(ImmutableArray<CellRef> Path) : ScheduleProblem;

/// <summary>
/// A cycle of cells declared circular that cannot be solved step by step: it spans several steps, or its slots read both the past
/// and the future.
/// </summary>
/// <param name="Slots">The slots that depend on each other.</param>
/// <param name="Path">One of the cycles: each cell reads the next one, and the last reads the first.</param>
public sealed record UnsolvableCircularity(ImmutableArray<int> Slots, ImmutableArray<CellRef> Path) : ScheduleProblem;

/// <summary>Slots that read each other in both directions of time and have too many cells to be put in order one by one.</summary>
/// <param name="Slots">The slots that depend on each other.</param>
/// <param name="Cells">How many cells they have.</param>
/// <param name="Limit">How many can be ordered.</param>
public sealed record TooManyCells(ImmutableArray<int> Slots, long Cells, long Limit) : ScheduleProblem;
