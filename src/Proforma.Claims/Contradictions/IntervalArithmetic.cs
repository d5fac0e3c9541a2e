namespace Proforma.Claims.Contradictions;

/// <summary>Products and quotients of intervals, outward where they are rounded, each end with what it rests on.</summary>
internal static class IntervalArithmetic
{
    public static Interval Negate(Interval a) => a.Through(Fraction.Zero, -1);

    public static bool IsNotNegative(Interval a) => a.Low is { } low && low.Value.Number.Sign >= 0;

    public static bool IsNotPositive(Interval a) => a.High is { } high && high.Value.Number.Sign <= 0;

    public static Interval Multiply(Interval a, Interval b)
    {
        if (IsNotPositive(a) && !IsNotNegative(a))
        {
            return Negate(Multiply(Negate(a), b));
        }

        if (IsNotPositive(b) && !IsNotNegative(b))
        {
            return Negate(Multiply(a, Negate(b)));
        }

        return IsNotNegative(a) && IsNotNegative(b) ? MultiplyNotNegative(a, b) : MultiplyMixed(a, b);
    }

    /// <summary>a / b; unbounded unless b is known to be positive or negative.</summary>
    public static Interval Divide(Interval a, Interval b) => b.IsNegative ? Divide(Negate(a), Negate(b))
        : b.IsPositive ? Multiply(a, Inverse(b))
        : Interval.Unbounded;

    /// <summary>The narrower of two intervals, end by end; an end changes only when it gains something worth the trouble.</summary>
    public static Interval Narrow(Interval a, Interval by, out bool changed)
    {
        var low = IsBetter(by.Low, a.Low, upward: true) ? by.Low : a.Low;
        var high = IsBetter(by.High, a.High, upward: false) ? by.High : a.High;
        changed = !ReferenceEquals(low, a.Low) || !ReferenceEquals(high, a.High);
        return new Interval(low, high);
    }

    private static bool IsBetter(Bound? offered, Bound? held, bool upward)
    {
        if (offered is null || held is null)
        {
            return offered is not null;
        }

        var gain = upward ? offered.Value.Number - held.Value.Number : held.Value.Number - offered.Value.Number;
        if (gain.IsZero)
        {
            return (upward ? offered.Value.Epsilon - held.Value.Epsilon : held.Value.Epsilon - offered.Value.Epsilon).Sign > 0;
        }

        // Converging for ever in ever smaller steps is cut off here; what is left out only makes the search less sharp.
        var scale = held.Value.Number.Abs() + offered.Value.Number.Abs();
        return gain.Sign > 0 && gain * 1_000_000_000 > scale;
    }

    private static Interval Inverse(Interval positive)
    {
        var (low, high) = (positive.Low!, positive.High);
        var least = high is null ? new Bound(new Extended(Fraction.Zero, Fraction.One), low.Reasons)
            : End(high.Value.Number.Inverse(), high.Value.Epsilon.Sign != 0, false, high.Reasons.And(low.Reasons));
        var most = low.Value.Number.IsZero ? null : End(low.Value.Number.Inverse(), low.Value.Epsilon.Sign != 0, true, low.Reasons);
        return new Interval(least, most);
    }

    private static Interval MultiplyNotNegative(Interval a, Interval b)
    {
        var (low, other) = (a.Low!, b.Low!);
        var lows = low.Reasons.And(other.Reasons);
        var (strictA, strictB) = (low.Value.Epsilon.Sign > 0, other.Value.Epsilon.Sign > 0);
        var strict = (strictA && (strictB || other.Value.Number.Sign > 0)) || (strictB && low.Value.Number.Sign > 0);
        var least = End(low.Value.Number * other.Value.Number, strict, false, lows);
        if (a.High is not { } high || b.High is not { } most)
        {
            return new Interval(least, null);
        }

        var product = high.Value.Number * most.Value.Number;
        var open = product.Sign > 0 && (high.Value.Epsilon.Sign < 0 || most.Value.Epsilon.Sign < 0);
        return new Interval(least, End(product, open, true, lows.And(high.Reasons).And(most.Reasons)));
    }

    private static Interval MultiplyMixed(Interval a, Interval b)
    {
        if (a.Low is not { } p || a.High is not { } q || b.Low is not { } r || b.High is not { } s)
        {
            return Interval.Unbounded;
        }

        Fraction[] corners = [p.Value.Number * r.Value.Number, p.Value.Number * s.Value.Number, q.Value.Number * r.Value.Number,
            q.Value.Number * s.Value.Number];
        var reasons = p.Reasons.And(q.Reasons).And(r.Reasons).And(s.Reasons);
        return new Interval(End(corners.Min(), false, false, reasons), End(corners.Max(), false, true, reasons));
    }

    private static Bound End(Fraction value, bool strict, bool isHigh, Reasons reasons)
    {
        var rounded = value.Rounded(isHigh);
        return new Bound(new Extended(rounded, strict && rounded == value ? (isHigh ? -1 : 1) : Fraction.Zero), reasons);
    }
}
