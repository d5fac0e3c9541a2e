namespace Proforma.Claims.Contradictions;

/// <summary>One end of what a quantity may be, and what it rests on.</summary>
internal sealed record Bound(Extended Value, Reasons Reasons);

/// <summary>What a quantity may be; an end that is null is open to infinity.</summary>
internal readonly record struct Interval(Bound? Low, Bound? High)
{
    public static Interval Unbounded => default;

    public bool IsEmpty => Low is { } low && High is { } high && low.Value > high.Value;

    /// <summary>Known to be more than zero.</summary>
    public bool IsPositive => Low is { } low && (low.Value.Number.Sign > 0 || (low.Value.Number.IsZero && low.Value.Epsilon.Sign > 0));

    /// <summary>Known to be less than zero.</summary>
    public bool IsNegative => High is { } high && (high.Value.Number.Sign < 0 || (high.Value.Number.IsZero && high.Value.Epsilon.Sign < 0));

    /// <summary>Constant + scale × this.</summary>
    public Interval Through(Fraction constant, Fraction scale)
    {
        var (a, b) = (Moved(Low, constant, scale), Moved(High, constant, scale));
        return scale.Sign < 0 ? new Interval(b, a) : new Interval(a, b);
    }

    private static Bound? Moved(Bound? bound, Fraction constant, Fraction scale) =>
        bound is null ? null : bound with { Value = (scale * bound.Value) + constant };
}

/// <summary>Counts the exact operations that were done, so that a search ends after the same work on every machine.</summary>
internal sealed class Effort(long most, CancellationToken cancellation)
{
    public long Spent { get; private set; }

    /// <summary>True when the search has to end; what was found until then is true all the same.</summary>
    public bool IsExhausted => Spent > most || cancellation.IsCancellationRequested;

    public void Spend(long operations) => Spent += operations;
}
