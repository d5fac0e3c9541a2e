using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Proforma.Engine.Execution;
using Proforma.Engine.Simulation;
using Proforma.Model.Program;
using Proforma.Model.Simulation;

namespace Proforma.Bench;

/// <summary>The trials of the reference model from its plan file, in process and warm, with all its statistics.</summary>
internal static class SimulateBenchmark
{
    private static readonly string[] s_outputs =
    [
        "rev_2024", "rev_2025", "rev_2026", "rev_2027", "ebitda_2024", "ebitda_2025", "ebitda_2026", "ebitda_2027", "cash_2024", "cash_2025",
        "cash_2026", "cash_2027", "first_neg", "peak_funding", "burn_end", "min_margin", "min_runway", "reaches_target",
    ];

    public static void Run(BenchArguments arguments, FigureTable table)
    {
        var text = File.ReadAllText(Path.Combine(arguments.Folder, "examples", "ai-lab-48m", "ai-lab-48m.plan"));
        var program = CompiledText.Program(text);
        using var hand = HandSimulation.Start(Path.Combine(arguments.Folder, "bench", "cpp", "simulate.cpp"));
        if (hand is null)
        {
            table.Add("the simulation in C++", "left out: g++ is not installed");
        }

        var trials = arguments.IsQuick ? 50_000 : 1_000_000;
        foreach (var threads in (ReadOnlySpan<int>)[1, 2])
        {
            Compare(program, trials, threads, arguments, hand, table);
        }

        Interactive(text, program, arguments, table);
        Growth(program, arguments, table);
        PlanGrowth(arguments, table);
        Recalculate(program, arguments, table);
    }

    private static ImmutableArray<SimulationOutput> Outputs(PlanProgram program, int count = int.MaxValue) =>
        [.. s_outputs.Take(count).Select(name => new SimulationOutput(CompiledText.Slot(program, name), 0, null))];

