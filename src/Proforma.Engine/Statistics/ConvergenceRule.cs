using Proforma.Model.Simulation;

namespace Proforma.Engine.Statistics;

/// <summary>When a simulation has run long enough: the standard error of a figure is a small enough part of the figure.</summary>
/// <remarks>
/// The rule is asked at fixed numbers of units only, over exactly the units below that number. So where a simulation stops does not
/// depend on threads. Asking again and again makes a stop by luck a little more likely than at a number fixed beforehand; that the
/// first question comes after 8,192 trials and the next ones at growing distances keeps this small.
/// </remarks>
/// <param name="Tolerance">The greatest standard error, as a share of the figure's magnitude; above 0.</param>
/// <param name="Probability">Which quantile is meant; null for the mean.</param>
public sealed record ConvergenceRule(double Tolerance, double? Probability = null)
{
    /// <summary>The number of units after which the rule is first asked.</summary>
    public const long FirstCheckpoint = 8;

    /// <summary>The number of units after which the rule is asked next: an eighth more, at least one.</summary>
    /// <param name="units">How many units were run when it was asked last, or 0.</param>
    public static long NextCheckpoint(long units)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        return units < FirstCheckpoint ? FirstCheckpoint : checked(units + (units / 8));
    }

    /// <summary>The figure and its standard error.</summary>
    public (double Figure, double StandardError) Measure(ISampleDistribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        return Probability is { } p
            ? (distribution.Quantile(p), distribution.QuantileStandardError(p))
            : (distribution.Mean, distribution.MeanStandardError);
    }

    /// <summary>Whether the figure is known well enough. A figure of zero is known well enough only without any error.</summary>
    public bool IsMet(ISampleDistribution distribution)
    {
        var (figure, error) = Measure(distribution);
        return double.IsFinite(figure) && error <= Tolerance * Math.Abs(figure);
    }
}
