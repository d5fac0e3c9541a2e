namespace Proforma.Model.Simulation;

/// <summary>What a simulation found about one output.</summary>
/// <param name="Output">Which number.</param>
/// <param name="Distribution">Over the trials in which it has a value.</param>
public sealed record SimulatedFigure(SimulationOutput Output, ISampleDistribution Distribution)
{
    /// <summary>Trials in which no clause applied.</summary>
    public long Blank { get; init; }

    /// <summary>Trials in which the number is unknown.</summary>
    public long Unknown { get; init; }

    /// <summary>Trials in which the formula failed.</summary>
    public long Failed { get; init; }

    /// <summary>The number (from 0) of the first trial in which it failed, or −1.</summary>
    public long FirstFailedTrial { get; init; } = -1;
}

/// <summary>What it takes to draw the same trials again.</summary>
/// <param name="Version">The version of Proforma.</param>
/// <param name="PlanHash">A hash of the program that was simulated (SHA-256, hexadecimal).</param>
/// <param name="Seed">The seed.</param>
/// <param name="Sampling">`random`, `lhs` or `sobol`.</param>
/// <param name="Trials">How many trials were asked for.</param>
public sealed record SimulationRecipe(string Version, string PlanHash, ulong Seed, string Sampling, long Trials);

/// <summary>The outputs of a simulation as reports read them.</summary>
public interface ISimulatedFigures
{
    Program.PlanProgram Program { get; }

    SimulationRecipe Recipe { get; }

    /// <summary>The number of trials that were run; fewer than the recipe's when it was stopped.</summary>
    long TrialsRun { get; }

    IReadOnlyList<SimulatedFigure> Figures { get; }
}
