using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>Finds the quantile of a distribution that has a density, between two values that are known to enclose it.</summary>
/// <remarks>Newton's method on the logarithm of the smaller tail; a step that leaves the enclosure is replaced by halving it.</remarks>
internal static class TailRoot
{
    // Newton's errors shrink quadratically: after a step that mends so little the rest is far below the last place. Between two modes,
    // where the tail hardly changes, a step that mends little may still be long, and the density changes on its way.
    private const double LastExcess = 1e-9, LastStep = 1e-7;

    public static double Find(Distribution distribution, TailProbabilities target, double low, double high)
    {
        bool lower = target.Lower <= target.Upper;
        double x = low + ((high - low) / 2);
        for (int i = 0; i < 200 && low < high; i++)
        {
            TailProbabilities at = distribution.Tails(x);
            double tail = lower ? at.Lower : at.Upper;
            double excess = lower ? Elementary.Log(tail / target.Lower) : Elementary.Log(target.Upper / tail);
            if (excess == 0)
            {
                return x;
            }

            (low, high) = excess > 0 ? (low, x) : (x, high);
            double step = -excess * tail / distribution.Density(x);
            double next = x + step;
            if (!(next >= low && next <= high))
            {
                next = low + ((high - low) / 2);
                excess = double.PositiveInfinity;
            }

            if (next == x || (Math.Abs(excess) <= LastExcess && Math.Abs(step) <= LastStep * (high - low + Math.Abs(x))))
            {
                return next;
            }

            x = next;
        }

        return x;
    }
}
