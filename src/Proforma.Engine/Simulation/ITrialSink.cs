namespace Proforma.Engine.Simulation;

/// <summary>A run of trials, numbered from 0 over the whole simulation.</summary>
/// <param name="First">The first trial, a multiple of <see cref="MonteCarlo.UnitLength"/>.</param>
/// <param name="Count">How many.</param>
public readonly record struct TrialRange(long First, long Count);

/// <summary>
/// Receives the trials of a run. Trials are handed out in ranges of whole units, the same whatever the number of threads; each range has a
/// sink of its own, so that nothing is shared while trials are computed and what sinks gathered can be joined in the ranges' order.
/// </summary>
public interface ITrialCollector
{
    /// <summary>Makes (or takes again) the sink of a range. Called by the computing threads, several at once.</summary>
    ITrialSink Begin(TrialRange range);

    /// <summary>
    /// Takes in a range that is done. Called by the computing threads in ascending order of ranges and never by two at once; at most a few
    /// ranges for each thread are open, so memory stays bounded when sinks are used again.
    /// </summary>
    /// <param name="range">What was computed: shorter than what was begun, but of whole units, when the run was cancelled.</param>
    /// <param name="sink">The range's sink.</param>
    void End(TrialRange range, ITrialSink sink);
}

/// <summary>Receives the trials of one range, a unit after the other in ascending order, from one thread at a time.</summary>
public interface ITrialSink
{
    /// <summary>Takes in the next unit of trials.</summary>
    /// <param name="firstTrial">The number of its first trial, a multiple of 1,024.</param>
    /// <param name="count">How many trials: 1,024, or fewer in the last unit of the simulation.</param>
    /// <param name="outputs">
    /// The outputs' values: <paramref name="count"/> trials of the first, then of the second, and so on. Finite numbers in base units, or
    /// states as <see cref="Model.Runs.CellValue"/> boxes them. Only valid during the call.
    /// </param>
    /// <param name="inputs">The values drawn for the inputs, likewise; empty unless the options ask for them.</param>
    void Accept(long firstTrial, int count, ReadOnlySpan<double> outputs, ReadOnlySpan<double> inputs);
}
