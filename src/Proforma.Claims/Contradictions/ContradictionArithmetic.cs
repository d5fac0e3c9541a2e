using System.Collections.Immutable;
using Proforma.Model.Claims;

namespace Proforma.Claims.Contradictions;

/// <summary>Writes out why a set of statements cannot hold: what all but one of them leave for the figure that this one states.</summary>
internal sealed class ContradictionArithmetic(ClaimSystem system, Enclosure enclosure)
{
    public ClaimArithmetic Of(IReadOnlyList<int> set, Reading reading)
    {
        Plan? best = null;
        foreach (var against in set.Reverse())
        {
            var plan = PlanOf(set, against);
            if (best is null || Rank(plan) < Rank(best))
            {
                best = plan;
            }
        }

        var part = system.Statements[best!.Against].Parts[0];
        var rest = set.Where(s => s != best.Against).ToList();
        var implied = part.Form.IsConstant ? Interval.Unbounded : enclosure.RangeOf(part.Form, rest, reading);
        return new ClaimArithmetic(
            best.Shape,
            [.. best.Terms.Select(t =>
                new ArithmeticTerm(system.Statements[t.Statement].Claims[0], t.Factor.ToDouble(), SaidBy(t.Statement, reading)))],
            Enclosure.Rounded(implied),
            system.Statements[best.Against].Claims[0],
            SaidBy(best.Against, reading))
        {
            Scale = best.Scale.ToDouble(),
            Constant = best.Constant.ToDouble(),
        };
    }

    // Two claims on one figure are read most easily, then a ratio, a sum of parts, and so on; and figures better than `more than`.
    private int Rank(Plan plan) => plan.Shape switch
    {
        ArithmeticShape.Same => 0,
        ArithmeticShape.Ratio => 1,
        ArithmeticShape.Sum => plan.Terms.All(static t => t.Factor.Sign > 0) ? 2 : 4,
        ArithmeticShape.Product => 3,
        _ => 5,
    } + (plan.Terms.Any(t => system.Statements[t.Statement].Parts.Any(static p => p.Rounded.Low is null || p.Rounded.High is null)) ? 10 : 0);

    private Plan PlanOf(IReadOnlyList<int> set, int against)
    {
        var rest = set.Where(s => s != against).ToList();
        var together = new Plan(against, ArithmeticShape.Together, [.. rest.Select(static s => (s, Fraction.One))], Fraction.Zero, Fraction.One);
        if (set.Any(s => system.Statements[s].Parts.Length != 1) || system.Statements[against].Parts[0].Form.IsConstant)
        {
            return together;
        }

        var part = system.Statements[against].Parts[0];
        if (rest.Count == 1 && system.Statements[rest[0]].Parts[0].Form.Equals(part.Form))
        {
            return together with { Shape = ArithmeticShape.Same };
        }

        return (rest.Count == 2 ? ByProduct(rest, against, part) : null) ?? BySum(rest, against, part) ?? together;
    }

    private Plan? ByProduct(List<int> rest, int against, StatementPart part)
    {
        foreach (var index in part.Direction.Index < 0 ? [] : system.ProductsOf(part.Direction.Index))
        {
            var link = system.Products[index];
            foreach (var (a, b) in new[] { (rest[0], rest[1]), (rest[1], rest[0]) })
            {
                if (link.Left.Index == part.Direction.Index && Factor(link.Whole, a) is { } dividend && Factor(link.Right, b) is { } divisor)
                {
                    return Joint(ArithmeticShape.Ratio, a, b, dividend / divisor / link.Left.Scale, link.Left);
                }

                if (link.Whole.Index == part.Direction.Index && Factor(link.Left, a) is { } left && Factor(link.Right, b) is { } right)
                {
                    return Joint(ArithmeticShape.Product, a, b, left * right / link.Whole.Scale, link.Whole);
                }
            }
        }

        return null;

        Plan? Joint(ArithmeticShape shape, int a, int b, Fraction scale, Direction form) => form.Constant.IsZero
            ? new Plan(against, shape, [(a, Fraction.One), (b, Fraction.One)], part.Direction.Constant, part.Direction.Scale * scale)
            : null;
    }

    /// <summary>The form of a product as a multiple of what a statement speaks of; null when it is not one.</summary>
    private Fraction? Factor(Direction form, int statement)
    {
        var said = system.Statements[statement].Parts[0].Direction;
        return form.Index >= 0 && form.Index == said.Index && form.Constant.IsZero && said.Constant.IsZero ? form.Scale / said.Scale : null;
    }

    /// <summary>The form as a sum of multiples of the others' forms, by elimination; null when it is not one.</summary>
    private Plan? BySum(List<int> rest, int against, StatementPart part)
    {
        // Each row is a form made of the statements' forms: its remaining terms, and how much of each statement is in it.
        var rows = rest.Select((s, i) => (Form: system.Statements[s].Parts[0].Form, Mix: Unit(i, rest.Count))).ToList();
        var (goal, mix) = (part.Form, new Fraction[rest.Count]);
        while (rows.FindIndex(static r => !r.Form.IsConstant) is >= 0 and var at)
        {
            var (form, made) = rows[at];
            rows.RemoveAt(at);
            var (unknown, factor) = form.Terms[0];
            for (var i = 0; i < rows.Count; i++)
            {
                var share = -FactorOf(rows[i].Form, unknown) / factor;
                rows[i] = (rows[i].Form.Plus(form, share), Mixed(rows[i].Mix, made, share));
            }

            var of = -FactorOf(goal, unknown) / factor;
            goal = goal.Plus(form, of);
            mix = Mixed(mix, made, -of);
        }

        if (!goal.IsConstant || Array.Exists(mix, static m => m.IsZero))
        {
            return null;
        }

        // The goal's form less the mix is a constant: goal = mix of the statements + constant.
        return new Plan(against, ArithmeticShape.Sum, [.. rest.Select((s, i) => (s, mix[i]))], goal.Constant, Fraction.One);
    }

    private static Fraction FactorOf(LinearForm form, int unknown)
    {
        foreach (var term in form.Terms)
        {
            if (term.Unknown == unknown)
            {
                return term.Factor;
            }
        }

        return Fraction.Zero;
    }

    private static Fraction[] Unit(int at, int count)
    {
        var mix = new Fraction[count];
        mix[at] = Fraction.One;
        return mix;
    }

    private static Fraction[] Mixed(Fraction[] a, Fraction[] b, Fraction factor) => [.. a.Select((x, i) => x + (factor * b[i]))];

    private QuantityInterval SaidBy(int statement, Reading reading)
    {
        var part = system.Statements[statement].Parts[0];
        var said = reading == Reading.Rounded ? part.Rounded : part.Printed;
        return new QuantityInterval(said.Low?.ToDouble() ?? double.NegativeInfinity, said.High?.ToDouble() ?? double.PositiveInfinity,
            said.IsLowOpen, said.IsHighOpen);
    }

    private sealed record Plan(
        int Against, ArithmeticShape Shape, ImmutableArray<(int Statement, Fraction Factor)> Terms, Fraction Constant, Fraction Scale);
}
