using System.CommandLine;
using System.Collections.Immutable;
using System.Globalization;
using Proforma.Cli.Arguments;
using Proforma.Cli.Rendering;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Parquet;
using Proforma.Reporting.Records;
using Proforma.Reporting.Tables;

namespace Proforma.Cli.Commands;

/// <summary>`proforma run`: statement tables by section, or records.</summary>
internal sealed class RunCommand
{
    private const int UsualMembers = 12, MostMembers = 5_000;

    private readonly Argument<string> _file = CommonOptions.PlanFile();
    private readonly Option<string?> _by = new("--by")
    {
        Description = "The length of the columns: day, week, month, quarter, half, year or fiscal. A year when left out, the fiscal one where the plan has one.",
    };
    private readonly Option<string> _from = new("--from") { Description = "The first period to show: 2026, 2026-Q1, 2026-01.",
        DefaultValueFactory = static _ => "" };
    private readonly Option<string> _to = new("--to") { Description = "The last period to show.", DefaultValueFactory = static _ => "" };
    private readonly Option<string[]> _tracks = CommonOptions.Tracks();
    private readonly Option<string[]> _lines = new("--lines")
    {
        Description = "Only these lines, separated by commas; * and ? stand for any characters.",
    };
    private readonly Option<bool> _inputs = new("--inputs") { Description = "Show inputs and exchange rates too." };
    private readonly Option<bool> _members = new("--members") { Description = "Show every member of a line, also where there are many." };
    private readonly Option<string> _scale = new("--scale")
    {
        Description = "The scale of money: 1, K, M, B, T, 万 or 亿. Without it each line has its own.",
        DefaultValueFactory = static _ => "",
    };
    private readonly Option<string> _currency = new("--currency") { Description = "Translate money with the plan's own rates, for example CNY.",
        DefaultValueFactory = static _ => "" };
    private readonly Option<int> _digits = new("--digits")
    {
        Description = "How many significant digits the largest figure of a row shows at least.",
    };
    private readonly Option<string> _negatives = new("--negatives") { Description = "Negative figures with a minus or in parentheses.",
        DefaultValueFactory = static _ => "minus" };
    private readonly Option<string> _language = CommonOptions.Language();
    private readonly Option<string> _color = CommonOptions.Color();
    private readonly Option<bool> _json = CommonOptions.Json("Print records as JSON: one a figure, with all digits (docs/reference/records.md).");
    private readonly Option<bool> _csv = new("--csv") { Description = "Print the same records as CSV." };
    private readonly Option<string?> _parquet = new("--parquet") { Description = "Write the same records to a Parquet file.", HelpName = "file" };
    private readonly Option<string[]> _set = CommonOptions.Set();
    private readonly Option<bool> _safe = new("--spreadsheet-safe")
    {
        Description = "With --csv: no text can be taken for a formula by a spreadsheet.",
    };
    private readonly Terminal _terminal;

    private RunCommand(Terminal terminal)
    {
        _terminal = terminal;
        _by.AcceptOnlyFromAmong("day", "week", "month", "quarter", "half", "year", "fiscal");
        _negatives.AcceptOnlyFromAmong("minus", "parentheses");
        _digits.Validators.Add(static r =>
        {
            if (r.GetValueOrDefault<int>() is < 1 or > 15)
            {
                r.AddError("--digits is a number from 1 to 15.");
            }
        });
    }

    public static Command Build(Terminal terminal)
    {
        var run = new RunCommand(terminal);
        var command = new Command("run", "Run a plan and print its statements: every line, a column a year, tracks side by side.")
        {
            run._file, run._by, run._from, run._to, run._tracks, run._lines, run._inputs, run._members, run._scale, run._currency, run._digits,
                run._negatives,
            run._language, run._color, run._json, run._csv, run._parquet, run._safe,
        };
        command.Validators.Add(r =>
        {
            if (new[] { r.GetValue(run._json), r.GetValue(run._csv), r.GetValue(run._parquet) is not null }.Count(static chosen => chosen) > 1)
            {
                r.AddError("--json, --csv and --parquet exclude each other.");
            }
        });
        command.SetAction(run.Execute);
        return command;
    }

