using CsCheck;
using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Testing;
using Xunit;
using static Proforma.Testing.Formula;

namespace Proforma.Engine.Tests.Execution;

public sealed class RollUpTests
{
    private static readonly Unit s_perMonth = Unit.Of(Dimension.Month.Power(Rational.Of(-1)));
    private static readonly Unit s_perDay = Unit.Of(Dimension.Day.Power(Rational.Of(-1)));

    private static RunResult Run(PlanBuilder plan) => Runs.Of(plan);

    private static RolledUp Year(RunResult run, PlanBuilder plan, string name, int year, int row = 0) =>
        run.RollUpOf(plan.IndexOf(name), row, Period.OfYear(year));

    [Fact]
    public void A_year_of_a_flow_is_the_sum_of_its_parts() => Gen.Select(Gen.Int[0, 4], Gen.Double[-100, 100].Array[800]).Sample(
        static (grain, values) =>
        {
            var first = Period.Containing(new DateOnly(2024, 1, 1), (Grain)grain);
            var count = Period.Containing(new DateOnly(2025, 12, 31), (Grain)grain).Ordinal - first.Ordinal + 1;
            var plan = new PlanBuilder(new Calendar(first, count));
            plan.Line("flow").Given(values[..count]).Unit(s_perMonth, RollUpRule.Integral);
            plan.Line("daily").Given(values[..count]).Unit(s_perDay, RollUpRule.Integral);
            var run = Run(plan);
            var rollUps = new RollUp(run);
            foreach (var slot in (ReadOnlySpan<int>)[0, 1])
            {
                var year = rollUps.Of(slot, 0, Period.OfYear(2025));
                Assert.True(year.IsComplete);
                foreach (var part in (Grain[])[Grain.Month, Grain.Quarter, Grain.Half])
                {
                    if (part < (Grain)grain)
                    {
                        continue;
                    }

                    var parts = plan.Calendar.Periods(part).Where(static p => p.Year == 2025).Sum(p => rollUps.Of(slot, 0, p).Value.Raw);
                    Assert.Equal(parts, year.Value.Raw, 1e-9 * Math.Max(1, values.Take(count).Sum(Math.Abs)));
                }
            }

            var days = Enumerable.Range(0, count).Where(s => plan.Calendar.Step(s).Year == 2025 && grain != 1).Sum(s => values[s] * plan.Calendar.Days[s]);
            Assert.Equal(grain == 1 ? rollUps.Of(1, 0, Period.OfYear(2025)).Value.Raw : days, rollUps.Of(1, 0, Period.OfYear(2025)).Value.Raw, 1e-6);
        },
        iter: 100);

