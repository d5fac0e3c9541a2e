using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>Finds the beta distribution on 0 to 1 that has two given quantiles.</summary>
/// <remarks>
/// For each concentration (the sum of the shapes) one mean meets the lower quantile; the more concentrated, the likelier the
/// variable then is to lie below the upper one. So two searches, one inside the other, find the only pair.
/// </remarks>
internal static class BetaFit
{
    public static Validated<Beta> ToQuantiles(QuantilePoint low, QuantilePoint high)
    {
        double Excess(double logConcentration)
        {
            (double a, double b) = ShapesAt(Elementary.Exp(logConcentration), low);
            TailProbabilities tails = new IncompleteBeta(a, b).At(high.Value, 1 - high.Value);
            return high.Probability <= 0.5 ? tails.Lower - high.Probability : 1 - high.Probability - tails.Upper;
        }

        double least = Elementary.Log(4 * Beta.LeastShape);
        double greatest = Elementary.Log(Beta.GreatestShape);
        if (Excess(least) >= 0 || Excess(greatest) < 0)
        {
            return NoFit(low, high);
        }

        double concentration = Elementary.Exp(LinearRoot.OfSmooth(Excess, least, greatest));
        (double alpha, double beta) = ShapesAt(concentration, low);
        Validated<Beta> fitted = Beta.Create(alpha, beta);
        return fitted.IsValid && IsMet(fitted.Value, low) && IsMet(fitted.Value, high) ? fitted : NoFit(low, high);
    }

    private static bool IsMet(Beta beta, QuantilePoint point) => Math.Abs(beta.Cdf(point.Value) - point.Probability) < 1e-9;

    private static (double Alpha, double Beta) ShapesAt(double concentration, QuantilePoint low)
    {
        // In the logit of the mean, where the search is as fine near 0 and 1 as in the middle.
        double Excess(double logit)
        {
            (double a, double b) = Shapes(concentration, -logit);
            return new IncompleteBeta(a, b).At(low.Value, 1 - low.Value).Lower - low.Probability;
        }

        return Shapes(concentration, -LinearRoot.OfSmooth(Excess, -30, 30));
    }

    private static (double Alpha, double Beta) Shapes(double concentration, double logit)
    {
        double toward = Elementary.Exp(-Math.Abs(logit));
        double smaller = Math.Max(Beta.LeastShape, concentration * toward / (1 + toward));
        double greater = Math.Max(Beta.LeastShape, concentration / (1 + toward));
        return logit < 0 ? (smaller, greater) : (greater, smaller);
    }

    private static DistributionProblem NoFit(QuantilePoint low, QuantilePoint high)
    {
        string given = $"{low.Name} = {Requirement.Show(low.Value)} and {high.Name} = {Requirement.Show(high.Value)}";
        return new(DistributionFault.NoFit, low.Name, $"No beta distribution has {given}. Move them closer together or further apart.");
    }
}
