namespace Proforma.Engine.Simulation;

/// <summary>How a simulation went.</summary>
public sealed record SimulationOutcome
{
    /// <summary>Why nothing was simulated, in one sentence; null when it was.</summary>
    public string? Refusal { get; init; }

    /// <summary>How many trials were computed and handed to sinks.</summary>
    public long TrialsRun { get; init; }

    /// <summary>True when it was cancelled: sinks hold whole units of trials, but not all.</summary>
    public bool WasCancelled { get; init; }

    /// <summary>How the trials were computed.</summary>
    public TrialPath Path { get; init; }

    /// <summary>Why they were computed one by one where kernels could not express the plan; empty otherwise.</summary>
    public string PathReason { get; init; } = "";

    /// <summary>How many trials were computed once more by a recalculation, because a number in them failed.</summary>
    public long TrialsRedone { get; init; }
}