    [Fact]
    public void A_month_of_a_monthly_flow_is_its_amount_and_a_year_of_a_rate_of_one_is_twelve()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(24));
        plan.Line("flow").Given(1.0).Unit(s_perMonth, RollUpRule.Integral);
        var run = Run(plan);
        Assert.Equal(CellValue.Of(1), run.RollUpOf(0, 0, Period.Month(2024, 5)).Value);
        Assert.Equal(CellValue.Of(12), Year(run, plan, "flow", 2024).Value);
        Assert.Equal(CellValue.Of(3), new RollUp(run).Of(0, 0, StepSpan.Whole(4, 6)).Value);
    }

    [Fact]
    public void Stocks_close_and_accounts_average_their_corkscrew()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        plan.Line("opening").At(0, 0, 100).From(1, Prev("cash"));
        plan.Line("cash").Is(Ref("opening") + 10).With(static s => s with { OpeningSlot = 0 });
        plan.Line("average").Timeless().Is(new OverPeriod("cash", Period.OfYear(2024), default, RollUpRule.Average));
        plan.Line("first").Timeless().Is(new OverPeriod("cash", Period.Quarter(2024, 2), default, RollUpRule.Opening));
        var run = Run(plan);
        Assert.Equal(CellValue.Of(220), Year(run, plan, "cash", 2024).Value);
        Assert.Equal(160, run.At(2, 0, 0).Raw, 1e-12);
        Assert.Equal(CellValue.Of(130), run.At(3, 0, 0));
    }

    [Theory]
    [InlineData(RollUpRule.Mean, 6.5)]
    [InlineData(RollUpRule.Sum, 78)]
    [InlineData(RollUpRule.Minimum, 1)]
    [InlineData(RollUpRule.Maximum, 12)]
    [InlineData(RollUpRule.Opening, 1)]
    [InlineData(RollUpRule.Closing, 12)]
    [InlineData(RollUpRule.Average, 6.5)]
    public void Rules(RollUpRule rule, double expected)
    {
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        plan.Line("x").Given([.. Enumerable.Range(1, 12).Select(static i => (double)i)]).RolledUp(rule);
        Assert.Equal(expected, Year(Run(plan), plan, "x", 2024).Value.Raw, 1e-12);
    }

    [Fact]
    public void A_margin_of_a_year_is_profit_over_revenue_and_not_a_mean_of_months()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        plan.Line("revenue").Given([.. Enumerable.Range(0, 12).Select(static i => i < 6 ? 10.0 : 1000)]).Unit(s_perMonth, RollUpRule.Integral);
        plan.Line("cost").Given([.. Enumerable.Range(0, 12).Select(static i => i < 6 ? 20.0 : 500)]).Unit(s_perMonth, RollUpRule.Integral);
        plan.Line("margin").RolledUp(RollUpRule.Recompute).Is((Ref("revenue") - (Formula)Ref("cost")) / Ref("revenue"));
        plan.Line("twice").RolledUp(RollUpRule.Recompute).Is(Ref("margin") * 2);
        var run = Run(plan);
        Assert.Equal((6060.0 - 3120) / 6060, Year(run, plan, "margin", 2024).Value.Raw, 1e-12);
        Assert.Equal(2 * (6060.0 - 3120) / 6060, Year(run, plan, "twice", 2024).Value.Raw, 1e-12);
        Assert.Equal(run.At(2, 0, 3), run.RollUpOf(2, 0, Period.Month(2024, 4)).Value);
    }

    [Fact]
    public void Growth_is_evaluated_at_the_grain_reported()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(36));
        plan.Line("revenue").Given([.. Enumerable.Range(0, 36).Select(static i => i < 12 ? 1.0 : i < 24 ? 2 : 6)]).Unit(s_perMonth, RollUpRule.Integral);
        plan.Line("growth").RolledUp(RollUpRule.Recompute).Is((Ref("revenue") / Prev("revenue", 1)) - 1);
        plan.Line("yoy").RolledUp(RollUpRule.Recompute).From(12, (Ref("revenue") / Ref("revenue").Years(-1)) - 1);
        var run = Run(plan);
        Assert.Equal(CellValue.Of(1), Year(run, plan, "growth", 2025).Value);
        Assert.Equal(CellValue.Of(2), Year(run, plan, "growth", 2026).Value);
        Assert.Equal(CellValue.Of(2), run.RollUpOf(1, 0, Period.Quarter(2026, 1)).Value);
        Assert.Equal(CellValue.Of(0), run.RollUpOf(1, 0, Period.Quarter(2026, 2)).Value);
        Assert.Equal(CellValue.Of(2), run.RollUpOf(2, 0, Period.Quarter(2026, 2)).Value);
        Assert.Equal(CellValue.Of(2), run.At(2, 0, 30));
    }

    [Fact]
    public void What_the_calendar_does_not_reach_is_covered_in_part_and_unknown_when_read()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(13, firstMonth: 12));
        plan.Line("flow").Given(5.0).Unit(s_perMonth, RollUpRule.Integral);
        plan.Line("late").Clause(6, 12, 1).Unit(s_perMonth, RollUpRule.Integral);
        plan.Line("never").Unit(s_perMonth, RollUpRule.Integral);
        plan.Line("read").Timeless().Is(new OverPeriod("flow", Period.OfYear(2024), default, RollUpRule.Integral));
        plan.Line("stock").Given(7.0);
        var run = Run(plan);
        Assert.Equal(new RolledUp(CellValue.Of(5), 1, 12, false) { Length = 1 }, Year(run, plan, "flow", 2024));
        Assert.Equal(new RolledUp(CellValue.Of(7), 7, 12, false) { Length = 7 }, Year(run, plan, "late", 2025));
        Assert.Equal((CellState.Blank, 0, 12), (Year(run, plan, "never", 2025).Value.State, Year(run, plan, "never", 2025).CoveredSteps, Year(run, plan, "never", 2025).TotalSteps));
        Assert.Equal(CellValue.Unknown, run.At(3, 0, 0));
        Assert.Equal(CellState.Blank, Year(run, plan, "flow", 2030).Value.State);
        Assert.True(Year(run, plan, "stock", 2024).IsComplete);
        Assert.Equal(CellValue.Of(60), Year(run, plan, "flow", 2025).AsRead);
    }

    [Fact]
    public void A_ratio_of_operands_that_cover_different_months_is_unknown_and_of_equal_ones_is_partial()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        plan.Line("revenue").Given(10.0).Unit(s_perMonth, RollUpRule.Integral);
        plan.Line("late").Clause(6, 11, 4).Unit(s_perMonth, RollUpRule.Integral);
        plan.Line("mixed").RolledUp(RollUpRule.Recompute).Is(Ref("late") / Ref("revenue"));
        plan.Line("half").RolledUp(RollUpRule.Recompute).Is((Ref("late") * 2) / Ref("late"));
        plan.Line("clause").RolledUp(RollUpRule.Recompute).From(6, Ref("late") / Ref("revenue"));
        var run = Run(plan);
        Assert.Equal(CellValue.Unknown, Year(run, plan, "mixed", 2024).Value);
        Assert.Equal((CellValue.Of(2), 6, 12), (Year(run, plan, "half", 2024).Value, Year(run, plan, "half", 2024).CoveredSteps, Year(run, plan, "half", 2024).TotalSteps));
        Assert.Equal((CellValue.Of(0.4), 6, false), (Year(run, plan, "clause", 2024).Value, Year(run, plan, "clause", 2024).CoveredSteps, Year(run, plan, "clause", 2024).IsComplete));
    }

    [Fact]
    public void Several_clauses_in_a_year_have_no_roll_up_and_one_clause_has()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(24));
        plan.Line("a").Given(1.0).Unit(s_perMonth, RollUpRule.Integral);
        plan.Line("r").RolledUp(RollUpRule.Recompute).Clause(0, 5, Ref("a") * 2).From(6, Ref("a") * 3);
        plan.Line("none").RolledUp(RollUpRule.None).Is(Ref("a"));
        var run = Run(plan);
        Assert.Equal(FailureKind.NoRollUp, Year(run, plan, "r", 2024).Value.Failure);
        Assert.Equal(CellValue.Of(3), Year(run, plan, "r", 2025).Value);
        Assert.Equal(CellValue.Of(2), run.RollUpOf(1, 0, Period.Quarter(2024, 2)).Value);
        Assert.Equal(FailureKind.NoRollUp, Year(run, plan, "none", 2025).Value.Failure);
        Assert.Equal(CellValue.Of(1), run.RollUpOf(2, 0, Period.Month(2024, 5)).Value);
    }

    [Fact]
    public void A_weighted_price_is_revenue_over_volume()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        plan.Line("volume").Given([.. Enumerable.Range(0, 12).Select(static i => i + 1.0)]).Unit(s_perMonth, RollUpRule.Integral);
        plan.Line("price").Given([.. Enumerable.Range(0, 12).Select(static i => 24.0 - i)]).RolledUp(RollUpRule.Weighted)
            .With(static s => s with { RollUpWeight = new SlotRead(0, ReadTime.Step, 0, -1, [], "volume") });
        plan.Line("revenue").Is(Ref("volume") * Ref("price")).Unit(s_perMonth, RollUpRule.Integral);
        var run = Run(plan);
        Assert.Equal(Year(run, plan, "revenue", 2024).Value.Raw / Year(run, plan, "volume", 2024).Value.Raw, Year(run, plan, "price", 2024).Value.Raw, 1e-12);
    }

    [Fact]
    public void A_week_that_straddles_the_year_is_split_by_days()
    {
        var plan = new PlanBuilder(new Calendar(Period.Week(2025, 1), 60));
        plan.Line("flow").Given([.. Enumerable.Range(0, 60).Select(static i => i == 52 ? 7.0 : 0)]).Unit(s_perDay, RollUpRule.Integral);
        var run = Run(plan);

        // The week of Monday 2025-12-29 has three days in 2025 and four in 2026.
        Assert.Equal(21, Year(run, plan, "flow", 2025).Value.Raw, 1e-12);
        Assert.Equal(28, Year(run, plan, "flow", 2026).Value.Raw, 1e-12);
        Assert.False(Year(run, plan, "flow", 2026).IsComplete);
    }

    [Fact]
    public void Unknown_and_failed_months_make_the_year_so()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        plan.Line("u").Clause(0, 5, 1).Clause(6, 6, Unknown).Clause(7, 11, 1).Unit(s_perMonth, RollUpRule.Integral);
        plan.Line("f").Clause(0, 5, Unknown).From(6, Of(OpCode.Divide, 1, 0)).Unit(s_perMonth, RollUpRule.Integral);
        var run = Run(plan);
        Assert.Equal(CellValue.Unknown, Year(run, plan, "u", 2024).Value);
        Assert.Equal((FailureKind.DivisionByZero, run.Program.Layout.CellOf(1, 0, 6)), (Year(run, plan, "f", 2024).Value.Failure, Year(run, plan, "f", 2024).Value.FailureOrigin));
    }

    [Fact]
    public void Ratios_of_ratios_may_be_a_long_chain()
    {
        const int Length = 20_000;
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        plan.Line("r0").Given(2.0).RolledUp(RollUpRule.Mean);
        for (var i = 1; i <= Length; i++)
        {
            plan.Line($"r{i}").RolledUp(RollUpRule.Recompute).Is(Ref($"r{i - 1}") + 1);
        }

        plan.Line("read").Timeless().Is(new OverPeriod($"r{Length}", Period.OfYear(2024), default, RollUpRule.Recompute));
        var run = Run(plan);
        Assert.Equal(CellValue.Of(Length + 2), Year(run, plan, $"r{Length}", 2024).Value);
        Assert.Equal(CellValue.Of(Length + 2), run.At(Length + 1, 0, 0));
    }

    [Fact]
    public void Ratios_that_read_roll_ups_of_ratios_may_be_a_long_chain()
    {
        const int Length = 5_000;
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        plan.Line("one").Given(1.0).RolledUp(RollUpRule.Mean);
        plan.Line("r0").RolledUp(RollUpRule.Recompute).Is(Ref("one") + 1);
        for (var i = 1; i <= Length; i++)
        {
            plan.Line($"r{i}").RolledUp(RollUpRule.Recompute).Is(new OverPeriod($"r{i - 1}", Period.OfYear(2024), default, RollUpRule.Recompute) * Ref("one"));
        }

        Assert.Equal(CellValue.Of(2), Year(Run(plan), plan, $"r{Length}", 2024).Value);
    }

    [Fact]
    public void Numbers_that_differ_from_step_to_step_have_no_roll_up()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(24));
        var month = plan.Table(static t => t);
        var year = plan.Table(static t => 2024 + (t / 12));
        plan.Line("index").RolledUp(RollUpRule.Recompute).Is(1.5 * (Formula)new TableEntry(year));
        plan.Line("age").RolledUp(RollUpRule.Recompute).Is(1.0 * (Formula)new TableEntry(month));
        var run = Run(plan);
        Assert.Equal(CellValue.Of(1.5 * 2025), Year(run, plan, "index", 2025).Value);
        Assert.Equal(FailureKind.NoRollUp, Year(run, plan, "age", 2025).Value.Failure);
    }
}
