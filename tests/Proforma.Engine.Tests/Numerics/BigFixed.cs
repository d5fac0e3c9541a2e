using System.Numerics;

namespace Proforma.Engine.Tests.Numerics;

/// <summary>
/// Fixed-point arithmetic with 2,400 binary places on big integers: an oracle that shares nothing with what it judges. Functions use the
/// plainest series there are.
/// </summary>
internal readonly record struct BigFixed(BigInteger Scaled)
{
    public const int Places = 2400;

    public static readonly BigFixed One = new(BigInteger.One << Places);
    public static readonly BigFixed Ln2 = ArtanhSeries(One / 3) * 2;
    public static readonly BigFixed Pi = ((ArctanOfInverse(5) * 4) - ArctanOfInverse(239)) * 4;

    public static BigFixed Of(double value)
    {
        (BigInteger mantissa, int exponent) = Parts(value);
        int shift = exponent + Places;
        return new BigFixed(shift >= 0 ? mantissa << shift : mantissa >> -shift);
    }

    /// <summary>A double as a whole number times a power of two.</summary>
    public static (BigInteger Mantissa, int Exponent) Parts(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7ff);
        long mantissa = bits & 0xfffffffffffff;
        mantissa = exponent == 0 ? mantissa : mantissa | (1L << 52);
        return (bits < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075);
    }

    public static BigFixed operator +(BigFixed a, BigFixed b) => new(a.Scaled + b.Scaled);

    public static BigFixed operator -(BigFixed a, BigFixed b) => new(a.Scaled - b.Scaled);

    public static BigFixed operator -(BigFixed a) => new(-a.Scaled);

    public static BigFixed operator *(BigFixed a, BigFixed b) => new((a.Scaled * b.Scaled) >> Places);

    public static BigFixed operator *(BigFixed a, long b) => new(a.Scaled * b);

    public static BigFixed operator /(BigFixed a, BigFixed b) => new((a.Scaled << Places) / b.Scaled);

    public static BigFixed operator /(BigFixed a, long b) => new(a.Scaled / b);

    public static BigFixed Sqrt(BigFixed a)
    {
        BigInteger target = a.Scaled << Places;
        BigInteger root = BigInteger.One << (int)((target.GetBitLength() / 2) + 1);
        while (true)
        {
            BigInteger next = (root + (target / root)) >> 1;
            if (next >= root)
            {
                return new BigFixed(root);
            }

            root = next;
        }
    }

    /// <summary>The exponential: the series of a small part, doubled by squaring, times a power of two.</summary>
    public static BigFixed Exp(BigFixed x)
    {
        int n = (int)(x.Scaled / Ln2.Scaled);
        BigFixed r = (x - (Ln2 * n)) / (1L << 20);
        BigFixed term = One;
        BigFixed sum = One;
        for (int k = 1; !term.Scaled.IsZero && term.Scaled != BigInteger.MinusOne; k++)
        {
            term = term * r / k;
            sum += term;
        }

        for (int i = 0; i < 20; i++)
        {
            sum *= sum;
        }

        return new BigFixed(n >= 0 ? sum.Scaled << n : sum.Scaled >> -n);
    }

    /// <summary>The logarithm of a positive double.</summary>
    public static BigFixed Log(double value)
    {
        (BigInteger mantissa, int exponent) = Parts(value);
        int bits = (int)mantissa.GetBitLength();
        var m = new BigFixed(mantissa << (Places - bits));
        exponent += bits;

        // Between 2/3 and 4/3, so that the logarithm of a number next to 1 is not a difference.
        if (m.Scaled * 3 < One.Scaled * 2)
        {
            m *= 2;
            exponent--;
        }

        return (ArtanhSeries((m - One) / (m + One)) * 2) + (Ln2 * exponent);
    }

    /// <summary>The probability that a standard normal variable exceeds x, which is not negative.</summary>
    public static BigFixed NormalTail(BigFixed x)
    {
        BigFixed square = x * x;
        BigFixed term = x;
        BigFixed sum = x;
        for (int k = 3; !term.Scaled.IsZero; k += 2)
        {
            term = term * square / k;
            sum += term;
        }

        return (One / 2) - (sum * NormalDensity(x));
    }

    public static BigFixed NormalDensity(BigFixed x) => Exp(-(x * x / 2)) / Sqrt(Pi * 2);

    public double ToDouble()
    {
        BigInteger size = BigInteger.Abs(Scaled);
        int drop = Math.Max(0, (int)size.GetBitLength() - 64);
        return Scaled.Sign * Math.ScaleB((double)(ulong)(size >> drop), drop - Places);
    }

    /// <summary>How far a double is from this number, in units of the last place that a double of this size has.</summary>
    public double UnitsFrom(double computed)
    {
        int log = (int)BigInteger.Abs(Scaled).GetBitLength() - 1 - Places;
        int unit = Math.Max(log - 52, -1074);
        BigInteger difference = BigInteger.Abs(Of(computed).Scaled - Scaled);
        int shift = Places + unit;
        return Math.ScaleB((double)(difference >> Math.Max(0, shift - 60)), Math.Max(0, shift - 60) - shift);
    }

    /// <summary>The difference of a double from this number relative to this number.</summary>
    public double RelativeErrorOf(double computed) => new BigFixed(((Of(computed).Scaled - Scaled) << Places) / Scaled).ToDouble();

    private static BigFixed ArtanhSeries(BigFixed s)
    {
        BigFixed square = s * s;
        BigFixed power = s;
        BigFixed sum = s;
        for (int k = 3; !power.Scaled.IsZero && power.Scaled != BigInteger.MinusOne; k += 2)
        {
            power *= square;
            sum += power / k;
        }

        return sum;
    }

    private static BigFixed ArctanOfInverse(long n)
    {
        BigFixed power = One / n;
        BigFixed sum = power;
        for (int k = 3; !power.Scaled.IsZero; k += 2)
        {
            power = power / n / n;
            sum += k % 4 == 3 ? -(power / k) : power / k;
        }

        return sum;
    }
}
