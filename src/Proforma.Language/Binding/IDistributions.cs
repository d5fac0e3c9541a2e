using Proforma.Model.Program;

namespace Proforma.Language.Binding;

/// <summary>What the compiler asks of whoever knows distributions: whether one can be, and where its middle lies.</summary>
public interface IDistributions
{
    DistributionCheck Check(DistributionSpec spec);

    /// <summary>Checks rank correlations of several quantities.</summary>
    /// <param name="rankCorrelations">Symmetric, ones on the diagonal.</param>
    CorrelationCheck Check(double[,] rankCorrelations);
}

/// <summary>The median of a distribution in base units, or why there is no such distribution.</summary>
/// <param name="Median">What a deterministic run uses where the plan states no point.</param>
/// <param name="Problem">A sentence for the author; null when the distribution can be.</param>
public sealed record DistributionCheck(double Median, string? Problem);

/// <summary>Whether quantities can have the correlations that a plan states.</summary>
/// <param name="Problem">A sentence for the author; null when they can.</param>
/// <param name="Nearest">The nearest correlations that they can have, where the stated ones contradict one another; otherwise null.</param>
public sealed record CorrelationCheck(string? Problem, double[,]? Nearest);
