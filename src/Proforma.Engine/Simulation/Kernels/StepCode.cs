using Proforma.Engine.Simulation.Tracing;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>Where a segment finds an operand.</summary>
internal enum PlaceKind
{
    None,

    /// <summary>An operation of the same segment, by its number.</summary>
    Value,

    /// <summary>A home in the slab.</summary>
    Home,

    /// <summary>A column of the step's row of constants.</summary>
    Column,

    /// <summary>A column of the constants that all steps of the class share.</summary>
    Fixed,
}

internal readonly record struct Place(PlaceKind Kind, int Index);

/// <summary>An operation of a segment, with addresses.</summary>
/// <param name="Code">What it does; <see cref="OpCode.Call"/> for a finance function.</param>
/// <param name="Operands">Its operands.</param>
/// <param name="Home">Where its result is stored, or −1.</param>
/// <param name="IsWatched">Whether the result must be finite.</param>
/// <param name="Call">The finance function, or null.</param>
internal sealed record SegmentOperation(OpCode Code, Place[] Operands, int Home, bool IsWatched, TracedCall? Call = null);

/// <summary>
/// A part of a step: one loop over the vectors of a block, or a single operation on the whole block. Homes that the loop overwrites although it
/// still needs what was there are read before.
/// </summary>
/// <param name="Operations">In order.</param>
/// <param name="IsBlockwise">Whether it is a single operation on the block.</param>
/// <param name="ReadFirst">The homes to read before anything is stored.</param>
internal sealed record Segment(SegmentOperation[] Operations, bool IsBlockwise, int[] ReadFirst);

/// <summary>Fills a home with a number, or copies another home into it.</summary>
/// <param name="Target">The home.</param>
/// <param name="Source">The home copied, or −1.</param>
/// <param name="Value">The number where nothing is copied.</param>
internal readonly record struct HomeMove(int Target, int Source, double Value);

/// <summary>What happens in one step.</summary>
internal sealed class StepPlan
{
    /// <summary>The operations; shared by the steps of a class.</summary>
    public required Segment[] Segments { get; init; }

    /// <summary>The row of constants: eight equal numbers for each column.</summary>
    public required double[] Row { get; init; }

    /// <summary>The constants that all steps of the class share, likewise.</summary>
    public required double[] Fixed { get; init; }

    /// <summary>Drawn values to put into homes; the value −1 is the score of the trial's track.</summary>
    public required (int Value, int Home, bool IsWatched)[] Draws { get; init; }

    public required HomeMove[] Before { get; init; }

    public required HomeMove[] After { get; init; }

    /// <summary>Outputs that are complete (home, output).</summary>
    public required (int Home, int Output)[] Outputs { get; init; }
}

/// <summary>A plan's trials as steps over a slab of homes, each home a block of trials.</summary>
/// <param name="Steps">In order; the first is done once before the calendar.</param>
/// <param name="Homes">How many homes the slab has.</param>
/// <param name="Poison">The home that becomes not finite in trials where a watched operation fails, or −1.</param>
/// <param name="Constants">Outputs that are the same in every trial (output, value or state).</param>
/// <param name="Operations">How many operations a trial takes.</param>
internal sealed record TrialProgram(StepPlan[] Steps, int Homes, int Poison, (int Output, double Value)[] Constants, long Operations)
{
    /// <summary>For each output, whether it may be blank or unknown by a choice of the plan.</summary>
    public required bool[] MayBeState { get; init; }

    /// <summary>The outputs that differ from trial to trial.</summary>
    public int[] Varying { get; } = [.. Steps.SelectMany(static s => s.Outputs).Select(static o => o.Output).Order()];
}
