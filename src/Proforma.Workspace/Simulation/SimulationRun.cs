using System.Collections.Immutable;
using System.Reflection;
using Proforma.Engine.Random;
using Proforma.Engine.Simulation;
using Proforma.Engine.Statistics;
using Proforma.Model.Program;
using Proforma.Model.Simulation;

namespace Proforma.Workspace.Simulation;

/// <summary>Runs a simulation and gathers its statistics.</summary>
public static class SimulationRun
{
    /// <summary>The version of Proforma, as recipes state it.</summary>
    public static string Version { get; } = typeof(SimulationRun).Assembly.GetName().Version?.ToString(3)
        ?? typeof(SimulationRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>How a method of sampling is called on the command line and in recipes.</summary>
    public static string NameOf(SamplingMethod sampling) => sampling switch
    {
        SamplingMethod.LatinHypercube => "lhs",
        SamplingMethod.Sobol => "sobol",
        _ => "random",
    };

    /// <summary>Runs it.</summary>
    /// <param name="program">The plan.</param>
    /// <param name="planHash">What stands for the plan in the recipe, see <see cref="ProgramHash"/>.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Ends it early; the trials until then count.</param>
    public static SimulationResult Execute(PlanProgram program, string planHash, SimulationRequest request, CancellationToken cancellation = default)
    {
        if (request.Until is not null && request.Sampling == SamplingMethod.LatinHypercube)
        {
            return new SimulationResult { Refusal = "A Latin hypercube is drawn for a number of trials that is known beforehand; take random or Sobol sampling to stop at an exactness." };
        }

        var statistics = new StatisticsCollector(program, request);
        ITrialCollector collector = request.Besides is { } besides ? new BothCollectors(statistics, besides) : statistics;
        var options = new SimulationOptions
        {
            Trials = request.Trials,
            Seed = request.Seed,
            Sampling = request.Sampling,
            Threads = request.Threads,
            Outputs = request.Outputs,
            MixTracks = request.MixTracks,
            WantsInputs = !request.Influenced.IsEmpty,
            Progress = request.Progress,
        };
        var (refusal, wasCancelled, reached) = request.Until is { } goal
            ? UntilReached(program, options, collector, statistics, goal, cancellation)
            : Whole(program, options, collector, cancellation);
        if (refusal is not null)
        {
            return new SimulationResult { Refusal = refusal };
        }

        // A run that stopped because it was exact enough is drawn again by asking for just its trials.
        var trials = reached is null ? request.Trials : statistics.TrialsRun;
        var recipe = new SimulationRecipe(Version, planHash, request.Seed, NameOf(request.Sampling), trials);
        return new SimulationResult
        {
            Figures = statistics.ToFigures(recipe),
            WasCancelled = wasCancelled,
            Reached = reached,
            Correlations = statistics.Correlations(),
        };
    }

    private static (string? Refusal, bool WasCancelled, double? Reached) Whole(
        PlanProgram program, SimulationOptions options, ITrialCollector collector, CancellationToken cancellation)
    {
        var outcome = MonteCarlo.Run(program, options, collector, cancellation);
        return (outcome.Refusal, outcome.WasCancelled, null);
    }

    private static (string? Refusal, bool WasCancelled, double? Reached) UntilReached(
        PlanProgram program, SimulationOptions options, ITrialCollector collector, StatisticsCollector statistics, ConvergenceGoal goal,
            CancellationToken cancellation)
    {
        var units = (options.Trials + MonteCarlo.UnitLength - 1) / MonteCarlo.UnitLength;
        var total = options.Progress is { } progress ? new PartProgress(progress, options.Trials) : null;
        for (long first = 0, next; first < units; first = next)
        {
            next = Math.Min(units, ConvergenceRule.NextCheckpoint(first));
            if (total is not null)
            {
                total.Before = statistics.TrialsRun;
            }

            var outcome = MonteCarlo.Run(program, options with { FirstUnit = first, UnitCount = next - first, Progress = total }, collector,
                cancellation);
            if (outcome.Refusal is not null || outcome.WasCancelled)
            {
                return (outcome.Refusal, outcome.WasCancelled, null);
            }

            var distribution = statistics.DistributionOf(goal.Output);
            if (goal.Rule.IsMet(distribution))
            {
                return (null, false, goal.Reached(distribution));
            }
        }

        return (null, false, null);
    }

    /// <summary>Counts the parts of a simulation together.</summary>
    private sealed class PartProgress(IProgress<SimulationProgress> whole, long asked) : IProgress<SimulationProgress>
    {
        public long Before { get; set; }

        public void Report(SimulationProgress value) => whole.Report(new SimulationProgress(Before + value.TrialsDone, asked));
    }

    /// <summary>Hands trials to two collectors.</summary>
    private sealed class BothCollectors(ITrialCollector first, ITrialCollector second) : ITrialCollector
    {
        public ITrialSink Begin(TrialRange range) => new Sink(first.Begin(range), second.Begin(range));

        public void End(TrialRange range, ITrialSink sink)
        {
            var both = (Sink)sink;
            first.End(range, both.First);
            second.End(range, both.Second);
        }

        private sealed class Sink(ITrialSink first, ITrialSink second) : ITrialSink
        {
            public ITrialSink First => first;

            public ITrialSink Second => second;

            public void Accept(long firstTrial, int count, ReadOnlySpan<double> outputs, ReadOnlySpan<double> inputs)
            {
                first.Accept(firstTrial, count, outputs, inputs);
                second.Accept(firstTrial, count, outputs, inputs);
            }
        }
    }
}
