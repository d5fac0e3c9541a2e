using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Proforma.Cli.Arguments;
using Proforma.Cli.Rendering;
using Proforma.Engine.Execution;
using Proforma.Engine.Sensitivity;
using Proforma.Model.Simulation;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Sensitivity;
using Proforma.Workspace;
using Proforma.Workspace.Simulation;

namespace Proforma.Cli.Commands;

/// <summary>`proforma tornado`: which drivers move a figure, and how far.</summary>
internal sealed class TornadoCommand
{
    private readonly Argument<string> _file = CommonOptions.PlanFile();
    private readonly Argument<string> _figure = new("FIGURE") { Description = "What is moved: 'revenue[2027]', 'cash[aggressive, 2026-03]', 'cash_out'." };
    private readonly Option<string> _track = new("--track") { Description = "The track; the plan's first without it.",
        DefaultValueFactory = static _ => "" };
    private readonly Option<string> _by = new("--by")
    {
        Description = "How far each driver is moved: range (from its P10 to its P90), sd (one standard deviation), or 10% (every input by a tenth).",
        DefaultValueFactory = static _ => "range",
    };
    private readonly Option<string[]> _set = CommonOptions.Set();
    private readonly Option<bool> _json = CommonOptions.Json("Print records as JSON: one a driver (docs/simulation.md).");
    private readonly Option<bool> _csv = new("--csv") { Description = "Print the same records as CSV." };
    private readonly Option<string> _language = CommonOptions.Language();
    private readonly Option<string> _color = CommonOptions.Color();

    public static Command Build(Terminal terminal)
    {
        var tornado = new TornadoCommand();
        var command = new Command("tornado", "Which drivers move a figure, and how far: each by its own range, the longest bar first.")
        {
            tornado._file, tornado._figure, tornado._track, tornado._by, tornado._set, tornado._json, tornado._csv, tornado._language, tornado._color,
        };
        command.Validators.Add(r =>
        {
            if (r.GetValue(tornado._json) && r.GetValue(tornado._csv))
            {
                r.AddError("--json and --csv exclude each other.");
            }
        });
        command.SetAction(parsed => tornado.Execute(parsed, terminal));
        return command;
    }

    private int Execute(ParseResult parsed, Terminal terminal)
    {
        var color = CommonOptions.ColorOf(parsed.GetValue(_color));
        var numbers = new NumberOptions { Language = CommonOptions.LanguageOf(parsed.GetValue(_language)) };
        var by = parsed.GetValue(_by)!;
        var (uncertain, certain, words) = RangeOf(by, numbers.Language);
        var overrides = SimulationArguments.Overrides(parsed.GetValue(_set));
        var session = OpenedPlan.Open(parsed.GetValue(_file)!, [], overrides);
        if (OpenedPlan.Program(session, terminal, color) is not { } program)
        {
            return ExitCode.Diagnostics;
        }

        var selected = CellSelector.Read(parsed.GetValue(_figure)!, parsed.GetValue(_track)!, program);
        var output = new SimulationOutput(selected.Slot.Index, selected.Row, selected.Slot.TimeAxis < 0 ? null : selected.Period);
        if (program.Uncertainties.IsEmpty && certain is null)
        {
            terminal.Error.WriteLine("error: Nothing in this plan is uncertain. Move every input by a share of it with --by 10%.");
            return ExitCode.Diagnostics;
        }

        var outcome = session.Run(null, terminal.Interrupted);
        if (outcome.Result is not { } run)
        {
            terminal.Error.WriteLine($"error: the plan has {outcome.Refusal!.Cells:N0} cells, more than a run may have.");
            return ExitCode.Diagnostics;
        }

        var start = Gradient.Of(run, output, terminal.Interrupted).Value;
        if (!start.IsValue)
        {
            terminal.Error.WriteLine($"error: {parsed.GetValue(_figure)} is {FigureWords.Of(start.State, ReportLanguage.English)}, so nothing can be said about what moves it.");
            return ExitCode.Diagnostics;
        }

        var bars = TornadoRun.Of(run, output, uncertain, certain, terminal.Interrupted);
        var track = parsed.GetValue(_track)! is { Length: > 0 } named ? $" --track {named}" : "";
        Write(parsed, terminal, new TornadoContent(program, output, start, ItemsOf(bars))
        {
            Range = words,
            Noises = [.. TornadoRun.NoisesOf(program).Select(static s => s.Label)],
            Version = SimulationRun.Version,
            PlanHash = session.Hash,
            Command = $"proforma tornado {parsed.GetValue(_file)} '{parsed.GetValue(_figure)}'{track}{(by == "range" ? "" : $" --by {by}")}{SimulationArguments.Written(overrides)}",
        }, numbers, color);
        return ExitCode.Fine;
    }

    private static ImmutableArray<TornadoItem> ItemsOf(ImmutableArray<TornadoLine> lines) =>
        [.. lines.Select(static l => new TornadoItem(l.Bar.Driver.Slot, l.Ends, l.Bar.AtLow, l.Bar.AtHigh, l.PerPercent))];

    private void Write(ParseResult parsed, Terminal terminal, TornadoContent content, NumberOptions numbers, ColorChoice color)
    {
        if (parsed.GetValue(_json) || parsed.GetValue(_csv))
        {
            terminal.Flush();
            if (parsed.GetValue(_json))
            {
                TornadoRecordWriter.WriteJson(content, terminal.OutputStream);
            }
            else
            {
                TornadoRecordWriter.WriteCsv(content, terminal.OutputStream);
            }

            return;
        }

        new TornadoPage(terminal.Output, terminal.OutputPalette(color), terminal.Width, numbers.Language).Write(TornadoTable.Of(content, numbers));
    }

    private static (TornadoRange Uncertain, TornadoRange? Certain, string Words) RangeOf(string by, ReportLanguage language)
    {
        var chinese = language == ReportLanguage.Chinese;
        switch (by)
        {
            case "range":
                return (new TornadoRange.Quantiles(), null, chinese ? "每个不确定输入从 P10 到 P90，其余不变"
                    : "Each uncertain input from its P10 to its P90, all others as they are");
            case "sd":
                return (new TornadoRange.Deviations(), null, chinese ? "每个不确定输入上下一个标准差，其余不变"
                    : "Each uncertain input by one standard deviation down and up, all others as they are");
        }

        if (by.EndsWith('%') && double.TryParse(by[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is > 0 and <= 100)
        {
            var range = new TornadoRange.Relative(percent / 100);
            return (range, range, chinese ? $"每个输入上下 {by}，其余不变" : $"Each input by {by} of it down and up, all others as they are");
        }

        throw new UsageException($"--by {by}: write range, sd, or a percentage up to 100 such as 10%.");
    }
}
