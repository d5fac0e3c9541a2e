using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Proforma.Cli.Arguments;
using Proforma.Cli.Rendering;
using Proforma.Language;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Simulation;
using Proforma.Workspace;
using Proforma.Workspace.Simulation;

namespace Proforma.Cli.Commands;

/// <summary>`proforma simulate`: how likely, how much, when, over many trials.</summary>
internal sealed class SimulateCommand
{
    private const string UsualTrials = "100K";
    private const int MostInfluenced = 3;

    private readonly Argument<string> _file = CommonOptions.PlanFile();
    private readonly Option<string> _trials = new("--trials", "-n")
    {
        Description = $"How many trials: 1M, 10k, 1e6. {UsualTrials} when left out.",
        DefaultValueFactory = static _ => UsualTrials,
    };
    private readonly Option<ulong> _seed = new("--seed") { Description = "The seed: the same seed draws the same trials.",
        DefaultValueFactory = static _ => 1 };
    private readonly Option<string> _sampling = new("--sampling")
    {
        Description = "random, lhs (Latin hypercube) or sobol (scrambled Sobol points, which settle sooner).",
        DefaultValueFactory = static _ => "random",
    };
    private readonly Option<int> _threads = new("--threads") { Description = "How many threads; one on each core when left out. Results do not depend on it." };
    private readonly Option<string[]> _tracks = CommonOptions.Tracks();
    private readonly Option<string[]> _lines = new("--lines")
    {
        Description = "These lines and measures, separated by commas; * and ? stand for any characters. Without it those that measures and checks read.",
    };
    private readonly Option<string[]> _probability = new("--probability", "-p")
    {
        Description = "How likely is this? 'revenue[2027] >= 34.5B', 'cash >= 0' (throughout). May be given again.",
        AllowMultipleArgumentsPerToken = false,
    };
    private readonly Option<string> _quantiles = new("--quantiles") { Description = "The quantiles shown, in percent.",
        DefaultValueFactory = static _ => "5,10,50,90,95" };
    private readonly Option<bool> _mix = new("--mix") { Description = "One distribution of all tracks, drawn by their weights." };
    private readonly Option<string> _until = new("--until")
    {
        Description = "Stop when a mean is known so well (95% interval): \"'revenue[2027]' within 0.5%\". --trials is then the most.",
        DefaultValueFactory = static _ => "",
    };
    private readonly Option<string[]> _set = CommonOptions.Set();
    private readonly Option<string> _by = new("--by") { Description = "The length of the periods: month, quarter, half, year or fiscal.",
        DefaultValueFactory = static _ => "" };
    private readonly Option<string> _from = new("--from") { Description = "The first period.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _to = new("--to") { Description = "The last period.", DefaultValueFactory = static _ => "" };
    private readonly Option<bool> _json = CommonOptions.Json("Print records as JSON: one a statistic, with all digits (docs/simulation.md).");
    private readonly Option<bool> _csv = new("--csv") { Description = "Print the same records as CSV." };
    private readonly Option<string> _parquet = new("--parquet") { Description = "Write the trials themselves to this file, a row a trial.",
        DefaultValueFactory = static _ => "" };
    private readonly Option<string> _out = new("--out") { Description = "Write what is printed to this file.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _language = CommonOptions.Language();
    private readonly Option<string> _color = CommonOptions.Color();
    private readonly Terminal _terminal;

    private SimulateCommand(Terminal terminal)
    {
        _terminal = terminal;
        _sampling.AcceptOnlyFromAmong([.. SimulationArguments.Samplings]);
        _by.AcceptOnlyFromAmong("", "day", "week", "month", "quarter", "half", "year", "fiscal");
        _threads.Validators.Add(static r =>
        {
            if (r.GetValueOrDefault<int>() is < 1 or > 1024)
            {
                r.AddError("--threads is a number from 1 to 1024.");
            }
        });
    }

    public static Command Build(Terminal terminal)
    {
        var simulate = new SimulateCommand(terminal);
        var command = new Command("simulate", "Simulate a plan: quantiles of lines by period, dates, and how likely things are, over many trials.")
        {
            simulate._file, simulate._trials, simulate._seed, simulate._sampling, simulate._threads, simulate._tracks, simulate._lines,
            simulate._probability, simulate._quantiles, simulate._mix, simulate._until, simulate._set, simulate._by, simulate._from, simulate._to,
            simulate._json, simulate._csv, simulate._parquet, simulate._out, simulate._language, simulate._color,
        };
        command.Validators.Add(r =>
        {
            if (r.GetValue(simulate._json) && r.GetValue(simulate._csv))
            {
                r.AddError("--json and --csv exclude each other.");
            }
        });
        command.SetAction(simulate.Execute);
        return command;
    }

    private int Execute(ParseResult parsed)
    {
        var trials = SimulationArguments.Trials(parsed.GetValue(_trials)!);
        var quantiles = SimulationArguments.Quantiles(parsed.GetValue(_quantiles)!);
        var overrides = SimulationArguments.Overrides(parsed.GetValue(_set));
        var until = parsed.GetValue(_until)! is { Length: > 0 } text ? SimulationArguments.Until(text) : default((string Figure, double Within)?);
        var questions = (parsed.GetValue(_probability) ?? []).Select(static q =>
            ExtraExpression.OfText("--probability", q, ExtraKind.Condition)).ToList();
        var color = CommonOptions.ColorOf(parsed.GetValue(_color));
        var session = OpenedPlan.Open(parsed.GetValue(_file)!, questions, overrides);
        if (OpenedPlan.Program(session, _terminal, color) is not { } program)
        {
            return ExitCode.Diagnostics;
        }

        var (outputs, goal) = Outputs(parsed, session, program, until);
        if (outputs.IsEmpty)
        {
            return ExitCode.Diagnostics;
        }

        var asked = session.Compilation.ExtraSlots.Zip(parsed.GetValue(_probability) ?? []);
        var conditions = SimulatedCondition.Of(program, asked);
        using var report = ReportFile.Create(parsed.GetValue(_out)!);
        using var table = TrialFile(parsed, program, outputs, trials);
        using var progress = new ProgressBar(_terminal, TimeProvider.System) { Asked = trials };
        _terminal.TakesTimeToStop = true;
        var result = SimulationRun.Execute(program, session.Hash, new SimulationRequest
        {
            Trials = trials,
            Seed = parsed.GetValue(_seed),
            Sampling = SimulationArguments.SamplingOf(parsed.GetValue(_sampling)!),
            Threads = parsed.GetValue(_threads),
            Outputs = outputs,
            MixTracks = parsed.GetValue(_mix),
            Quantiles = quantiles,
            Influenced = Influenced(program, outputs, conditions),
            Until = goal,
            Besides = table,
            Progress = progress,
        }, _terminal.Interrupted);
        progress.Dispose();
        if (result.Refusal is { } refusal)
        {
            _terminal.Error.WriteLine($"error: {refusal}");
            return ExitCode.Diagnostics;
        }

        if (result.Figures!.TrialsRun == 0)
        {
            _terminal.Error.WriteLine("Interrupted before the first trials were done; there is nothing to show.");
            return ExitCode.Interrupted;
        }

        Finish(table, result, parsed);
        var content = new SimulationContent(result.Figures)
        {
            Conditions = conditions,
            Influences = [.. result.Correlations.Select(c => new OutputInfluences(c.Output, Strongest(c.Inputs, result.Figures.TrialsRun)))],
            IsMix = parsed.GetValue(_mix),
            WasCancelled = result.WasCancelled,
            Converged = Converged(result, until, CommonOptions.LanguageOf(parsed.GetValue(_language))),
            File = parsed.GetValue(_file)!,
            Arguments = SimulationArguments.Written(overrides),
        };
        Print(parsed, content, quantiles, color, report);
        return result.WasCancelled ? ExitCode.Interrupted : ExitCode.Fine;
    }

    private (ImmutableArray<SimulationOutput> Outputs, ConvergenceGoal? Goal) Outputs(
        ParseResult parsed, PlanSession session, PlanProgram program, (string Figure, double Within)? until)
    {
        var calendar = program.TimeAxes[0].Calendar;
        var tracks = CommonOptions.Names(parsed.GetValue(_tracks));
        CommonOptions.RequireTracks(program, tracks);
        var lines = CommonOptions.Names(parsed.GetValue(_lines));
        CommonOptions.RequireLines(program, lines);
        var by = parsed.GetValue(_by)! is { Length: > 0 } given ? given : calendar.YearEndMonth == 12 ? "year" : "fiscal";
        var grain = PeriodArgument.GrainOf(by);
        PeriodArgument.RequireGrain(calendar, grain, by);
        var span = PeriodArgument.Span(parsed.GetValue(_from)!, parsed.GetValue(_to)!, calendar.YearEndMonth);
        PeriodArgument.RequireOverlap(calendar, span);
        var goal = until is { } wanted
            ? new ConvergenceGoal(Figure(CellSelector.Read(wanted.Figure, tracks.FirstOrDefault() ?? "", program)), wanted.Within) : null;
        var (outputs, problem) = OutputSelection.Of(program, new OutputRequest
        {
            Lines = lines,
            Tracks = tracks,
            Grain = grain,
            Fiscal = by == "fiscal",
            Span = span,
            MixTracks = parsed.GetValue(_mix),
            Conditions = [.. session.Compilation.ExtraSlots],
            Besides = goal is null ? [] : [goal.Output],
        });
        if (problem is not null)
        {
            _terminal.Error.WriteLine($"error: {problem}");
        }

        return (outputs, goal);
    }

    private static SimulationOutput Figure(CellSelector selected) =>
        new(selected.Slot.Index, selected.Row, selected.Slot.TimeAxis < 0 ? null : selected.Period);

    /// <summary>The last period of the first lines, in each track.</summary>
    private static ImmutableArray<SimulationOutput> Influenced(PlanProgram program, ImmutableArray<SimulationOutput> outputs,
        ImmutableArray<SimulatedCondition> conditions)
    {
        var series = outputs.Where(static o => o.Period is not null).GroupBy(static o => (o.Slot, o.Row)).Select(static g => g.Last()).ToList();
        if (series.Count == 0)
        {
            series = [.. outputs.Where(o => conditions.All(c => c.Slot != o.Slot) && program.Slots[o.Slot].Type == Model.Program.ValueType.Quantity)];
        }

        var first = series.Select(static o => o.Slot).Distinct().Take(MostInfluenced).ToHashSet();
        return [.. series.Where(o => first.Contains(o.Slot)).Take(24)];
    }

    private static ImmutableArray<InputInfluence> Strongest(ImmutableArray<InputCorrelation> inputs, long trials)
    {
        // Below three standard errors a coefficient cannot be told from chance.
        var chance = 3 / Math.Sqrt(Math.Clamp(trials, 1, 1 << 16));
        return
        [
            .. inputs.Where(i => Math.Abs(i.RankCorrelation) >= chance)
                .Select(static i => new InputInfluence(i.Input.Slot, i.Input.Row, i.Input.FirstStep, i.RankCorrelation)),
        ];
    }

    private TrialParquetFile? TrialFile(ParseResult parsed, PlanProgram program, ImmutableArray<SimulationOutput> outputs, long trials)
    {
        var path = parsed.GetValue(_parquet)!;
        if (path.Length == 0)
        {
            return null;
        }

        NewFile.RequirePath(path);
        if (outputs.Length > TrialParquetFile.MostColumns)
        {
            throw new UsageException($"--parquet: these are {outputs.Length:N0} figures a trial; at most {TrialParquetFile.MostColumns:N0} become columns. Name fewer lines with --lines.");
        }

        var columns = outputs.Select(o => new TrialColumn(ColumnOf(program, o), o, ReportedUnit.Of(program.Slots[o.Slot]).Scale)).ToImmutableArray();
        return ReportFile.Writing(path, () =>
        {
            var file = TrialParquetFile.Create(path, program, columns, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["proforma.version"] = SimulationRun.Version,
                ["proforma.seed"] = FormattableString.Invariant($"{parsed.GetValue(_seed)}"),
                ["proforma.sampling"] = parsed.GetValue(_sampling)!,
                ["proforma.trials"] = FormattableString.Invariant($"{trials}"),
            });
            if (ReportFile.Shortage(path, TrialParquetFile.BytesOf(trials, columns.Length)) is { } shortage)
            {
                file.Dispose();
                throw new UsageException(shortage);
            }

            return file;
        });
    }

    private static string ColumnOf(PlanProgram program, SimulationOutput output)
    {
        var slot = program.Slots[output.Slot];
        var name = SimulationNames.CellOf(program, output);
        var probability = program.Probabilities.FirstOrDefault(p => p.Condition == slot.Index);
        return probability is not null ? name.Replace(slot.Name, program.Slots[probability.Measure].Name, StringComparison.Ordinal)
            : slot.Role == SlotRole.Check ? name.Replace(slot.Name, $"check {slot.Label}", StringComparison.Ordinal)
            : name;
    }

    private void Finish(TrialParquetFile? table, SimulationResult result, ParseResult parsed)
    {
        if (table is null)
        {
            return;
        }

        if (result.WasCancelled)
        {
            _terminal.Error.WriteLine($"{parsed.GetValue(_parquet)} was not written: the simulation was interrupted.");
            return;
        }

        ReportFile.Writing(parsed.GetValue(_parquet)!, () =>
        {
            table.Complete();
            return 0;
        });
    }

    private static string Converged(SimulationResult result, (string Figure, double Within)? until, ReportLanguage language)
    {
        if (until is not { } goal || result.WasCancelled)
        {
            return "";
        }

        var chinese = language == ReportLanguage.Chinese;
        var run = result.Figures!.TrialsRun;
        var percent = ((result.Reached ?? goal.Within) * 100).ToString("0.###", CultureInfo.InvariantCulture);
        return result.Reached is not null
            ? chinese ? $"{goal.Figure} 的均值在 {run:N0} 次试验后已精确到 ±{percent}%（95%）。"
                : $"The mean of {goal.Figure} is known to ±{percent}% (95%) after {run:N0} trials."
            : chinese ? $"{run:N0} 次试验后 {goal.Figure} 的均值仍未精确到 ±{percent}%。"
                : $"After {run:N0} trials the mean of {goal.Figure} is not yet known to ±{percent}%.";
    }

    private void Print(ParseResult parsed, SimulationContent content, ImmutableArray<double> quantiles, ColorChoice color, ReportFile? report)
    {
        if (parsed.GetValue(_json) || parsed.GetValue(_csv))
        {
            _terminal.Flush();
            var records = SimulationRecordSource.Of(content, quantiles);
            ReportFile.Write(report, _terminal.OutputStream, output =>
            {
                if (parsed.GetValue(_json))
                {
                    SimulationRecordWriter.WriteJson(content, records, output);
                }
                else
                {
                    SimulationRecordWriter.WriteCsv(content, records, output);
                }
            });
            return;
        }

        var numbers = new NumberOptions { Language = CommonOptions.LanguageOf(parsed.GetValue(_language)) };
        var table = SimulationTableBuilder.Build(content, new SimulationTableOptions { Quantiles = quantiles, Numbers = numbers });
        if (report is null)
        {
            new SimulationPage(_terminal.Output, _terminal.OutputPalette(color), _terminal.Width).Write(table);
            return;
        }

        ReportFile.Write(report, _terminal.OutputStream, output =>
        {
            using var writer = new StreamWriter(output, leaveOpen: true) { NewLine = "\n" };
            new SimulationPage(writer, Palette.For(ColorChoice.Never, isTerminal: false, noColor: true), Terminal.PlainWidth).Write(table);
        });
    }
}