    private int Execute(ParseResult parsed)
    {
        var color = CommonOptions.ColorOf(parsed.GetValue(_color));
        var session = OpenedPlan.Open(parsed.GetValue(_file)!, [], SimulationArguments.Overrides(parsed.GetValue(_set)));
        if (OpenedPlan.Program(session, _terminal, color) is not { } program)
        {
            return ExitCode.Diagnostics;
        }

        var options = Options(parsed, program);
        if (OpenedPlan.Run(session, _terminal) is not { } figures)
        {
            return ExitCode.Diagnostics;
        }

        if (parsed.GetValue(_json) || parsed.GetValue(_csv) || parsed.GetValue(_parquet) is not null)
        {
            WriteRecords(parsed, figures, options);
            return HasFailedChecks(figures, options) ? ExitCode.ChecksFail : ExitCode.Fine;
        }

        var report = StatementBuilder.Build(figures, options);
        new StatementPage(_terminal.Output, _terminal.OutputPalette(color), _terminal.Width).Write(report);
        return report.HasFailedChecks ? ExitCode.ChecksFail : ExitCode.Fine;
    }

    private TableOptions Options(ParseResult parsed, PlanProgram program)
    {
        var calendar = program.TimeAxes[0].Calendar;
        var by = parsed.GetValue(_by) ?? (calendar.YearEndMonth == 12 ? "year" : "fiscal");
        var tracks = CommonOptions.Names(parsed.GetValue(_tracks));
        CommonOptions.RequireTracks(program, tracks);
        var options = new TableOptions
        {
            Grain = PeriodArgument.GrainOf(by),
            Fiscal = by == "fiscal",
            Span = PeriodArgument.Span(parsed.GetValue(_from)!, parsed.GetValue(_to)!, calendar.YearEndMonth),
            Tracks = tracks,
            Lines = CommonOptions.Names(parsed.GetValue(_lines)),
            Inputs = parsed.GetValue(_inputs),
            MaxMemberRows = parsed.GetValue(_members) ? MostMembers : UsualMembers,
            Currency = CurrencyOf(parsed.GetValue(_currency)!),
            Numbers = new NumberOptions
            {
                Language = CommonOptions.LanguageOf(parsed.GetValue(_language)),
                Scale = ScaleOf(parsed.GetValue(_scale)!),
                Negatives = parsed.GetValue(_negatives) == "parentheses" ? NegativeStyle.Parentheses : NegativeStyle.Minus,
                SignificantDigits = parsed.GetValue(_digits) is > 0 and var digits ? digits : null,
            },
        };
        CommonOptions.RequireLines(program, options.Lines);
        PeriodArgument.RequireGrain(calendar, options.Grain, by);
        PeriodArgument.RequireOverlap(calendar, options.Span);
        return options;
    }

    private void WriteRecords(ParseResult parsed, IPlanFigures figures, TableOptions options)
    {
        _terminal.Flush();
        var records = RecordSource.Of(figures, new RecordOptions
        {
            Grain = options.Grain,
            Fiscal = options.Fiscal,
            Span = options.Span,
            Tracks = options.Tracks,
            Lines = options.Lines,
            Currency = options.Currency,
        });
        if (parsed.GetValue(_parquet) is { } path)
        {
            WriteParquet(path, records, figures.Program.Title);
        }
        else if (parsed.GetValue(_json))
        {
            RecordWriter.WriteJson(records, _terminal.OutputStream, _terminal.Interrupted);
        }
        else
        {
            RecordWriter.WriteCsv(records, _terminal.OutputStream, parsed.GetValue(_safe), _terminal.Interrupted);
        }
    }

    private void WriteParquet(string path, IEnumerable<FigureRecord> records, string title)
    {
        NewFile.RequirePath(path);
        var count = 0L;
        NewFile.Replace(path, file => ParquetRecordWriter.Write(
            records.Select(record =>
            {
                count++;
                return record;
            }),
            file,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = title },
            _terminal.Interrupted));
        _terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {count:N0} records."));
    }

    private static bool HasFailedChecks(IPlanFigures figures, TableOptions options) =>
        StatementBuilder.Build(figures, options with { ChecksOnly = true }).HasFailedChecks;

    private static NumberScale? ScaleOf(string name) => name.Length == 0 ? null
        : NumberScale.Named(name) ?? throw new UsageException($"--scale {name}: the scales are 1, K, M, B, T, 万 and 亿.");

    private static string CurrencyOf(string code) => code.Length == 0 || IsoCurrencies.Contains(code) ? code
        : throw new UsageException(
            $"--currency {code}: this is no ISO 4217 code{CommonOptions.Suggestion(code.ToUpperInvariant(), IsoCurrencies.All)}");
}
