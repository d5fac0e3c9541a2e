using System.Runtime.CompilerServices;

namespace Proforma.Engine.Numerics;

/// <summary>The distribution of a distance that is above zero.</summary>
internal interface IPositiveTails
{
    /// <summary>The probabilities of being at most at a distance, and beyond it.</summary>
    /// <param name="distance">The distance, above zero.</param>
    /// <param name="scaledDensity">The density at the distance, times the distance.</param>
    TailProbabilities At(double distance, out double scaledDensity);
}

/// <summary>Finds the distance at which a distribution has given tails.</summary>
/// <remarks>
/// Newton's method on the logarithm of the smaller tail as a function of the logarithm of the distance. Near zero a tail is a power of
/// the distance, so there one step is exact. A bracket guards it: a step that leaves the bracket is replaced by halving it.
/// </remarks>
internal static class LogRoot
{
    // Newton's steps shrink quadratically: after one of this size the next would be far below the last place.
    private const double LastStep = 1e-9;

    /// <summary>The distance, or 0 where it is less than the least positive double, or <paramref name="largest"/> where it is beyond it.</summary>
    public static double Find<TTails>(TTails tails, TailProbabilities target, double guess, double largest)
        where TTails : struct, IPositiveTails
    {
        bool lower = target.Lower <= target.Upper;
        double below = double.Epsilon;
        double above = largest;
        double distance = guess > below && guess < above ? guess : Middle(below, above);
        for (int i = 0; i < 200; i++)
        {
            TailProbabilities at = tails.At(distance, out double scaledDensity);
            double tail = lower ? at.Lower : at.Upper;
            double excess = lower ? Elementary.Log(tail / target.Lower) : Elementary.Log(target.Upper / tail);
            if (excess == 0)
            {
                return distance;
            }

            if (excess > 0)
            {
                above = distance;
            }
            else
            {
                below = distance;
            }

            double step = -excess * tail / scaledDensity;
            double next = distance * Elementary.Exp(step);
            if (!(next >= below && next <= above))
            {
                next = Middle(below, above);
                step = double.PositiveInfinity;
            }

            if (next == distance || Math.Abs(step) < LastStep || above <= below * (1 + 4e-16))
            {
                return below == double.Epsilon && next <= 2 * below ? 0 : next;
            }

            distance = next;
        }

        return distance;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Middle(double below, double above) => Math.Sqrt(below) * Math.Sqrt(above);
}
