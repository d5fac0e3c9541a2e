using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Simulation;
using Xunit;

namespace Proforma.Reporting.Tests.Simulation;

/// <summary>Tables and records of a simulation whose numbers are stated.</summary>
public sealed class SimulationTableTests
{
    private static readonly PlanProgram s_program = SamplePlan.Figures.Program;

    private static readonly int s_april = Period.Month(2026, 4).Ordinal;

    private static Slot SlotOf(string name) => s_program.Slots.Single(s => s.Name == name);

    private static SimulatedFigure Figure(string name, Period? period, int row, params double[] values) =>
        new(new SimulationOutput(SlotOf(name).Index, row, period), new FakeDistribution(values));

    private static SimulationContent Content(params SimulatedFigure[] figures) =>
        new(new FakeSimulation(s_program, new SimulationRecipe("1.2.3", "0123456789abcdef0123", 7, "random", 1_000), 1_000, figures))
        {
            Conditions = [new SimulatedCondition(SlotOf("growth").Index, "", "growth > 1", "growth > 1", ConditionOrigin.Question)],
            File = "a.plan",
        };

    private static double[] Steps(double from, double by) => [.. Enumerable.Range(0, 101).Select(i => from + (i * by))];

    private static SimulationTable Table(SimulationContent content, ReportLanguage language = ReportLanguage.English) =>
        SimulationTableBuilder.Build(content, new SimulationTableOptions { Numbers = new NumberOptions { Language = language } });

    [Fact]
    public void Lines_stand_by_track_and_period_with_quantiles_and_mean()
    {
        var table = Table(Content(
            Figure("revenue", Period.OfYear(2024, 12), 0, Steps(10e6, 0.1e6)),
            Figure("revenue", Period.OfYear(2025, 12), 0, Steps(20e6, 0.2e6)),
            Figure("revenue", Period.OfYear(2025, 12), 1, Steps(5e6, 0))));
        Assert.Equal(["P5", "P10", "P50", "P90", "P95", "mean"], table.Statistics);
        Assert.Equal(2, table.Tracks.Length);
        var line = Assert.Single(table.Tracks[0].Lines);
        Assert.Equal(["2024", "2025"], line.Rows.Select(static r => r.Label));
        Assert.Equal(["10.5M", "11.0M", "15.0M", "19.0M", "19.5M", "15.0M"], line.Rows[0].Texts);

        // Both years of the line share an axis, from the lowest P5 to the highest P95.
        Assert.Equal(0, line.Rows[0].Fan!.P5);
        Assert.Equal(1, line.Rows[1].Fan!.P95);
        Assert.InRange(line.Rows[0].Fan!.P95, 0.30, 0.32);
        Assert.NotNull(table.Tracks[0].Histogram);
        Assert.Contains("Reproduce: Proforma 1.2.3, plan 0123456789abcdef, seed 7, random sampling, 1,000 trials", table.Reproduce);
        Assert.Contains("proforma simulate a.plan --trials 1000 --seed 7 --sampling random", table.Reproduce);
    }

    [Fact]
    public void A_date_between_two_is_the_later_and_never_comes_last()
    {
        double[] dates = [s_april, s_april, s_april + 1, s_april + 1, PeriodValue.Never];
        var row = Assert.Single(Table(Content(Figure("turn", null, 0, dates))).Tracks[0].Measures);
        Assert.Equal(["2026-04", "2026-04", "2026-05", "never", "never", "2026-05"], row.Texts);
        Assert.Equal("never 20%", row.Remark);
        Assert.Equal("从未 20%", Assert.Single(Table(Content(Figure("turn", null, 0, dates)), ReportLanguage.Chinese).Tracks[0].Measures).Remark);
    }

    [Fact]
    public void Probabilities_stand_apart_and_trouble_is_told()
    {
        var failing = Figure("revenue", Period.OfYear(2025, 12), 0, Steps(1e6, 1)) with { Failed = 300, FirstFailedTrial = 12, Unknown = 5 };
        var table = Table(Content(failing, Figure("growth", null, 0, [.. Enumerable.Range(0, 100).Select(static i => i < 25 ? 1.0 : 0)])));
        var row = Assert.Single(table.Probabilities);
        Assert.Equal(("growth > 1", "25% ± 4%"), (row.Label, row.Texts[0]));
        var track = s_program.TrackAxes[0].Tracks[0].Name;
        Assert.Contains(
            $"revenue[{track}, 2025] fails in 30% of the trials, is unknown in 0.5% of the trials, first in trial 12: proforma explain a.plan 'revenue[{track}, 2025]' --trial 12 --seed 7", table.Notes);
    }

    [Fact]
    public void An_interrupted_run_says_so()
    {
        var content = Content(Figure("turn", null, 0, s_april, s_april + 1)) with { WasCancelled = true };
        content = content with { Figures = ((FakeSimulation)content.Figures) with { TrialsRun = 400 } };
        Assert.Contains("Stopped early: these are partial statistics of the first 400 of 1,000 trials.", Table(content).Notes);
        Assert.Contains("已中断：以下为 1,000 次试验中前 400 次的部分结果。", Table(content, ReportLanguage.Chinese).Notes);
    }

    [Fact]
    public void Records_have_a_line_each_and_numbers_in_their_unit()
    {
        var content = Content(
            Figure("revenue", Period.OfYear(2025, 12), 0, Steps(10e6, 0.1e6)),
            Figure("turn", null, 0, s_april, PeriodValue.Never),
            Figure("growth", null, 0, 1, 0, 0, 0)) with
        {
            Influences = [new OutputInfluences(new SimulationOutput(SlotOf("revenue").Index, 0, Period.OfYear(2025, 12)), [new InputInfluence(SlotOf("growth").Index, 0, 0, -0.5)])],
        };
        var records = SimulationRecordSource.Of(content, [0.5, 0.975]).ToList();
        using var json = new MemoryStream();
        SimulationRecordWriter.WriteJson(content, records, json);
        using var document = JsonDocument.Parse(json.ToArray());
        Assert.Equal(7, document.RootElement.GetProperty("reproduce").GetProperty("seed").GetInt32());
        var written = document.RootElement.GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(records.Count, written.Count);
        Assert.Equal(SimulationRecordWriter.Columns, written[0].EnumerateObject().Select(static p => p.Name));
        double? Value(string line, string statistic) => records.Single(r => r.Line == line && r.Statistic == statistic).Value;
        Assert.Equal(15e6, Value("revenue", "mean")!.Value, 1e-3);
        Assert.Equal(15e6, Value("revenue", "p50")!.Value, 1e-3);
        Assert.NotNull(Value("revenue", "p97_5"));
        Assert.Equal(0.5, Value("turn", "never"));
        Assert.Equal("never", records.Single(static r => r.Line == "turn" && r.Statistic == "p97_5").Text);
        Assert.Equal((0.25, "growth > 1"), (records.Single(static r => r.Statistic == "probability").Value!.Value, records.Single(static r => r.Statistic == "probability").Text!));
        Assert.Equal((-0.5, "growth"), (Value("revenue", "rank_correlation")!.Value, records.Single(static r => r.Statistic == "rank_correlation").Text!));

        using var csv = new MemoryStream();
        SimulationRecordWriter.WriteCsv(content, records, csv);
        var lines = Encoding.UTF8.GetString(csv.ToArray()).Split("\r\n");
        Assert.Equal(records.Count + 4, lines.Length);
        Assert.Contains("reproduce", lines[^2], StringComparison.Ordinal);
    }
}
