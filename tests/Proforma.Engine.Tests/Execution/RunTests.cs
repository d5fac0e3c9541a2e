using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Testing;
using Xunit;
using static Proforma.Testing.Formula;

namespace Proforma.Engine.Tests.Execution;

public sealed class RunTests
{
    private static RunResult Run(PlanBuilder plan) => Runs.Of(plan);

    [Fact]
    public void A_plan_larger_than_the_limit_is_refused_before_memory_is_taken()
    {
        var plan = new PlanBuilder(new Calendar(Period.Day(new DateOnly(2000, 1, 1)), 100_000));
        var members = plan.Dimension("customer", 20_000);
        plan.Line("x").By(members).Is(1);
        var outcome = PlanRun.Execute(plan.Build(), null, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Result);
        Assert.Equal(new RunRefusal(2_000_000_000, 16_000_000_000, 4L << 30), outcome.Refusal);
        Assert.NotNull(PlanRun.ExecuteReference(plan.Build(), null, TestContext.Current.CancellationToken).Refusal);
    }

    [Fact]
    public void A_run_can_be_interrupted()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        plan.Line("x").Is(1);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => PlanRun.Execute(plan.Build(), null, source.Token));
        Assert.Throws<OperationCanceledException>(() => PlanRun.ExecuteReference(plan.Build(), null, source.Token));
    }

    [Fact]
    public void A_recalculation_that_was_interrupted_is_finished_by_the_next()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        plan.Constant("a", 1);
        plan.Line("b").Is(Ref("a") * 2);
        plan.Line("c").At(0, 0, Ref("b")).From(1, Prev("c") + Ref("b"));
        var session = new Recalculation(Run(plan));
        using var source = new CancellationTokenSource();
        source.Cancel();
        session.SetInput(0, 0, 0, CellValue.Of(5));
        Assert.Throws<OperationCanceledException>(() => session.Recalculate(source.Token));
        session.Recalculate(TestContext.Current.CancellationToken);
        Assert.Equal(CellValue.Of(120), session.Result.At(2, 0, 11));
        Assert.Equal([1, 2], session.Recomputed);
        session.Recalculate(TestContext.Current.CancellationToken);
        Assert.Empty(session.Recomputed);
    }

    [Fact]
    public void An_empty_plan_runs()
    {
        var run = Run(new PlanBuilder(PlanBuilder.Months(12)));
        Assert.True(run.Cells.IsEmpty);
        new Recalculation(run).Recalculate(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Only_inputs_can_be_set()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        plan.Line("x").Data(new double[12]).Clause(0, 3, null).From(4, Prev("x") + 1);
        var session = new Recalculation(Run(plan));
        Assert.Throws<ArgumentException>(() => session.SetInput(0, 0, 4, CellValue.Of(1)));
        session.SetInput(0, 0, 0, 3, CellValue.Of(7));
        session.Recalculate(TestContext.Current.CancellationToken);
        Assert.Equal(CellValue.Of(15), session.Result.At(0, 0, 11));
    }

    [Fact]
    public void The_run_that_a_session_starts_from_does_not_change()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(3));
        plan.Constant("a", 1);
        plan.Line("b").Is(Ref("a") * 2);
        var run = Run(plan);
        var session = new Recalculation(run);
        session.SetInput(0, 0, 0, CellValue.Of(9));
        session.Recalculate(TestContext.Current.CancellationToken);
        var kept = session.Snapshot();
        session.SetInput(0, 0, 0, CellValue.Of(4));
        session.Recalculate(TestContext.Current.CancellationToken);
        Assert.Equal((2.0, 18.0, 8.0), (run.At(1, 0, 1).Raw, kept.At(1, 0, 1).Raw, session.Result.At(1, 0, 1).Raw));
    }

    [Fact]
    public void The_wide_chain_has_its_published_values()
    {
        const int Lines = 100_000;
        var plan = new PlanBuilder(PlanBuilder.Months(48));
        plan.Constant("driver", 100);
        var ramp = plan.Table(static t => 1 + (0.01 * t));
        plan.Line("line0").Is(Ref("driver") * new TableEntry(ramp));
        for (var k = 1; k <= Lines; k++)
        {
            var before = Ref($"line{k - 1}") * (0.99999 + (0.00001 * (k % 3)));
            var share = 1e-5 * (1 + (0.1 * (k % 5)));
            plan.Constant($"open{k}", 100 + (0.1 * (k % 97)));
            plan.Line($"line{k}").At(0, 0, before + (Ref($"open{k}") * share)).From(1, before + (Prev($"line{k}") * share));
        }

        var session = new Recalculation(Run(plan));
        var last = plan.IndexOf($"line{Lines}");
        Assert.Equal(484.074919068, session.Result.At(last, 0, 47).Raw, 5e-10);
        session.SetInput(plan.IndexOf("driver"), 0, 0, CellValue.Of(101));
        session.Recalculate(TestContext.Current.CancellationToken);
        Assert.Equal(488.915668258, session.Result.At(last, 0, 47).Raw, 5e-10);
        Assert.Equal(Lines + 1, session.Recomputed.Count);
        session.SetInput(plan.IndexOf($"open{Lines - 10}"), 0, 0, CellValue.Of(123));
        session.Recalculate(TestContext.Current.CancellationToken);
        Assert.Equal(226.758914555, session.Result.At(last, 0, 0).Raw, 5e-10);
        Assert.Equal(11, session.Recomputed.Count);
    }

    [Fact]
    public void A_chain_with_failures_in_its_middle_is_repaired_line_by_line()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(20));
        plan.Line("line0").Given([.. Enumerable.Range(0, 20).Select(static t => t is 3 or 11 ? 0 : t == 15 ? CellValue.Unknown.Raw : t + 1.0)]);
        for (var k = 1; k <= 200; k++)
        {
            plan.Constant($"open{k}", k == 77 ? 0 : k);
            var before = Ref($"line{k - 1}");
            plan.Line($"line{k}").At(0, 0, Ref($"open{k}") / before).From(1, (Formula)before + (Prev($"line{k}") / If(before > 50, before, 40)));
        }

        var program = plan.Build();
        var compiled = Runs.Of(program, new RunOptions { CompileFromCells = 0 });
        var reference = Runs.Reference(program);
        Assert.Equal(reference.Cells.ToArray().Select(BitConverter.DoubleToInt64Bits), compiled.Cells.ToArray().Select(BitConverter.DoubleToInt64Bits));
        Assert.Contains(reference.Cells.ToArray(), static raw => new CellValue(raw).Failure == FailureKind.DivisionByZero);
    }

    [Fact]
    public void A_sum_of_a_million_terms_takes_little_room()
    {
        Formula sum = Ref("x");
        var terms = Enumerable.Range(0, 1000).Aggregate(sum, static (a, _) => a + Ref("x"));
        var plan = new PlanBuilder(PlanBuilder.Months(12));
        plan.Constant("x", 2);
        plan.Line("y").Is(terms);
        Assert.Equal(CellValue.Of(2002), Run(plan).At(1, 0, 5));

        // A formula by ops: the tree of a million would be deeper than the test's own stack.
        var ops = new Op[2_000_001];
        ops[0] = new Op(OpCode.Read, 0);
        for (var i = 1; i < ops.Length; i += 2)
        {
            ops[i] = new Op(OpCode.Constant, Value: 1);
            ops[i + 1] = new Op(OpCode.Add, i - 1, i);
        }

        plan["y"].With(s => s with { Rules = [s.Rules[0] with { Ops = [.. ops] }] });
        Assert.Equal(CellValue.Of(1_000_002), Run(plan).At(1, 0, 5));
    }

    [Fact]
    public void Windows_count_the_steps_lengths()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(6));
        plan.Line("rate").Given(31, 29, 31, 30, 31, 30).Unit(Unit.Of(Dimension.Day.Power(Rational.Of(-1))), RollUpRule.Integral);
        plan.Line("late").From(2, 5);
        plan.Line("total").Is(Cumulative("rate"));
        plan.Line("trailing").Is(Trailing("rate", 3));
        plan.Line("count").Is(Cumulative("rate", WindowKind.Sum));
        plan.Line("lately").Is(Trailing("late", 2));
        var run = Run(plan);
        Assert.Equal(((31 * 31) + (29 * 29) + (31 * 31)), run.At(2, 0, 2).Raw, 1e-9);
        Assert.Equal(CellState.Blank, run.At(3, 0, 1).State);
        Assert.Equal(((29.0 * 29) + (31 * 31) + (30 * 30)) / 90, run.At(3, 0, 3).Raw, 1e-12);
        Assert.Equal(CellValue.Of(91), run.At(4, 0, 2));
        Assert.Equal((CellState.Blank, CellValue.Of(5)), (run.At(5, 0, 2).State, run.At(5, 0, 3)));
    }

    [Fact]
    public void Reductions_skip_blanks_and_one_truth_decides()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(1), "a", "b");
        var product = plan.Dimension("product", 3);
        plan.Line("x").Tracked().By(product).Data([1, 2, CellValue.Blank.Raw, 10, CellValue.Unknown.Raw, 30]).Clause(0, 0, null);
        plan.Line("sum").Tracked().Is(Sum("x", dimensions: product));
        plan.Line("tracks").By(product).Is(Sum("x", tracks: true));
        plan.Line("count").Tracked().Is(new Reduced("x", Reducer.Count, [product], false));
        plan.Line("truth").Tracked().By(product).Boolean().Data([1, CellValue.Unknown.Raw, 0, 0, CellValue.Blank.Raw, 0]).Clause(0, 0, null);
        plan.Line("any").Tracked().Is(new Reduced("truth", Reducer.Any, [product], false));
        plan.Line("all").Tracked().Is(new Reduced("truth", Reducer.All, [product], false));
        plan.Line("true_count").Timeless().Is(1);
        var run = Run(plan);
        Assert.Equal((CellValue.Of(3), CellValue.Unknown), (run.At(1, 0, 0), run.At(1, 1, 0)));
        Assert.Equal((CellValue.Of(11), CellValue.Unknown, CellValue.Of(30)), (run.At(2, 0, 0), run.At(2, 1, 0), run.At(2, 2, 0)));
        Assert.Equal((CellValue.Of(2), CellValue.Of(2)), (run.At(3, 0, 0), run.At(3, 1, 0)));
        Assert.Equal((CellValue.Of(1), CellValue.Of(0)), (run.At(5, 0, 0), run.At(5, 1, 0)));
        Assert.Equal((CellValue.Of(0), CellValue.Of(0)), (run.At(6, 0, 0), run.At(6, 1, 0)));
    }

    [Fact]
    public void Reads_beyond_the_calendar_fail_unless_a_default_covers_them()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(14));
        plan.Line("x").Given([.. Enumerable.Range(1, 14).Select(static i => (double)i)]);
        plan.Line("bare").Is(Prev("x"));
        plan.Line("covered").Is(Prev("x", 7));
        plan.Line("next").Is(Ref("x", 1) with { Otherwise = 9 });
        plan.Line("yoy").Is(Ref("x").Years(-1) with { Otherwise = Unknown });
        var run = Run(plan);
        Assert.Equal((FailureKind.OutsideCalendar, run.Program.Layout.CellOf(1, 0, 0)), (run.At(1, 0, 0).Failure, run.At(1, 0, 0).FailureOrigin));
        Assert.Equal((CellValue.Of(7), CellValue.Of(1), CellValue.Of(9)), (run.At(2, 0, 0), run.At(2, 0, 1), run.At(3, 0, 13)));
        Assert.Equal((CellValue.Unknown, CellValue.Of(2)), (run.At(4, 0, 11), run.At(4, 0, 13)));
    }
}
