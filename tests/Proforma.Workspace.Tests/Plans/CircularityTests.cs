using Proforma.Language.Diagnostics;
using Xunit;

namespace Proforma.Workspace.Tests.Plans;

/// <summary>What an author is told who marks lines `circular` and has missed something.</summary>
public sealed class CircularityTests
{
    private const string Head = """
        plan "Circular"
          currency USD
          calendar monthly 2026-01 .. 2027-12

        """;

    [Fact]
    public void The_cycle_that_is_shown_passes_through_the_line_that_lacks_the_clause()
    {
        // Two cycles share `interest` and `profit`: the shorter one is all circular, only the longer one has a line that is not.
        var text = Messages(Head + """
            line profit = 10 USD/month - interest - fee
              circular
            line interest : USD/month = 1%/month * cash.average
              circular
            account cash : USD
              opening = 100 USD
              plus  profit
              circular
            line fee : USD/month = 1% * bonus
              circular
            line bonus : USD/month = 10% * base
              circular
            line base : USD/month = 50% * profit + interest
            """);
        Assert.Contains("base[2026-01]", text, StringComparison.Ordinal);
        Assert.Contains("mark every line of the cycle `circular`", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_roll_up_of_the_circular_lines_is_named_as_the_reason()
    {
        var text = Messages(Head + """
            line profit = 10 USD/month + interest
              circular
            line interest : USD/month = 1%/month * cash.average
              circular
            account cash : USD
              opening = 100 USD
              plus  profit
              minus dividends
              circular
            line dividends : USD/month
              2027-04   = profit[2026] / 1 month
              otherwise = 0
            """);
        Assert.Contains("may not be read over a longer period", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_way_round_that_the_message_names_is_solved()
    {
        var session = PlanSession.OfText("circular.plan", Head + """
            line profit = 10 USD/month + interest
              circular
            line interest : USD/month = 1%/month * cash.average
              circular
            account cash : USD
              opening = 100 USD
              plus  profit
              minus dividends
              circular
            line year_profit : USD
              2026-01 = profit * 1 month
              then    = (if period.month = 1 then 0 else prev) + profit * 1 month
            line dividends : USD/month = if period.month = 4 then lag(year_profit, 4, 0) / 1 month else 0
            """);
        Assert.True(session.Compilation.Diagnostics.IsEmpty, DiagnosticRenderer.Render(session.Compilation.Diagnostics));
        var result = session.Run(cancellation: TestContext.Current.CancellationToken).Result!;
        var (cash, profit, lastYear) = (100.0, 0.0, 0.0);
        for (var step = 0; step < 24; step++)
        {
            // cash' = cash + 10 + 1% of (cash + cash')/2 − dividends, solved for cash'.
            (profit, lastYear) = step % 12 == 0 ? (0, profit) : (profit, lastYear);
            var dividends = step == 15 ? lastYear : 0;
            var closing = ((cash * 1.005) + 10 - dividends) / 0.995;
            profit += closing - cash + dividends;
            cash = closing;
            var slot = session.Program!.Slots.First(s => s.Name == "cash").Index;
            Assert.Equal(cash, result.At(slot, 0, step).Raw, 1e-9);
        }
    }

    [Fact]
    public void A_cycle_with_a_bend_is_solved_to_the_last_digits()
    {
        // Tax only on a profit: the equation is bent at zero, and 1e-9 of the cash would already show in the interest.
        var session = PlanSession.OfText("circular.plan", Head + """
            line interest : USD/month = 1%/month * cash.average
              circular
            line tax : USD/month = 25% * max(0, interest - 1_000 USD/month)
              circular
            account cash : USD
              opening = 95_000 USD
              plus  interest
              minus tax
              circular
            """);
        Assert.True(session.Compilation.Diagnostics.IsEmpty, DiagnosticRenderer.Render(session.Compilation.Diagnostics));
        var result = session.Run(cancellation: TestContext.Current.CancellationToken).Result!;
        var cash = 95_000.0;
        var row = result.Row(session.Program!.Slots.First(s => s.Name == "cash").Index, 0);
        for (var step = 0; step < row.Length; step++)
        {
            // Up to 1,000 of interest: cash' = cash + 1% × (cash + cash')/2; above it 0.75 of that, + 250.
            var untaxed = cash * 1.005 / 0.995;
            cash = untaxed - cash <= 1_000 ? untaxed : ((cash * 1.00375) + 250) / 0.99625;
            Assert.Equal(cash, row[step], 1e-12 * cash);
        }
    }

    private static string Messages(string text)
    {
        var diagnostic = Assert.Single(PlanSession.OfText("circular.plan", text).Compilation.Diagnostics);
        Assert.Equal("PF5001", diagnostic.Code);
        return diagnostic.Message;
    }
}
