using Proforma.Engine.Execution;
using Proforma.Engine.Explain;
using Proforma.Engine.Tests.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Testing;
using Xunit;
using static Proforma.Testing.Formula;

namespace Proforma.Engine.Tests.Explain;

public sealed class ExplainerTests
{
    private static PlanBuilder Company()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(24), "aggressive", "conservative");
        var perMonth = Unit.Of(Dimension.Month.Power(Rational.Of(-1)));
        plan.Line("growth").Timeless().Tracked().Given(0.1, 0.05);
        plan.Line("revenue").Tracked().At(0, 0, 100).From(1, Prev("revenue") * (1 + (Formula)Ref("growth"))).Unit(perMonth, RollUpRule.Integral);
        plan.Line("cost").Tracked().Is(Ref("revenue") * 0.6).Unit(perMonth, RollUpRule.Integral);
        plan.Line("margin").Tracked().RolledUp(RollUpRule.Recompute).Is((Ref("revenue") - (Formula)Ref("cost")) / Ref("revenue"));
        plan.Line("runway").Tracked().Is(1000 / Trailing("cost", 3));
        plan.Line("total").Is(Sum("revenue", tracks: true));
        plan.Line("positive").Boolean().Tracked().Is(Ref("revenue") > 150);
        plan.Line("turn").Timeless().Tracked().Is(new Searched("positive", SearchKind.First, Grain.Month));
        plan.Line("share").Timeless().Tracked().Is(Ref("revenue").At(3) / new OverPeriod("revenue", Period.OfYear(2024), default, RollUpRule.Integral));
        return plan;
    }

    private static RunResult Run(PlanBuilder plan) => Runs.Of(plan);

    [Fact]
    public void A_cell_is_explained_down_to_inputs()
    {
        var plan = Company();
        var run = Run(plan);
        var found = Explainer.Explain(run, plan.IndexOf("revenue"), 1, 2);
        Assert.Equal((ExplanationKind.Formula, "revenue", run.At(1, 1, 2)), (found.Kind, found.Name, found.Value));
        Assert.Equal((Period.Month(2024, 3), "conservative"), (found.Place.Period, found.Place.Track));
        Assert.Equal(["revenue", "growth"], found.Operands.Select(static o => o.Name));
        Assert.Equal(["2024-02", null], found.Operands.Select(static o => o.Place.Period?.ToString()));
        Assert.Equal((ExplanationKind.Input, CellValue.Of(0.05)), (found.Operands[1].Kind, found.Operands[1].Value));
        Assert.Equal("given", found.Operands[1].Provenance.Text);

        var first = found.Operands[0].Operands[0];
        Assert.Equal((Period.Month(2024, 1), CellValue.Of(100)), (first.Place.Period, first.Value));
        Assert.Empty(first.Operands);
        Assert.False(first.IsCut);
    }

    [Fact]
    public void A_value_that_stands_in_the_tree_is_not_explained_again()
    {
        var plan = Company();
        var found = Explainer.Explain(Run(plan), plan.IndexOf("margin"), 0, 5);
        Assert.Equal(["revenue", "cost", "revenue"], found.Operands.Select(static o => o.Name));
        Assert.Equal([false, false, true], found.Operands.Select(static o => o.IsRepeated));
        Assert.True(found.Operands[1].Operands.Single().IsRepeated);
    }

    [Fact]
    public void A_year_of_a_flow_shows_its_months()
    {
        var plan = Company();
        var found = Explainer.Explain(Run(plan), plan.IndexOf("cost"), 0, Period.OfYear(2025), new ExplanationLimits(Depth: 1));
        Assert.Equal((ExplanationKind.Steps, RollUpRule.Integral, 12), (found.Kind, found.RollUp, found.Operands.Length));
        Assert.Equal(found.Value.Raw, found.Operands.Sum(static o => o.Value.Raw), 1e-9);
        Assert.All(found.Operands, static o => Assert.True(o.IsCut));
    }

    [Fact]
    public void A_ratio_of_a_year_shows_its_operands_rolled_up_with_the_rates_it_read()
    {
        var plan = Company();
        var found = Explainer.Explain(Run(plan), plan.IndexOf("margin"), 0, Period.OfYear(2025), new ExplanationLimits(Depth: 2));
        Assert.Equal((ExplanationKind.Recomputed, 0.4), (found.Kind, Math.Round(found.Value.Raw, 12)));
        var revenue = found.Operands[0];
        Assert.Equal((ExplanationKind.Steps, Period.OfYear(2025)), (revenue.Kind, revenue.Place.Period));
        Assert.Equal(revenue.Value.Raw / 12, revenue.ReadAs.Raw, 1e-9);
        Assert.Equal(12, revenue.Operands.Length);
    }

    [Fact]
    public void Windows_reductions_and_searches_show_what_they_gathered()
    {
        var plan = Company();
        var run = Run(plan);
        var window = Explainer.Explain(run, plan.IndexOf("runway"), 0, 5).Operands.Single();
        Assert.Equal((ExplanationKind.Steps, RollUpRule.Average), (window.Kind, window.RollUp));
        Assert.Equal(["2024-04", "2024-05", "2024-06"], window.Operands.Select(static o => o.Place.Period.ToString()));

        var reduction = Explainer.Explain(run, plan.IndexOf("total"), 0, 5).Operands.Single();
        Assert.Equal(ExplanationKind.Gathered, reduction.Kind);
        Assert.Equal(["aggressive", "conservative"], reduction.Operands.Select(static o => o.Place.Track));

        var search = Explainer.Explain(run, plan.IndexOf("turn"), 0, 0).Operands.Single();
        Assert.Equal(ExplanationKind.Search, search.Kind);
        Assert.Equal([1.0, 0.0], search.Operands.Select(static o => o.Value.Raw));
        Assert.Equal(["2024-06", "2024-05"], search.Operands.Select(static o => o.Place.Period.ToString()));

        var share = Explainer.Explain(run, plan.IndexOf("share"), 0, 0);
        Assert.Equal([ExplanationKind.Formula, ExplanationKind.Steps], share.Operands.Select(static o => o.Kind));
    }

    [Fact]
    public void Limits_cut_what_is_furthest_away()
    {
        const int Length = 50_000;
        var plan = new PlanBuilder(PlanBuilder.Months(2));
        plan.Line("x0").Is(1);
        for (var i = 1; i <= Length; i++)
        {
            plan.Line($"x{i}").Is(Ref($"x{i - 1}") + Ref($"x{i - 1}"));
        }

        var run = Run(plan);
        var deep = Explainer.Explain(run, Length, 0, 0, new ExplanationLimits(Depth: int.MaxValue, Nodes: int.MaxValue));
        var depth = 0;
        for (var at = deep; at.Operands.Length > 0; at = at.Operands[0])
        {
            depth++;
        }

        Assert.Equal(Length, depth);
        var few = Explainer.Explain(run, Length, 0, 0, new ExplanationLimits(Nodes: 2));
        Assert.True(few.IsCut);
        Assert.Single(few.Operands);
    }

    [Fact]
    public void A_wide_sum_is_cut_to_the_operands_asked_for()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(2));
        var customer = plan.Dimension("customer", 100_000);
        plan.Line("x").By(customer).Is(1);
        plan.Line("sum").Is(Sum("x", dimensions: customer));
        var found = Explainer.Explain(Run(plan), 1, 0, 0).Operands.Single();
        Assert.Equal((60, true, 100_000.0), (found.Operands.Length, found.IsCut, found.Value.Raw));
    }

    [Fact]
    public void A_failure_leads_to_the_cell_where_it_arose()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(3));
        plan.Line("a").Is(1 / (Formula)Ref("zero"));
        plan.Line("zero").Given(1, 0, 1);
        plan.Line("b").Is(Ref("a") + 1);
        var run = Run(plan);
        var found = Explainer.Explain(run, 2, 0, 1);
        Assert.Equal((0, 0, 1), run.Program.Locate(found.Value.FailureOrigin));
        Assert.Equal(found.Value, found.Operands[0].Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => Explainer.Explain(run, 2, 0, 3));
    }
}
