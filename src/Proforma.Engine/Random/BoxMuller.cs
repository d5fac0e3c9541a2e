using System.Runtime.CompilerServices;
using Proforma.Engine.Numerics;

namespace Proforma.Engine.Random;

/// <summary>Turns pairs of random bit patterns into pairs of independent standard normal draws (Box and Muller, 1958).</summary>
/// <remarks>
/// The radius is <c>sqrt(-2 log u)</c>, the angle uniform on the circle: a position in one octant from 52 bits, and two more bits
/// that reflect it into the other seven. The polynomials minimise the greatest error: of <c>-2 log m</c> 1.7e-16 relative, of the
/// sine 2.5e-18 and the cosine 5.2e-17 absolute. Measured error of a draw: below 1e-15 of the radius. No draw is beyond 8.6
/// standard deviations, which is where one of 1e17 draws would be.
/// </remarks>
internal static class BoxMuller
{
    private const double Ln2TimesMinus2 = -1.3862943611198906;
    private const ulong SqrtHalfBits = 0x3fe6a09e667f3bcd;
    private const ulong OneBits = 0x3ff0000000000000;
    private const ulong ExponentMask = 0xfff0000000000000;
    private const ulong IntegerBits = 0x4330000000000000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pair<T>(T radiusBits, T angleBits, out T first, out T second)
        where T : struct, ILanes<T>
    {
        T radius = T.Sqrt(MinusTwoLog(OpenUniform.FromBits(radiusBits)));

        // 2 + [0, 2) less 3: a position from -1 up to 1 across the octant centred on an axis.
        T x = ((angleBits >>> 12) | T.OfBits(0x4000000000000000)) - T.Of(3.0);
        T z = x * x;
        T z2 = z * z;
        T s01 = T.Fma(T.Of(-0.08074551218828054), z, T.Of(0.7853981633974483));
        T s23 = T.Fma(T.Of(-3.657620415892392e-05), z, T.Of(0.002490394570188846));
        T s45 = T.Fma(T.Of(-1.7571500919163455e-09), z, T.Of(3.133616225627127e-07));
        T sine = T.Fma(T.Of(6.8773663122678515e-12), z2, s45);
        sine = T.Fma(T.Fma(sine, z2, s23), z2, s01) * x;
        T c01 = T.Fma(T.Of(0.01585434424375338), z, T.Of(-0.3084251375340393));
        T c23 = T.Fma(T.Of(3.590859249531538e-06), z, T.Of(-0.00032599188652487996));
        T c45 = T.Fma(T.Of(1.136720537833307e-10), z, T.Of(-2.4609563245131487e-08));
        T cosine = T.Fma(T.Fma(T.Fma(c45, z2, c23), z2, c01), z, T.Of(1.0));
        cosine ^= angleBits << 63;

        // The second lowest bit, in the place of a sign, says whether the two change places.
        T swap = T.Less(angleBits << 62 | T.Of(1.0), T.Of(0.0));
        first = radius * T.Select(swap, sine, cosine);
        second = radius * T.Select(swap, cosine, sine);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T MinusTwoLog<T>(T u)
        where T : struct, ILanes<T>
    {
        T offset = T.SubtractBits(u, T.OfBits(SqrtHalfBits));
        T mantissa = T.SubtractBits(u, offset & T.OfBits(ExponentMask));
        T exponent = ((T.AddBits(offset, T.OfBits(OneBits)) >>> 52) | T.OfBits(IntegerBits)) - T.Of(4503599627370496.0 + 1023.0);
        T s = (mantissa - T.Of(1.0)) / (mantissa + T.Of(1.0));
        T z = s * s;
        T z2 = z * z;
        T p01 = T.Fma(T.Of(-1.333333333331022), z, T.Of(-4.000000000000001));
        T p23 = T.Fma(T.Of(-0.5714283181075452), z, T.Of(-0.8000000012500089));
        T p45 = T.Fma(T.Of(-0.36243365740510064), z, T.Of(-0.44446885009080506));
        T p = T.Fma(T.Of(-0.33681272134367013), z2, p45);
        p = T.Fma(T.Fma(p, z2, p23), z2, p01);
        return T.Fma(p, s, exponent * T.Of(Ln2TimesMinus2));
    }
}
