using Proforma.Model.Program;
using Xunit;

namespace Proforma.Workspace.Tests.Examples;

/// <summary>The three statements are put together again from their parts, in every month of both tracks.</summary>
public sealed class ThreeStatementTests
{
    private readonly ExampleRun _plan = ExampleRun.Of("three-statement/three-statement.plan");

    public static TheoryData<string> Tracks() => ["base", "downside"];

    [Theory]
    [MemberData(nameof(Tracks))]
    public void The_balance_sheet_balances_in_every_month(string track)
    {
        for (var step = 0; step < 36; step++)
        {
            var assets = Sum(step, track, "cash", "receivables", "inventory", "machines");
            var liabilities = Sum(step, track, "payables", "tax_payable", "term_loan", "credit_line");
            var equity = Sum(step, track, "share_capital", "retained_earnings");
            Expect.Within(0, assets - liabilities - equity, 1e-9 * assets, $"balance {track} {step}");
            Expect.Within(assets, Cell("total_assets", step, track), 1e-12 * assets, $"assets {track} {step}");
            Expect.Within(liabilities, Cell("total_liabilities", step, track), 1e-12 * assets, $"liabilities {track} {step}");
            Expect.Within(equity, Cell("equity", step, track), 1e-12 * assets, $"equity {track} {step}");
        }
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public void Cash_ties_to_the_cash_flow_statement_in_every_month(string track)
    {
        var cash = 400e3;
        for (var step = 0; step < 36; step++)
        {
            // From net income and the changes of the balances, month by month; a month's flow is the amount of the month.
            double Change(string account, double opening) => Cell(account, step, track) - (step == 0 ? opening : Cell(account, step - 1, track));
            var operations = Cell("net_income", step, track) + Cell("depreciation", step, track)
                - Change("receivables", 820e3) - Change("inventory", 450e3) + Change("payables", 250e3) + Change("tax_payable", 30e3);
            var investing = -Change("machines", 2.4e6) - Cell("depreciation", step, track);
            var financing = Change("term_loan", 1.5e6) + Change("credit_line", 0) - Cell("dividends", step, track);
            var assets = Cell("total_assets", step, track);
            cash += operations + investing + financing;
            Expect.Within(cash, Cell("cash", step, track), 1e-9 * assets, $"cash {track} {step}");
            Expect.Within(operations, Cell("cash_from_operations", step, track), 1e-9 * assets, $"operations {track} {step}");
            Expect.Within(investing, Cell("cash_from_investing", step, track), 1e-9 * assets, $"investing {track} {step}");
            Expect.Within(financing, Cell("cash_from_financing", step, track), 1e-9 * assets, $"financing {track} {step}");
        }
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public void Interest_is_that_of_the_average_balances_exactly(string track)
    {
        var (loan, line, cash) = (1.5e6, 0.0, 400e3);
        for (var step = 0; step < 36; step++)
        {
            var (loanNow, lineNow, cashNow) = (Cell("term_loan", step, track), Cell("credit_line", step, track), Cell("cash", step, track));
            var paid = (0.065 / 12 * (loan + loanNow) / 2) + (0.0825 / 12 * (line + lineNow) / 2);
            Expect.Near(paid, Cell("interest_paid", step, track), 1e-11, $"interest paid {track} {step}");
            Expect.Near(0.015 / 12 * (cash + cashNow) / 2, Cell("interest_earned", step, track), 1e-11, $"interest earned {track} {step}");
            (loan, line, cash) = (loanNow, lineNow, cashNow);
        }
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public void The_credit_line_is_drawn_only_to_keep_cash_at_its_minimum(string track)
    {
        for (var step = 0; step < 36; step++)
        {
            var (cash, line) = (Cell("cash", step, track), Cell("credit_line", step, track));
            Assert.True(cash >= 300e3 - 1e-3 && line >= -1e-3, $"cash {cash}, credit line {line}");
            Assert.True(Math.Abs(cash - 300e3) < 1e-3 || Math.Abs(line) < 1e-3, $"both {cash - 300e3} more cash than needed and {line} drawn");
        }

        // The example would not show what it is meant to if the line were never used.
        Assert.True(_plan.Of("peak_line", track) > 100e3);
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public void Tax_follows_the_losses_carried_forward(string track)
    {
        var losses = 0.0;
        for (var step = 0; step < 36; step++)
        {
            var profit = Cell("profit_before_tax", step, track);
            var used = Math.Min(Math.Max(0, profit), losses);
            losses += Math.Max(0, -profit) - used;
            Expect.Within(0.25 * (Math.Max(0, profit) - used), Cell("tax", step, track), 1e-6, $"tax {track} {step}");
            Expect.Within(losses, Cell("losses", step, track), 1e-6, $"losses {track} {step}");
        }

        Assert.Equal(track == "downside", losses > 0);
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public void Working_capital_stands_at_its_days(string track)
    {
        for (var step = 0; step < 36; step++)
        {
            var days = _plan.Calendar.Step(step).Days;
            var dso = track == "downside" && step >= 6 ? 58.0 : 45.0;
            Expect.Near(Cell("revenue", step, track) * dso / days, Cell("receivables", step, track), 1e-12, $"receivables {track} {step}");
            Expect.Near(Cell("cost_of_sales", step, track) * 40 / days, Cell("inventory", step, track), 1e-12, $"inventory {track} {step}");
            Expect.Near(Cell("purchases", step, track) * 35 / days, Cell("payables", step, track), 1e-12, $"payables {track} {step}");
        }
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public void Machines_are_depreciated_from_the_month_after_they_are_bought(string track)
    {
        var bought = 0.0;
        for (var step = 0; step < 36; step++)
        {
            Expect.Near((2.4e6 / 60) + (bought / 84), Cell("depreciation", step, track), 1e-12, $"depreciation {track} {step}");
            bought += 35e3 + (track == "base" && step == 14 ? 600e3 : 0);
        }
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public void Years_are_the_sums_of_their_months_and_ratios_are_recomputed(string track)
    {
        for (var year = 2026; year <= 2028; year++)
        {
            var steps = Enumerable.Range((year - 2026) * 12, 12).ToList();
            double YearOf(string line) => steps.Sum(step => Cell(line, step, track));
            Expect.Near(YearOf("net_income"), _plan.Year("net_income", year, track), 1e-12, $"net income {track} {year}");
            Expect.Near(YearOf("gross_profit") / YearOf("revenue"), _plan.Year("gross_margin", year, track), 1e-12, $"gross margin {track} {year}");
            Expect.Near(YearOf("ebit") / YearOf("interest_paid"), _plan.Year("interest_cover", year, track), 1e-12, $"interest cover {track} {year}");
            Expect.Near(Cell("net_debt", steps[^1], track), _plan.Year("net_debt", year, track), 1e-12, $"net debt {track} {year}");
            var dividend = year == 2026 ? 0 : 0.3 * Math.Max(0, _plan.Year("net_income", year - 1, track));
            Expect.Within(dividend, _plan.Year("dividends", year, track), 1e-6, $"dividends {track} {year}");
        }
    }

    [Fact]
    public void The_downside_is_the_worse_track()
    {
        Assert.Equal("2027", _plan.PeriodOf("first_loss", "downside"));
        Assert.Equal("never", _plan.PeriodOf("first_loss", "base"));
        Assert.Equal(SlotRole.Account, _plan.Slot("cash").Role);
        Assert.True(_plan.Year("net_debt", 2028, "downside") > _plan.Year("net_debt", 2028, "base"));
    }

    private double Cell(string line, int step, string track) => _plan.At(line, _plan.Calendar.Step(step).ToString(), track);

    private double Sum(int step, string track, params ReadOnlySpan<string> lines)
    {
        var sum = 0.0;
        foreach (var line in lines)
        {
            sum += Cell(line, step, track);
        }

        return sum;
    }
}
