using System.Runtime.CompilerServices;

namespace Proforma.Engine.Numerics;

/// <summary>The standard normal quantile: the number that a standard normal variable falls below with a given probability.</summary>
/// <remarks>
/// With <c>q = p - 1/2</c> and <c>w = -log(4p(1-p))</c>, the quantile divided by q is analytic and even in q, so a function of w. For
/// <c>w &lt; 6</c>, that is for all but 0.12% of probabilities, it is a quotient of polynomials of degrees 9 and 8 in w. Further out it
/// is one of degrees 8 and 8 in <c>sqrt(-log(min(p, 1-p)))</c>, on two ranges. The coefficients interpolate a 50-digit evaluation at
/// Chebyshev nodes; the greatest relative errors are 2.7e-17, 2.1e-17 and 0.7e-18 before rounding. Measured relative error for p from
/// the least positive double to 1: below 1e-15.
/// </remarks>
internal static class NormalInverse
{
    // exp(-6): below it the middle quotient no longer holds.
    private const double MiddleLimit = 0.0024787521766663585;

    /// <summary>Minus infinity at 0, infinity at 1, and not a number outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Quantile<T>(T probability)
        where T : struct, ILanes<T>
    {
        T one = T.Of(1.0);
        T q = probability - T.Of(0.5);
        T upper = one - probability;
        T smaller = T.Select(T.Less(upper, probability), upper, probability);
        T product = T.Of(4.0) * smaller * (one - smaller);
        T middle = T.Less(T.Of(MiddleLimit), product);
        if (T.All(middle))
        {
            return q * MiddleQuotient(product);
        }

        return WithTails(q, smaller, product, middle);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T MiddleQuotient<T>(T product)
        where T : struct, ILanes<T>
    {
        T w = T.Of(0.0) - Logarithm.OfNormal(product);
        T w2 = w * w;
        T pEven = T.Fma(T.Of(6.483605776920811e-08), w2, T.Of(4.425930760985722e-05));
        pEven = T.Fma(pEven, w2, T.Of(0.005647465801225211));
        pEven = T.Fma(pEven, w2, T.Of(0.2275224953766469));
        pEven = T.Fma(pEven, w2, T.Of(2.5066282746310002));
        T pOdd = T.Fma(T.Of(5.08796446009153e-10), w2, T.Of(2.273013017428086e-06));
        pOdd = T.Fma(pOdd, w2, T.Of(0.0005825080763566469));
        pOdd = T.Fma(pOdd, w2, T.Of(0.04163422558972426));
        pOdd = T.Fma(pOdd, w2, T.Of(0.8823093395414284));
        T p = T.Fma(pOdd, w, pEven);
        T dEven = T.Fma(T.Of(3.167020419406241e-09), w2, T.Of(4.667208873156124e-06));
        dEven = T.Fma(dEven, w2, T.Of(0.0009089149886437218));
        dEven = T.Fma(dEven, w2, T.Of(0.054124328256202295));
        dEven = T.Fma(dEven, w2, T.Of(1.0));
        T dOdd = T.Fma(T.Of(1.2537430895621422e-07), w2, T.Of(4.666269490572454e-05));
        dOdd = T.Fma(dOdd, w2, T.Of(0.0038994430361778197));
        dOdd = T.Fma(dOdd, w2, T.Of(0.09019111213698712));
        T d = T.Fma(dOdd, w, dEven);
        return p / d;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T WithTails<T>(T q, T smaller, T product, T middle)
        where T : struct, ILanes<T>
    {
        T fromMiddle = q * MiddleQuotient(T.Select(middle, product, T.Of(1.0)));
        T root = T.Sqrt(T.Of(0.0) - Logarithm.Log(smaller));
        T beyond = T.Select(T.Less(root, T.Of(8.0)), NearTail(root - T.Of(2.6)), FarTail(root - T.Of(8.0)));
        beyond = T.Select(T.Same(smaller, T.Of(0.0)), T.Of(double.PositiveInfinity), beyond);
        T sign = q & T.Of(-0.0);
        return T.Select(middle, fromMiddle, beyond ^ sign);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T NearTail<T>(T x)
        where T : struct, ILanes<T>
    {
        T x2 = x * x;
        T pEven = T.Fma(T.Of(7.288889104690843e-06), x2, T.Of(0.01003998273508101));
        pEven = T.Fma(pEven, x2, T.Of(0.663919029175221));
        pEven = T.Fma(pEven, x2, T.Of(5.175930061708211));
        pEven = T.Fma(pEven, x2, T.Of(3.0460803942019314));
        T pOdd = T.Fma(T.Of(0.00045444572081967065), x2, T.Of(0.10894346726378751));
        pOdd = T.Fma(pOdd, x2, T.Of(2.4053469703478654));
        pOdd = T.Fma(pOdd, x2, T.Of(6.119881783282008));
        T p = T.Fma(pOdd, x, pEven);
        T dEven = T.Fma(T.Of(9.25916280069008e-13), x2, T.Of(0.0003079699376847369));
        dEven = T.Fma(dEven, x2, T.Of(0.06131260483027919));
        dEven = T.Fma(dEven, x2, T.Of(0.9450390229609962));
        dEven = T.Fma(dEven, x2, T.Of(1.0));
        T dOdd = T.Fma(T.Of(5.153845421630642e-06), x2, T.Of(0.0063143631909520865));
        dOdd = T.Fma(dOdd, x2, T.Of(0.32090338620466247));
        dOdd = T.Fma(dOdd, x2, T.Of(1.4958317513296377));
        T d = T.Fma(dOdd, x, dEven);
        return p / d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T FarTail<T>(T x)
        where T : struct, ILanes<T>
    {
        T x2 = x * x;
        T pEven = T.Fma(T.Of(6.545619521257978e-10), x2, T.Of(1.4253531402973187e-05));
        pEven = T.Fma(pEven, x2, T.Of(0.014304002460064007));
        pEven = T.Fma(pEven, x2, T.Of(1.5244921892030976));
        pEven = T.Fma(pEven, x2, T.Of(11.015775553716182));
        T pOdd = T.Fma(T.Of(1.6235357917816145e-07), x2, T.Of(0.0006083743108339337));
        pOdd = T.Fma(pOdd, x2, T.Of(0.19460715243242896));
        pOdd = T.Fma(pOdd, x2, T.Of(6.375741119281399));
        T p = T.Fma(pOdd, x, pEven);
        T dEven = T.Fma(T.Of(1.3962263145942921e-18), x2, T.Of(1.1109920138792876e-07));
        dEven = T.Fma(dEven, x2, T.Of(0.0003569804874611492));
        dEven = T.Fma(dEven, x2, T.Of(0.08004135239594629));
        dEven = T.Fma(dEven, x2, T.Of(1.0));
        T dOdd = T.Fma(T.Of(4.6284417177822417e-10), x2, T.Of(9.19171120406064e-06));
        dOdd = T.Fma(dOdd, x2, T.Of(0.007280666241984503));
        dOdd = T.Fma(dOdd, x2, T.Of(0.44799058997890473));
        T d = T.Fma(dOdd, x, dEven);
        return p / d;
    }
}
