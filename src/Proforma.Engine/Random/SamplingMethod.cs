namespace Proforma.Engine.Random;

/// <summary>How the trials of a run cover what may happen.</summary>
public enum SamplingMethod
{
    /// <summary>Each trial by itself, pseudo-randomly.</summary>
    Random,

    /// <summary>One trial in each of N equal strata of every input, in an order of its own (McKay, Beckman and Conover, 1979).</summary>
    LatinHypercube,

    /// <summary>Scrambled Sobol points: even cover at every power of two of trials, without fixing their number beforehand.</summary>
    Sobol,
}
