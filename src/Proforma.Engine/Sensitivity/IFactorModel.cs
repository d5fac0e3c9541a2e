namespace Proforma.Engine.Sensitivity;

/// <summary>
/// A model of independent factors, each an uncertain input or a group of them, that can be evaluated with one factor exchanged: what
/// variance-based indices need. Trials are pure functions of their numbers.
/// </summary>
public interface IFactorModel
{
    /// <summary>How many factors.</summary>
    int Factors { get; }

    /// <summary>How many outputs.</summary>
    int Outputs { get; }

    /// <summary>Evaluates the trials of a unit with two independent draws of all factors, and with each factor exchanged.</summary>
    /// <param name="unit">The number of the unit of 1,024 trials.</param>
    /// <param name="results">Receives the outputs. May be called for several units at once, each with results of its own.</param>
    void Evaluate(long unit, FactorResults results);
}

/// <summary>The outputs of a unit of trials of a <see cref="IFactorModel"/>.</summary>
/// <param name="factors">How many factors.</param>
/// <param name="outputs">How many outputs.</param>
/// <param name="trials">How many trials the unit has.</param>
public sealed class FactorResults(int factors, int outputs, int trials)
{
    private readonly double[] _values = new double[(factors + 2) * outputs * trials];

    /// <summary>How many trials.</summary>
    public int Trials => trials;

    /// <summary>An output with all factors from the first draw, trial by trial.</summary>
    public Span<double> First(int output) => Block(0, output);

    /// <summary>An output with all factors from the second draw.</summary>
    public Span<double> Second(int output) => Block(1, output);

    /// <summary>An output with one factor from the second draw and all others from the first.</summary>
    public Span<double> Exchanged(int factor, int output) => Block(factor + 2, output);

    private Span<double> Block(int draw, int output) => _values.AsSpan(((draw * outputs) + output) * trials, trials);
}
