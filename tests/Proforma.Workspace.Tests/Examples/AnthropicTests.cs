using Proforma.Model.Runs;
using Proforma.Model.Time;
using Xunit;

namespace Proforma.Workspace.Tests.Examples;

/// <summary>The company's blueprint and its rival beside it, against the report's totals and those that were worked out by hand.</summary>
public sealed class AnthropicTests
{
    private readonly ExampleRun _plan = ExampleRun.Of("anthropic/anthropic.plan");

    [Theory]
    [InlineData("aggressive", "api_revenue", 382.5, 3200.0, 8760.0, 22999.8)]
    [InlineData("aggressive", "subscription_revenue", 67.5, 800.0, 3240.1, 11500.2)]
    [InlineData("aggressive", "revenue", 450.0, 4000.0, 12000.0, 34500.0)]
    [InlineData("aggressive", "cash_flow", -5600.0, -3000.0, -3000.0, 2154.5)]
    [InlineData("conservative", "api_revenue", 382.5, 1600.0, 3750.0, 8400.0)]
    [InlineData("conservative", "subscription_revenue", 67.5, 400.0, 1249.9, 3599.8)]
    [InlineData("conservative", "revenue", 450.0, 2000.0, 4999.9, 11999.9)]
    [InlineData("conservative", "cash_flow", -5600.0, -3000.0, -2000.0, -724.2)]
    public void Years_add_up_to_the_check_sums(string track, string line, double y2024, double y2025, double y2026, double y2027)
    {
        double[] expected = [y2024, y2025, y2026, y2027];
        for (var i = 0; i < expected.Length; i++)
        {
            Expect.Millions(expected[i], _plan.Year(line, 2024 + i, track), $"{line} {track} {2024 + i}");
        }
    }

    [Theory]
    [InlineData("aggressive", 131.1, 541.7, 1545.9, 4475.9)]
    [InlineData("conservative", 92.6, 251.1, 602.3, 1451.1)]
    public void Golden_months(string track, double january, double end2025, double end2026, double end2027)
    {
        Expect.Millions(january, _plan.At("revenue", "2025-01", track), "January 2025");
        Expect.Millions(end2025, _plan.At("revenue", "2025-12", track), "December 2025");
        Expect.Millions(end2026, _plan.At("revenue", "2026-12", track), "December 2026");
        Expect.Millions(end2027, _plan.At("revenue", "2027-12", track), "December 2027");
    }

    [Fact]
    public void The_first_year_runs_from_8_to_80_million_a_month()
    {
        foreach (var track in _plan.Tracks)
        {
            Assert.Equal(8e6, _plan.At("revenue", "2024-01", track), 1e-3);
            Expect.Millions(80, _plan.At("revenue", "2024-12", track), "December 2024");
            Assert.InRange(_plan.Year("revenue", 2024, track), 400e6, 600e6);
        }
    }

    [Theory]
    [InlineData("aggressive", "2026-12", "2027-06", "2027", "2026-04", 2882)]
    [InlineData("conservative", "2027-09", "2027-09", "never", "2026-08", 1640)]
    public void Turns_and_the_end_of_the_cash(string track, string first, string sustained, string year, string cashOut, double need)
    {
        Assert.Equal(first, _plan.PeriodOf("turn_first", track));
        Assert.Equal(sustained, _plan.PeriodOf("turn_sustained", track));
        Assert.Equal(year, _plan.PeriodOf("turn_year", track));
        Assert.Equal(cashOut, _plan.PeriodOf("cash_out", track));
        Expect.Within(need, _plan.Of("funding_need", track) / Expect.Million, 0.5, "further money");
    }

    [Theory]
    [InlineData("aggressive", "2027-05")]
    [InlineData("conservative", "2027-08")]
    public void The_trough_of_cash_lies_where_the_further_need_is_measured(string track, string trough)
    {
        var cash = _plan.Row("cash", track);
        var from = _plan.StepOf("2025-01");
        var lowest = Enumerable.Range(from, cash.Length - from).MinBy(step => cash[step]);
        Assert.Equal(trough, _plan.Calendar.Step(lowest).ToString());
        Assert.Equal(-cash[lowest], _plan.Of("funding_need", track), 1e-6);
    }

    [Theory]
    [InlineData("aggressive", 14.5, 1.68)]
    [InlineData("conservative", 29.0, 4.83)]
    public void Multiples_of_the_valuation(string track, double of2025, double of2027)
    {
        Expect.Within(of2025, _plan.Of("multiple_2025", track), 0.05, "58B over 2025");
        Expect.Within(of2027, _plan.Of("multiple_2027", track), 0.005, "58B over 2027");
        Expect.Near(58e9 / _plan.Year("revenue", 2025, track), _plan.Of("multiple_2025", track), 1e-12, "recomputed");
        Expect.Within(60.4, 58e9 / _plan.At("run_rate", "2024-12", track), 0.05, "58B over the run-rate of December 2024");
    }

    [Fact]
    public void Multiples_of_the_rival()
    {
        Expect.Within(21.7, _plan.Of("openai.pre_money") / _plan.Year("openai.revenue", 2025), 0.05, "260B over 2025");
        Expect.Within(5.91, _plan.Of("openai.pre_money") / _plan.Year("openai.revenue", 2027), 0.005, "260B over 2027");
        Expect.Within(0.784, _plan.Of("share_of_rival", "aggressive"), 0.0005, "share, aggressive");
        Expect.Within(0.273, _plan.Of("share_of_rival", "conservative"), 0.0005, "share, conservative");
    }

