namespace Proforma.Engine.Numerics;

/// <summary>The gamma function through its logarithm, and the pieces of it that stay accurate when arguments are large.</summary>
internal static class GammaFunction
{
    public const double HalfLogTwoPi = 0.9189385332046727;

    /// <summary>
    /// The logarithm of the gamma function for <paramref name="a"/> above 0. The error is below 4e-15 times the greater of 1 and the result.
    /// </summary>
    public static double Log(double a)
    {
        if (a >= 10)
        {
            return ((a - 0.5) * Elementary.Log(a)) - a + HalfLogTwoPi + StirlingRemainder(a);
        }

        double product = 1;
        double shifted = a;
        while (shifted < 10)
        {
            product *= shifted;
            shifted += 1;
        }

        return Log(shifted) - Elementary.Log(product);
    }

    /// <summary>
    /// What Stirling's formula leaves out: <c>log Γ(a) - ((a - 1/2) log a - a + log(2π)/2)</c>. Absolute error below 2e-15.
    /// </summary>
    /// <remarks>NIST Digital Library of Mathematical Functions, 5.11.1; below 10 by the recurrence from a to a + 1.</remarks>
    public static double StirlingRemainder(double a)
    {
        double below = 0;
        while (a < 10)
        {
            below += ((a + 0.5) * Elementary.Log1p(1 / a)) - 1;
            a += 1;
        }

        double inverse = 1 / a;
        double square = inverse * inverse;
        double series = (1.0 / 156) * square;
        series = (series - (691.0 / 360360)) * square;
        series = (series + (1.0 / 1188)) * square;
        series = (series - (1.0 / 1680)) * square;
        series = (series + (1.0 / 1260)) * square;
        series = (series - (1.0 / 360)) * square;
        return below + ((series + (1.0 / 12)) * inverse);
    }

    /// <summary><c>log(1 + u) - u</c>, with a relative error below 2e-15 near zero too, for <paramref name="u"/> above -1.</summary>
    public static double Log1pMinus(double u)
    {
        if (u < -0.5 || u > 0.5)
        {
            return Elementary.Log1p(u) - u;
        }

        // log(1 + u) = 2 artanh(s), and 2s - u = -su exactly; what is left of the series is a polynomial in s².
        double s = u / (2 + u);
        double z = s * s;
        double q = 0.08478415783058457;
        q = Math.FusedMultiplyAdd(q, z, 0.041880341108839154);
        q = Math.FusedMultiplyAdd(q, z, 0.06048571838674343);
        q = Math.FusedMultiplyAdd(q, z, 0.06651105531721131);
        q = Math.FusedMultiplyAdd(q, z, 0.07693227883069838);
        q = Math.FusedMultiplyAdd(q, z, 0.09090874697159539);
        q = Math.FusedMultiplyAdd(q, z, 0.1111111189660024);
        q = Math.FusedMultiplyAdd(q, z, 0.14285714275580244);
        q = Math.FusedMultiplyAdd(q, z, 0.2000000000006282);
        q = Math.FusedMultiplyAdd(q, z, 0.3333333333333321);
        return s * ((2 * z * q) - u);
    }
}
