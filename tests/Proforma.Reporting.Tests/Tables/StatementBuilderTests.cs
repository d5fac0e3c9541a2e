using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;
using Xunit;

namespace Proforma.Reporting.Tests.Tables;

public sealed class StatementBuilderTests
{
    private static readonly StatementReport s_report = StatementBuilder.Build(SamplePlan.Figures, TableOptions.Default);

    private static StatementTable Root => s_report.Statements[0];

    private static TableRow Row(StatementTable table, string line, string member = "", RowRole? role = null) =>
        table.Sections.SelectMany(static s => s.Rows)
            .Single(r => r.Line == line && r.Member == member && r.Role is not (RowRole.Opening or RowRole.Change) == (role is null)
                && (role is null || r.Role == role));

    private static string[] Texts(TableRow row, int block = 0) => [.. row.Blocks[block].Cells.Select(static c => c.Text)];

    [Fact]
    public void Tracks_stand_side_by_side_and_flows_add_up_over_the_year()
    {
        var revenue = Row(Root, "revenue");
        Assert.Equal(["aggressive", "conservative"], Root.Tracks.Select(static t => t.Name));
        Assert.Equal(["2024", "2025"], Root.Columns.Select(static c => c.Label));
        Assert.Equal(["12.0M", "24.0M"], Texts(revenue));
        Assert.Equal(["6.0M", "12.0M"], Texts(revenue, 1));
        Assert.Equal("USD", revenue.Unit);
        Assert.Equal(12, revenue.Blocks[0].Cells[0].Figure.CoveredSteps);
        Assert.Equal("▁▁▁▁▁▁██████", revenue.Blocks[0].Sparkline);
    }

