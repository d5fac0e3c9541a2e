using Parquet;
using Proforma.Engine.Random;
using Proforma.Engine.Simulation;
using Proforma.Language;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using Proforma.Workspace.Simulation;
using Proforma.Workspace.Tests.Documents;
using Xunit;

namespace Proforma.Workspace.Tests.Simulation;

/// <summary>What surrounds the trials: their number, exactness, interruption, files, and what identifies a plan.</summary>
public sealed class SimulationRunTests
{
    private const string Plan = """
        input a : USD/month = 100 ~ normal(sd: 10)
        input b : USD/month = 50 ~ uniform(-20, 120)
        line total = a + b
        line ratio = a / (if b > 0 then b else 0)
        account cash : USD
          opening = 0
          plus total
        measure turn = first_period(cash > 2_000 USD)
        check total > 120 USD/month "Enough"
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Threads_do_not_show()
    {
        var one = SimulatedPlan.Run(Plan, 40_000, "2025 2026", static r => r with { Threads = 1 }).Result;
        var three = SimulatedPlan.Run(Plan, 40_000, "2025 2026", static r => r with { Threads = 3 }).Result;
        Assert.Equal(40_000, one.Figures!.TrialsRun);
        foreach (var (a, b) in one.Figures.Figures.Zip(three.Figures!.Figures))
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(a.Distribution.Mean), BitConverter.DoubleToInt64Bits(b.Distribution.Mean));
            Assert.Equal(a.Distribution.Quantile(0.123), b.Distribution.Quantile(0.123));
            Assert.Equal((a.Failed, a.FirstFailedTrial), (b.Failed, b.FirstFailedTrial));
        }

        Assert.Equal(one.Figures.Recipe, three.Figures!.Recipe);
    }

    [Fact]
    public void Failing_trials_are_counted_and_the_first_can_be_opened()
    {
        var plan = SimulatedPlan.Run(Plan, 8_192, "2025");
        var ratio = plan.Figure("ratio", "2025");
        var share = 20.0 / 140;
        Assert.InRange((double)ratio.Failed / 8_192, share - (4 * Math.Sqrt(share * (1 - share) / 8_192)), share + (4 * Math.Sqrt(share * (1 - share) / 8_192)));
        Assert.Equal(8_192, ratio.Failed + ratio.Distribution.Count);
        var (run, refusal) = MonteCarlo.Trial(plan.Program, new SimulationOptions { Trials = 8_192, Seed = 20_250_213 }, ratio.FirstFailedTrial);
        Assert.Null(refusal);
        var figures = new RunFigures(run!);
        Assert.Equal(Model.Runs.CellState.Failed, figures.Of(ratio.Output.Slot, 0, ratio.Output.Period!.Value).Value.State);
    }

    [Fact]
    public void A_simulation_stops_when_it_is_exact_enough_and_says_how_to_draw_the_same()
    {
        var program = SimulatedPlan.Compile(Plan).Program!;
        var total = program.Slots.Single(static s => s.Name == "total");
        var goal = new ConvergenceGoal(new SimulationOutput(total.Index, 0, Period.OfYear(2025, 12)), 0.005);
        var request = new SimulationRequest { Trials = 1_000_000, Outputs = [goal.Output], Until = goal };
        var result = SimulationRun.Execute(program, "", request, Cancellation);
        Assert.True(result.Reached <= 0.005);
        Assert.InRange(result.Figures!.TrialsRun, 8_192, 100_000);
        Assert.Equal(result.Figures.TrialsRun, result.Figures.Recipe.Trials);
        var again = SimulationRun.Execute(program, "", request with { Trials = result.Figures.TrialsRun, Until = null }, Cancellation);
        Assert.Equal(result.Figures.Figures[0].Distribution.Mean, again.Figures!.Figures[0].Distribution.Mean);
        Assert.Contains("hypercube", SimulationRun.Execute(program, "", request with { Sampling = SamplingMethod.LatinHypercube }, Cancellation).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_done_before_an_interruption_counts()
    {
        using var interrupted = new CancellationTokenSource();
        var program = SimulatedPlan.Compile(Plan).Program!;
        var output = new SimulationOutput(program.Slots.Single(static s => s.Name == "total").Index, 0, Period.OfYear(2025, 12));
        var stops = new Stopping(interrupted, afterRanges: 2);
        var result = SimulationRun.Execute(program, "", new SimulationRequest { Trials = 100_000_000_000, Outputs = [output], Besides = stops, Threads = 1 }, interrupted.Token);
        Assert.True(result.WasCancelled);
        Assert.InRange(result.Figures!.TrialsRun, 2 * 16 * 1_024, 10 * 16 * 1_024);
        Assert.Equal(result.Figures.TrialsRun, result.Figures.Figures[0].Distribution.Count);
        Assert.Equal(1_800, result.Figures.Figures[0].Distribution.Mean, 20.0);
    }

    [Fact]
    public void An_input_that_is_set_is_certain()
    {
        var plain = SimulatedPlan.Compile(Plan + "\ncorrelate a, b = 0.4\n").Program!;
        var certain = SimulatedPlan.Compile(Plan + "\ncorrelate a, b = 0.4\n", "", [new InputOverride("b", "70")]).Program!;
        Assert.Equal([2, 1], new[] { plain, certain }.Select(static p => p.Uncertainties.Length));
        Assert.Equal([1, 0], new[] { plain, certain }.Select(static p => p.Correlations.Length));
        Assert.Equal(70, certain.Slots.Single(static s => s.Name == "b").Data![0]);
        var wide = SimulatedPlan.Compile(Plan, "", [new InputOverride("b", "~ 1 to 3")]).Program!;
        Assert.Equal("interval", wide.Uncertainties.Single(u => wide.Slots[u.Slot].Name == "b").Distribution.Family);
        Assert.NotEqual(ProgramHash.Of(plain), ProgramHash.Of(certain));
    }

    [Fact]
    public void A_noise_and_a_rate_can_be_set_too()
    {
        const string plan = """
            rate EUR/USD = 1.1 ~ normal(sd: 0.1)
            noise shock : USD/month ~ normal(mean: 0, sd: 3) each period
            line x = shock + (10 EUR/month -> USD)
            """;
        var program = SimulatedPlan.Compile(plan, "", [new InputOverride("shock", "5"), new InputOverride("EUR/USD", "2")]).Program!;
        Assert.Empty(program.Uncertainties);
        var run = Engine.Execution.PlanRun.Execute(program, null, Cancellation).Result!;
        Assert.Equal(25, run.At(program.Slots.Single(static s => s.Name == "x").Index, 0, 3).Raw);
    }

    [Theory]
    [InlineData("c", "5", "PF3001")]
    [InlineData("total", "5", "PF3001")]
    [InlineData("b", "5 person", "PF4002")]
    [InlineData("b", "a * 2", "PF4009")]
    [InlineData("b", "", "PF3019")]
    [InlineData("b", "5 \"label\" : USD = 3", "PF3019")]
    [InlineData("b", "5 # comment", "")]
    [InlineData("b", "1\ninput c = 4", "PF3019")]
    public void A_value_that_cannot_be_set_is_explained(string input, string value, string code)
    {
        var session = PlanSession.OfText("main.plan", MarkdownExample.Header + Plan, overrides: [new InputOverride(input, value)]);
        Assert.Equal(code, session.Compilation.Diagnostics.Select(static d => d.Code).FirstOrDefault() ?? "");
        Assert.Equal(code.Length == 0, session.Program is not null);
    }

    [Fact]
    public void Trials_become_a_table()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("trials.parquet");
        var program = SimulatedPlan.Compile(Plan).Program!;
        var outputs = OutputSelection.Of(program, new OutputRequest { Lines = ["ratio", "turn", "total"], Span = new DateSpan(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)) }).Outputs;
        using (var file = TrialParquetFile.Create(path, program, [.. outputs.Select((o, i) => new TrialColumn($"c{i}", o, 1))], new Dictionary<string, string> { ["seed"] = "1" }))
        {
            Assert.False(File.Exists(path));
            var result = SimulationRun.Execute(program, "", new SimulationRequest { Trials = 20_000, Outputs = outputs, Besides = file }, Cancellation);
            Assert.Equal(20_000, result.Figures!.TrialsRun);
            file.Complete();
            var read = Read(path);
            Assert.Equal(Enumerable.Range(0, 20_000).Select(static i => (long?)i), read["trial"].Cast<long?>());
            for (var i = 0; i < outputs.Length; i++)
            {
                var values = read[$"c{i}"];
                var figure = result.Figures.Figures[i];
                Assert.Equal(figure.Distribution.Count, values.Count(static v => v is not null));
                if (program.Slots[outputs[i].Slot].Type == Model.Program.ValueType.Quantity)
                {
                    Assert.Equal(figure.Distribution.Mean, values.OfType<double>().Average(), 1e-6 * Math.Abs(figure.Distribution.Mean));
                }
            }

            Assert.Contains(read.Values, static v => v.Contains("2026-01"));
            Assert.Contains(read.Values, static v => v.OfType<bool>().Any(static b => !b));
        }

        Assert.Single(Directory.EnumerateFiles(folder.FullPath));
    }

    [Fact]
    public void A_table_that_is_not_completed_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("trials.parquet", "what stood there");
        var program = SimulatedPlan.Compile(Plan).Program!;
        using (TrialParquetFile.Create(folder.PathOf("trials.parquet"), program, [], new Dictionary<string, string>()))
        {
            Assert.Equal(2, Directory.EnumerateFiles(folder.FullPath).Count());
        }

        Assert.Equal("what stood there", File.ReadAllText(Assert.Single(Directory.EnumerateFiles(folder.FullPath))));
        Assert.Throws<DirectoryNotFoundException>(() => TrialParquetFile.Create(folder.PathOf("none/trials.parquet"), program, [], new Dictionary<string, string>()));
    }

    [Fact]
    public void The_hash_follows_what_is_computed_and_not_how_it_is_worded()
    {
        static string Hash(string text) => ProgramHash.Of(SimulatedPlan.Compile(text).Program!);
        var hash = Hash(Plan);
        Assert.Equal(64, hash.Length);
        Assert.Equal(hash, Hash("# a comment\n" + Plan.Replace("line total = a + b", "line total \"Total\" =   a + b", StringComparison.Ordinal)));
        Assert.NotEqual(hash, Hash(Plan.Replace("100", "101", StringComparison.Ordinal)));
        Assert.NotEqual(hash, Hash(Plan.Replace("sd: 10", "sd: 11", StringComparison.Ordinal)));
        Assert.NotEqual(hash, Hash(Plan.Replace("a + b", "a - b", StringComparison.Ordinal)));
        Assert.NotEqual(hash, Hash(Plan + "\ncorrelate a, b = 0.4\n"));
        Assert.Equal(SimulatedPlan.Compile(Plan).Hash, SimulatedPlan.Compile(Plan, "", null, "cash[2025] > 0").Hash);
    }

    [Fact]
    public void A_plan_without_uncertainty_says_so()
    {
        var program = SimulatedPlan.Compile("line x : USD/month = 1 USD/month\n").Program!;
        Assert.Contains("Nothing in this plan is uncertain", OutputSelection.Of(program, new OutputRequest()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lines_that_are_asked_about_are_chosen()
    {
        var program = SimulatedPlan.Compile("""
            input a : USD/month = 100 ~ normal(sd: 10)
            input sure : USD/month = 3
            line hidden_away = a * 2
            line asked = hidden_away + 1 USD/month
            line certain = sure
            measure m = asked[2025] / certain[2025]
            """).Program!;
        Assert.Equal(["asked"], OutputSelection.UsualLinesOf(program).Select(static s => s.Name));
        var last = SimulatedPlan.Compile("input a : USD/month = 1 ~ normal(sd: 1)\nline x = a\nline y = x\n").Program!;
        Assert.Equal(["y"], OutputSelection.UsualLinesOf(last).Select(static s => s.Name));
    }

    private static Dictionary<string, List<object?>> Read(string path)
    {
        using var stream = File.OpenRead(path);
        var found = new Dictionary<string, List<object?>>(StringComparer.Ordinal);
        foreach (var table in Deserialize(stream))
        {
            foreach (var (name, value) in table)
            {
                (found.TryGetValue(name, out var list) ? list : found[name] = []).Add(value);
            }
        }

        return found;
    }

    private static IEnumerable<IDictionary<string, object?>> Deserialize(Stream stream) =>
        Parquet.Serialization.ParquetSerializer.DeserializeUntypedAsync(stream).GetAwaiter().GetResult().Data!;

    /// <summary>Interrupts once some ranges were handed over.</summary>
    private sealed class Stopping(CancellationTokenSource source, int afterRanges) : ITrialCollector
    {
        private int _ranges;

        public ITrialSink Begin(TrialRange range) => new Nothing();

        public void End(TrialRange range, ITrialSink sink)
        {
            if (++_ranges == afterRanges)
            {
                source.Cancel();
            }
        }

        private sealed class Nothing : ITrialSink
        {
            public void Accept(long firstTrial, int count, ReadOnlySpan<double> outputs, ReadOnlySpan<double> inputs)
            {
            }
        }
    }
}
