using CsCheck;
using Proforma.Engine.Execution;
using Proforma.Engine.Finance;
using Proforma.Engine.Sensitivity;
using Proforma.Engine.Tests.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Testing;
using Xunit;
using static Proforma.Testing.Formula;

namespace Proforma.Engine.Tests.Sensitivity;

public sealed class GradientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OpCode.Add, 3.0, 1.5, 1.0, 1.0)]
    [InlineData(OpCode.Subtract, 3.0, 1.5, 1.0, -1.0)]
    [InlineData(OpCode.Multiply, 3.0, 1.5, 1.5, 3.0)]
    [InlineData(OpCode.Divide, 3.0, 1.5, 1 / 1.5, -3 / 2.25)]
    [InlineData(OpCode.Power, 4.0, 1.5, 3.0, 8 * 1.3862943611198906)]
    [InlineData(OpCode.Power, -2.0, 3.0, 12.0, double.NaN)]
    [InlineData(OpCode.Minimum, 3.0, 1.5, 0.0, 1.0)]
    [InlineData(OpCode.Maximum, 3.0, 1.5, 1.0, 0.0)]
    [InlineData(OpCode.Modulo, 7.5, 2.0, 1.0, -3.0)]
    [InlineData(OpCode.Round, 7.4567, 2.0, 0.0, 0.0)]
    [InlineData(OpCode.Less, 7.0, 2.0, 0.0, 0.0)]
    [InlineData(OpCode.Coalesce, 7.0, 2.0, 1.0, 0.0)]
    public void Operations_have_the_derivatives_of_calculus(OpCode code, double a, double b, double ofA, double ofB)
    {
        var plan = new PlanBuilder(PlanBuilder.Months(1));
        plan.Constant("a", a);
        plan.Constant("b", b);
        plan.Line("x").Is(Of(code, Ref("a"), Ref("b")));
        var gradient = Gradient.OfCell(Runs.Of(plan), 2, 0, 0, Cancellation);
        Assert.Equal(ofA, gradient.At(0, 0, 0), 1e-14);
        Assert.Equal(ofB, gradient.At(1, 0, 0), 1e-14);
        Assert.Equal(1, gradient.At(2, 0, 0));
    }

    [Theory]
    [InlineData(OpCode.Negate, 2.0, -1.0)]
    [InlineData(OpCode.Absolute, -2.0, -1.0)]
    [InlineData(OpCode.SquareRoot, 4.0, 0.25)]
    [InlineData(OpCode.Exponential, 0.0, 1.0)]
    [InlineData(OpCode.Logarithm, 4.0, 0.25)]
    [InlineData(OpCode.Floor, 4.5, 0.0)]
    [InlineData(OpCode.Sign, 4.5, 0.0)]
    public void Functions_have_the_derivatives_of_calculus(OpCode code, double a, double expected)
    {
        var plan = new PlanBuilder(PlanBuilder.Months(1));
        plan.Constant("a", a);
        plan.Line("x").Is(3 * Of(code, Ref("a")));
        Assert.Equal(3 * expected, Gradient.OfCell(Runs.Of(plan), 1, 0, 0, Cancellation).At(0, 0, 0), 1e-14);
    }

    [Fact]
    public void Compound_growth_has_its_closed_form()
    {
        // revenue[t] = start (1 + g)^t; its sum over n months has the derivative Σ start t (1 + g)^(t − 1).
        var plan = new PlanBuilder(PlanBuilder.Months(24));
        plan.Constant("start", 80);
        plan.Constant("growth", 0.03);
        plan.Line("revenue").At(0, 0, Ref("start")).From(1, Prev("revenue") * (1 + (Formula)Ref("growth"))).RolledUp(RollUpRule.Sum);
        var gradient = Gradient.OfRollUp(Runs.Of(plan), 2, 0, Period.OfYear(2025), Cancellation);
        var expected = Enumerable.Range(12, 12).Sum(static t => 80 * t * Math.Pow(1.03, t - 1));
        Assert.Equal(expected, gradient.At(1, 0, 0), expected * 1e-13);
        Assert.Equal(Enumerable.Range(12, 12).Sum(static t => Math.Pow(1.03, t)), gradient.At(0, 0, 0), 1e-12);

        // A power of the start: 1. Of the growth: what it does over what there is.
        var inputs = gradient.Inputs();
        Assert.Equal([0, 1], inputs.Select(static input => input.Slot));
        Assert.Equal(1, inputs[0].Elasticity, 1e-12);
        Assert.Equal(expected * 0.03 / gradient.Value.Raw, inputs[1].Elasticity, 1e-12);
        Assert.Equal(expected, inputs[1].Derivative, expected * 1e-13);

        // A line's own cell moves all that follows from it: that of month 12 with its successors.
        Assert.Equal(Enumerable.Range(0, 12).Sum(static t => Math.Pow(1.03, t)), gradient.At(2, 0, 12), 1e-12);
        Assert.Equal(80 * Math.Pow(1.03, 12) * (Math.Pow(1.03, 12) - 1) / 0.03, gradient.Value.Raw, 1e-9);
    }

    [Fact]
    public void Wanted_cycles_have_the_derivatives_of_their_solution()
    {
        // cash = (opening (1 + r/2) + burn)/(1 − r/2), month by month.
        const double Rate = 0.01, Burn = -7;
        var plan = new PlanBuilder(PlanBuilder.Months(36), "a", "b");
        plan.Line("start").Timeless().Tracked().Given(1000, 50);
        plan.Constant("rate", Rate);
        plan.Constant("burn", Burn);
        plan.Line("opening").Tracked().At(0, 0, Ref("start")).From(1, Prev("cash"));
        plan.Line("interest").Tracked().Circular().Is(Ref("rate") * ((Ref("opening") + (Formula)Ref("cash")) / 2));
        plan.Line("cash").Tracked().Circular().Is(Ref("opening") + (Formula)Ref("interest") + Ref("burn"));
        var run = Runs.Of(plan);
        for (var track = 0; track < 2; track++)
        {
            var factor = (1 + (Rate / 2)) / (1 - (Rate / 2));
            var (cash, inRate, inBurn) = (track == 0 ? 1000.0 : 50.0, 0.0, 0.0);
            for (var t = 0; t < 36; t++)
            {
                inRate = (inRate * factor) + (((cash / 2) + (((cash * (1 + (Rate / 2))) + Burn) / (1 - (Rate / 2)) / 2)) / (1 - (Rate / 2)));
                inBurn = (inBurn * factor) + (1 / (1 - (Rate / 2)));
                cash = ((cash * (1 + (Rate / 2))) + Burn) / (1 - (Rate / 2));
            }

            var gradient = Gradient.OfCell(run, 5, track, 35, Cancellation);
            Assert.Equal(cash, gradient.Value.Raw, 1e-8);
            Assert.Equal(Math.Pow(factor, 36), gradient.At(0, track, 0), 1e-11);
            Assert.Equal(0, gradient.At(0, 1 - track, 0));
            Assert.Equal(inRate, gradient.At(1, 0, 0), Math.Abs(inRate) * 1e-11);
            Assert.Equal(inBurn, gradient.At(2, 0, 0), inBurn * 1e-11);
        }
    }

    [Fact]
    public void A_cycle_that_is_not_linear_has_the_derivative_of_the_implicit_function()
    {
        // x = cos-like: x = exp(−a x) has dx/da = −x exp(−a x)/(1 + a exp(−a x)).
        var plan = new PlanBuilder(PlanBuilder.Months(1));
        plan.Constant("a", 1.3);
        plan.Line("x").Circular().Is(Of(OpCode.Exponential, -(Ref("a") * (Formula)Ref("x"))));
        var run = Runs.Of(plan);
        var x = run.At(1, 0, 0).Raw;
        Assert.Equal(-x * x / (1 + (1.3 * x)), Gradient.OfCell(run, 1, 0, 0, Cancellation).At(0, 0, 0), 1e-9);
    }

    [Fact]
    public void A_ratio_over_a_year_is_differentiated_as_it_is_recomputed()
    {
        // margin[2024] = (Σ revenue − Σ cost)/Σ revenue.
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        double[] revenue = [.. Enumerable.Range(0, 12).Select(static t => 100.0 + (10 * t))];
        plan.Line("revenue").Given(revenue).RolledUp(RollUpRule.Integral);
        plan.Line("cost").Given([.. revenue.Select(static r => 30 + (0.2 * r))]).RolledUp(RollUpRule.Integral);
        plan.Line("profit").Is(Ref("revenue") - (Formula)Ref("cost")).RolledUp(RollUpRule.Recompute);
        plan.Line("margin").Is(Ref("profit") / (Formula)Ref("revenue")).RolledUp(RollUpRule.Recompute);
        var run = Runs.Of(plan);
        var gradient = Gradient.OfRollUp(run, 3, 0, Period.OfYear(2024), Cancellation);
        var (total, cost) = (revenue.Sum(), revenue.Sum(static r => 30 + (0.2 * r)));
        Assert.Equal((total - cost) / total, gradient.Value.Raw, 1e-14);
        for (var t = 0; t < 12; t++)
        {
            Assert.Equal(cost / total / total, gradient.At(0, 0, t), 1e-16);
            Assert.Equal(-1 / total, gradient.At(1, 0, t), 1e-16);
        }
    }

    [Fact]
    public void Finance_functions_have_the_derivatives_of_their_formulas()
    {
        double[] flows = [-1000, 300, 0, 420, 680];
        var plan = new PlanBuilder(PlanBuilder.Months(5));
        plan.Line("flow").Given(flows).RolledUp(RollUpRule.Closing);
        plan.Constant("rate", 0.08);
        plan.Constant("loan", 250_000);
        plan.Line("value").Timeless().Is(new Called("npv", ["flow"], StepSpan.Whole(0, 4), Ref("rate")));
        plan.Line("return").Timeless().Is(new Called("irr", ["flow"], StepSpan.Whole(0, 4), (Formula?)null));
        plan.Line("payment").Timeless().Is(new Called("pmt", [], default, Ref("rate") / 12, 360, Ref("loan"), null, null));
        var run = Runs.Of(plan);

        var value = Gradient.OfCell(run, 3, 0, 0, Cancellation);
        var rate = Gradient.OfCell(run, 4, 0, 0, Cancellation);
        var irr = run.At(4, 0, 0).Raw;
        var slope = flows.Select((f, t) => -t * f * Math.Pow(1 + irr, -t - 1)).Sum();
        for (var t = 0; t < 5; t++)
        {
            Assert.Equal(Math.Pow(1.08, -t - 1), value.At(0, 0, t), 1e-10);
            Assert.Equal(-Math.Pow(1 + irr, -t) / slope, rate.At(0, 0, t), Math.Abs(1 / slope) * 1e-8);
        }

        Assert.Equal(flows.Select(static (f, t) => -(t + 1) * f * Math.Pow(1.08, -t - 2)).Sum(), value.At(1, 0, 0), 1e-6);

        // pmt = −loan r/(1 − (1 + r)^−n).
        const double R = 0.08 / 12;
        var (q, n) = (Math.Pow(1 + R, -360), 360);
        var inRate = -250_000 * ((1 - q) - (R * n * q / (1 + R))) / ((1 - q) * (1 - q)) / 12;
        var payment = Gradient.OfCell(run, 5, 0, 0, Cancellation);
        Assert.Equal(Annuity.Pmt(R, 360, 1).Value, payment.At(2, 0, 0), 1e-12);
        Assert.Equal(inRate, payment.At(1, 0, 0), Math.Abs(inRate) * 1e-9);
    }

    [Fact]
    public void Annuities_conversions_and_dated_flows_have_the_derivatives_of_their_formulas()
    {
        double[] flows = [-900, 200, 300, 700];
        var plan = new PlanBuilder(PlanBuilder.Months(4));
        plan.Line("flow").Given(flows).RolledUp(RollUpRule.Closing);
        plan.Constant("rate", 0.05);
        plan.Constant("paid", -20);
        plan.Line("fv").Timeless().Is(new Called("fv", [], default, Ref("rate"), 10, Ref("paid"), null, null));
        plan.Line("pv").Timeless().Is(new Called("pv", [], default, Ref("rate"), 10, Ref("paid"), null, null));
        plan.Line("effect").Timeless().Is(new Called("effect", [], default, Ref("rate"), 12));
        plan.Line("nominal").Timeless().Is(new Called("nominal", [], default, Ref("rate"), 12));
        plan.Line("sln").Timeless().Is(new Called("sln", [], default, Ref("paid"), 0, 8));
        plan.Line("xnpv").Timeless().Is(new Called("xnpv", ["flow"], StepSpan.Whole(0, 3), Ref("rate")));
        var run = Runs.Of(plan);
        double Slope(string of, int of2) => Gradient.OfCell(run, plan.IndexOf(of), 0, 0, Cancellation).At(of2, 0, 0);

        var (r, n, growth) = (0.05, 10, Math.Pow(1.05, 10));
        Assert.Equal(-(growth - 1) / r, Slope("fv", 2), 1e-9);
        Assert.Equal(20 * ((n * growth / 1.05 / r) - ((growth - 1) / r / r)), Slope("fv", 1), 1e-6);
        Assert.Equal(-(1 - (1 / growth)) / r, Slope("pv", 2), 1e-9);
        Assert.Equal(20 * ((n / growth / 1.05 / r) - ((1 - (1 / growth)) / r / r)), Slope("pv", 1), 1e-6);
        Assert.Equal(Math.Pow(1 + (r / 12), 11), Slope("effect", 1), 1e-9);
        Assert.Equal(Math.Pow(1.05, (1 / 12.0) - 1), Slope("nominal", 1), 1e-9);
        Assert.Equal(1 / 8.0, Slope("sln", 2), 1e-12);
        var dated = Gradient.OfCell(run, plan.IndexOf("xnpv"), 0, 0, Cancellation);
        double[] days = [0, 29, 60, 90];
        for (var t = 0; t < 4; t++)
        {
            Assert.Equal(Math.Pow(1.05, -days[t] / 365), dated.At(0, 0, t), 1e-9);
        }

        Assert.Equal(flows.Select((f, t) => -days[t] / 365 * f * Math.Pow(1.05, (-days[t] / 365) - 1)).Sum(), dated.At(1, 0, 0), 1e-6);
    }

    [Fact]
    public void Dates_do_not_move_and_states_have_no_derivative()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        plan.Constant("limit", 5.5);
        plan.Line("month").Is(new TableEntry(plan.Table(static t => t)));
        plan.Line("late").Boolean().Is(Ref("month") > (Formula)Ref("limit"));
        plan.Line("when").Timeless().Is(new Searched("late", SearchKind.First, Grain.Month))
            .With(static s => s with { Type = Model.Program.ValueType.Period });
        plan.Line("none").Is(Formula.Unknown + (Formula)Ref("limit"));
        var run = Runs.Of(plan);
        Assert.Equal(0, Gradient.OfCell(run, 3, 0, 0, Cancellation).At(0, 0, 0));
        var none = Gradient.OfCell(run, 4, 0, 0, Cancellation);
        Assert.Equal(CellState.Unknown, none.Value.State);
        Assert.True(double.IsNaN(none.At(0, 0, 0)));
    }

    [Fact]
    public void Derivatives_of_generated_plans_are_those_that_small_moves_show()
    {
        var compared = 0;
        Gen.Select(RandomPlans.Gen, Gen.Int[0, 1_000_000]).Sample(
            (plan, seed) =>
            {
                // Some of the plans have cycles that nobody wants, and no order.
                if (plan.Schedule().Schedule is not null)
                {
                    compared += SmallMoves.Compare(Runs.Of(WithoutRounding(plan.Build())), new System.Random(seed), Cancellation);
                }
            },
            iter: 1500, threads: 1);
        Assert.InRange(compared, 500, int.MaxValue);
    }

    // Jumps that lie closer together than a move is long look like a slope; these operations have tests of their own.
    private static PlanProgram WithoutRounding(PlanProgram program)
    {
        static Op Changed(Op op) => op.Code is OpCode.Round or OpCode.RoundUp or OpCode.RoundDown or OpCode.Floor or OpCode.Ceiling or OpCode.Modulo
            ? op with { Code = OpCode.Sign, B = -1 }
            : op;
        var slots = program.Slots.Select(slot => slot with
        {
            Rules = [.. slot.Rules.Select(static rule => rule with { Ops = [.. rule.Ops.Select(Changed)] })],
        });
        return new PlanProgram(
            program.Title, program.TimeAxes, program.TrackAxes, program.Dimensions, program.Sections, [.. slots], program.Schedule);
    }
}