    private static void Compare(PlanProgram program, int trials, int threads, BenchArguments arguments, HandSimulation? hand, FigureTable table)
    {
        var rounds = arguments.IsQuick ? 3 : 15;
        Samples ours = new(), theirs = new(), others = new();
        for (var i = -3; i < rounds; i++)
        {
            var kept = i < 0 ? new Samples() : ours;
            kept.Take(() => Simulate(program, trials, threads, (ulong)(i + 3)));
            if (hand?.Measure(trials, threads, i + 3) is { } answer && i >= 0)
            {
                theirs.Add(answer.Seconds, answer.Processor);
            }

            if (arguments.OtherSimulation is { } other && i >= 0)
            {
                others.Add(HandSimulation.Measure(other, trials, threads));
            }
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{trials:N0} trials of 44 lines × 48 months, all statistics, threads: {threads}");
        table.Add(name, ours);
        if (hand is not null)
        {
            Against("  the same in C++", theirs, ours, table);
        }

        if (arguments.OtherSimulation is not null)
        {
            Against("  the same by the other program", others, ours, table);
        }
    }

    // Speed, not time: above 1 is faster than the other.
    private static void Against(string name, Samples theirs, Samples ours, FigureTable table)
    {
        var processor = theirs.Processor / ours.Processor is { } ratio ? string.Create(CultureInfo.InvariantCulture, $", processor {ratio:F2}") : "";
        table.Add(name, theirs, null, string.Create(
            CultureInfo.InvariantCulture,
            $"ours runs at {theirs.Median / ours.Median:F2} × its speed (best {theirs.Best / ours.Best:F2}{processor})"));
    }

    private static double Simulate(PlanProgram program, int trials, int threads, ulong seed)
    {
        var outputs = Outputs(program);
        var statistics = new TrialStatistics(program, outputs, trials);
        MonteCarlo.Run(program, new SimulationOptions { Trials = trials, Threads = threads, Seed = seed, Outputs = outputs }, statistics);
        var revenue = statistics.Finish(threads)[3].Distribution;
        return revenue.Mean + revenue.Quantile(0.5);
    }

    private static void Interactive(string text, PlanProgram program, BenchArguments arguments, FigureTable table)
    {
        var rounds = arguments.IsQuick ? 3 : 21;
        Samples compiled = new(), blockwise = new(), edited = new();
        for (var i = 0; i < rounds; i++)
        {
            // Each round asks for other outputs, so that its kernels are new.
            var outputs = Outputs(program).Remove(Outputs(program)[i % 12]).RemoveAt((i / 3) % 12);
            compiled.Take(() => First(program, outputs, TrialPath.Compiled));
            blockwise.Take(() => First(program, outputs, TrialPath.Blockwise));
            var cost = string.Create(CultureInfo.InvariantCulture, $"{420 + i}K ~ normal");
            var change = CompiledText.Program(text.Replace("420K ~ normal", cost, StringComparison.Ordinal));
            edited.Take(() => First(change, Outputs(change), TrialPath.Fastest));
        }

        table.Add("10,000 trials, machine code made first", compiled, targetSeconds: 0.15);
        table.Add("10,000 trials without making machine code", blockwise, targetSeconds: 0.15);
        table.Add("10,000 trials after an edit of a driver", edited, targetSeconds: 0.01);
    }

    private static long First(PlanProgram program, ImmutableArray<SimulationOutput> outputs, TrialPath path) =>
        MonteCarlo.Run(program, new SimulationOptions { Trials = 10_000, Outputs = outputs, Path = path }, new NoStatistics()).TrialsRun;

    private static void Growth(PlanProgram program, BenchArguments arguments, FigureTable table)
    {
        for (long trials = 1_000; trials <= (arguments.IsQuick ? 100_000 : 100_000_000); trials *= 10)
        {
            var rounds = trials > 1_000_000 ? 1 : 5;
            Samples samples = new();
            for (var i = 0; i < rounds; i++)
            {
                samples.Take(() => MonteCarlo.Run(
                    program,
                    new SimulationOptions { Trials = trials, Outputs = Outputs(program), Path = TrialPath.Compiled },
                    new NoStatistics()).TrialsRun);
            }

            var processor = (samples.Processor ?? samples.Median) / trials * 1e9;
            using var process = Process.GetCurrentProcess();
            table.Add(
                string.Create(CultureInfo.InvariantCulture, $"{trials:N0} trials without statistics"), samples, null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{samples.Median / trials * 1e9:F0} ns a trial, {processor:F0} ns of processor; {process.WorkingSet64 >> 20} MB in use"));
        }
    }

    private static void PlanGrowth(BenchArguments arguments, FigureTable table)
    {
        foreach (var (lines, years) in (ReadOnlySpan<(int, int)>)[(50, 4), (100, 4), (200, 4), (400, 4), (100, 8), (100, 16)])
        {
            var program = CompiledText.Program(ChainText(lines, years));
            var trials = arguments.IsQuick ? 5_000 : 100_000;
            Samples samples = new();
            for (var i = 0; i < (arguments.IsQuick ? 2 : 7); i++)
            {
                var output = new SimulationOutput(CompiledText.Slot(program, $"line_{lines - 1}"), 0, program.TimeAxes[0].Calendar.Last);
                samples.Take(() => MonteCarlo.Run(
                    program, new SimulationOptions { Trials = trials, Outputs = [output], Path = TrialPath.Compiled }, new NoStatistics()).TrialsRun);
            }

            var cells = (double)lines * years * 12 * trials;
            table.Add(
                string.Create(CultureInfo.InvariantCulture, $"{trials:N0} trials of a chain of {lines} lines × {years * 12} months"), samples, null,
                string.Create(CultureInfo.InvariantCulture, $"{samples.Best / cells * 1e12:F0} ps a cell and trial"));
        }
    }

    // Every line reads the one before it and its own last month.
    private static string ChainText(int lines, int years)
    {
        var text = new System.Text.StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"plan \"chain\"\n  currency USD\n  calendar monthly 2024-01 .. {2023 + years}-12\n\n");
        text.Append("input d : 1 = 1 ~ normal(sd: 0.1)\nnoise shock ~ normal(mean: 0, sd: 0.1) each period\n\n");
        for (var i = 0; i < lines; i++)
        {
            var source = i == 0 ? "d * (1 + shock)" : $"line_{i - 1}";
            text.Append(CultureInfo.InvariantCulture, $"line line_{i} : 1 = 0.9 * {source} + 0.1 * prev(line_{i}, 1)\n  aggregate closing\n");
        }

        return text.ToString();
    }

    private static void Recalculate(PlanProgram program, BenchArguments arguments, FigureTable table)
    {
        var (rounds, repetitions) = arguments.IsQuick ? (3, 100) : (21, 1_000);
        var session = new Recalculation(CompiledText.Run(program));
        var driver = CompiledText.Slot(program, "g0");
        Samples samples = new();
        for (var i = -3; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var k = 0; k < repetitions; k++)
            {
                CompiledText.Edit(session, driver, 0.255 + (1e-6 * k));
            }

            if (i >= 0)
            {
                samples.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / repetitions);
            }
        }

        table.Add("one recalculation of the 44 lines after an edit of their first driver", samples);
    }

    /// <summary>Looks at nothing.</summary>
    private sealed class NoStatistics : ITrialCollector, ITrialSink
    {
        public ITrialSink Begin(TrialRange range) => this;

        public void End(TrialRange range, ITrialSink sink)
        {
            // Only the time counts.
        }

        public void Accept(long firstTrial, int count, ReadOnlySpan<double> outputs, ReadOnlySpan<double> inputs)
        {
            // Only the time counts.
        }
    }
}
