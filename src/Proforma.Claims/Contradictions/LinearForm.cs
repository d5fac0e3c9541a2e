namespace Proforma.Claims.Contradictions;

/// <summary>A constant plus multiples of unknowns, by rising number of the unknown, without zero terms. Immutable.</summary>
internal sealed class LinearForm : IEquatable<LinearForm>
{
    private readonly (int Unknown, Fraction Factor)[] _terms;
    private readonly int _hash;

    private LinearForm((int Unknown, Fraction Factor)[] terms, Fraction constant)
    {
        (_terms, Constant) = (terms, constant);
        var hash = default(HashCode);
        hash.Add(constant);
        foreach (var (unknown, factor) in terms)
        {
            hash.Add(unknown);
            hash.Add(factor);
        }

        _hash = hash.ToHashCode();
    }

    public static LinearForm Zero { get; } = new([], Fraction.Zero);

    public Fraction Constant { get; }

    public ReadOnlySpan<(int Unknown, Fraction Factor)> Terms => _terms;

    public bool IsConstant => _terms.Length == 0;

    /// <summary>The unknown that the form is, without a factor or constant; −1 when it is more.</summary>
    public int Sole => _terms.Length == 1 && _terms[0].Factor.IsOne && Constant.IsZero ? _terms[0].Unknown : -1;

    public static LinearForm Of(Fraction constant) => constant.IsZero ? Zero : new LinearForm([], constant);

    public static LinearForm OfUnknown(int unknown) => new([(unknown, Fraction.One)], Fraction.Zero);

    public static LinearForm operator +(LinearForm a, LinearForm b) => a.Plus(b, Fraction.One);

    public static LinearForm operator -(LinearForm a, LinearForm b) => a.Plus(b, -1);

    public static LinearForm operator *(Fraction factor, LinearForm a) => factor.IsZero ? Zero
        : factor.IsOne ? a
        : new LinearForm(Array.ConvertAll(a._terms, t => (t.Unknown, factor * t.Factor)), factor * a.Constant);

    /// <summary>This plus <paramref name="factor"/> times another.</summary>
    public LinearForm Plus(LinearForm other, Fraction factor)
    {
        if (other._terms.Length == 0 && other.Constant.IsZero)
        {
            return this;
        }

        var merged = new List<(int, Fraction)>(_terms.Length + other._terms.Length);
        int i = 0, j = 0;
        while (i < _terms.Length || j < other._terms.Length)
        {
            var left = i < _terms.Length ? _terms[i].Unknown : int.MaxValue;
            var right = j < other._terms.Length ? other._terms[j].Unknown : int.MaxValue;
            var sum = (left <= right ? _terms[i].Factor : Fraction.Zero) + (right <= left ? factor * other._terms[j].Factor : Fraction.Zero);
            if (!sum.IsZero)
            {
                merged.Add((Math.Min(left, right), sum));
            }

            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }

        return new LinearForm([.. merged], Constant + (factor * other.Constant));
    }

    /// <summary>The terms alone, scaled so that the first factor is 1, and how this form follows: Constant + Scale × it. Not for a
    /// constant.</summary>
    public (LinearForm Direction, Fraction Scale) Normalized()
    {
        var scale = _terms[0].Factor;
        return Constant.IsZero && scale.IsOne ? (this, Fraction.One) : (scale.Inverse() * new LinearForm(_terms, Fraction.Zero), scale);
    }

    /// <summary>The form with some unknowns replaced by others' sums.</summary>
    public LinearForm Replaced(IReadOnlyDictionary<int, LinearForm> by)
    {
        if (!Array.Exists(_terms, t => by.ContainsKey(t.Unknown)))
        {
            return this;
        }

        var result = Of(Constant);
        foreach (var (unknown, factor) in _terms)
        {
            result = result.Plus(by.TryGetValue(unknown, out var form) ? form : OfUnknown(unknown), factor);
        }

        return result;
    }

    public bool Equals(LinearForm? other) =>
        other is not null && other._hash == _hash && Constant == other.Constant && _terms.AsSpan().SequenceEqual(other._terms);

    public override bool Equals(object? obj) => Equals(obj as LinearForm);

    public override int GetHashCode() => _hash;
}
