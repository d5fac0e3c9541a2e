using System.Collections.Immutable;
using Proforma.Engine.Distributions;
using Proforma.Engine.Random;

namespace Proforma.Engine.Simulation.Draws;

/// <summary>A score that every trial draws once; all tracks map the same score to values of their own.</summary>
/// <param name="Key">Names it: entity and input, clause, member.</param>
/// <param name="Dimension">The step of a noise, otherwise 0.</param>
/// <param name="Kind">Uniform only where the distribution prefers it and nothing is correlated with it.</param>
internal sealed record Score(StreamKey Key, int Dimension, ScoreKind Kind)
{
    /// <summary>The weights of independent scores that make a correlated one, its own among them; empty for one that is independent.</summary>
    public ImmutableArray<(int Score, double Weight)> Mix { get; init; } = [];

    /// <summary>The score of the step before in an autoregression, or −1.</summary>
    public int Previous { get; init; } = -1;

    public Autoregression? Autoregression { get; init; }
}

/// <summary>A value drawn by each trial: a score through a distribution, and the cells of the input that hold it.</summary>
/// <param name="Score">Index of the score.</param>
/// <param name="Map">From the score to the value.</param>
/// <param name="Cells">Runs of cells.</param>
internal sealed record DrawnValue(int Score, ScoreMap Map, ImmutableArray<CellRun> Cells);

/// <summary>Consecutive steps of one row of an input.</summary>
internal readonly record struct CellRun(int Slot, int Row, int First, int Last);
