using Proforma.Engine.Distributions;
using Proforma.Language.Binding;
using Proforma.Model.Program;

namespace Proforma.Workspace;

/// <summary>Lets the compiler ask the engine's distributions, which it does not know.</summary>
public sealed class EngineDistributions : IDistributions
{
    public static EngineDistributions Instance { get; } = new();

    public DistributionCheck Check(DistributionSpec spec)
    {
        var created = DistributionOfSpec.Create(spec);
        return created.Value is { } distribution
            ? new DistributionCheck(distribution.Median, null)
            : new DistributionCheck(0, created.Problem?.Message ?? $"There is no such {spec.Family} distribution.");
    }

    public CorrelationCheck Check(double[,] rankCorrelations)
    {
        var copula = GaussianCopula.Create(rankCorrelations, out var nearest);
        return new CorrelationCheck(copula.Problem?.Message, nearest?.ToArray());
    }
}
