using Proforma.Claims.Contradictions;
using Proforma.Model.Claims;
using Xunit;

namespace Proforma.Claims.Tests.Contradictions;

/// <summary>Which formulas hold whatever the drivers are, and which are assumptions that claims need not share.</summary>
public sealed class IdentityTests
{
    private const string Head = """
        plan "Identities"
          currency USD
          calendar quarterly 2025-Q1 .. 2026-Q4
        input fixed_share : 1 = 60%
        input monthly_fee : USD/quarter = 5 USD/quarter
        input by_year : USD/quarter
          2025 = 1
          2026 = 2
        line a : USD/quarter
        line b : USD/quarter
        line heads : person

        """;

    private static bool Clash(string lines, params (string Expression, double Value)[] said) =>
        said.Aggregate(new SaidPlan(Head + lines), static (plan, s) => plan.Say(s.Expression, s.Value, 0)).Find().Contradictions.Any(c => c.Claims.Length == said.Length);

    [Theory]
    [InlineData("line x = a - b", "x[2025]", 3, "a[2025]", 7, "b[2025]", 5)]
    [InlineData("line x = a - by_year", "x[2025]", 3, "a[2025]", 7, "by_year[2025]", 5)]
    [InlineData("line x = a / b", "x[2025]", 3, "a[2025]", 7, "b[2025]", 5)]
    [InlineData("line x = 1 - a / b", "x[2025]", 3, "a[2025]", 7, "b[2025]", 5)]
    [InlineData("line x = a * (b / a)", "x[2026-Q1]", 3, "b[2026-Q1]", 4, "a[2026-Q1]", 5)]
    [InlineData("line x : USD\n  2025-Q1 = 5 USD\n  then = prev + a * 1 month", "x[2026-Q1]", 10, "x[2025-Q4]", 8, "a[2026-Q1]", 3)]
    [InlineData("account x : USD\n  opening = 5 USD\n  plus a\n  minus b", "x[2026] - x[2025]", 10, "a[2026]", 8, "b[2026]", 3)]
    [InlineData("line stock : USD\nline x = change(stock, 0)", "x[2026]", 10, "stock[2026]", 8, "stock[2025]", 3)]
    [InlineData("line x = yoy(a)", "x[2026]", 1, "a[2026]", 8, "a[2025]", 3)]
    [InlineData("", "a[2025]", 10, "a[2025-H1]", 4, "a[2025-H2]", 5)]
    [InlineData("account x : USD\n  opening = 5 USD\n  plus a", "x[2025].average * 2", 10, "x.opening[2025-Q1]", 4, "x[2025-Q1]", 5, false)]
    [InlineData("line x = annualized(a)", "x[2025-Q1]", 10, "a[2025-Q1]", 4, "b[2025]", 5, false)]
    public void Identities_bind(string lines, string first, double one, string second, double two, string third, double three, bool binds = true) =>
        Assert.Equal(binds, Clash(lines, (first, one), (second, two), (third, three)));

    [Theory]
    [InlineData("line x = fixed_share * a", "x[2025]", 3, "a[2025]", 7)]
    [InlineData("line x = 60% * a", "x[2025]", 3, "a[2025]", 7)]
    [InlineData("line x = a / 2", "x[2025]", 3, "a[2025]", 7)]
    [InlineData("line x = 3 * a", "x[2025]", 3, "a[2025]", 7)]
    [InlineData("line x = a + 1 USD/quarter", "x[2025]", 3, "a[2025]", 7)]
    [InlineData("line x = a * period.quarter", "x[2025-Q1]", 3, "a[2025-Q1]", 7)]
    [InlineData("line x = max(a, b)", "x[2025]", 3, "a[2025]", 7)]
    [InlineData("line x : person\n  2025-Q1 = 300 person\n  then = prev", "x[2025]", 915, "x[2026]", 1900)]
    [InlineData("line x : USD/quarter\n  2025-Q1 = 3 USD/quarter\n  then = prev * (1 + fixed_share)", "x[2025]", 3, "x[2026]", 7)]
    [InlineData("line x = once(3 USD, 2025-Q1)", "x[2025]", 5, "x[2026]", 7)]
    [InlineData("line x = spread(3 USD, 2025-Q1 .. 2026-Q4)", "x[2025]", 5, "x[2026]", 7)]
    public void Assumptions_do_not(string lines, string first, double one, string second, double two) => Assert.False(Clash(lines, (first, one), (second, two)));

