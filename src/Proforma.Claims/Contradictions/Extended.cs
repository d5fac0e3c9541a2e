namespace Proforma.Claims.Contradictions;

/// <summary>
/// A number and a multiple of something smaller than every positive number: `more than 2/3` is at least 2/3 + 1·ε. With it strict
/// bounds are as exact as others.
/// </summary>
internal readonly record struct Extended(Fraction Number, Fraction Epsilon) : IComparable<Extended>
{
    public static implicit operator Extended(Fraction number) => new(number, Fraction.Zero);

    public static Extended operator +(Extended a, Extended b) => new(a.Number + b.Number, a.Epsilon + b.Epsilon);

    public static Extended operator -(Extended a, Extended b) => new(a.Number - b.Number, a.Epsilon - b.Epsilon);

    public static Extended operator *(Fraction factor, Extended a) => new(factor * a.Number, factor * a.Epsilon);

    public static bool operator <(Extended a, Extended b) => a.CompareTo(b) < 0;

    public static bool operator >(Extended a, Extended b) => a.CompareTo(b) > 0;

    public static bool operator <=(Extended a, Extended b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Extended a, Extended b) => a.CompareTo(b) >= 0;

    public int CompareTo(Extended other)
    {
        var byNumber = Number.CompareTo(other.Number);
        return byNumber != 0 ? byNumber : Epsilon.CompareTo(other.Epsilon);
    }
}
