using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Testing;
using Xunit;
using static Proforma.Testing.Formula;

namespace Proforma.Engine.Tests.Execution;

public sealed class CallTests
{
    private static readonly FinanceCalls s_calls = new(new Dictionary<string, FinanceFunction>
    {
        ["total"] = static a => CellValue.Of(a.Series[0].Sum() + (a.Scalars[0] ?? 1000)),
        ["first_day"] = static a => CellValue.Of(a.DateOf(0).DayNumber),
        ["fails"] = static _ => CellValue.Failed(FailureKind.NoSignChange),
    });

    private static readonly StepSpan s_all = StepSpan.Whole(0, 5);

    private static CellValue Run(Action<PlanBuilder> lines, Formula call)
    {
        var plan = new PlanBuilder(PlanBuilder.Months(6));
        lines(plan);
        plan.Line("result").Timeless().Is(call);
        var run = PlanRun.Execute(plan.Build(), new RunOptions { Finance = s_calls }).Result!;
        return run.At(plan.IndexOf("result"), 0, 0);
    }

    private static void Flow(PlanBuilder plan) => plan.Line("flow").Given([CellValue.Blank.Raw, 10, CellValue.Blank.Raw, 20, 30, CellValue.Blank.Raw])
        .Unit(Unit.Of(Dimension.Day.Power(Rational.Of(-1))), RollUpRule.Integral);

    [Fact]
    public void A_flow_comes_as_amounts_from_its_first_to_its_last_value()
    {
        // February, April and May of 2024 have 29, 30 and 31 days.
        Assert.Equal(CellValue.Of((10 * 29) + (20 * 30) + (30 * 31) + 5), Run(Flow, new Called("total", ["flow"], s_all, 5)));
        Assert.Equal(CellValue.Of(new DateOnly(2024, 2, 29).DayNumber), Run(Flow, new Called("first_day", ["flow"], s_all)));
        Assert.Equal(CellValue.Of((20 * 30) + 1000), Run(Flow, new Called("total", ["flow"], StepSpan.Whole(2, 3), [null])));
    }

    [Fact]
    public void States_do_not_reach_the_function()
    {
        Assert.Equal(CellValue.Unknown, Run(Flow, new Called("total", ["flow"], s_all, Unknown)));
        Assert.Equal(CellValue.Unknown, Run(static p => p.Line("flow").Clause(0, 3, 1).From(4, Unknown), new Called("total", ["flow"], s_all, 1)));
        Assert.Equal(CellState.Blank, Run(static p => p.Line("flow"), new Called("total", ["flow"], s_all, 1)).State);
    }

    [Fact]
    public void A_failure_arises_in_the_cell_that_calls()
    {
        var failed = Run(Flow, new Called("fails", ["flow"], s_all));
        Assert.Equal((FailureKind.NoSignChange, 6L), (failed.Failure, failed.FailureOrigin));
        Assert.Equal(FailureKind.InvalidArgument, Run(Flow, new Called("unheard_of", ["flow"], s_all)).Failure);
    }
}