    [Fact]
    public void The_round_dilutes_by_a_thirtieth()
    {
        Assert.Equal(60e9, _plan.Of("post_money"), 1e-3);
        Expect.Near(2.0 / 60, _plan.Of("dilution"), 1e-14, "dilution");
        Expect.Within(8.0, _plan.Of("months_of_burn", "aggressive"), 0.01, "months of burn");
    }

    [Fact]
    public void Burn_multiples()
    {
        Expect.Within(6.48, _plan.Of("burn_multiple_2024", "aggressive"), 0.005, "2024");
        Expect.Within(0.54, _plan.Of("burn_multiple_2025", "aggressive"), 0.005, "2025");
        Expect.Within(0.25, _plan.Of("burn_multiple_2026", "aggressive"), 0.005, "2026");
    }

    [Fact]
    public void What_one_must_believe_for_december_2027()
    {
        Expect.Within(289_828, _plan.At("customers", "2027-12", "aggressive"), 0.5, "customers");
        Expect.Within(824.5e12, _plan.At("tokens", "2027-12", "aggressive"), 0.05e12, "tokens a month");
        Expect.Within(35.8e6, _plan.At("payers", "2027-12", "aggressive"), 0.05e6, "payers");
        Expect.Within(44.88, _plan.At("arpu", "2027-12", "aggressive"), 0.005, "revenue per payer");
        Expect.Within(339e6, _plan.At("mau", "2027-12", "aggressive"), 0.5e6, "active users");
    }

    [Theory]
    [InlineData("aggressive", -94.0, 45.0, 66.6, 69.6)]
    [InlineData("conservative", -94.0, 43.7, 66.5, 69.5)]
    public void Gross_margin_of_a_year_is_recomputed(string track, double y2024, double y2025, double y2026, double y2027)
    {
        double[] expected = [y2024, y2025, y2026, y2027];
        for (var i = 0; i < expected.Length; i++)
        {
            var year = 2024 + i;
            var margin = _plan.Year("gross_margin", year, track);
            Expect.Within(expected[i], 100 * margin, 0.05, $"{track} {year}");
            var revenue = _plan.Year("revenue", year, track);
            Expect.Near((revenue - _plan.Year("inference", year, track)) / revenue, margin, 1e-12, $"{track} {year}, from its parts");
        }

        // The mean of the months would be another figure, which is why it is not taken.
        var months = _plan.Row("gross_margin", track)[12..24];
        Assert.True(Math.Abs(months.Average() - _plan.Year("gross_margin", 2025, track)) > 0.005);
    }

    [Fact]
    public void Api_share_of_a_year_is_recomputed()
    {
        foreach (var track in _plan.Tracks)
        {
            for (var year = 2024; year <= 2027; year++)
            {
                var share = _plan.Year("api_revenue", year, track) / _plan.Year("revenue", year, track);
                Expect.Near(share, _plan.Year("api_share", year, track), 1e-12, $"{track} {year}");
            }
        }

        Expect.Within(2.0 / 3, _plan.Year("api_share", 2027, "aggressive"), 1e-4, "two thirds in 2027");
    }

    [Fact]
    public void The_one_off_is_left_out_of_the_normalised_burn() =>
        Expect.Within(2322, _plan.Year("normalised_burn", 2024, "aggressive") / Expect.Million, 0.5, "burn of 2024 without the data centre");

    [Fact]
    public void Stock_compensation_that_nobody_reported_stays_unknown()
    {
        for (var step = 0; step < _plan.Calendar.Count; step++)
        {
            Assert.Equal(CellState.Unknown, _plan.Cell("stock_compensation", _plan.Calendar.Step(step).ToString()).State);
        }

        Assert.Equal(CellState.Unknown, _plan.Result.RollUpOf(_plan.Slot("stock_compensation").Index, 0, Period.OfYear(2027)).Value.State);
    }

    [Fact]
    public void The_rival_makes_what_was_reported_of_it()
    {
        double[] chatgpt = [2700, 10000, 22000, 37300];
        double[] api = [1000, 2000, 4000, 6700];
        for (var i = 0; i < 4; i++)
        {
            // The tables give whole hundreds of millions; the ramps meet them within a part in ten thousand.
            Expect.Near(chatgpt[i] * 1e6, _plan.Year("openai.chatgpt_revenue", 2024 + i), 2e-4, $"ChatGPT {2024 + i}");
            Expect.Near(api[i] * 1e6, _plan.Year("openai.api_revenue", 2024 + i), 2e-4, $"API {2024 + i}");
        }

        // The growth figures are given to four decimals of a per cent; over three years that leaves 0.35M of the 44B.
        double[] total = [12, 26, 44];
        for (var i = 0; i < 3; i++)
        {
            Expect.Near(total[i] * 1e9, _plan.Year("openai.revenue", 2025 + i), 1e-5, $"total {2025 + i}");
        }
    }

    [Fact]
    public void The_rival_burns_340_million_in_the_first_half_of_2024()
    {
        Expect.Millions(340, _plan.Of("openai.burn_first_half"), "burn");
        var half = Period.Half(2024, 1);
        Expect.Within(1519, _plan.Over("openai.revenue", half) / 1e6, 0.5, "revenue");
        Expect.Within(760, _plan.Over("openai.inference", half) / 1e6, 0.5, "inference");
        Expect.Within(228, _plan.Over("openai.other_costs", half) / 1e6, 0.5, "other costs");
        Expect.Within(1500, _plan.Over("openai.training", half) / 1e6, 1e-6, "training");
        Expect.Within(300, _plan.Over("openai.staff", half) / 1e6, 1e-6, "staff");
    }

    [Fact]
    public void Revenue_in_yuan_is_the_reports_250_billion() =>
        Expect.Near(250e9, _plan.Of("revenue_2027_cny", "aggressive"), 0.01, "2027 in CNY");
}
