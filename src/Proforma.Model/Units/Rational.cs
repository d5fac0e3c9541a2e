namespace Proforma.Model.Units;

/// <summary>An exact fraction in lowest terms with a positive denominator: the exponent of a unit (`m^(1/2)`).</summary>
/// <remarks>Exponents stay tiny; anything beyond ±<see cref="Limit"/> is clamped, and the checker refuses it before that.</remarks>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    /// <summary>The largest numerator or denominator that is kept exactly.</summary>
    public const int Limit = 1_000_000;

    private readonly int _denominatorLessOne;

    private Rational(int numerator, int denominator)
    {
        Numerator = numerator;
        _denominatorLessOne = denominator - 1;
    }

    public int Numerator { get; }

    public int Denominator => _denominatorLessOne + 1;

    public static Rational Zero => default;

    public static Rational One => new(1, 1);

    public bool IsZero => Numerator == 0;

    public bool IsInteger => Denominator == 1;

    public int Sign => Math.Sign(Numerator);

    /// <summary>The fraction <paramref name="numerator"/>/<paramref name="denominator"/> in lowest terms; the denominator must not be 0.</summary>
    public static Rational Of(long numerator, long denominator = 1)
    {
        ArgumentOutOfRangeException.ThrowIfZero(denominator);
        if (denominator < 0)
        {
            (numerator, denominator) = (-numerator, -denominator);
        }

        var divisor = GreatestCommonDivisor(Math.Abs(numerator), denominator);
        return new Rational(
            (int)Math.Clamp(numerator / divisor, -Limit, Limit),
            (int)Math.Clamp(denominator / divisor, 1, Limit));
    }

    public static Rational operator +(Rational a, Rational b) =>
        Of(((long)a.Numerator * b.Denominator) + ((long)b.Numerator * a.Denominator), (long)a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + (-b);

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator *(Rational a, Rational b) => Of((long)a.Numerator * b.Numerator, (long)a.Denominator * b.Denominator);

    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    public double ToDouble() => (double)Numerator / Denominator;

    public int CompareTo(Rational other) => ((long)Numerator * other.Denominator).CompareTo((long)other.Numerator * Denominator);

    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    public override string ToString() => IsInteger ? $"{Numerator}" : $"({Numerator}/{Denominator})";

    private static long GreatestCommonDivisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return Math.Max(a, 1);
    }
}
