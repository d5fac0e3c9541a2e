using System.Collections.Immutable;
using Proforma.Engine.Execution;
using Proforma.Engine.Random;
using Proforma.Model.Simulation;

namespace Proforma.Engine.Simulation;

/// <summary>What is simulated and how. Equal options on the same program give the same bits, whatever the threads and the machine.</summary>
public sealed record SimulationOptions
{
    /// <summary>The number of trials of the whole simulation, of all shards together.</summary>
    public required long Trials { get; init; }

    /// <summary>The seed.</summary>
    public ulong Seed { get; init; }

    public SamplingMethod Sampling { get; init; } = SamplingMethod.Random;

    /// <summary>How many threads compute; 0 for one on each core. The results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>The numbers of each trial that sinks receive, in this order.</summary>
    public ImmutableArray<SimulationOutput> Outputs { get; init; } = [];

    /// <summary>
    /// Whether each trial happens in one track, drawn by <see cref="Model.Program.Track.Weight"/>: outputs of the root plan's tracked slots are
    /// then those of the trial's track, whichever track their row names.
    /// </summary>
    public bool MixTracks { get; init; }

    /// <summary>Whether sinks also receive the values drawn for the inputs, as <see cref="MonteCarlo.InputsOf"/> lists them.</summary>
    public bool WantsInputs { get; init; }

    /// <summary>Told from time to time how far the run is; called by the computing threads, never by two at once.</summary>
    public IProgress<SimulationProgress>? Progress { get; init; }

    /// <summary>The first unit of 1,024 trials of this shard.</summary>
    public long FirstUnit { get; init; }

    /// <summary>How many units this shard has; −1 for all from the first on.</summary>
    public long UnitCount { get; init; } = -1;

    /// <summary>How trials are computed: as fast as possible unless a test wants one way.</summary>
    public TrialPath Path { get; init; } = TrialPath.Fastest;

    /// <summary>The width of vectors in bits; 0 for the widest that the machine has. The results do not depend on it.</summary>
    internal int VectorWidth { get; init; }

    /// <summary>The limits and finance functions of the runs behind the trials.</summary>
    public RunOptions Run { get; init; } = RunOptions.Default;
}

/// <summary>Ways to compute trials.</summary>
public enum TrialPath
{
    /// <summary>Kernels, compiled where it pays; whole recalculations for what kernels cannot express.</summary>
    Fastest,

    /// <summary>Kernels compiled to machine code.</summary>
    Compiled,

    /// <summary>The kernels' operations one after the other over blocks of trials, without making machine code: the same bits.</summary>
    Blockwise,

    /// <summary>A recalculation of the plan for each trial.</summary>
    TrialByTrial,
}

/// <summary>How far a simulation is.</summary>
/// <param name="TrialsDone">Trials computed so far.</param>
/// <param name="TrialsAsked">Trials of this shard.</param>
public readonly record struct SimulationProgress(long TrialsDone, long TrialsAsked);
