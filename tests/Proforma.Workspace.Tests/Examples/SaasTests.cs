using System.Globalization;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Xunit;

namespace Proforma.Workspace.Tests.Examples;

/// <summary>Fiscal years, tables, actuals and roll-ups over members, each worked out again from the tables and the cells.</summary>
public sealed class SaasTests
{
    private const int LastActual = 8;

    private static readonly string[] s_products = ["team", "business"];
    private static readonly string[] s_regions = ["us", "ca", "de", "fr", "jp", "sg"];
    private static readonly string[] s_tracks = ["base", "bear", "bull"];

    private readonly ExampleRun _plan = ExampleRun.Of("saas/saas.plan");

    [Fact]
    public void A_fiscal_year_is_july_to_june()
    {
        Assert.Equal(["FY2025", "FY2026", "FY2027"], _plan.Calendar.Periods(Grain.Year, fiscal: true).Select(static p => p.ToString()));
        foreach (var track in s_tracks)
        {
            for (var year = 2025; year <= 2027; year++)
            {
                var (fiscal, first) = (Period.OfYear(year, 6), (year - 2025) * 12);
                var revenue = Months("revenue", track, first).Sum();
                Expect.Near(revenue, _plan.Over("revenue", fiscal, track), 1e-12, $"revenue {track} {fiscal}");
                var gross = Months("gross_profit", track, first).Sum();
                Expect.Near(gross / revenue, _plan.Over("gross_margin", fiscal, track), 1e-12, $"margin {track} {fiscal}");
                Expect.Near(_plan.At("cash", $"{year}-06", track), _plan.Over("cash", fiscal, track), 0, $"cash {track} {fiscal}");
                if (year > 2025)
                {
                    var growth = (revenue / Months("revenue", track, first - 12).Sum()) - 1;
                    Expect.Near(growth, _plan.Over("revenue_growth", fiscal, track), 1e-12, $"growth {track} {fiscal}");
                    var margin = Months("free_cash_flow", track, first).Sum() / revenue;
                    Expect.Near(growth + margin, _plan.Over("rule_of_40", fiscal, track), 1e-12, $"rule of 40 {track} {fiscal}");
                }
            }
        }
    }

    [Fact]
    public void Fiscal_quarters_regroup_into_the_year()
    {
        var quarters = Enumerable.Range(1, 4).Sum(q => _plan.Over("revenue", Period.Quarter(2026, q, 6), "base"));
        Expect.Near(_plan.Over("revenue", Period.OfYear(2026, 6), "base"), quarters, 1e-12, "FY2026");
        Expect.Near(
            _plan.At("revenue", "2025-07", "base") + _plan.At("revenue", "2025-08", "base") + _plan.At("revenue", "2025-09", "base"),
            _plan.Over("revenue", Period.Quarter(2026, 1, 6), "base"),
            1e-12,
            "the first quarter of FY2026");
    }

    [Fact]
    public void History_is_what_the_table_says_in_every_track()
    {
        var rows = Table("actuals-seats.csv");
        Assert.Equal(9 * 12, rows.Count);
        foreach (var row in rows)
        {
            foreach (var track in s_tracks)
            {
                foreach (var column in (string[])["new_seats", "expanded_seats", "churned_seats", "seats"])
                {
                    Assert.Equal(Number(row[column]), _plan.At(column, row["period"], track, row["product"], row["region"]), 1e-9);
                }
            }
        }

        foreach (var row in Table("actuals-company.csv"))
        {
            Assert.Equal(Number(row["Sales and marketing"]), _plan.At("sales_marketing", row["Month"], "bear"), 1e-9);
            Assert.Equal(Number(row["R&D"]), _plan.At("research", row["Month"]), 1e-9);
            Assert.Equal(Number(row["Cash at bank"]), _plan.At("cash", row["Month"], "bull"), 1e-9);
        }
    }

