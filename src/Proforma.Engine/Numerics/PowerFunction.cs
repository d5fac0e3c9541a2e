using System.Runtime.CompilerServices;

namespace Proforma.Engine.Numerics;

/// <summary>One number to the power of another.</summary>
/// <remarks>
/// <c>x^y = exp(y log x)</c>, with the logarithm to about 66 bits in two doubles, for an error of it is multiplied by up to 745. With s as
/// in <see cref="Logarithm"/>, <c>log m = 2s + 2s³/3 + s⁵ T(s²)</c>: the first two terms in two doubles each, T the polynomial that
/// minimises the greatest relative error of log m (1.1e-20). Measured error: below 1 unit in the last place.
/// </remarks>
internal static class PowerFunction
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.9082149292705877e-10;
    private const double TwoThirds = 0.6666666666666666;
    private const double TwoThirdsRest = 3.700743415417188e-17;
    private const double MinNormal = 2.2250738585072014e-308;
    private const double TwoTo54 = 18014398509481984.0;
    private const double TwoTo52 = 4503599627370496.0;

    // Of any double but 1 the logarithm times this is beyond what an exponential can express.
    private const double LargestPower = 1e20;

    /// <summary>All special arguments have the results that IEEE 754 gives its function <c>pow</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Power<T>(T x, T y)
        where T : struct, ILanes<T>
    {
        T size = y & T.OfBits(0x7fffffffffffffff);
        T ordinary = T.Less(T.Of(MinNormal), x) & T.Less(x, T.Of(double.PositiveInfinity)) & T.Less(size, T.Of(LargestPower));
        if (T.All(ordinary))
        {
            T exponent = Exponent(x, T.Of(0), y, out T rest);
            T limit = T.Less(exponent & T.OfBits(0x7fffffffffffffff), T.Of(700));
            if (T.All(limit))
            {
                return Exponential.ExpOfSum(exponent, rest);
            }
        }

        return OfAnything(x, y);
    }

    // y log(x 2^shift) in two parts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Exponent<T>(T x, T shift, T y, out T rest)
        where T : struct, ILanes<T>
    {
        T k = Logarithm.Split(x, out T m, out _) + shift;
        T f = m - T.Of(1);
        T d = T.Of(2) + f;
        T dRest = f - (d - T.Of(2));
        T s = f / d;
        T minusS = T.Of(0) - s;
        T sRest = T.Fma(minusS, dRest, T.Fma(minusS, d, f)) / d;

        T z = s * s;
        T zRest = T.Fma(s, s, T.Of(0) - z) + (T.Of(2) * s * sRest);
        T cube = z * s;
        T cubeRest = T.Fma(z, s, T.Of(0) - cube) + T.Fma(z, sRest, zRest * s);
        T third = T.Of(TwoThirds) * cube;
        T thirdRest = T.Fma(T.Of(TwoThirds), cube, T.Of(0) - third) + T.Fma(T.Of(TwoThirds), cubeRest, T.Of(TwoThirdsRest) * cube);

        // The greatest part first; each sum is exact in two parts, for its first term is the greater.
        T whole = k * T.Of(Ln2High);
        T twice = T.Of(2) * s;
        T high = whole + twice;
        T carried = T.Select(T.Same(k, T.Of(0)), T.Of(0), twice - (high - whole));
        T sum = high + third;
        T low = (third - (sum - high)) + carried + (T.Fma(k, T.Of(Ln2Low), T.Of(2) * sRest) + T.Fma(cube * z, Series(z), thirdRest));

        T product = y * sum;
        rest = T.Fma(y, low, T.Fma(y, sum, T.Of(0) - product));
        return product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Series<T>(T z)
        where T : struct, ILanes<T>
    {
        T t = T.Of(0.1319765239178131);
        t = T.Fma(t, z, T.Of(0.13256681011139876));
        t = T.Fma(t, z, T.Of(0.1538676292166909));
        t = T.Fma(t, z, T.Of(0.1818178425263757));
        t = T.Fma(t, z, T.Of(0.22222222521142707));
        t = T.Fma(t, z, T.Of(0.28571428570093294));
        return T.Fma(t, z, T.Of(0.40000000000002267));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T OfAnything<T>(T x, T y)
        where T : struct, ILanes<T>
    {
        T zero = T.Of(0);
        T one = T.Of(1);
        T infinity = T.Of(double.PositiveInfinity);
        T magnitudeBits = T.OfBits(0x7fffffffffffffff);
        T size = x & magnitudeBits;
        T ySize = y & magnitudeBits;

        T inside = T.Less(zero, size) & T.Less(size, infinity);
        T small = T.Less(size, T.Of(MinNormal));
        T tame = T.Select(inside, T.Select(small, size * T.Of(TwoTo54), size), one);
        T yTame = T.Select(T.Less(ySize, T.Of(LargestPower)), y, T.Of(LargestPower) | (y & T.Of(-0.0)));
        T exponent = Exponent(tame, T.Select(small & inside, T.Of(-54), zero), yTame, out T rest);
        T result = Exponential.ExpOfAnySum(exponent, rest);

        // Of zero and infinity, by the sign of the power.
        T rises = T.Less(size, one) ^ T.Less(zero, y);
        T atEnd = T.Select(rises, infinity, zero);
        result = T.Select(inside, result, atEnd);

        // Of a negative number: only whole powers, and odd ones are negative.
        T rounded = (ySize + T.Of(TwoTo52)) - T.Of(TwoTo52);
        T large = T.Less(T.Of(TwoTo52 - 0.5), ySize);
        T isWhole = T.Same(T.Select(large, ySize, rounded), ySize);
        T parity = T.Select(large, ySize, ySize + T.Of(TwoTo52)) << 63;
        T sign = T.Select(T.Less(ySize, T.Of(2 * TwoTo52)) & isWhole, parity, zero) & x;
        result |= sign & T.Of(-0.0);
        T forbidden = T.Less(x, zero) & inside;
        result = T.Select(isWhole, result, T.Select(forbidden, T.Of(double.NaN), result));

        result = T.Select(T.Same(x, x) & T.Same(y, y), result, x + y);
        return T.Select(T.Same(y, zero) | T.Same(x, one), one, result);
    }
}