    [Fact]
    public void A_line_without_roll_up_says_why_in_a_footnote()
    {
        var cell = Row(Root, "margin").Blocks[0].Cells[0];
        Assert.Equal("–", cell.Text);
        Assert.Contains("mixes flows with balances", Root.Notes[cell.Note - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Blank_unknown_partial_and_failed_cells_are_told_apart()
    {
        Assert.Equal(["partial 1/12", ""], Texts(Row(Root, "partly")));
        Assert.Equal(["unknown", "unknown"], Texts(Row(Root, "stock_comp")));
        var failed = Row(Root, "ratio").Blocks[0].Cells[0];
        Assert.Equal("n.m.", failed.Text);
        Assert.Equal("revenue[aggressive, 2024-04]: division by zero", Root.Notes[failed.Note - 1]);
    }

    [Fact]
    public void What_is_the_same_in_every_track_has_one_block()
    {
        var partly = Row(Root, "partly");
        Assert.True(partly.IsShared);
        Assert.Single(partly.Blocks);
        Assert.False(Row(Root, "revenue").IsShared);
    }

    [Fact]
    public void An_account_opens_changes_and_closes()
    {
        Assert.Equal(["10.0M", "22.0M"], Texts(Row(Root, "cash", role: RowRole.Opening)));
        Assert.Equal(["12.0M", "12.0M"], Texts(Row(Root, "cash", role: RowRole.Change)));
        Assert.Equal(["22.0M", "34.0M"], Texts(Row(Root, "cash")));
        Assert.Equal(["32.0M", "44.0M"], Texts(Row(Root, "cash"), 1));
    }

    [Fact]
    public void Members_are_indented_below_their_parents_and_add_up()
    {
        Assert.Equal(["72.0M", "72.0M"], Texts(Row(Root, "sales")));
        var europe = Row(Root, "sales", "region=europe");
        Assert.Equal((RowRole.MemberTotal, 1, "36.0M"), (europe.Role, europe.Depth, Texts(europe)[0]));
        var germany = Row(Root, "sales", "region=de");
        Assert.Equal((RowRole.Member, 2, "12.0M"), (germany.Role, germany.Depth, Texts(germany)[0]));
        Assert.Equal("36.0M", Texts(Row(Root, "sales", "region=us"))[0]);
    }

    [Fact]
    public void A_line_with_many_members_shows_its_roll_ups_alone_and_says_so()
    {
        var table = StatementBuilder.Build(SamplePlan.Figures, TableOptions.Default with { MaxMemberRows = 2 }).Statements[0];
        Assert.Equal(["", "region=europe"], table.Sections.SelectMany(static s => s.Rows).Where(static r => r.Line == "sales")
            .Select(static r => r.Member));
        Assert.Contains(table.Notes, static n => n.Contains("sales has 4 member rows", StringComparison.Ordinal));
    }

    [Fact]
    public void Inputs_stand_aside_unless_asked_for()
    {
        Assert.DoesNotContain(Root.Sections.SelectMany(static s => s.Rows), static r => r.Role == RowRole.Input);
        var with = StatementBuilder.Build(SamplePlan.Figures, TableOptions.Default with { Inputs = true }).Statements[0];
        Assert.Equal(["12.0%", ""], Texts(Row(with, "growth")));
    }

    [Fact]
    public void Measures_have_one_figure_a_track_with_its_unit()
    {
        Assert.Equal(["2024-07", "never"], Root.Measures.Single(static m => m.Line == "turn").Cells.Select(static c => c.Text));
        Assert.Equal(["$60.0B"], Root.Measures.Single(static m => m.Line == "value").Cells.Select(static c => c.Text));
    }

    [Fact]
    public void A_failing_check_names_its_first_cells()
    {
        var solvent = Root.Checks.Single(static c => c.Line == "solvent");
        Assert.Equal((CheckOutcome.Failed, 4L, 48L), (solvent.Outcome, solvent.FailedCells, solvent.Tested));
        Assert.Equal(["conservative, 2025-09", "conservative, 2025-10", "conservative, 2025-11"], solvent.First);
        Assert.Equal(CheckOutcome.Undecided, Root.Checks.Single(static c => c.Line == "known").Outcome);
        Assert.True(s_report.HasFailedChecks);
        var aggressive = StatementBuilder.Build(SamplePlan.Figures, TableOptions.Default with { Tracks = ["aggressive"] });
        Assert.False(aggressive.HasFailedChecks);
        Assert.Single(aggressive.Statements[0].Tracks);
    }

    [Fact]
    public void Used_plans_stand_beside_on_their_own_calendar()
    {
        var rival = s_report.Statements[1];
        Assert.Equal("rival", rival.Entity);
        Assert.Equal(["24.0M", "24.0M"], Texts(Row(rival, "revenue")));
        var monthly = StatementBuilder.Build(SamplePlan.Figures, TableOptions.Default with { Grain = Grain.Month });
        Assert.Equal("2024-Q1", monthly.Statements[1].Columns[0].Label);
        Assert.Equal(24, monthly.Statements[0].Columns.Length);
    }

    [Fact]
    public void Money_is_translated_period_by_period()
    {
        var options = TableOptions.Default with { Currency = "CNY", Numbers = new NumberOptions { Scale = NumberScale.Million } };
        var table = StatementBuilder.Build(SamplePlan.Figures, options).Statements[0];
        Assert.Equal(["84.0M", "192.0M"], Texts(Row(table, "revenue")));
        Assert.Equal("CNY", Row(table, "revenue").Unit);

        // 22M at the closing rate 7, 34M at 8.
        Assert.Equal(["154.0M", "272.0M"], Texts(Row(table, "cash")));
        Assert.Equal("$60,000.0M", table.Measures.Single(static m => m.Line == "value").Cells[0].Text);
    }

    [Fact]
    public void Chinese_statements_use_Chinese_words_throughout()
    {
        var table = StatementBuilder.Build(SamplePlan.Figures, TableOptions.Default
            with { Numbers = new NumberOptions { Language = ReportLanguage.Chinese } }).Statements[0];
        Assert.Equal(["2024年", "2025年"], table.Columns.Select(static c => c.Label));
        Assert.Equal(["1200.0万", "2400.0万"], Texts(Row(table, "revenue")));
        Assert.Equal("美元", Row(table, "revenue").Unit);
        Assert.Equal("部分 1/12", Texts(Row(table, "partly"))[0]);
        Assert.Equal(["2024年7月", "从未"], table.Measures.Single(static m => m.Line == "turn").Cells.Select(static c => c.Text));
        Assert.Contains("保守预期", table.Checks.Single(static c => c.Line == "solvent").First[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_and_periods_can_be_chosen()
    {
        var options = TableOptions.Default with { Lines = ["rev*"], Grain = Grain.Quarter, Span = DateSpan.Of(Period.OfYear(2025)) };
        var report = StatementBuilder.Build(SamplePlan.Figures, options);
        Assert.Equal(["revenue"], report.Statements[0].Sections.SelectMany(static s => s.Rows).Select(static r => r.Line));
        Assert.Equal("2025-Q1", report.Statements[0].Columns[0].Label);
        Assert.Equal(4, report.Statements[0].Columns.Length);
        Assert.Equal(CellState.Value, Row(report.Statements[0], "revenue").Blocks[0].Cells[0].Figure.Value.State);
    }
}
