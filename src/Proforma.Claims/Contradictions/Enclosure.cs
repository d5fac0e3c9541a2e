using Proforma.Model.Claims;

namespace Proforma.Claims.Contradictions;

/// <summary>What statements that can all be true leave for other figures.</summary>
internal sealed class Enclosure(ClaimSystem system, Consistency consistency)
{
    private const int MostSteps = 24;

    /// <summary>The interval that statements leave for each form asked for; unbounded for all where they cannot be true together.</summary>
    public Interval[] RangesOf(IReadOnlyList<LinearForm> forms, IReadOnlyCollection<int> statements, Reading reading)
    {
        var ranges = new Interval[forms.Count];
        if (consistency.Enclose(statements, reading, Strictness.Exact, out var linear, out var intervals) is not null || linear is null)
        {
            return ranges;
        }

        for (var i = 0; i < ranges.Length; i++)
        {
            ranges[i] = RangeOf(forms[i], linear, intervals);
        }

        return ranges;
    }

    public Interval RangeOf(LinearForm form, IReadOnlyCollection<int> statements, Reading reading) => RangesOf([form], statements, reading)[0];

    public static QuantityInterval Rounded(Interval interval) => new(
        interval.Low?.Value.Number.ToDouble() ?? double.NegativeInfinity,
        interval.High?.Value.Number.ToDouble() ?? double.PositiveInfinity,
        interval.Low is { Value.Epsilon.IsZero: false },
        interval.High is { Value.Epsilon.IsZero: false });

    private Interval RangeOf(LinearForm form, LinearSystem linear, Interval[] intervals)
    {
        if (form.IsConstant)
        {
            return Interval.Unbounded;
        }

        var range = linear.RangeOf(form);
        var direction = system.DirectionOf(form);
        if (direction.Index >= intervals.Length)
        {
            return range;
        }

        range = Met(range, LinearSystem.Of(intervals, direction));
        foreach (var index in system.ProductsOf(direction.Index))
        {
            var link = system.Products[index];
            if (link.Product.IsQuotient && link.Left.Index == direction.Index)
            {
                range = Met(range, Quotient(link, linear, intervals).Through(direction.Constant, direction.Scale));
            }
        }

        return range;
    }

    private static Interval Met(Interval a, Interval b) => new(
        a.Low is null || (b.Low is { } low && low.Value > a.Low.Value) ? b.Low : a.Low,
        a.High is null || (b.High is { } high && high.Value < a.High.Value) ? b.High : a.High);

    /// <summary>The range of a quotient of linear forms by Dinkelbach's method (1967), exact where both are linear in the unknowns.</summary>
    private static Interval Quotient(ProductLink link, LinearSystem linear, Interval[] intervals)
    {
        var (dividend, divisor) = (link.Product.Whole, link.Product.Right);
        var range = Met(LinearSystem.Of(intervals, link.Right), linear.RangeOf(divisor));
        if (range.IsNegative)
        {
            (dividend, divisor, range) = ((Fraction)(-1) * dividend, (Fraction)(-1) * divisor, IntervalArithmetic.Negate(range));
        }

        if (!range.IsPositive || !linear.Has(dividend) || !linear.Has(divisor))
        {
            return Interval.Unbounded;
        }

        var low = LeastQuotient(dividend, divisor, linear, range.Low!.Reasons);
        var high = LeastQuotient((Fraction)(-1) * dividend, divisor, linear, range.Low!.Reasons);
        return new Interval(low, high is null ? null : high with { Value = (Fraction)(-1) * high.Value });
    }

    private static Bound? LeastQuotient(LinearForm dividend, LinearForm divisor, LinearSystem linear, Reasons positive)
    {
        if (linear.Least(divisor, dividend) is not { } start || start.Least.Value.Number.Sign <= 0)
        {
            return null;
        }

        var quotient = start.Other.Number / start.Least.Value.Number;
        for (var step = 0; step < MostSteps; step++)
        {
            if (linear.Least(dividend.Plus(divisor, -quotient), divisor) is not { } found)
            {
                return null;
            }

            if (found.Least.Value.Number.Sign >= 0)
            {
                return new Bound(new Extended(quotient, found.Least.Value.Epsilon.Sign > 0 ? 1 : Fraction.Zero), found.Least.Reasons.And(positive));
            }

            if (found.Other.Number.Sign <= 0)
            {
                return null;
            }

            quotient += found.Least.Value.Number / found.Other.Number;
        }

        return null;
    }
}
