using System.Runtime.CompilerServices;

namespace Proforma.Engine.Numerics;

/// <summary>The regularized incomplete beta function: the distribution function of a beta variable and its complement.</summary>
/// <remarks>
/// For a and b from 0.001 to 1e9. The relative error of the smaller tail is below 2e-13 (1 + sqrt(max(a, b)) / 100), half of the
/// time below 1e-15.
/// </remarks>
internal static class IncompleteBeta
{
    /// <summary>The probabilities that a beta variable is at most x and that it exceeds x.</summary>
    /// <param name="a">The first shape.</param>
    /// <param name="b">The second shape.</param>
    /// <param name="x">The point.</param>
    /// <param name="complement"><c>1 - x</c>, to the accuracy that the caller has: next to 1 it says more than x.</param>
    public static TailProbabilities At(double a, double b, double x, double complement)
    {
        if (!(x > 0))
        {
            return new TailProbabilities(0, 1);
        }

        if (!(complement > 0))
        {
            return new TailProbabilities(1, 0);
        }

        return StartsBelow(a, b, x, complement)
            ? TailProbabilities.OfLower(LowerTail(a, b, x, complement))
            : TailProbabilities.OfUpper(LowerTail(b, a, complement, x));
    }

    /// <summary><c>x^a (1 - x)^b / B(a, b)</c>: the density of a beta variable times <c>x (1 - x)</c>.</summary>
    public static double Scaled(double a, double b, double x, double complement)
    {
        double total = a + b;
        double excess = Math.FusedMultiplyAdd(x, b, -a * complement);
        double exponent = Deviance(a, excess, x, total) + Deviance(b, -excess, complement, total);
        double remainder = GammaFunction.StirlingRemainder(total) - GammaFunction.StirlingRemainder(a) - GammaFunction.StirlingRemainder(b);
        return Math.Sqrt(a / total * b / (2 * Math.PI)) * Elementary.Exp(exponent + remainder);
    }

    // a log(x / mean) with its linear part, which cancels between the two, taken out.
    private static double Deviance(double a, double excess, double x, double total)
    {
        double u = excess / a;
        return a * (Math.Abs(u) <= 0.5 ? GammaFunction.Log1pMinus(u) : Elementary.Log(x * (total / a)) - u);
    }

    // The tail on which the density decays from x outwards: nearly always the one on this side of the mean.
    private static bool StartsBelow(double a, double b, double x, double complement)
    {
        if (b < 1 && a < 1)
        {
            return x <= 0.5;
        }

        if (b < 1)
        {
            return (a - 1) * complement > x;
        }

        return a < 1 ? (b - 1) * x <= complement : x * b <= a * complement;
    }

    private static double LowerTail(double a, double b, double x, double complement)
    {
        // One step of the recurrence keeps the density of the tail from rising towards zero.
        double first = a < 1 ? Scaled(a, b, x, complement) / a : 0;
        double shape = a < 1 ? a + 1 : a;
        double integral = TailIntegral.Of(new Exponent(shape, b - 1, x / complement));
        return Math.Min(1, first + (Scaled(shape, b, x, complement) / complement * integral));
    }

    // The density at x exp(-w), and the step that comes with it, relative to x; odds are x / (1 - x).
    private readonly struct Exponent(double a, double power, double odds) : ITailExponent
    {
        public double InitialSlope => a - (power * odds);

        public double InitialCurvature => power * odds * (1 + odds);

        public double FinalSlope => a;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double SlopeAt(double w)
        {
            double kept = Elementary.Exp(-w);
            return a - (power * odds * kept / (1 + (odds * (1 - kept))));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<T>(T w)
            where T : struct, ILanes<T>
        {
            T lost = T.Of(0) - Exponential.Expm1(T.Of(0) - w);
            return T.Fma(T.Of(a), w, T.Of(-power) * Logarithm.Log1p(T.Of(odds) * lost));
        }
    }
}
