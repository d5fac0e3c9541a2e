using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Explain;
using Proforma.Reporting.Numbers;
using Xunit;

namespace Proforma.Reporting.Tests.Explain;

public sealed class ExplainerTests
{
    // total = prev + added: a recurrence over 24 months that reads one input.
    private static readonly FakeFigures s_figures = Make();

    private static FakeFigures Make()
    {
        var b = new FakeFigures.Builder();
        var input = b.Add("added", SlotRole.Input, static s => s with
        {
            Rules = [new Rule([]) { Provenance = new Provenance("5", "a.plan", 3) { Source = "press", Quote = "five" } }],
            Patterns = [[new RuleSegment(0, 0, 0)]],
            Unit = FakeFigures.Money,
        }, static (_, _) => CellValue.Of(5));
        var reads = ImmutableArray.Create(
            new SlotRead(1, ReadTime.Step, -1, -1, [], "prev"),
            new SlotRead(input.Index, ReadTime.None, 0, -1, [], "added"));
        b.Add("total", SlotRole.Line, s => s with
        {
            TimeAxis = 0,
            TrackAxis = 0,
            Kind = Kind.Stock,
            RollUp = RollUpRule.Closing,
            Unit = FakeFigures.Money,
            Rules =
            [
                new Rule([new Op(OpCode.Read, 0)]) { Reads = [reads[1]], Provenance = new Provenance("added", "a.plan", 5) },
                new Rule([new Op(OpCode.Read, 0), new Op(OpCode.Read, 1), new Op(OpCode.Add, 0, 1)]) { Reads = reads,
                    Provenance = new Provenance("prev + added", "a.plan", 6) },
            ],
            Patterns = [[new RuleSegment(0, 0, 0), new RuleSegment(1, 23, 1)]],
        }, static (_, step) => CellValue.Of(5 * (step + 1)));
        b.Flow("sales", static (_, _) => 2e6, static s => s with
        {
            Rules = [new Rule([]) { Provenance = new Provenance("2M") }],
            Patterns = [[new RuleSegment(0, 23, 0)]],
        });
        return b.Build();
    }

    private static Explanation Explain(int slot, Period period, int depth = 3) => new Explainer(s_figures, NumberOptions.Default, depth)
        .Explain(slot, 0, period);

    private static IEnumerable<Explanation> All(Explanation node) => node.Operands.SelectMany(All).Prepend(node);

    [Fact]
    public void A_step_shows_its_formula_its_operands_and_their_sources()
    {
        var total = Explain(1, Period.Month(2024, 2));
        Assert.Equal(("total[aggressive, 2024-02]", "$10", "prev + added", 6), (total.Cell, total.Text, total.Formula, total.Provenance.Line));
        Assert.Equal(["total[aggressive, 2024-01]", "added"], total.Operands.Select(static o => o.Cell));
        var added = All(total).First(static n => n.Cell == "added");
        Assert.True(added.IsInput);
        Assert.Equal(("5", "press", "five"), (added.Formula, added.Provenance.Source, added.Provenance.Quote));
    }

    [Fact]
    public void A_balance_over_a_year_is_its_closing_step()
    {
        var year = Explain(1, Period.OfYear(2024));
        Assert.Equal(("total[aggressive, 2024]", "the closing value"), (year.Cell, year.Formula));
        Assert.Equal("total[aggressive, 2024-12]", Assert.Single(year.Operands).Cell);
        Assert.Equal(60, year.Value.Raw);
    }

    [Fact]
    public void A_flow_over_a_year_is_an_amount_and_lists_its_months()
    {
        var year = Explain(2, Period.OfYear(2025));
        Assert.Equal("$24M", year.Text);
        Assert.Equal(12, year.Operands.Length);
        Assert.All(year.Operands, static month => Assert.Equal("$2M/month", month.Text));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Depth_bounds_the_formulas_that_are_opened(int depth)
    {
        var total = Explain(1, Period.Month(2025, 12), depth);
        Assert.Equal(depth, All(total).Count(static n => n is { IsCut: false, IsInput: false }));
        Assert.Single(All(total), static n => n.IsCut);
    }

    [Fact]
    public void A_period_outside_of_the_calendar_is_blank()
    {
        var beyond = Explain(1, Period.OfYear(2050));
        Assert.Equal((CellState.Blank, "outside of the calendar"), (beyond.Value.State, beyond.Formula));
    }
}