    [Fact]
    public void The_forecast_goes_on_from_the_last_actual()
    {
        var growth = new Dictionary<string, double> { ["base"] = 0.012, ["bear"] = 0.002, ["bull"] = 0.018 };
        var last = Table("actuals-seats.csv").Where(static r => r["period"] == "2025-03").ToList();
        foreach (var track in s_tracks)
        {
            foreach (var row in last)
            {
                var (product, region) = (row["product"], row["region"]);
                var sold = Number(row["new_seats"]) * (1 + growth[track]);
                Expect.Near(sold, _plan.At("new_seats", "2025-04", track, product, region), 1e-12, $"seats sold {track} {product} {region}");
                var opening = Number(row["seats"]);
                var closing = opening + sold + (opening * Expansion(track, product)) - (opening * Churn(track, product));
                Expect.Near(closing, _plan.At("seats", "2025-04", track, product, region), 1e-12, $"seats {track} {product} {region}");
            }

            var cash = Number(Table("actuals-company.csv")[^1]["Cash at bank"]);
            Expect.Near(cash + _plan.At("free_cash_flow", "2025-04", track), _plan.At("cash", "2025-04", track), 1e-12, $"cash {track}");
            var other = _plan.Row("other_cash", track);
            Assert.All(other[(LastActual + 1)..], static value => Assert.Equal(0, value, 1e-6));
            Assert.Contains(other[..(LastActual + 1)], static value => Math.Abs(value) > 1_000);
        }
    }

    [Fact]
    public void Forecast_flows_follow_rates_that_are_given_by_product_only()
    {
        foreach (var track in s_tracks)
        {
            foreach (var product in s_products)
            {
                foreach (var region in s_regions)
                {
                    var seats = _plan.Row("seats", track, product, region);
                    for (var step = LastActual + 1; step < seats.Length; step++)
                    {
                        var month = _plan.Calendar.Step(step).ToString();
                        var lost = _plan.At("churned_seats", month, track, product, region);
                        var grown = _plan.At("expanded_seats", month, track, product, region);
                        Expect.Near(Churn(track, product) * seats[step - 1], lost, 1e-12, $"lost {track} {product} {region} {month}");
                        Expect.Near(Expansion(track, product) * seats[step - 1], grown, 1e-12, $"grown {track} {product} {region} {month}");
                    }
                }
            }
        }
    }

    [Fact]
    public void A_parent_is_the_sum_of_its_leaves()
    {
        (string Line, string[] Leaves)[] continents = [("arr_americas", ["us", "ca"]), ("arr_europe", ["de", "fr"]), ("arr_asia", ["jp", "sg"])];
        foreach (var track in s_tracks)
        {
            for (var step = 0; step < _plan.Calendar.Count; step++)
            {
                var month = _plan.Calendar.Step(step).ToString();
                var all = 0.0;
                foreach (var (line, leaves) in continents)
                {
                    var sum = leaves.Sum(region => s_products.Sum(product => _plan.At("arr", month, track, product, region)));
                    Expect.Near(sum, _plan.At(line, month, track), 1e-12, $"{line} {track} {month}");
                    all += sum;
                }

                Expect.Near(all, _plan.At("total_arr", month, track), 1e-12, $"ARR {track} {month}");
            }

            Expect.Near(_plan.At("arr_americas", "2027-06", track), _plan.Of("americas_2027", track), 1e-12, $"the measure of a parent {track}");
        }
    }

    [Fact]
    public void The_regions_come_from_the_table_with_their_continents()
    {
        var axis = _plan.Program.Dimensions.Single(static d => d.Name == "region");
        Assert.Equal(s_regions, axis.Leaves.Select(leaf => axis.Members[leaf].Name));
        Assert.Equal("Germany", axis.Members.Single(static m => m.Name == "de").Label);
        Assert.Equal("Europe", axis.Members[axis.Members.Single(static m => m.Name == "de").Parent].Name);
    }

    [Fact]
    public void Prices_and_seats_come_from_the_table()
    {
        foreach (var row in Table("book.csv"))
        {
            Assert.Equal(Number(row["price"]), _plan.Of("price", "", row["product"], row["region"]));
            Assert.Equal(Number(row["opening_seats"]), _plan.Of("opening_seats", "", row["product"], row["region"]));
        }

        // One price broadcasts over months and tracks: revenue is the average seats times it.
        var (opening, closing) = (_plan.At("seats", "2026-01", "bull", "business", "jp"), _plan.At("seats", "2026-02", "bull", "business", "jp"));
        Expect.Near(36 * (opening + closing) / 2, _plan.At("seat_revenue", "2026-02", "bull", "business", "jp"), 1e-12, "revenue");
    }

