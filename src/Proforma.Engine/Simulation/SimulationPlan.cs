using Proforma.Engine.Execution;
using Proforma.Engine.Random;
using Proforma.Engine.Simulation.Draws;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation;

/// <summary>A program made ready for a simulation: what is drawn, and the run from which trials depart. Shared by all threads.</summary>
internal sealed class SimulationPlan
{
    private SimulationPlan(PlanProgram program, SimulationOptions options, DrawPlan draws, TrackMix? mix, RunResult start)
    {
        Program = program;
        Options = options;
        Draws = draws;
        Mix = mix;
        Base = start;
        Scores = new ScorePlan(options.Sampling, options.Seed, options.Trials);
    }

    public PlanProgram Program { get; }

    public SimulationOptions Options { get; }

    public DrawPlan Draws { get; }

    /// <summary>The mix of tracks, or null when outputs keep their own.</summary>
    public TrackMix? Mix { get; }

    /// <summary>The run on the points of the inputs: what depends on no draw is the same in every trial.</summary>
    public RunResult Base { get; }

    public ScorePlan Scores { get; }

    /// <summary>The number of units of the whole simulation.</summary>
    public long Units => (Options.Trials + MonteCarlo.UnitLength - 1) / MonteCarlo.UnitLength;

    /// <summary>The number of trials in a unit.</summary>
    public int TrialsIn(long unit) => (int)Math.Min(MonteCarlo.UnitLength, Options.Trials - (unit * MonteCarlo.UnitLength));

    /// <summary>The plan of a simulation, or why it cannot be.</summary>
    public static (SimulationPlan? Plan, string? Refusal) Of(PlanProgram program, SimulationOptions options, CancellationToken cancellation)
    {
        if (Refusal(program, options) is { } refusal)
        {
            return (null, refusal);
        }

        var (draws, problem) = DrawPlan.Of(program);
        if (draws is null)
        {
            return (null, problem);
        }

        var (mix, none) = options.MixTracks ? TrackMix.Of(program) : default;
        if (none is not null)
        {
            return (null, none);
        }

        if (MemoryRefusal(draws, options) is { } tooLarge)
        {
            return (null, tooLarge);
        }

        var outcome = PlanRun.Execute(program, options.Run, cancellation);
        return outcome.Refusal is { } size
            ? (null, $"The plan has {size.Cells:N0} cells and needs {size.Bytes:N0} bytes; the limit is {size.Limit:N0}.")
            : (new SimulationPlan(program, options, draws, mix, outcome.Result!), null);
    }

    // Each thread holds the scores and values of a unit of trials, and the outputs.
    private static string? MemoryRefusal(DrawPlan draws, SimulationOptions options)
    {
        var threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        var bytes = ((3L * draws.Scores.Length) + (2L * draws.Values.Length) + options.Outputs.Length) * MonteCarlo.UnitLength * sizeof(double);
        return bytes <= options.Run.MemoryLimit / Math.Clamp(threads, 1, 1024)
            ? null
            : $"Each trial draws {draws.Values.Length:N0} values; {threads} threads would need {bytes * threads:N0} bytes, and the limit is "
                + $"{options.Run.MemoryLimit:N0}. Use fewer threads, or a noise with fewer steps.";
    }

    private static string? Refusal(PlanProgram program, SimulationOptions options)
    {
        var units = (options.Trials + MonteCarlo.UnitLength - 1) / MonteCarlo.UnitLength;
        return options.Trials < 1 ? "A simulation needs at least one trial."
            : options.Trials > MonteCarlo.MostTrials ? $"At most {MonteCarlo.MostTrials:N0} trials are possible."
            : options.Sampling != SamplingMethod.Random && options.Trials > ScorePlan.MostTrials
                ? $"Latin hypercube and Sobol sampling have at most {ScorePlan.MostTrials:N0} trials; random sampling has no such limit."
            : options.FirstUnit < 0 || options.FirstUnit >= units || options.UnitCount < -1 ? $"There are units 0 to {units - 1:N0} of trials."
            : OutputReader.Problem(program, options.Outputs);
    }
}
