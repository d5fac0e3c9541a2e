using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Program.Scheduling;
using Proforma.Model.Time;
using Proforma.Testing;
using Xunit;
using static Proforma.Testing.Formula;

namespace Proforma.Model.Tests.Scheduling;

public sealed class SchedulerTests
{
    private static PlanBuilder Plan(params string[] tracks) => new(PlanBuilder.Months(12), tracks);

    [Fact]
    public void Lines_keep_their_order_and_are_pulled_forward_only_when_read()
    {
        var plan = Plan();
        plan.Line("a").Is(1);
        plan.Line("b").Is(Ref("d") + Ref("a"));
        plan.Line("c").Is(2);
        plan.Line("d").Is(3);
        plan.Line("e").Is(4);
        Assert.Equal([0, 3, 1, 2, 4], plan.Schedule().Schedule!.Steps.Select(static s => s.Slots.Single()));
    }

    [Fact]
    public void A_loop_through_the_month_before_is_a_recurrence()
    {
        var plan = Plan();
        plan.Line("opening").At(0, 0, 100).From(1, Prev("cash"));
        plan.Line("cash").Is(Ref("opening") + Ref("flow"));
        plan.Line("flow").Is(5);
        var steps = plan.Schedule().Schedule!.Steps;
        var recurrence = Assert.IsType<RecurrenceStep>(steps[^1]);
        Assert.Equal([0, 1], recurrence.Slots);
        Assert.False(recurrence.Backwards);
    }

    [Fact]
    public void A_loop_through_the_month_after_runs_backwards()
    {
        var plan = Plan();
        plan.Line("value").At(11, 11, 100).Clause(0, 10, Ref("value", 1) / 1.1);
        Assert.True(Assert.IsType<RecurrenceStep>(plan.Schedule().Schedule!.Steps.Single()).Backwards);
    }

    [Fact]
    public void A_window_that_ends_here_is_part_of_the_past()
    {
        var plan = Plan();
        plan.Line("burn").At(0, 0, 1).From(1, Prev("average") * 1.1);
        plan.Line("average").Is(Cumulative("burn"));
        Assert.Equal([0, 1], Assert.IsType<RecurrenceStep>(plan.Schedule().Schedule!.Steps.Single()).Slots);
    }

    [Fact]
    public void Clauses_that_divide_tracks_make_no_false_cycle()
    {
        var plan = Plan("aggressive", "conservative");
        plan.Line("r").Tracked().Rows(static row => row == 0, 10).Rows(static row => row == 1, 0.8 * (Formula)Ref("r").In(0));
        AssertCellOrder(plan);
    }

    [Fact]
    public void Clauses_that_divide_members_make_no_false_cycle()
    {
        var plan = Plan();
        var product = plan.Dimension("product", 2);
        plan.Line("share").By(product).Rows(static row => row == 0, 0.6).Rows(static row => row == 1, 1 - (Formula)Ref("share").Of(product, 0));
        AssertCellOrder(plan);
    }

    [Fact]
    public void Clauses_that_divide_time_make_no_false_cycle()
    {
        var plan = Plan();
        plan.Line("plan").At(0, 5, Ref("goal") + 1).From(6, 2);
        plan.Line("goal").At(0, 5, 3).From(6, Ref("plan") * 2);
        AssertCellOrder(plan);
    }

    [Fact]
    public void Past_and_future_may_mix_where_no_cell_closes_on_itself()
    {
        var plan = Plan();
        plan.Line("order").Clause(0, 10, Ref("sales", 1)).At(11, 11, 0);
        plan.Line("sales").At(0, 0, 5).From(1, Prev("base") * 1.1);
        plan.Line("base").At(0, 0, 5).Clause(1, 5, Prev("sales")).Clause(6, 11, Prev("order"));
        AssertCellOrder(plan);
    }

