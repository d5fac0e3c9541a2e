using System.Globalization;
using Proforma.Model.Program;
using Xunit;

namespace Proforma.Workspace.Tests.Examples;

/// <summary>The benchmarks' reference model, against the check values that two other programs gave.</summary>
public sealed class AiLabTests
{
    private readonly ExampleRun _plan = ExampleRun.Of("ai-lab-48m/ai-lab-48m.plan");

    public static TheoryData<string> Lines() =>
    [
        "api_growth", "api_growth_eff", "api_volume", "api_price", "api_revenue", "visitors", "conversion", "adds", "subscribers", "seat_price",
        "sub_revenue", "commit_revenue", "revenue", "cogs_ratio", "inference_cogs", "payment_fees", "support_cost", "gross_profit", "gross_margin",
        "training", "dc_prepay", "data_licences", "headcount", "hires", "payroll", "sbc", "benefits", "recruiting", "facilities",
        "sales_marketing", "g_and_a", "opex_total", "ebitda", "opening_cash", "interest", "tax", "capex", "wc_change", "net_cash_flow",
        "equity_raise", "cash", "funding_need", "cum_burn", "runway_months",
    ];

    [Fact]
    public void It_has_44_lines() => Assert.Equal(44, Lines().Count);

    [Theory]
    [MemberData(nameof(Lines))]
    public void Every_line_has_a_figure_in_every_month(string line)
    {
        var row = _plan.Row(line);
        Assert.Equal(48, row.Length);
        Assert.All(row, static value => Assert.True(double.IsFinite(value)));
    }

    /// <summary>Money in millions, as the check values are printed.</summary>
    [Theory]
    [InlineData("rev_2024", 1e6, "744.139739505")]
    [InlineData("rev_2025", 1e6, "3838.29221185")]
    [InlineData("rev_2026", 1e6, "12908.2163285")]
    [InlineData("rev_2027", 1e6, "31269.7986828")]
    [InlineData("ebitda_2024", 1e6, "-1611.64334483")]
    [InlineData("ebitda_2025", 1e6, "-3288.1641176")]
    [InlineData("ebitda_2026", 1e6, "524.201874859")]
    [InlineData("ebitda_2027", 1e6, "7225.67298554")]
    [InlineData("cash_2024", 1e6, "3650.60374497")]
    [InlineData("cash_2025", 1e6, "4168.97731494")]
    [InlineData("cash_2026", 1e6, "4588.80021722")]
    [InlineData("cash_2027", 1e6, "9795.04029275")]
    [InlineData("peak_funding", 1e6, "0")]
    [InlineData("burn_end", 1e6, "4579.68816965")]
    [InlineData("min_margin", 1, "0.447111218103")]
    [InlineData("min_runway", 1, "2.71467582919")]
    public void The_central_case_gives_the_check_values(string measure, double scale, string expected) =>
        Assert.Equal(expected, (_plan.Of(measure) / scale).ToString("G12", CultureInfo.InvariantCulture));

    [Fact]
    public void In_the_central_case_the_money_never_runs_out()
    {
        Assert.Equal("never", _plan.PeriodOf("first_neg"));
        Assert.Equal(0, _plan.Of("reaches_target"));
    }

    [Fact]
    public void Schedules_follow_the_reference()
    {
        (int Step, double Heads)[] points = [(0, 915), (12, 1900), (24, 3200), (36, 4500), (47, 5600)];
        var headcount = _plan.Row("headcount");
        for (var i = 1; i < points.Length; i++)
        {
            var (from, to) = (points[i - 1], points[i]);
            for (var step = from.Step; step <= to.Step; step++)
            {
                Expect.Near(from.Heads + ((to.Heads - from.Heads) * (step - from.Step) / (to.Step - from.Step)), headcount[step], 1e-12, $"headcount {step}");
            }
        }

        for (var step = 0; step < 48; step++)
        {
            Expect.Near(Math.Min(0.045, 0.020 + (0.0006 * step)), _plan.Row("conversion")[step], 1e-12, $"conversion {step}");
            Assert.Equal(step >= 24 ? 22 : 20, _plan.Row("seat_price")[step]);
            Assert.Equal(step == 20 ? 1500e6 : 0, _plan.Row("dc_prepay")[step]);
            Assert.Equal(step switch { 8 => 2500e6, 20 => 3500e6, _ => 0 }, _plan.Row("equity_raise")[step]);
        }
    }

    [Theory]
    [InlineData("g0", "normal", "mean=0.255 sd=0.015")]
    [InlineData("floor", "normal", "mean=0.035 sd=0.005")]
    [InlineData("decay", "lognormal", "median=0.036 sigma=0.12")]
    [InlineData("churn", "pert", "low=0.02 mode=0.03 high=0.06")]
    [InlineData("erosion", "triangular", "low=0.008 mode=0.015 high=0.03")]
    [InlineData("cogs0", "uniform", "low=0.45 high=0.6")]
    [InlineData("tg", "lognormal", "median=1.42 sigma=0.06")]
    [InlineData("shock", "normal", "mean=0 sd=0.25")]
    public void What_is_uncertain_has_the_reference_distribution(string input, string family, string arguments)
    {
        var uncertainty = Uncertainty(input);
        Assert.Equal(family, uncertainty.Distribution.Family);
        Assert.Equal(arguments, string.Join(' ', uncertainty.Distribution.Arguments.Select(static a => string.Create(CultureInfo.InvariantCulture, $"{a.Name}={a.Value:G12}"))));
        Assert.Equal(input == "shock", uncertainty.EachPeriod);
        Assert.Equal(input != "shock", uncertainty.HasPoint);
    }

    [Fact]
    public void The_cost_of_an_employee_is_uncertain_in_money_per_time()
    {
        // 35,000 USD a year, held per month; the mean is the point.
        var sd = Assert.Single(Uncertainty("hcost").Distribution.Arguments, static a => a.Name == "sd");
        Expect.Near(35_000.0 / 12, sd.Value, 1e-14, "standard deviation");
        Expect.Near(420_000.0 / 12, _plan.Of("hcost"), 1e-14, "point");
    }

    private Uncertainty Uncertainty(string input) => Assert.Single(_plan.Program.Uncertainties, u => u.Slot == _plan.Slot(input).Index);
}
