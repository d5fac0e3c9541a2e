namespace Proforma.Claims.Contradictions;

/// <summary>How exactly the ends of intervals are taken.</summary>
internal enum Strictness
{
    /// <summary>As they are said.</summary>
    Exact,

    /// <summary>`over` read as `at least`.</summary>
    Closed,

    /// <summary>Closed, and every end gives way by a trillionth: what fails even then does not hang on rounding of doubles.</summary>
    Relaxed,
}

/// <summary>Whether some statements of a system can all be true.</summary>
/// <remarks>
/// What is linear is decided exactly. A product of unknowns is narrowed by intervals and enclosed in the linear bounds that follow
/// from them (McCormick 1976): what is found infeasible so is infeasible, but not everything infeasible need be found.
/// </remarks>
internal sealed class Consistency(ClaimSystem system, Effort effort)
{
    private const int MostSweeps = 8, MostRounds = 3, MostNarrowed = 24;

    /// <summary>Why the statements cannot all be true: numbers of statements, and of checks behind them. Empty when they can.</summary>
    /// <returns>Null when they can as far as was found.</returns>
    public Reasons? Conflict(IReadOnlyCollection<int> statements, Reading reading, Strictness strictness = Strictness.Exact) =>
        Enclose(statements, reading, strictness, out _, out _);

    /// <summary>As <see cref="Conflict"/>; where there is none, with the system that holds and the intervals of its directions.</summary>
    public Reasons? Enclose(IReadOnlyCollection<int> statements, Reading reading, Strictness strictness, out LinearSystem? linear,
        out Interval[] intervals)
    {
        linear = null;
        intervals = new Interval[system.Directions.Count];
        if (Said(statements, reading, strictness, intervals) is { } conflict)
        {
            return conflict;
        }

        for (var round = 0; ; round++)
        {
            if (Propagate(intervals) is { } empty)
            {
                return empty;
            }

            linear = new LinearSystem(system, intervals, effort);
            if (linear.Conflict is { } found)
            {
                return found;
            }

            if (round >= MostRounds || effort.IsExhausted || !NarrowByLine(linear, intervals))
            {
                return null;
            }
        }
    }

    /// <summary>What a statement says of its direction.</summary>
    public static Interval RangeOf(StatementPart part, Reading reading)
    {
        var inverse = part.Direction.Scale.Inverse();
        return Read(reading == Reading.Rounded ? part.Rounded : part.Printed, Strictness.Exact, Reasons.None)
            .Through(-inverse * part.Direction.Constant, inverse);
    }

    private Reasons? Said(IReadOnlyCollection<int> statements, Reading reading, Strictness strictness, Interval[] intervals)
    {
        for (var i = 0; i < system.NotNegative.Count; i++)
        {
            var direction = system.NotNegative[i].Direction;
            var zero = new Bound(Fraction.Zero, Reasons.Of(system.ReasonOfCheck(i)));
            if (Set(intervals, direction, new Interval(zero, null), out _) is { } conflict)
            {
                return conflict;
            }
        }

        foreach (var index in statements)
        {
            var reasons = Reasons.Of(index);
            foreach (var part in system.Statements[index].Parts)
            {
                var said = reading == Reading.Rounded ? part.Rounded : part.Printed;
                if (Set(intervals, part.Direction, Read(said, strictness, reasons), out _) is { } conflict)
                {
                    return conflict;
                }
            }
        }

        return null;
    }

    private static Interval Read(Said said, Strictness strictness, Reasons reasons)
    {
        var slack = strictness == Strictness.Relaxed ? ((Fraction)1_000_000).Inverse() * ((Fraction)1_000_000).Inverse() : Fraction.Zero;
        var low = said.Low is not { } least ? null
            : new Bound(new Extended(least - (slack * least.Abs()), said.IsLowOpen && strictness == Strictness.Exact ? 1 : Fraction.Zero), reasons);
        var high = said.High is not { } most ? null
            : new Bound(new Extended(most + (slack * most.Abs()), said.IsHighOpen && strictness == Strictness.Exact ? -1 : Fraction.Zero), reasons);
        return new Interval(low, high);
    }

    /// <summary>Narrows a form's direction; gives back why when nothing is left.</summary>
    private static Reasons? Set(Interval[] intervals, Direction form, Interval to, out bool changed)
    {
        changed = false;
        if (form.Index < 0)
        {
            var value = (Extended)form.Constant;
            return to.Low is { } low && value < low.Value ? low.Reasons : to.High is { } high && value > high.Value ? high.Reasons : null;
        }

        var inverse = form.Scale.Inverse();
        var narrowed = IntervalArithmetic.Narrow(intervals[form.Index], to.Through(-inverse * form.Constant, inverse), out changed);
        intervals[form.Index] = narrowed;
        return narrowed.IsEmpty ? narrowed.Low!.Reasons.And(narrowed.High!.Reasons) : null;
    }

