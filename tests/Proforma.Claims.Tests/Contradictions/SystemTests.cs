using CsCheck;
using Proforma.Claims.Contradictions;
using Xunit;

namespace Proforma.Claims.Tests.Contradictions;

/// <summary>Random linear systems: the simplex and the search for irreducible sets, against elimination of every subset.</summary>
public sealed class SystemTests
{
    private const int Unknowns = 3;

    private sealed record Line(int[] Factors, int Low, int High, bool IsLowOpen, bool IsHighOpen);

    private static readonly Gen<Line> s_line = Gen.Select(Gen.Int[-2, 2].Array[Unknowns], Gen.Int[-6, 6], Gen.Int[0, 3], Gen.Bool, Gen.Bool)
        .Where(static l => l.Item1.Any(static f => f != 0))
        .Select(static (factors, low, width, lowOpen, highOpen) => new Line(factors, low, low + width, width > 0 && lowOpen, width > 0 && highOpen));

    [Fact]
    public void The_simplex_finds_what_elimination_finds() => s_line.Array[1, 7].Sample(static lines =>
    {
        var simplex = new ExactSimplex(Unknowns, new Effort(long.MaxValue, default));
        var feasible = true;
        var conflict = Reasons.None;
        for (var i = 0; i < lines.Length && feasible; i++)
        {
            feasible = simplex.Bind(simplex.Add(FormOf(lines[i])), IntervalOf(lines[i], i));
            conflict = feasible ? conflict : simplex.Conflict;
        }

        if (feasible)
        {
            feasible = simplex.Check() == true;
            conflict = simplex.Conflict;
        }

        Assert.Equal(Feasible(lines), feasible);
        if (!feasible)
        {
            Assert.False(Feasible([.. conflict.Members.ToArray().Select(i => lines[i])]));
        }
    }, iter: 2_000);

    [Fact]
    public void The_least_value_is_the_border_between_feasible_and_not() => Gen.Select(s_line.Array[1, 6], s_line).Sample(static (lines, goal) =>
    {
        var simplex = new ExactSimplex(Unknowns, new Effort(long.MaxValue, default));
        var bound = lines.Select((l, i) => simplex.Bind(simplex.Add(FormOf(l)), IntervalOf(l, i))).ToList().TrueForAll(static b => b);
        if (!bound || simplex.Check() != true)
        {
            return;
        }

        var least = simplex.Least(FormOf(goal));
        if (least is null)
        {
            Assert.True(Feasible([.. lines, goal with { Low = -100_000, High = -99_999, IsLowOpen = false, IsHighOpen = false }], toInfinity: true));
            return;
        }

        // Scaled to whole numbers: goal < least cannot be, goal ≤ least + 1 can, by the reasons alone.
        var under = (int)least.Value.Number.Denominator;
        var over = (int)least.Value.Number.Numerator;
        var scaled = goal.Factors.Select(f => -f * under).ToArray();
        var reasons = least.Reasons.Members.ToArray().Select(i => lines[i]).ToArray();
        Assert.False(SystemOf(reasons, (scaled, -over, true)).IsFeasible());
        Assert.True(SystemOf(lines, (scaled, -over - 1, false)).IsFeasible());
        Assert.Equal(least.Value.Epsilon.IsZero, SystemOf(lines, (scaled, -over, false)).IsFeasible());
    }, iter: 1_000);

    [Fact]
    public void Every_irreducible_set_is_found_and_no_other() => s_line.Array[2, 7].Sample(static lines =>
    {
        var system = new ClaimSystem();
        for (var i = 0; i < lines.Length; i++)
        {
            var form = FormOf(lines[i]);
            var said = new Said(lines[i].Low, lines[i].IsLowOpen, lines[i].High, lines[i].IsHighOpen);
            system.Statements.Add(new Statement([i], 0, [new StatementPart(system.DirectionOf(form), form, said, said)]));
        }

        // What is peeled off takes part in no contradiction, so that the sets of the rest are those of the whole.
        var peeled = SystemParts.Peeled(system);
        var effort = new Effort(long.MaxValue, default);
        var sets = new IrreducibleSets(peeled, new Consistency(peeled, effort), [.. Enumerable.Range(0, peeled.Statements.Count)], Reading.Rounded, effort, 1_000);
        sets.Search();
        Assert.True(sets.IsComplete);
        var found = sets.Sets.Select(set => string.Join(' ', set.Select(s => peeled.Statements[s].Claims[0]).Order())).Order(StringComparer.Ordinal);
        Assert.Equal(AllIrreducible(lines).Order(StringComparer.Ordinal), found);
    }, iter: 400);

    private static IEnumerable<string> AllIrreducible(Line[] lines)
    {
        var feasible = Enumerable.Range(0, 1 << lines.Length).Select(mask => Feasible([.. Members(mask).Select(i => lines[i])])).ToArray();
        return Enumerable.Range(0, feasible.Length).Where(mask => !feasible[mask] && Members(mask).All(i => feasible[mask & ~(1 << i)]))
            .Select(mask => string.Join(' ', Members(mask)));

        IEnumerable<int> Members(int mask) => Enumerable.Range(0, lines.Length).Where(i => (mask & (1 << i)) != 0);
    }

    private static LinearForm FormOf(Line line) =>
        line.Factors.Select(static (f, i) => (Fraction)f * LinearForm.OfUnknown(i)).Aggregate(LinearForm.Zero, static (a, b) => a + b);

    private static Interval IntervalOf(Line line, int reason) => new(
        new Bound(new Extended(line.Low, line.IsLowOpen ? 1 : 0), Reasons.Of(reason)),
        new Bound(new Extended(line.High, line.IsHighOpen ? -1 : 0), Reasons.Of(reason)));

    private static bool Feasible(Line[] lines, bool toInfinity = false)
    {
        var system = SystemOf(toInfinity ? lines[..^1] : lines);
        if (toInfinity)
        {
            system.AtLeast([.. lines[^1].Factors.Select(static f => -f)], -lines[^1].High);
        }

        return system.IsFeasible();
    }

    private static FourierMotzkin SystemOf(Line[] lines, params (int[] Factors, int Bound, bool Strict)[] more)
    {
        var system = new FourierMotzkin(Unknowns);
        foreach (var line in lines)
        {
            system.AtLeast(line.Factors, line.Low, line.IsLowOpen);
            system.AtLeast([.. line.Factors.Select(static f => -f)], -line.High, line.IsHighOpen);
        }

        foreach (var (factors, bound, strict) in more)
        {
            system.AtLeast(factors, bound, strict);
        }

        return system;
    }
}
