using System.Numerics;

namespace Proforma.Engine.Statistics;

/// <summary>A whole number times a power of two: what sums and products of doubles are before rounding.</summary>
/// <param name="Mantissa">The whole number.</param>
/// <param name="Exponent">The power of two.</param>
internal readonly record struct ExactNumber(BigInteger Mantissa, int Exponent)
{
    private const int Precision = 53, LeastExponent = -1074;

    public static ExactNumber Of(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52) & 0x7FF;
        var fraction = (bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52);
        return new ExactNumber(bits < 0 ? -fraction : fraction, Math.Max(exponent, 1) - 1075);
    }

    public static ExactNumber operator +(ExactNumber a, ExactNumber b)
    {
        if (a.Mantissa.IsZero || b.Mantissa.IsZero)
        {
            return a.Mantissa.IsZero ? b : a;
        }

        var exponent = Math.Min(a.Exponent, b.Exponent);
        return new ExactNumber((a.Mantissa << (a.Exponent - exponent)) + (b.Mantissa << (b.Exponent - exponent)), exponent);
    }

    public static ExactNumber operator -(ExactNumber a, ExactNumber b) => a + new ExactNumber(-b.Mantissa, b.Exponent);

    public static ExactNumber operator *(ExactNumber a, ExactNumber b) => new(a.Mantissa * b.Mantissa, a.Exponent + b.Exponent);

    public static ExactNumber operator *(ExactNumber a, long b) => new(a.Mantissa * b, a.Exponent);

    /// <summary>The number times a power of two.</summary>
    public ExactNumber Scaled(int exponent) => new(Mantissa, Exponent + exponent);

    /// <summary>The exponent of the highest bit: 2^k ≤ |value| &lt; 2^(k+1). 0 for zero.</summary>
    public int Magnitude() => Mantissa.IsZero ? 0 : (int)BitLength(Mantissa) - 1 + Exponent;

    /// <summary>The same number with an odd mantissa, so that equal numbers have equal parts; zero is 0 · 2^0.</summary>
    public ExactNumber Reduced()
    {
        if (Mantissa.IsZero)
        {
            return new ExactNumber(BigInteger.Zero, 0);
        }

        var zeros = (int)BigInteger.TrailingZeroCount(Mantissa);
        return new ExactNumber(Mantissa >> zeros, Exponent + zeros);
    }

    /// <summary>The nearest double, ties to even; an infinity beyond the range.</summary>
    public double ToDouble()
    {
        if (Mantissa.IsZero)
        {
            return 0;
        }

        var magnitude = BigInteger.Abs(Mantissa);
        var length = (int)BitLength(magnitude);
        if (length + Exponent > 1100)
        {
            return Mantissa.Sign * double.PositiveInfinity;
        }

        var last = Math.Max(length + Exponent - Precision, LeastExponent);
        var dropped = last - Exponent;
        if (dropped > 0)
        {
            var whole = magnitude >> dropped;
            var rest = magnitude - (whole << dropped);
            var half = BigInteger.One << (dropped - 1);
            magnitude = rest > half || (rest == half && !whole.IsEven) ? whole + 1 : whole;
        }
        else
        {
            magnitude <<= -dropped;
        }

        return Mantissa.Sign * Math.ScaleB((double)(ulong)magnitude, last);
    }

    /// <summary>The nearest double to the quotient.</summary>
    public double Over(long divisor)
    {
        if (Mantissa.IsZero)
        {
            return 0;
        }

        // Two bits more than a double has and one that says whether anything was left decide the rounding.
        var shift = Math.Max(0, Precision + 66 - (int)BitLength(Mantissa));
        var quotient = BigInteger.DivRem(BigInteger.Abs(Mantissa) << shift, divisor, out var rest);
        quotient = (quotient << 1) + (rest.IsZero ? 0 : 1);
        return new ExactNumber(Mantissa.Sign * quotient, Exponent - shift - 1).ToDouble();
    }

    private static long BitLength(BigInteger value) => BigInteger.Abs(value).GetBitLength();
}
