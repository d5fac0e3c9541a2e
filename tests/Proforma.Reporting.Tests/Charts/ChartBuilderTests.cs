using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Reporting.Charts;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;
using Proforma.Reporting.Tables;
using Xunit;

namespace Proforma.Reporting.Tests.Charts;

/// <summary>The values of charts are those of the plan.</summary>
public sealed class ChartBuilderTests
{
    private static readonly FigureReader s_reader = new(SamplePlan.Figures, "");

    private static PlanProgram Program => SamplePlan.Figures.Program;

    private static ReportedLine Line(string name) => ReportedLine.Of(Program, Program.Slots.Single(s => s.Name == name), name);

    private static ImmutableArray<TableTrack> Tracks => [.. Program.TrackAxes[0].Tracks.Select(static (t, i) => new TableTrack(i, t.Name, t.Label))];

    private static Chart Build(ChartType type, string[] lines, Grain grain = Grain.Year, DateOnly? actual = null, ReportLanguage language = ReportLanguage.English) => new ChartBuilder(s_reader, new ChartRequest
    {
        Type = type,
        Lines = [.. lines.Select(Line)],
        Periods = [.. Program.TimeAxes[0].Calendar.Periods(grain)],
        Tracks = Tracks,
        ActualThrough = actual,
        Numbers = new NumberOptions { Language = language },
    }).Build();

    [Fact]
    public void A_line_is_drawn_once_a_track_and_a_shared_one_once()
    {
        var chart = Build(ChartType.Lines, ["revenue", "partly"]);
        Assert.Equal(2 + 1, chart.Series.Length);
        Assert.Equal([12e6, 24e6], chart.Series[0].Points.Select(static p => p.Y));
        Assert.Equal([6e6, 12e6], chart.Series[1].Points.Select(static p => p.Y));
    }

    [Fact]
    public void Units_and_period_are_always_said()
    {
        Assert.Equal("USD · by year · 2024 to 2025", Build(ChartType.Lines, ["revenue"]).Subtitle);
        Assert.Equal("美元 · 按月 · 2024年1月至2025年12月", Build(ChartType.Lines, ["revenue"], Grain.Month, language: ReportLanguage.Chinese).Subtitle);
    }

    [Fact]
    public void A_period_that_is_only_partly_covered_is_left_out()
    {
        Assert.Empty(Build(ChartType.Lines, ["partly"]).Series[0].Points);
        Assert.Equal([11.0], Build(ChartType.Lines, ["partly"], Grain.Month).Series[0].Points.Select(static p => p.X));
    }

    [Fact]
    public void Stacked_parts_end_where_the_next_begin_and_come_to_the_sum()
    {
        var chart = Build(ChartType.Stacked, ["revenue", "sales"]);
        Assert.Equal(4, chart.X.Categories.Length);
        foreach (var stack in chart.Series.SelectMany(static s => s.Points).GroupBy(static p => p.X))
        {
            var points = stack.OrderBy(static p => p.Low).ToList();
            Assert.Equal(0, points[0].Low);
            Assert.All(points.Zip(points.Skip(1)), static p => Assert.Equal(p.First.Y, p.Second.Low));
        }

        // 12M of revenue and three members of sales at 1, 2 and 3M a month in the first year of the first track.
        Assert.Equal(12e6 + (12 * 6e6), chart.Series[1].Points.Single(static p => p.X == 0).Y);
    }

    [Fact]
    public void What_has_been_reported_is_told_from_the_plan()
    {
        var chart = Build(ChartType.Lines, ["revenue"], actual: new DateOnly(2024, 12, 31));
        Assert.Equal([false, true], chart.Series[0].Points.Select(static p => p.IsForecast));
        Assert.True(chart.MixesActualAndForecast);
        Assert.False(Build(ChartType.Lines, ["revenue"]).MixesActualAndForecast);
    }

    [Fact]
    public void The_description_names_every_series_with_its_values()
    {
        var description = Build(ChartType.Lines, ["revenue"]).Description;
        Assert.Contains("2024 $12.0M", description);
        Assert.Contains("2025 $24.0M", description);
        Assert.All(Tracks, t => Assert.Contains(t.Label, description));
    }
}
