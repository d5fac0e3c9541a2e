using Proforma.Engine.Random;

namespace Proforma;

/// <summary>How a plan is simulated, and what is asked.</summary>
public sealed record SimulationSettings
{
    /// <summary>Plain settings: seed 1, random sampling, one thread on each core.</summary>
    public static SimulationSettings Default { get; } = new();

    /// <summary>The same seed draws the same trials.</summary>
    public ulong Seed { get; init; } = 1;

    public SamplingMethod Sampling { get; init; } = SamplingMethod.Random;

    /// <summary>How many threads; 0 for one on each core. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Names of lines and measures with `*` and `?`; empty for those that measures and checks read.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>Conditions whose probability is wanted: `revenue[2027] >= 34.5B`.</summary>
    public IReadOnlyList<string> Probabilities { get; init; } = [];

    /// <summary>Inputs with values that they have instead of what the plan states, as `--set` takes them.</summary>
    public IReadOnlyDictionary<string, string> Set { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether tracks are mixed by their weights.</summary>
    public bool MixTracks { get; init; }
}
