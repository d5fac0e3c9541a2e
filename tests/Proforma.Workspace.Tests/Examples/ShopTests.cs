using Proforma.Model.Time;
using Xunit;

namespace Proforma.Workspace.Tests.Examples;

/// <summary>A plan in Chinese, by quarter, in yuan and translated into dollars: worked out again from its assumptions.</summary>
public sealed class ShopTests
{
    private const int Quarters = 12;

    private readonly ExampleRun _plan = ExampleRun.Of("shop-cny/门店.plan");

    public static TheoryData<string> Tracks() => ["激进", "保守"];

    [Fact]
    public void Names_labels_and_units_are_chinese()
    {
        Assert.Equal(["激进", "保守"], _plan.Tracks);
        Assert.Equal("营业收入", _plan.Slot("营收").Label);
        Assert.Equal("人次/店/day", _plan.Slot("客流").Unit.Symbol);
        Assert.Equal("店", _plan.Slot("门店数").Unit.Symbol);
        Assert.Contains("折成美元", _plan.Program.Sections);
        Assert.Equal("CNY", _plan.Program.Currency);
        Assert.Equal("2026-Q1", _plan.Calendar.First.ToString());
        Assert.Equal(Quarters, _plan.Calendar.Count);
    }

    [Fact]
    public void Wan_and_yi_are_ten_thousand_and_a_hundred_million()
    {
        Assert.Equal(120_000_000, _plan.Of("期初现金"));
        Assert.Equal(1_200_000, _plan.Of("单店投资"));
        Assert.Equal(42_000, _plan.At("单店租金", "2026-Q1"));
        Assert.Equal(4_500_000 / 3.0, _plan.Of("总部费用"), 1e-9);
        Assert.Equal(5_000_000, _plan.Of("增资额", "激进"));
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public void The_profit_of_a_quarter_follows_from_the_assumptions(string track)
    {
        var bold = track == "激进";
        var stores = 42.0;
        for (var step = 0; step < Quarters; step++)
        {
            var (quarter, year) = (_plan.Calendar.Step(step), step / 4);
            var opened = bold ? 6 : year == 2 ? 2 : 3;
            var average = stores + ((opened - 1) / 2.0);
            stores += opened - 1;
            double[] price = [36, 37, bold ? 38 : 37.2];
            double[] season = [0.92, 0.99, 0.99, 1.10];
            var visits = average * (bold ? 385 : 362) * quarter.Days * season[step % 4];
            var revenue = visits * price[year];
            var gross = revenue * (1 - (0.34 - (0.005 * year)));
            var rent = average * (42_000 + (1_000 * year)) * 3;
            var staff = average * 14 * (78_000 + (3_000 * year)) / 4;
            var profit = gross - rent - staff - (0.05 * revenue) - 4_500_000;
            Expect.Near(stores, _plan.At("门店数", quarter.ToString(), track), 1e-13, $"stores {quarter}");
            Expect.Near(visits, _plan.Over("总客流", quarter, track), 1e-12, $"visits {quarter}");
            Expect.Near(revenue, _plan.Over("营收", quarter, track), 1e-12, $"revenue {quarter}");
            Expect.Near(gross, _plan.Over("毛利", quarter, track), 1e-12, $"gross profit {quarter}");
            Expect.Near(rent, _plan.Over("租金", quarter, track), 1e-12, $"rent {quarter}");
            Expect.Near(staff, _plan.Over("人工", quarter, track), 1e-12, $"staff {quarter}");
            Expect.Near(profit, _plan.Over("经营利润", quarter, track), 1e-11, $"profit {quarter}");
            Expect.Near(0.75 * profit, _plan.Over("净利润", quarter, track), 1e-11, $"net profit {quarter}");
        }
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public void Flows_are_translated_at_the_average_rate_and_balances_at_the_closing_one(string track)
    {
        var opening = 120e6 / 7.19;
        for (var step = 0; step < Quarters; step++)
        {
            var quarter = _plan.Calendar.Step(step);
            var (average, closing) = (Average(track, step), Closing(track, step));
            Expect.Near(_plan.Over("营收", quarter, track) / average, _plan.Over("营收美元", quarter, track), 1e-12, $"revenue {quarter}");
            Expect.Near(_plan.Over("净利润", quarter, track) / average, _plan.Over("净利润美元", quarter, track), 1e-12, $"net profit {quarter}");
            var cash = _plan.At("现金", quarter.ToString(), track) / closing;
            Expect.Near(cash, _plan.At("现金美元", quarter.ToString(), track), 1e-12, $"cash {quarter}");

            // What the rates did to the cash closes the books in dollars.
            var effect = cash - opening - (_plan.Over("净现金流", quarter, track) / average);
            Expect.Within(effect, _plan.Over("汇兑影响", quarter, track), 1e-6, $"effect of the rates {quarter}");
            Assert.Equal(track == "激进", effect > 0);
            opening = cash;
        }
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public void Years_are_translated_quarter_by_quarter(string track)
    {
        var dollars = Enumerable.Range(8, 4).Sum(step => _plan.Over("营收", _plan.Calendar.Step(step), track) / Average(track, step));
        Expect.Near(dollars, _plan.Year("营收美元", 2028, track), 1e-12, "revenue of 2028");
        Expect.Near(dollars, _plan.Of("营收2028美元", track), 1e-12, "the measure");
        Expect.Near(_plan.At("现金", "2028-Q4", track) / Closing(track, 11), _plan.Year("现金美元", 2028, track), 1e-12, "cash of 2028");

        // The rates of a year: the mean of the averages, the last of the closing ones.
        var mean = Enumerable.Range(8, 4).Average(step => Average(track, step));
        Expect.Near(mean, _plan.Year("USD/CNY", 2028, track), 1e-12, "average rate");
        Expect.Near(Closing(track, 11), _plan.Year("USD/CNY closing", 2028, track), 1e-12, "closing rate");
    }

    [Fact]
    public void A_raise_in_dollars_is_exchanged_at_the_rate_of_its_quarter()
    {
        Expect.Near(5e6 * Closing("激进", 4), _plan.Over("增资", Period.Quarter(2027, 1), "激进"), 1e-12, "raise");
        Assert.Equal(0, _plan.Over("增资", Period.Quarter(2027, 1), "保守"));
        Assert.Equal(0, _plan.Over("增资", Period.Quarter(2027, 2), "激进"));
    }

    [Fact]
    public void Ratios_of_a_year_are_recomputed()
    {
        foreach (var track in _plan.Tracks)
        {
            Expect.Near(_plan.Year("净利润", 2027, track) / _plan.Year("营收", 2027, track), _plan.Year("净利率", 2027, track), 1e-12, "net margin");
            Expect.Near((_plan.Year("营收", 2028, track) / _plan.Year("营收", 2027, track)) - 1, _plan.Year("营收增长", 2028, track), 1e-12, "growth");
        }
    }

    [Fact]
    public void Searches_by_year_and_by_quarter()
    {
        Assert.Equal("2026", _plan.PeriodOf("破两亿五", "激进"));
        Assert.Equal("2027", _plan.PeriodOf("破两亿五", "保守"));
        Assert.Equal("2027-Q2", _plan.PeriodOf("七十店", "激进"));
        Assert.Equal("never", _plan.PeriodOf("七十店", "保守"));
    }

    // 7.18 in the first quarter, then in a straight line to the last.
    private static double Average(string track, int step) => 7.18 + (((track == "激进" ? 6.96 : 7.38) - 7.18) * step / 11);

    // 7.19 in the quarter before the calendar.
    private static double Closing(string track, int step) => 7.19 + (((track == "激进" ? 6.94 : 7.41) - 7.19) * (step + 1) / 12);
}