    [Fact]
    public void A_driver_that_stays_the_same_in_the_plan_may_differ_between_years()
    {
        Assert.False(Clash("line x = a - monthly_fee", ("x[2025]", 3), ("a[2025]", 5), ("x[2026]", 3), ("a[2026]", 9)));
        Assert.False(Clash("measure take = a[2025] / b[2025]\nline x = take * b", ("x[2026]", 3), ("b[2026]", 5), ("a[2025]", 3), ("b[2025]", 9)));
        Assert.False(Clash("line x = b * (a[2025] / b[2025])", ("x[2026]", 3), ("b[2026]", 5), ("a[2025]", 3), ("b[2025]", 9)));
    }

    [Fact]
    public void Claims_may_hold_constants_and_inputs()
    {
        Assert.True(Clash("", ("a[2025] * 60%", 3), ("a[2025]", 7)));
        Assert.True(Clash("", ("a[2025] * fixed_share", 3), ("a[2025]", 7), ("fixed_share", 0.6)));
    }

    [Fact]
    public void Loops_and_long_chains_end()
    {
        const string loop = "line x = a - y\n  circular\nline y = x - b\n  circular\n";
        Assert.False(Clash(loop, ("a[2025]", 3), ("b[2025]", 4)));
        var chain = string.Concat(Enumerable.Range(1, 2_000).Select(static i => $"line c{i} = {(i == 1 ? "a" : $"c{i - 1}")} + b\n"));
        Assert.False(Clash(chain, ("c2000[2025]", 3), ("a[2025]", 4)));
    }

    [Fact]
    public void What_makes_no_sense_is_left_out_and_said_so()
    {
        var said = new SaidPlan(Head).Say("a[2025]", 3, 0).Say("a[2025]", 4, 0);
        var program = said.Program();
        var constraints = said.Constraints(program);
        ClaimConstraint[] odd =
        [
            constraints[0] with { Claim = 10, Low = double.NaN }, constraints[0] with { Claim = 11, Low = 2, High = 1 }, constraints[0] with { Claim = 12, Slot = 99_999 },
            constraints[0] with { Claim = 13, Slot = -1 }, constraints[0] with { Claim = 14, Row = 7 }, constraints[0] with { Claim = 15, Low = double.PositiveInfinity, High = double.PositiveInfinity },
            constraints[0] with { Claim = 16, IsLowOpen = true }, constraints[0] with { Claim = 17, SubtractedSlot = 99_999 },
        ];
        var report = ContradictionFinder.Find(program, [.. constraints, .. odd], null, TestContext.Current.CancellationToken);
        Assert.Equal(["0 1 Contradiction"], SaidPlan.Sets(report));
        Assert.Equal(Enumerable.Range(10, 8), report.Unused);
    }

    [Fact]
    public void An_ordering_is_a_difference()
    {
        var said = new SaidPlan(Head).Say("a[2025]", 7, 0).Say("b[2025]", 5, 0).Say("a[2025]", 0, 0);
        var program = said.Program();
        var constraints = said.Constraints(program);
        constraints[2] = constraints[2] with
        {
            SubtractedSlot = constraints[1].Slot, Low = double.NegativeInfinity, High = 0, PrintedLow = double.NegativeInfinity, PrintedHigh = 0, IsHighOpen = true, IsPrintedHighOpen = true,
        };
        var found = Assert.Single(ContradictionFinder.Find(program, constraints, null, TestContext.Current.CancellationToken).Contradictions);
        Assert.Equal([0, 1, 2], found.Claims);
        Assert.Equal(ArithmeticShape.Sum, found.Arithmetic.Shape);
        Assert.Equal((2.0, 2.0), (found.Arithmetic.Implied.Low, found.Arithmetic.Implied.High));
    }
}
