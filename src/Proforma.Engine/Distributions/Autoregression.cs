using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>
/// A stationary first-order autoregression of standard normal scores, for a noise whose shocks fade over several periods. Each period's
/// score is standard normal by itself, the first one's too.
/// </summary>
/// <remarks>The distribution of the noise is applied to the scores afterwards, so it is the same in every period.</remarks>
public sealed class Autoregression
{
    private readonly double _innovation;

    private Autoregression(double coefficient)
    {
        Coefficient = coefficient;
        _innovation = Math.Sqrt((1 - coefficient) * (1 + coefficient));
    }

    /// <summary>The correlation of one period's score with the next.</summary>
    public double Coefficient { get; }

    /// <summary>The autoregression with a coefficient between -1 and 1, both excluded.</summary>
    public static Validated<Autoregression> Create(double coefficient)
    {
        if (coefficient is > -1 and < 1)
        {
            return new Autoregression(coefficient);
        }

        string message = $"ar must lie between -1 and 1, both excluded, but it is {Requirement.Show(coefficient)}: shocks would never fade.";
        return new DistributionProblem(DistributionFault.OutOfRange, "ar", message);
    }

    /// <summary>Turns a period's independent scores into its autoregressive ones, in place.</summary>
    /// <param name="previous">The autoregressive scores of the period before, one for each trial.</param>
    /// <param name="scores">The period's independent standard normal scores.</param>
    public void Continue(ReadOnlySpan<double> previous, Span<double> scores)
    {
        LinearCombination.Scale(scores, _innovation);
        LinearCombination.AddScaled(scores, previous, Coefficient);
    }
}
