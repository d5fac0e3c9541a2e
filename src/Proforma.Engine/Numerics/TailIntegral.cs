using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Proforma.Engine.Numerics;

/// <summary>The exponent of a density relative to where its tail starts: the density at distance w is <c>exp(-At(w))</c> of that at 0.</summary>
internal interface ITailExponent
{
    /// <summary>The slope at 0.</summary>
    double InitialSlope { get; }

    /// <summary>The second derivative at 0. Where it is positive the exponent is convex.</summary>
    double InitialCurvature { get; }

    /// <summary>What the slope grows to far out, or less.</summary>
    double FinalSlope { get; }

    double SlopeAt(double w);

    T At<T>(T w)
        where T : struct, ILanes<T>;
}

/// <summary>Integrates the tail of a density from where it starts to infinity, by one rule for all shapes.</summary>
/// <remarks>
/// The double exponential rule for integrands that decay exponentially (Takahasi and Mori, 1974): <c>w = s exp(t - exp(-t))</c>, then the
/// trapezoid rule in t with step 1/8. All terms are positive, so a tail of 1e-300 is as accurate as one of 1/2, and the cost does not
/// grow with the parameters, as it does for series and continued fractions.
/// </remarks>
internal static class TailIntegral
{
    private const double Step = 0.125;
    private const double FirstNode = -3.625;
    private const double LastNode = 4.8125;

    // exp(-37) is less than half a unit in the last place of the whole.
    private const double NegligibleExponent = 37;
    private const int NodeCount = 72;

    private static readonly double[] Nodes = new double[NodeCount];
    private static readonly double[] Weights = new double[NodeCount];
    private static readonly double Reach = FillNodes();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of<TExponent>(TExponent exponent)
        where TExponent : struct, ITailExponent
    {
        double scale = EndOfTail(exponent) / Reach;
        Lanes4 scaleLanes = Lanes4.Of(scale);
        Lanes4 sum = Lanes4.Of(0);
        ref double nodes = ref MemoryMarshal.GetArrayDataReference(Nodes);
        ref double weights = ref MemoryMarshal.GetArrayDataReference(Weights);

        // Four lanes on every machine: the number decides in which order the terms are added.
        for (nuint i = 0; i < NodeCount; i += 4)
        {
            Lanes4 at = exponent.At(Lanes4.Load(in nodes, i) * scaleLanes);
            sum = Lanes4.Fma(Lanes4.Load(in weights, i), Exponential.Exp(Lanes4.Of(0) - at), sum);
        }

        var terms = sum.Value;
        return scale * ((terms[0] + terms[2]) + (terms[1] + terms[3]));
    }

    // Newton's method from the parabola that the exponent starts as. It need only be roughly right.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double EndOfTail<TExponent>(TExponent exponent)
        where TExponent : struct, ITailExponent
    {
        double slope = exponent.InitialSlope;
        double curvature = exponent.InitialCurvature;
        if (curvature <= 0)
        {
            return NegligibleExponent / exponent.FinalSlope;
        }

        double end = 2 * NegligibleExponent / (slope + Math.Sqrt((slope * slope) + (2 * NegligibleExponent * curvature)));
        for (int i = 0; i < 12; i++)
        {
            double excess = exponent.At(Lanes2.Of(end)).Value[0] - NegligibleExponent;
            if (Math.Abs(excess) < 3)
            {
                break;
            }

            double step = excess / exponent.SlopeAt(end);
            end = step < end ? end - step : end / 2;
        }

        return end;
    }

    private static double FillNodes()
    {
        int i = 0;
        for (double t = FirstNode; t <= LastNode; t += Step)
        {
            double fall = Elementary.Exp(-t);
            Nodes[i] = Elementary.Exp(t - fall);
            Weights[i] = Step * (1 + fall) * Nodes[i];
            i++;
        }

        return Nodes[i - 1];
    }
}
