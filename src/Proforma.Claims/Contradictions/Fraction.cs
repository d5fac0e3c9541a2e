using System.Numerics;

namespace Proforma.Claims.Contradictions;

/// <summary>
/// An exact fraction of any size, in lowest terms with a positive denominator. Two longs while they suffice, otherwise big integers.
/// </summary>
internal readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    private readonly long _numerator;
    private readonly long _denominatorLessOne;
    private readonly Large? _large;

    private Fraction(long numerator, long denominator)
    {
        (_numerator, _denominatorLessOne, _large) = (numerator, denominator - 1, null);
    }

    private Fraction(BigInteger numerator, BigInteger denominator)
    {
        (_numerator, _denominatorLessOne, _large) = (0, 0, new Large(numerator, denominator));
    }

    public static Fraction Zero => default;

    public static Fraction One => new(1, 1);

    public bool IsZero => _large is null && _numerator == 0;

    public bool IsOne => _large is null && _numerator == 1 && _denominatorLessOne == 0;

    public int Sign => _large is { } large ? large.Numerator.Sign : Math.Sign(_numerator);

    public BigInteger Numerator => _large?.Numerator ?? _numerator;

    public BigInteger Denominator => _large?.Denominator ?? Denominated;

    /// <summary>The bits of numerator and denominator together: what arithmetic with it costs.</summary>
    public long Bits => _large is { } large ? large.Numerator.GetBitLength() + large.Denominator.GetBitLength() : 64;

    private long Denominated => _denominatorLessOne + 1;

    public static implicit operator Fraction(int value) => new(value, 1);

    public static Fraction operator +(Fraction a, Fraction b)
    {
        if (a._large is not null || b._large is not null)
        {
            return Of((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);
        }

        if (a._denominatorLessOne == 0 && b._denominatorLessOne == 0)
        {
            return Of((Int128)a._numerator + b._numerator, Int128.One);
        }

        return Of(((Int128)a._numerator * b.Denominated) + ((Int128)b._numerator * a.Denominated), (Int128)a.Denominated * b.Denominated);
    }

    public static Fraction operator -(Fraction a) => a._large is { } large ? new Fraction(-large.Numerator, large.Denominator)
        : a._numerator == long.MinValue ? Of(-(BigInteger)a._numerator, a.Denominated)
        : new Fraction(-a._numerator, a.Denominated);

    public static Fraction operator -(Fraction a, Fraction b) => a + (-b);

    public static Fraction operator *(Fraction a, Fraction b)
    {
        if (a.IsZero || b.IsZero)
        {
            return Zero;
        }

        if (a.IsOne)
        {
            return b;
        }

        return b.IsOne ? a
            : a._large is not null || b._large is not null ? Of(a.Numerator * b.Numerator, a.Denominator * b.Denominator)
            : Of((Int128)a._numerator * b._numerator, (Int128)a.Denominated * b.Denominated);
    }

    /// <exception cref="DivideByZeroException"><paramref name="b"/> is zero.</exception>
    public static Fraction operator /(Fraction a, Fraction b) => a * b.Inverse();

    public static bool operator ==(Fraction a, Fraction b) => a.Equals(b);

    public static bool operator !=(Fraction a, Fraction b) => !a.Equals(b);

    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    public static Fraction Of(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0)
        {
            divisor = -divisor;
        }

        if (!divisor.IsOne)
        {
            (numerator, denominator) = (numerator / divisor, denominator / divisor);
        }

        return numerator.GetBitLength() < 63 && denominator.GetBitLength() < 63
            ? new Fraction((long)numerator, (long)denominator)
            : new Fraction(numerator, denominator);
    }

    /// <summary>
    /// The fraction that a finite double stands for: the simplest one within four of its last bits. A figure such as 34.45 or two
    /// thirds was rounded when it became a double; comparing what was meant needs the figure itself.
    /// </summary>
    public static Fraction FromDouble(double value)
    {
        if (value == 0)
        {
            return Zero;
        }

        var exact = Exactly(Math.Abs(value));
        if (!exact.Denominator.IsOne)
        {
            var slack = exact * Of(BigInteger.One, BigInteger.One << 50);
            exact = Simplest(exact - slack, exact + slack);
        }

        return value < 0 ? -exact : exact;
    }

    public Fraction Inverse() => Sign switch
    {
        0 => throw new DivideByZeroException(),
        _ when _large is { } large => Of(large.Denominator, large.Numerator),
        _ when _numerator == long.MinValue => Of(Denominated, (BigInteger)_numerator),
        < 0 => new Fraction(-Denominated, -_numerator),
        _ => new Fraction(Denominated, _numerator),
    };

    public Fraction Abs() => Sign < 0 ? -this : this;

    /// <summary>The nearest double (within a few last bits).</summary>
    public double ToDouble()
    {
        if (_large is not { } large)
        {
            return (double)_numerator / Denominated;
        }

        var shift = (int)(large.Numerator.GetBitLength() - large.Denominator.GetBitLength());
        var quotient = shift > 0
            ? (large.Numerator << 64) / (large.Denominator << shift)
            : (large.Numerator << (64 - shift)) / large.Denominator;
        return Math.ScaleB((double)quotient, shift - 64);
    }

    /// <summary>A fraction of at most about 100 bits that is not greater (or, upward, not less) and differs by less than 1e-12 of it.</summary>
    public Fraction Rounded(bool upward)
    {
        if (Bits <= 160)
        {
            return this;
        }

        var shift = 48 - (int)(Numerator.GetBitLength() - Denominator.GetBitLength());
        var scaled = shift >= 0 ? Numerator << shift : Numerator;
        var by = shift >= 0 ? Denominator : Denominator << -shift;
        var quotient = BigInteger.DivRem(scaled, by, out var rest);
        if (!rest.IsZero)
        {
            quotient += upward && Sign > 0 ? 1 : !upward && Sign < 0 ? -1 : 0;
        }

        return shift >= 0 ? Of(quotient, BigInteger.One << shift) : Of(quotient << -shift, BigInteger.One);
    }

    public int CompareTo(Fraction other)
    {
        if (_large is not null || other._large is not null)
        {
            return (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);
        }

        return _denominatorLessOne == other._denominatorLessOne
            ? _numerator.CompareTo(other._numerator)
            : ((Int128)_numerator * other.Denominated).CompareTo((Int128)other._numerator * Denominated);
    }

    public bool Equals(Fraction other) => _large is { } large
        ? other._large is { } theirs && large.Numerator == theirs.Numerator && large.Denominator == theirs.Denominator
        : other._large is null && _numerator == other._numerator && _denominatorLessOne == other._denominatorLessOne;

    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    public override int GetHashCode() => _large is { } large
        ? HashCode.Combine(large.Numerator, large.Denominator)
        : HashCode.Combine(_numerator, _denominatorLessOne);

    public override string ToString() => Denominator.IsOne ? $"{Numerator}" : $"{Numerator}/{Denominator}";

    private static Fraction Of(Int128 numerator, Int128 denominator)
    {
        if (denominator != Int128.One)
        {
            var divisor = Divisor((UInt128)Int128.Abs(numerator), (UInt128)denominator);
            if (divisor != UInt128.One)
            {
                (numerator, denominator) = (numerator / (Int128)divisor, denominator / (Int128)divisor);
            }
        }

        const long most = long.MaxValue / 2;
        return numerator >= -most && numerator <= most && denominator <= most
            ? new Fraction((long)numerator, (long)denominator)
            : new Fraction((BigInteger)numerator, (BigInteger)denominator);
    }

    private static UInt128 Divisor(UInt128 a, UInt128 b)
    {
        while (b != UInt128.Zero)
        {
            if (a <= ulong.MaxValue && b <= ulong.MaxValue)
            {
                var (x, y) = ((ulong)a, (ulong)b);
                while (y != 0)
                {
                    (x, y) = (y, x % y);
                }

                return x;
            }

            (a, b) = (b, a % b);
        }

        return a;
    }

    private static Fraction Exactly(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = (BigInteger)((bits & 0xF_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 1L << 52));
        var shift = Math.Max(exponent, 1) - 1075;
        return shift >= 0 ? Of(mantissa << shift, BigInteger.One) : Of(mantissa, BigInteger.One << -shift);
    }

    /// <summary>The fraction with the smallest denominator between two positive ones, both included (Stern-Brocot).</summary>
    private static Fraction Simplest(Fraction low, Fraction high)
    {
        var (p0, q0, p1, q1) = (BigInteger.Zero, BigInteger.One, BigInteger.One, BigInteger.Zero);
        while (true)
        {
            var whole = BigInteger.Divide(low.Numerator, low.Denominator);
            var isWhole = low.Denominator.IsOne;
            if (isWhole || Of(whole + 1, BigInteger.One) <= high)
            {
                var last = isWhole ? whole : whole + 1;
                return Of((last * p1) + p0, (last * q1) + q0);
            }

            (p0, q0, p1, q1) = (p1, q1, (whole * p1) + p0, (whole * q1) + q0);
            var part = Of(whole, BigInteger.One);
            (low, high) = ((high - part).Inverse(), (low - part).Inverse());
        }
    }

    private sealed record Large(BigInteger Numerator, BigInteger Denominator);
}
