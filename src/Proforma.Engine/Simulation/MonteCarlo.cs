using System.Collections.Immutable;
using Proforma.Engine.Execution;
using Proforma.Engine.Random;
using Proforma.Engine.Simulation.Draws;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation;

/// <summary>Simulates plans: many trials, each with values of its own for the uncertain inputs.</summary>
/// <remarks>
/// A trial is a pure function of the program, the seed, the sampling method and its number (for Latin hypercubes also of the number of
/// trials). So runs can be split at any unit of <see cref="UnitLength"/> trials, over threads and machines, to the same bits.
/// </remarks>
public static class MonteCarlo
{
    /// <summary>How many trials make a unit.</summary>
    public const int UnitLength = ScoreStream.UnitLength;

    /// <summary>The most trials of a simulation.</summary>
    public const long MostTrials = 1_000_000_000_000_000;

    /// <summary>Runs the trials and hands them to the collector's sinks.</summary>
    /// <param name="program">The plan.</param>
    /// <param name="options">How many trials, of what, and how.</param>
    /// <param name="collector">Receives the trials.</param>
    /// <param name="cancellation">Ends the run early after whole units; what was computed until then is valid.</param>
    public static SimulationOutcome Run(
        PlanProgram program, SimulationOptions options, ITrialCollector collector, CancellationToken cancellation = default)
    {
        try
        {
            var (plan, refusal) = SimulationPlan.Of(program, options, cancellation);
            if (plan is null)
            {
                return new SimulationOutcome { Refusal = refusal };
            }

            using var threads = new TrialThreads(TrialEngines.Of(plan, cancellation), collector, cancellation);
            return threads.Run();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new SimulationOutcome { WasCancelled = true };
        }
    }

    /// <summary>All cells of one trial, as <c>explain --trial</c> shows them.</summary>
    /// <param name="program">The plan.</param>
    /// <param name="options">Those of the simulation: the seed, the method and the number of trials say which draws the trial has.</param>
    /// <param name="trial">The number of the trial, from 0.</param>
    /// <returns>The cells, or why there are none.</returns>
    public static (RunResult? Result, string? Refusal) Trial(PlanProgram program, SimulationOptions options, long trial)
    {
        if (trial < 0 || trial >= options.Trials)
        {
            return (null, $"There are trials 0 to {options.Trials - 1:N0}.");
        }

        var (plan, refusal) = SimulationPlan.Of(program, options with { FirstUnit = 0, UnitCount = -1 }, default);
        var unit = trial / UnitLength;
        return plan is null ? (null, refusal) : (new TrialRecalculation(plan).ResultOf(unit, plan.TrialsIn(unit), (int)(trial % UnitLength)), null);
    }

    /// <summary>The values that each trial draws, in the order in which sinks receive them; empty for a plan without uncertainty.</summary>
    public static ImmutableArray<SimulatedInput> InputsOf(PlanProgram program) => DrawPlan.Of(program).Plan is { } plan
        ? [.. plan.Values.Select(static v => new SimulatedInput(v.Cells[0].Slot, v.Cells[0].Row, v.Cells[0].First, v.Cells[^1].Last))]
        : [];
}
