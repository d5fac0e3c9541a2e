using System.Collections.Immutable;
using Proforma.Engine.Random;
using Proforma.Engine.Simulation;
using Proforma.Engine.Statistics;
using Proforma.Model.Simulation;

namespace Proforma.Workspace.Simulation;

/// <summary>A simulation that is asked for.</summary>
public sealed record SimulationRequest
{
    /// <summary>How many trials; with <see cref="Until"/> the most.</summary>
    public required long Trials { get; init; }

    public ulong Seed { get; init; } = 1;

    public SamplingMethod Sampling { get; init; } = SamplingMethod.Random;

    /// <summary>How many threads; 0 for one on each core.</summary>
    public int Threads { get; init; }

    /// <summary>The numbers of each trial.</summary>
    public required ImmutableArray<SimulationOutput> Outputs { get; init; }

    /// <summary>Whether each trial happens in one track, drawn by weight.</summary>
    public bool MixTracks { get; init; }

    /// <summary>The quantiles that will be asked for.</summary>
    public ImmutableArray<double> Quantiles { get; init; } = [0.05, 0.10, 0.50, 0.90, 0.95];

    /// <summary>Outputs whose correlations with the inputs are wanted.</summary>
    public ImmutableArray<SimulationOutput> Influenced { get; init; } = [];

    /// <summary>When to stop before all trials, or null.</summary>
    public ConvergenceGoal? Until { get; init; }

    /// <summary>Receives the trials besides, or null.</summary>
    public ITrialCollector? Besides { get; init; }

    /// <summary>Told how far it is.</summary>
    public IProgress<SimulationProgress>? Progress { get; init; }
}

/// <summary>How exactly the mean of an output is wanted.</summary>
/// <param name="Output">One of the outputs.</param>
/// <param name="Within">The half-width of the 95% confidence interval of the mean, as a share of the mean.</param>
public sealed record ConvergenceGoal(SimulationOutput Output, double Within)
{
    /// <summary>How many standard errors half of a 95% confidence interval is wide.</summary>
    private const double StandardErrors = 1.959963984540054;

    /// <summary>The rule that asks for it.</summary>
    public ConvergenceRule Rule => new(Within / StandardErrors);

    /// <summary>The half-width of the 95% interval over the mean.</summary>
    public double Reached(ISampleDistribution distribution)
    {
        var (figure, error) = Rule.Measure(distribution);
        return StandardErrors * error / Math.Abs(figure);
    }
}

/// <summary>What a simulation gave.</summary>
public sealed record SimulationResult
{
    /// <summary>Why nothing was simulated, in one sentence; null when it was.</summary>
    public string? Refusal { get; init; }

    /// <summary>The outputs; null when nothing was simulated.</summary>
    public ISimulatedFigures? Figures { get; init; }

    /// <summary>True when it was cancelled: the figures are of the trials until then.</summary>
    public bool WasCancelled { get; init; }

    /// <summary>The exactness that was reached when it stopped because of <see cref="SimulationRequest.Until"/>; null otherwise.</summary>
    public double? Reached { get; init; }

    /// <summary>For each output of <see cref="SimulationRequest.Influenced"/> its rank correlation with each drawn value, the strongest
    /// first.</summary>
    public ImmutableArray<(SimulationOutput Output, ImmutableArray<InputCorrelation> Inputs)> Correlations { get; init; } = [];
}

/// <summary>How a drawn value moves an output.</summary>
/// <param name="Input">The drawn value.</param>
/// <param name="RankCorrelation">Spearman's coefficient, from −1 to 1.</param>
public readonly record struct InputCorrelation(SimulatedInput Input, double RankCorrelation);
