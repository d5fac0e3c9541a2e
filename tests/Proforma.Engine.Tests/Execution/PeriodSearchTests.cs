using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Testing;
using Xunit;
using static Proforma.Testing.Formula;

namespace Proforma.Engine.Tests.Execution;

public sealed class PeriodSearchTests
{
    // t true, f false, blank, ? unknown, ! failed; one sign a month from 2024-01.
    [Theory]
    [InlineData("fftftt", SearchKind.First, "2024-03")]
    [InlineData("fftftt", SearchKind.Last, "2024-06")]
    [InlineData("fftftt", SearchKind.SustainedFrom, "2024-05")]
    [InlineData("tttttt", SearchKind.First, "2024-01")]
    [InlineData("tttttt", SearchKind.Last, "2024-06")]
    [InlineData("tttttt", SearchKind.SustainedFrom, "before")]
    [InlineData("ffffff", SearchKind.First, "never")]
    [InlineData("ffffff", SearchKind.Last, "never")]
    [InlineData("tttttf", SearchKind.SustainedFrom, "never")]
    [InlineData("  tttt", SearchKind.SustainedFrom, "2024-03")]
    [InlineData("f t tt", SearchKind.SustainedFrom, "2024-03")]
    [InlineData("f?tttt", SearchKind.First, "unknown")]
    [InlineData("ft?ttt", SearchKind.First, "2024-02")]
    [InlineData("f?!ttt", SearchKind.First, "failed")]
    [InlineData("ffff?f", SearchKind.First, "unknown")]
    [InlineData("ttf?ff", SearchKind.Last, "unknown")]
    [InlineData("t?ftff", SearchKind.Last, "2024-04")]
    [InlineData("ff?ttt", SearchKind.SustainedFrom, "unknown")]
    [InlineData("?fttt ", SearchKind.SustainedFrom, "2024-03")]
    [InlineData("!!!!tf", SearchKind.SustainedFrom, "never")]
    [InlineData("      ", SearchKind.First, "blank")]
    [InlineData("      ", SearchKind.SustainedFrom, "blank")]
    public void By_month(string condition, SearchKind kind, string expected)
    {
        var plan = new PlanBuilder(PlanBuilder.Months(condition.Length));
        plan.Line("condition").Boolean().Given([.. condition.Select(static sign => sign switch
        {
            't' => 1.0,
            'f' => 0,
            '?' => CellValue.Unknown.Raw,
            '!' => CellValue.Failed(FailureKind.NotReal, 0).Raw,
            _ => CellValue.Blank.Raw,
        })]);
        plan.Line("found").Timeless().Is(new Searched("condition", kind, Grain.Month));
        var value = Runs.Of(plan).At(1, 0, 0);
        var shown = value.State switch
        {
            CellState.Value when value.Raw == PeriodValue.Never => "never",
            CellState.Value when value.Raw == PeriodValue.Before => "before",
            CellState.Value => new Period(Grain.Month, (int)value.Raw).ToString(),
            var state => state.ToString().ToLowerInvariant(),
        };
        Assert.Equal(expected, shown);
    }

    [Theory]
    [InlineData(SearchKind.First, 2025)]
    [InlineData(SearchKind.SustainedFrom, 2027)]
    public void By_year_the_condition_is_about_the_year(SearchKind kind, int expected)
    {
        // Single months are positive in 2024 and negative in 2027; what counts is the year's sum.
        var plan = new PlanBuilder(PlanBuilder.Months(48));
        plan.Line("cash_flow").Given([.. Enumerable.Range(0, 48).Select(static t => (t / 12) switch
        {
            0 => t % 12 == 5 ? 100.0 : -10,
            1 => 1,
            2 => -1,
            _ => t % 12 == 0 ? -5 : 1,
        })]).Unit(Unit.Of(Dimension.Month.Power(Rational.Of(-1))), RollUpRule.Integral);
        plan.Line("positive").Boolean().RolledUp(RollUpRule.All).Is(Ref("cash_flow") > 0);
        plan.Line("found").Timeless().Is(new Searched("positive", kind, Grain.Year));
        var run = Runs.Of(plan);
        Assert.Equal(CellValue.Of(expected), run.At(2, 0, 0));
        Assert.Equal(CellValue.Of(5 + (2024 * 12)), First(plan, "positive"));
    }

    [Fact]
    public void Years_that_are_covered_in_part_do_not_count()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(25, firstMonth: 7));
        plan.Line("flow").Clause(0, 5, 1).Clause(9, 17, 1).From(18, 1).Unit(Unit.Of(Dimension.Month.Power(Rational.Of(-1))), RollUpRule.Integral);
        plan.Line("positive").Boolean().Is(Ref("flow") > 0);
        plan.Line("found").Timeless().Is(new Searched("positive", SearchKind.First, Grain.Year));
        plan.Line("quarter").Timeless().Is(new Searched("positive", SearchKind.First, Grain.Quarter));
        var run = Runs.Of(plan);

        // 2024 and 2026 lie half outside of the calendar, and in 2025 three months are blank: no year is left to test.
        Assert.Equal(CellState.Blank, run.At(2, 0, 0).State);
        Assert.Equal(CellValue.Of(Period.Quarter(2024, 3).Ordinal), run.At(3, 0, 0));
    }

    [Fact]
    public void A_fiscal_year_is_searched_by_its_own_months()
    {
        var plan = new PlanBuilder(new Calendar(Period.Month(2024, 1), 36, yearEndMonth: 6));
        plan.Line("flow").Given([.. Enumerable.Range(0, 36).Select(static t => t < 18 ? -1.0 : 1)])
            .Unit(Unit.Of(Dimension.Month.Power(Rational.Of(-1))), RollUpRule.Integral);
        plan.Line("positive").Boolean().Is(Ref("flow") > 0);
        plan.Line("fiscal").Timeless().Is(new Searched("positive", SearchKind.First, Grain.Year, Fiscal: true));
        plan.Line("calendar").Timeless().Is(new Searched("positive", SearchKind.First, Grain.Year));
        var run = Runs.Of(plan);
        Assert.Equal(CellValue.Of(2026), run.At(2, 0, 0));
        Assert.Equal(CellValue.Of(2026), run.At(3, 0, 0));
        Assert.Equal(CellValue.Of(1), run.RollUpOf(1, 0, Period.Month(2025, 7)).Value);
    }

    private static CellValue First(PlanBuilder plan, string name)
    {
        plan.Line("by_month").Timeless().Is(new Searched(name, SearchKind.First, Grain.Month));
        return Runs.Of(plan).At(plan.IndexOf("by_month"), 0, 0);
    }
}
