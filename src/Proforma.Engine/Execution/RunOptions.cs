namespace Proforma.Engine.Execution;

/// <summary>How a plan is run.</summary>
public sealed record RunOptions
{
    public static RunOptions Default { get; } = new();

    /// <summary>The most memory that the grid of cells may take, in bytes; a plan that needs more is refused before it is taken.</summary>
    public long MemoryLimit { get; init; } = 4L << 30;

    /// <summary>The finance functions that formulas call.</summary>
    public FinanceCalls Finance { get; init; } = FinanceLibrary.All;

    /// <summary>
    /// From how many cells of one shape of formula on machine code is made for it. Making it takes some milliseconds, so that small
    /// plans are faster without; <see cref="long.MaxValue"/> never makes any.
    /// </summary>
    public long CompileFromCells { get; init; } = 200_000;
}

/// <summary>The result of a run, or why the plan was not run.</summary>
/// <param name="Result">The values; null when the run was refused.</param>
/// <param name="Refusal">Why; null when it ran.</param>
public sealed record RunOutcome(RunResult? Result, RunRefusal? Refusal);

/// <summary>A plan that is larger than the limit.</summary>
/// <param name="Cells">How many cells it has.</param>
/// <param name="Bytes">How much memory its grid takes.</param>
/// <param name="Limit">How much it may take.</param>
public sealed record RunRefusal(long Cells, long Bytes, long Limit);
