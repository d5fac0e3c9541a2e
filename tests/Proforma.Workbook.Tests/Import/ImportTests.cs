using System.Text;
using Proforma.Workbook.Import;
using Proforma.Workbook.Tests.Export;
using Xunit;

namespace Proforma.Workbook.Tests.Import;

public sealed class ImportTests
{
    private const string Plan = """
        plan "Shop"
          currency USD
          calendar monthly 2025-01 .. 2026-12
        track base "Base"
        track low "Low" from base
        unit seat
        dimension product = a, b
        line revenue "Net revenue" : USD/month
              base = 100K USD/month
              low  = 90K USD/month
        line cost "Cost of sales" : USD/year = 120K USD/year
        line cost_again "Other cost" : USD/month = 1 USD/month
        line cost_twice "Other cost" : USD/month = 1 USD/month
        account cash "Cash at bank" : USD
          opening = 1M USD
          plus revenue
        line seats : seat = 10 seat
        line margin "Margin" = cost / revenue
        line split by product : USD/month = 1 USD/month
        """;

    private static ImportResult Import(string csv, string map = "", string track = "", DateOnly? through = null, string plan = Plan)
    {
        var program = Plans.RunText(plan).Program;
        var rejects = new List<ImportReject>();
        var grids = SourceFile.Read("report.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)));
        var figures = SourceFigures.Read(grids, "", program.TimeAxes[0].Calendar, rejects);
        return new ActualsImport(program, ImportMap.Parse(map, "map"), track, "plan.actuals.csv", static (_, _) => null, rejects).Match(figures, through);
    }

    private static string Shown(ImportResult result) =>
        string.Join('\n', result.Figures.Select(static f => FormattableString.Invariant($"{f.Slot.Name}{(f.Track.Length > 0 ? $"[{f.Track}]" : "")} {f.Period} {f.Value}")));

    private static string Reasons(ImportResult result) => string.Join('\n', result.Rejects.Select(static r => $"{r.Place}: {r.Reason}"));

    [Fact]
    public void Lines_down_and_periods_across()
    {
        var result = Import("""
            Report of the shop,,,
            USD k,,,
            ,Jan 2025,2025-02,2025Q2
            Net revenue,100,"1,100.5",3
            Cash at bank,(5),-,7
            seats,12,13,
            """);
        Assert.Equal("", Reasons(result));
        Assert.Equal("revenue 2025-01 100000\nrevenue 2025-02 1100500\nrevenue 2025-Q2 3000\ncash 2025-01 -5000\ncash 2025-Q2 7000\nseats 2025-01 12\nseats 2025-02 13", Shown(result));
        Assert.Equal([("Net revenue", "revenue"), ("Cash at bank", "cash")], result.Learnt.OrderByDescending(static l => l.Label));
    }

    [Fact]
    public void Periods_down_and_lines_across()
    {
        var result = Import("""
            Month,revenue,Cash at bank,margin
            2025-01,1,2,45%
            2025年2月,3,,
            """);
        Assert.Equal("", Reasons(result));
        Assert.Equal("revenue 2025-01 1\nrevenue 2025-02 3\ncash 2025-01 2\nmargin 2025-01 0.45", Shown(result));
    }

    [Fact]
    public void One_figure_a_row()
    {
        var result = Import("""
            期间,科目,金额,单位,轨道
            2025-01,revenue,2,千美元,low
            2025-01,revenue,3,,Base
            2025-02,cost,1,USD m,
            """);
        Assert.Equal("", Reasons(result));
        Assert.Equal("revenue[low] 2025-01 2000\nrevenue[base] 2025-01 3\ncost 2025-02 1000000", Shown(result).Replace("revenue[base] 2025-01 3\nrevenue[low] 2025-01 2000", "revenue[low] 2025-01 2000\nrevenue[base] 2025-01 3", StringComparison.Ordinal));
    }

    [Fact]
    public void What_does_not_fit_is_rejected_where_it_stands()
    {
        var result = Import("""
            ,2025-01,2025-01-15,2027-01,2025-02
            revenue,abc,1,2,#REF!
            Nonsense,1,1,1,1
            Other cost,1,,,
            split,1,,,
            Margin,1,,,2
            revenue,5,,,
            revenue,6,,,
            cost (CNY),1,,,
            """);
        Assert.Equal("""
            row 2, column 2: "abc" is no number
            row 2, column 4: 2027-01 lies outside of the plan's calendar, 2025-01 .. 2026-12
            row 2, column 5: "#REF!" is no number
            row 3, column 2: no line of the plan is called so
            row 4, column 2: several lines are called so: cost_again, cost_twice; name one in the mapping
            row 5, column 2: split varies by product; write a table with a column for it and an `actuals` statement
            row 8, column 2: row 7, column 2 gives another figure for 2025-01
            row 9, column 2: the figure is in CNY, the line in USD
            """.ReplaceLineEndings("\n"), Reasons(result));
        Assert.Equal("revenue 2025-01 5\nmargin 2025-01 1\nmargin 2025-02 2", Shown(result));
    }

    [Fact]
    public void A_longer_period_gives_way_to_its_months_and_a_ratio_takes_none()
    {
        var result = Import("""
            ,2025-01,2025-Q1
            revenue,5,100
            margin,1,2
            """);
        Assert.Equal("revenue 2025-01 5\nmargin 2025-01 1", Shown(result));
        Assert.Equal("row 2, column 3: 2025-Q1 overlaps 2025-01 (row 2, column 2)\nrow 3, column 3: margin is a ratio; a figure for 2025-Q1 says nothing of its months", Reasons(result));
    }

    [Fact]
    public void Months_are_put_together_for_a_plan_in_quarters()
    {
        var quarters = Plan.Replace("monthly 2025-01 .. 2026-12", "quarterly 2025-Q1 .. 2026-Q4", StringComparison.Ordinal);
        var result = Import("""
            USD k,,,,,
            ,2025-01,2025-02,2025-03,2025-04,2025-05
            revenue,1,2,3,4,5
            cash,10,20,30,40,
            margin,1,,,,
            """, plan: quarters);
        Assert.Equal("revenue 2025-Q1 6000\ncash 2025-Q1 30000", Shown(result));
        Assert.Equal("""
            row 3, column 5: 2025-Q2 has 3 months, and figures for 2 of them
            row 4, column 5: the balance at the end of 2025-Q2 is missing
            row 5, column 2: 2025-01 is shorter than the plan's steps, which are quarters
            """.ReplaceLineEndings("\n"), Reasons(result));
    }

    [Fact]
    public void Days_are_shorter_than_the_months_of_a_plan() =>
        Assert.Contains("2025-W05 is shorter than the plan's steps", Reasons(Import(",2025-W05,2025-W06\nrevenue,5,100\n")), StringComparison.Ordinal);

    [Fact]
    public void The_mapping_names_lines_and_leaves_rows_out()
    {
        var result = Import("""
            ,2025-01,2025-02
            Turnover,5,6
            Memo,7,8
            Gone,1,2
            """, "\"Turnover\" = revenue\n\"memo\" = -   # not a line\n\"Gone\" = no_such_line\n");
        Assert.Equal("revenue 2025-01 5\nrevenue 2025-02 6", Shown(result));
        Assert.Equal(["Memo"], result.LeftOut);
        Assert.Equal("row 4, column 2: the mapping calls it no_such_line, and the plan has no such line", Reasons(result));
    }

    [Fact]
    public void Figures_after_the_last_period_wanted_are_left_alone() =>
        Assert.Equal("revenue 2025-01 5", Shown(Import(",2025-01,2025-02\nrevenue,5,6\n", through: new DateOnly(2025, 1, 31))));

    [Fact]
    public void A_mapping_is_text_that_survives_reading_and_writing()
    {
        var map = new ImportMap();
        map.Set("Sales \"net\"", "revenue");
        map.Set("其他", ImportMap.Open);
        var text = map.Text("");
        var again = ImportMap.Parse(text, "map");
        Assert.Equal(map.Entries, again.Entries);
        Assert.Equal(text, again.Text(text));
        Assert.Equal("revenue", again.Of("  sales \"NET\" "));
        Assert.Null(again.Of("其他"));
        Assert.Equal("map:2: write \"Row of the report\" = line_of_the_plan, or = - to leave the row out.",
            Assert.Throws<ImportRefusedException>(() => ImportMap.Parse("# ok\nrevenue = x\n", "map")).Message);
    }

    [Fact]
    public void A_table_keeps_earlier_figures()
    {
        var calendar = Plans.RunText(Plan).Program.TimeAxes[0].Calendar;
        var table = new ActualsTable(calendar);
        table.Load(SourceFile.Read("t.csv", new MemoryStream("period,revenue,cash\n2025-01,5,\n2025-02,6,7\n"u8.ToArray()))[0], "t.csv");
        foreach (var figure in Import(",2025-02,2025-03\nrevenue,8,9\nseats,1,2\n").Figures)
        {
            table.Set(figure);
        }

        Assert.Equal("period,revenue,cash,seats\n2025-01,5,,\n2025-02,8,7,1\n2025-03,9,,2\n", table.Csv());
        Assert.Equal("2025-03", table.ThroughText);
    }

    [Fact]
    public void A_file_without_periods_is_refused() =>
        Assert.Contains("No periods were found", Assert.Throws<ImportRefusedException>(() => Import("a,b\nc,1\n")).Message, StringComparison.Ordinal);
}