    [Fact]
    public void A_share_of_a_year_reads_the_year_that_is_complete()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(24));
        plan.Line("revenue").Clause(0, 11, 10).From(12, new OverPeriod("revenue", Period.OfYear(2024), default, RollUpRule.Integral) / 12);
        AssertCellOrder(plan);
    }

    [Fact]
    public void A_ratio_of_a_year_is_behind_its_operands()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(24));
        plan.Line("profit").RolledUp(RollUpRule.Integral)
            .Clause(0, 11, 3).From(12, new OverPeriod("margin", Period.OfYear(2024), default, RollUpRule.Recompute) * Ref("revenue"));
        plan.Line("revenue").RolledUp(RollUpRule.Integral).Is(10);
        plan.Line("margin").RolledUp(RollUpRule.Recompute).Is(Ref("profit") / Ref("revenue"));
        AssertCellOrder(plan);
    }

    [Fact]
    public void A_ratio_of_a_year_that_waits_for_itself_is_a_cycle()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(24));
        plan.Line("profit").RolledUp(RollUpRule.Integral).Is(new OverPeriod("margin", Period.OfYear(2024), default, RollUpRule.Recompute) * Ref("revenue"));
        plan.Line("revenue").RolledUp(RollUpRule.Integral).Is(10);
        plan.Line("margin").RolledUp(RollUpRule.Recompute).Is(Ref("profit") / Ref("revenue"));
        Assert.Contains(plan.Schedule().Problems, static p => p is UnwantedCycle);
    }

    [Fact]
    public void A_search_by_year_is_behind_the_operands_of_its_condition()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(24));
        plan.Line("turn").Timeless().Is(new Searched("positive", SearchKind.First, Grain.Year));
        plan.Line("positive").Boolean().Is(Ref("flow") > 0);
        plan.Line("flow").RolledUp(RollUpRule.Recompute).Is(Ref("base") * 2);
        plan.Line("base").RolledUp(RollUpRule.Weighted).With(static s => s with
        {
            RollUpWeight = new SlotRead(4, ReadTime.Step, 0, -1, [], "volume"),
        }).Is(1);
        plan.Line("volume").Is(2);
        var order = plan.Schedule().Schedule!.Steps.Select(static s => s.Slots.Single()).ToList();
        Assert.Equal(order.Count - 1, order.IndexOf(0));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(200)]
    public void A_cycle_is_reported_with_its_whole_path(int length)
    {
        var plan = Plan();
        for (var i = 0; i < length; i++)
        {
            plan.Line($"line{i}").Is(Ref($"line{(i + 1) % length}") + 1);
        }

        var cycle = Assert.IsType<UnwantedCycle>(Assert.Single(plan.Schedule().Problems));
        Assert.Equal(Enumerable.Range(0, length), cycle.Path.Select(static c => c.Slot));
        Assert.Single(cycle.Path.Select(static c => (c.Row, c.Step)).Distinct());
    }

    [Fact]
    public void A_line_that_reads_itself_is_a_cycle_of_one()
    {
        var plan = Plan();
        plan.Line("x").Is(Ref("x") + 1);
        Assert.Equal([new CellRef(0, 0, 0)], Assert.IsType<UnwantedCycle>(Assert.Single(plan.Schedule().Problems)).Path);
    }

    [Fact]
    public void A_cycle_through_time_names_the_steps()
    {
        var plan = Plan();
        plan.Line("a").Clause(0, 10, Ref("b", 1)).At(11, 11, 0);
        plan.Line("b").At(0, 0, 0).From(1, Prev("a"));
        var path = Assert.IsType<UnwantedCycle>(Assert.Single(plan.Schedule().Problems)).Path;
        Assert.Equal([new CellRef(0, 0, 0), new CellRef(1, 0, 1)], path);
    }

    [Fact]
    public void The_shortest_of_entangled_cycles_is_shown()
    {
        var plan = Plan();
        plan.Line("a").Is(Ref("b") + Ref("c"));
        plan.Line("b").Is(Ref("d"));
        plan.Line("c").Is(Ref("a"));
        plan.Line("d").Is(Ref("e"));
        plan.Line("e").Is(Ref("a"));
        Assert.Equal([0, 2], Assert.IsType<UnwantedCycle>(plan.Schedule().Problems[0]).Path.Select(static c => c.Slot));
    }

    [Fact]
    public void A_wanted_cycle_is_solved_step_by_step()
    {
        var plan = Plan();
        plan.Line("interest").Circular(1e-10).Is(0.01 * ((Ref("opening") + (Formula)Ref("cash")) / 2));
        plan.Line("cash").Circular().Is(Ref("opening") + Ref("interest"));
        plan.Line("opening").At(0, 0, 100).From(1, Prev("cash"));
        var step = Assert.IsType<CircularStep>(Assert.Single(plan.Schedule().Schedule!.Steps));
        Assert.Equal([0, 1, 2], step.Slots.Order());
        Assert.Equal(1e-10, step.Tolerance);
    }

    [Fact]
    public void A_cycle_that_one_line_does_not_want_is_a_mistake()
    {
        var plan = Plan();
        plan.Line("a").Circular().Is(Ref("b"));
        plan.Line("b").Is(Ref("a"));
        Assert.IsType<UnwantedCycle>(Assert.Single(plan.Schedule().Problems));
    }

    [Fact]
    public void A_wanted_cycle_through_past_and_future_cannot_be_solved_step_by_step()
    {
        var plan = Plan();
        plan.Line("a").Circular().Is(Ref("b") + Ref("c", 1) with { Otherwise = 0 });
        plan.Line("b").Circular().Is(Ref("a") * 0.5);
        plan.Line("c").Circular().Is(Ref("b", -1) with { Otherwise = 0 });
        Assert.IsType<UnsolvableCircularity>(Assert.Single(plan.Schedule().Problems));
    }

    [Fact]
    public void Cells_beyond_the_limit_are_a_problem_of_their_own()
    {
        var plan = new PlanBuilder(new Calendar(Period.Day(new DateOnly(2000, 1, 1)), 100_000));
        var product = plan.Dimension("product", 21);
        plan.Line("a").By(product).Clause(0, 99_998, Ref("b", 1)).At(99_999, 99_999, 0);
        plan.Line("b").By(product).At(0, 0, 0).Clause(1, 5, Prev("a")).From(6, 1);
        var problem = Assert.IsType<TooManyCells>(Assert.Single(plan.Schedule().Problems));
        Assert.Equal((4_200_000L, (long)Scheduler.MaxCellsInGraph), (problem.Cells, problem.Limit));
    }

    [Fact]
    public void A_cycle_inside_a_step_is_found_beyond_the_limit_too()
    {
        var plan = new PlanBuilder(new Calendar(Period.Day(new DateOnly(2000, 1, 1)), 100_000));
        var product = plan.Dimension("product", 21);
        plan.Line("a").By(product).Is(Ref("b"));
        plan.Line("b").By(product).Is(Ref("a"));
        Assert.Equal([0, 1], Assert.IsType<UnwantedCycle>(Assert.Single(plan.Schedule().Problems)).Path.Select(static c => c.Slot));
    }

    [Fact]
    public void A_chain_of_100_000_lines_needs_no_recursion()
    {
        const int Lines = 100_000;
        var plan = Plan();
        for (var i = 0; i < Lines; i++)
        {
            plan.Line($"line{i}").Is(i + 1 < Lines ? Ref($"line{i + 1}") + 1 : (Formula)1);
        }

        Assert.Equal(Enumerable.Range(0, Lines).Reverse(), plan.Schedule().Schedule!.Steps.Select(static s => s.Slots.Single()));
    }

    [Fact]
    public void Every_slot_is_computed_by_its_step()
    {
        var plan = Plan();
        plan.Line("opening").At(0, 0, 100).From(1, Prev("cash"));
        plan.Line("rate").Timeless().Is(2);
        plan.Line("cash").Is(Ref("opening") + Ref("rate"));
        var schedule = plan.Schedule().Schedule!;
        for (var slot = 0; slot < 3; slot++)
        {
            Assert.Contains(slot, schedule.Steps[schedule.StepOfSlot[slot]].Slots);
        }
    }

    private static void AssertCellOrder(PlanBuilder plan)
    {
        var steps = plan.Schedule().Schedule!.Steps;
        Assert.Contains(steps, static s => s is CellStep);
        ScheduleValidity.Assert(plan);
    }
}