    private Reasons? Propagate(Interval[] intervals)
    {
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var changed = false;
            foreach (var product in system.Products)
            {
                if (Narrow(product, intervals, ref changed) is { } conflict)
                {
                    return conflict;
                }
            }

            if (!changed)
            {
                return null;
            }

            effort.Spend(system.Products.Count * 10L);
        }

        return null;
    }

    private static Reasons? Narrow(ProductLink product, Interval[] intervals, ref bool changed)
    {
        Interval whole = LinearSystem.Of(intervals, product.Whole), left = LinearSystem.Of(intervals, product.Left),
            right = LinearSystem.Of(intervals, product.Right);
        if (whole == default && (left == default || right == default))
        {
            return null;
        }

        if (product.Product.IsQuotient && right.Low is { } low && low.Value.Number.IsZero && low.Value.Epsilon.IsZero)
        {
            // A divisor is not zero.
            right = right with { Low = low with { Value = new Extended(Fraction.Zero, Fraction.One) } };
        }

        (Direction Form, Interval To)[] steps =
        [
            (product.Right, right),
            (product.Whole, IntervalArithmetic.Multiply(left, right)),
            (product.Left, IntervalArithmetic.Divide(whole, right)),
            (product.Right, IntervalArithmetic.Divide(whole, left)),
            (product.Left, SignOf(whole, right)),
            (product.Right, SignOf(whole, left)),
        ];
        foreach (var (form, to) in steps)
        {
            if (to == default)
            {
                continue;
            }

            var conflict = Set(intervals, form, to, out var moved);
            changed |= moved;
            if (conflict is not null)
            {
                return conflict;
            }
        }

        return null;
    }

    /// <summary>The sign of a factor when the product is not zero and the other factor is on one side of it.</summary>
    private static Interval SignOf(Interval whole, Interval other)
    {
        if (!(whole.IsPositive || whole.IsNegative))
        {
            return Interval.Unbounded;
        }

        var sign = whole.IsPositive ? whole.Low! : whole.High!;
        var positive = new Extended(Fraction.Zero, Fraction.One);
        if (IntervalArithmetic.IsNotNegative(other))
        {
            var reasons = sign.Reasons.And(other.Low!.Reasons);
            return whole.IsPositive
                ? new Interval(new Bound(positive, reasons), null) : new Interval(null, new Bound(new Extended(Fraction.Zero, -1), reasons));
        }

        if (IntervalArithmetic.IsNotPositive(other))
        {
            var reasons = sign.Reasons.And(other.High!.Reasons);
            return whole.IsNegative
                ? new Interval(new Bound(positive, reasons), null) : new Interval(null, new Bound(new Extended(Fraction.Zero, -1), reasons));
        }

        return Interval.Unbounded;
    }

    /// <summary>Narrows the forms of products by what the linear system leaves for them; true when that may show more.</summary>
    private bool NarrowByLine(LinearSystem linear, Interval[] intervals)
    {
        var wanted = system.Products.SelectMany(p => Wanted(p, intervals)).Distinct().Where(linear.IsLinked).Take(MostNarrowed).ToList();
        var changed = false;
        foreach (var direction in wanted)
        {
            var found = linear.RangeOf(system.Directions[direction]);
            intervals[direction] = IntervalArithmetic.Narrow(intervals[direction], found, out var moved);
            changed |= moved;
        }

        return changed;
    }

    /// <summary>
    /// The forms of a product whose bounds matter and are missing. Of a quotient that stands nowhere else only the sign of the divisor does, and only
    /// where something is said of the quotient.
    /// </summary>
    private IEnumerable<int> Wanted(ProductLink product, Interval[] intervals)
    {
        if (system.IsCoupled(product))
        {
            return product.Indices.Any(i => intervals[i] != default)
                ? product.Indices.Where(i => intervals[i].Low is null || intervals[i].High is null) : [];
        }

        var divisor = intervals[product.Right.Index];
        return intervals[product.Left.Index] == default || IntervalArithmetic.IsNotNegative(divisor) || IntervalArithmetic.IsNotPositive(divisor)
            ? [] : [product.Right.Index];
    }
}