    [Fact]
    public void Bull_inherits_from_base_what_it_does_not_state()
    {
        foreach (var product in s_products)
        {
            Assert.Equal(_plan.Of("churn", "base", product), _plan.Of("churn", "bull", product));
        }

        Assert.Equal(_plan.Of("expansion", "base", "team"), _plan.Of("expansion", "bull", "team"));
        Assert.NotEqual(_plan.Of("expansion", "base", "business"), _plan.Of("expansion", "bull", "business"));
        Assert.Equal(_plan.Row("sales_marketing", "base"), _plan.Row("sales_marketing", "bull"));
        Assert.Equal([0.5, 0.3, 0.2], _plan.Program.TrackAxes[0].Tracks.Select(static t => t.Weight!.Value));
    }

    [Fact]
    public void The_figures_of_the_trade()
    {
        foreach (var track in s_tracks)
        {
            var fiscal = Period.OfYear(2026, 6);
            var (opening, closing) = (_plan.At("total_arr", "2025-06", track), _plan.At("total_arr", "2026-06", track));
            var won = _plan.Over("new_arr", fiscal, track);
            var (grown, lost) = (_plan.Over("expansion_arr", fiscal, track), _plan.Over("churned_arr", fiscal, track));
            Expect.Near(closing - opening, won + grown - lost, 1e-9, $"the bridge of ARR {track}");
            Expect.Near((opening + grown - lost) / opening, _plan.Of("retention_2026", track), 1e-12, $"retention {track}");
            var multiple = _plan.Over("burn", fiscal, track) / (closing - opening);
            Expect.Near(multiple, _plan.Of("burn_multiple_2026", track), 1e-12, $"burn multiple {track}");
            var seats = s_products.Sum(product => s_regions.Sum(region => _plan.Over("new_seats", fiscal, track, product, region)));
            Expect.Near(_plan.Over("sales_marketing", fiscal, track) / seats, _plan.Over("cac", fiscal, track), 1e-12, $"cost of a seat {track}");
            Assert.Equal("FY2027", _plan.PeriodOf("turn", track));
            Assert.Equal(Model.Runs.CellState.Blank, _plan.Cell("burn_multiple_2027", "", track).State);
        }
    }

    [Fact]
    public void Runway_is_cash_over_the_burn_of_three_months()
    {
        foreach (var track in s_tracks)
        {
            var (cash, burn) = (_plan.Row("cash", track), _plan.Row("burn", track));
            for (var step = 2; step < cash.Length; step++)
            {
                var mean = (burn[step] + burn[step - 1] + burn[step - 2]) / 3;
                var cell = _plan.Cell("runway", _plan.Calendar.Step(step).ToString(), track);
                if (mean <= 0)
                {
                    Assert.Equal(Model.Runs.CellState.Blank, cell.State);
                }
                else
                {
                    Expect.Near(cash[step] / mean, cell.Raw, 1e-9, $"runway {track} {step}");
                }
            }
        }
    }

    private static double Churn(string track, string product) => product == "business" ? 0.011 : track == "bear" ? 0.028 : 0.022;

    private static double Expansion(string track, string product) => product == "team" ? 0.006 : track == "bull" ? 0.019 : 0.014;

    private static double Number(string text) => double.Parse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private double[] Months(string line, string track, int first) => _plan.Row(line, track)[first..(first + 12)];

    /// <summary>The rows of a table beside the plan, read without the project's own reader. A quoted field may hold commas, nothing else.</summary>
    private static List<Dictionary<string, string>> Table(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "examples", "saas", name));
        var header = Fields(lines[0]);
        return [.. lines.Skip(1).Select(line => header.Zip(Fields(line)).ToDictionary(static f => f.First, static f => f.Second))];
    }

    private static List<string> Fields(string line) =>
        [.. string.Concat(line.Split('"').Select(static (part, i) => i % 2 == 0 ? part.Replace(',', '\n') : part)).Split('\n')];
}
