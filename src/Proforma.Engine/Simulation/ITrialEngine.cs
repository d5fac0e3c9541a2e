namespace Proforma.Engine.Simulation;

/// <summary>Computes the outputs of units of trials. Each thread has one of its own.</summary>
internal interface ITrialEngine : IDisposable
{
    /// <summary>How many trials had to be recalculated by themselves because a number in them failed.</summary>
    long TrialsRedone { get; }

    /// <summary>Computes the first trials of a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="count">How many trials, at most 1,024.</param>
    /// <param name="outputs">Receives the outputs, <paramref name="count"/> trials of each.</param>
    /// <param name="inputs">Receives the drawn values likewise; empty when nobody asks for them.</param>
    void Compute(long unit, int count, Span<double> outputs, Span<double> inputs);
}
