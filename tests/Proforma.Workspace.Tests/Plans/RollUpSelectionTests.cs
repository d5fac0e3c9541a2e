using Proforma.Language.Diagnostics;
using Xunit;

namespace Proforma.Workspace.Tests.Plans;

/// <summary>Periods in brackets together with parent members and parts of balances, in measures and lines.</summary>
public sealed class RollUpSelectionTests
{
    // Flows of 1, 2 and 4 a month, growing by as much each month; the first two roll up into `americas`.
    private const string Plan = """
        plan "Selections"
          currency USD
          calendar monthly 2026-01 .. 2027-12
        dimension region = us under americas, ca under americas, de, americas
        input weight by region : 1
          us = 1
          ca = 2
          de = 4
        line flow by region : USD/month = weight * (1 + period.index) * 1 USD/month
        line stock by region : USD = flow * 1 month
        account balance by region : USD
          opening = 0
          plus flow
        line level : USD
          2026-01 = 100 USD
          then    = prev + 10 USD
        account ledger : USD
          opening = 90 USD
          plus 10 USD/month
        measure m =
        """;

    [Theory]
    [InlineData("flow[americas, 2027]", 666)]
    [InlineData("flow[us, 2027] + flow[ca, 2027]", 666)]
    [InlineData("stock[americas, 2027-03]", 45)]
    [InlineData("max(flow[americas], over: 2027) * 1 month", 72)]
    [InlineData("balance[americas, 2027]", 900)]
    [InlineData("balance[americas].opening[2027]", 234)]
    [InlineData("balance[americas].opening[2026]", 0)]
    [InlineData("balance[us].opening[2027]", 78)]
    [InlineData("balance[us].average[2026-02]", 2)]
    [InlineData("balance[americas].average[2026-02]", 6)]
    [InlineData("level[2027]", 330)]
    [InlineData("level.opening[2027]", 210)]
    [InlineData("ledger.opening[2027]", 210)]
    [InlineData("level.average[2027]", 270)]
    [InlineData("ledger.average[2027]", 270)]
    [InlineData("sum(change(balance[americas]), over: 2027)", 666)]
    public void A_measure_selects(string formula, double expected)
    {
        var session = PlanSession.OfText("selections.plan", $"{Plan} {formula}");
        Assert.True(session.Compilation.Diagnostics.IsEmpty, DiagnosticRenderer.Render(session.Compilation.Diagnostics));
        var result = session.Run(cancellation: TestContext.Current.CancellationToken).Result!;
        var value = result.At(session.Program!.Slots.First(static s => s.Name == "m").Index, 0, 0);
        Assert.True(value.IsValue, value.ToString());
        Assert.Equal(expected, value.Raw, 1e-9);
    }

    [Fact]
    public void The_opening_balance_of_a_line_before_the_calendar_is_not_made_up()
    {
        var diagnostic = Assert.Single(PlanSession.OfText("selections.plan", $"{Plan} level.opening[2026]").Compilation.Diagnostics);
        Assert.Equal("PF4019", diagnostic.Code);
    }
}
