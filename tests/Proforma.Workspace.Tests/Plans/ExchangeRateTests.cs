using Proforma.Model.Time;
using Xunit;

namespace Proforma.Workspace.Tests.Plans;

public sealed class ExchangeRateTests
{
    private const string Head = """
        plan "Rates"
          currency USD
          calendar monthly 2026-01 .. 2026-12
        rate USD/CNY
          average 2026-01 = 7.0
          average 2026-07 = 7.2
          closing 2026-01 = 7.1
          closing 2026-12 = 7.3

        """;

    [Fact]
    public void The_closing_rate_of_a_year_is_its_last_and_the_average_rate_a_mean()
    {
        var session = PlanSession.OfText("rates.plan", Head);
        var result = session.Run(cancellation: TestContext.Current.CancellationToken).Result!;
        double YearOf(string name) => result.RollUpOf(session.Program!.Slots.First(s => s.Name == name).Index, 0, Period.OfYear(2026)).Value.Raw;
        Assert.Equal(7.1, YearOf("USD/CNY"), 1e-12);
        Assert.Equal(7.3, YearOf("USD/CNY closing"), 1e-12);
    }

    [Fact]
    public void A_rate_is_not_proposed_where_a_formula_misspells_a_name()
    {
        var diagnostic = Assert.Single(PlanSession.OfText("rates.plan", Head + "line x = USDCNY").Compilation.Diagnostics);
        Assert.Equal("PF3001", diagnostic.Code);
        Assert.DoesNotContain("did you mean", diagnostic.Message, StringComparison.Ordinal);
    }
}
