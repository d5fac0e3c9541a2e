namespace Proforma.Engine.Distributions;

/// <summary>The first two moments of a part of a distribution.</summary>
/// <param name="Weight">How likely the part is, up to a factor that the parts have in common.</param>
/// <param name="Mean">The mean given the part.</param>
/// <param name="Variance">The variance given the part.</param>
internal readonly record struct Moments(double Weight, double Mean, double Variance)
{
    /// <summary>The moments of two parts together, without loss where their means are close or far from zero.</summary>
    public static Moments Mix(Moments left, Moments right)
    {
        if (left.Weight == 0 || right.Weight == 0)
        {
            return left.Weight == 0 ? right : left;
        }

        double total = left.Weight + right.Weight;
        double share = right.Weight / total;
        double apart = right.Mean - left.Mean;
        double within = ((1 - share) * left.Variance) + (share * right.Variance);
        return new Moments(total, left.Mean + (share * apart), within + (share * (1 - share) * apart * apart));
    }
}
