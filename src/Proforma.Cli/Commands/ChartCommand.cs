using System.CommandLine;
using System.Text;
using Proforma.Cli.Arguments;
using Proforma.Cli.Rendering;
using Proforma.Cli.Reports;
using Proforma.Language;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;
using Proforma.Reporting.Charts;
using Proforma.Reporting.Reports;
using Proforma.Workspace;

namespace Proforma.Cli.Commands;

/// <summary>`proforma chart`: one picture of some lines as SVG.</summary>
internal sealed class ChartCommand
{
    private readonly Argument<string> _file = CommonOptions.PlanFile();
    private readonly Argument<string> _lines = new("LINES") { Description = "What to draw: 'revenue', 'api_revenue, subscription_revenue', 'revenue / openai.revenue', 'sales by product'." };
    private readonly Option<string> _type = new("--type") { Description = "lines, columns, stacked, peers, runway, bridge or tornado.", DefaultValueFactory = static _ => "lines" };
    private readonly Option<string> _by = new("--by") { Description = "day, week, month, quarter, half or year.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _from = new("--from") { Description = "The first period; for a bridge the track from which it starts.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _to = new("--to") { Description = "The last period; for a bridge the track to which it leads.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _period = new("--period") { Description = "The period of a bridge or tornado.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _drivers = new("--drivers") { Description = "Inputs of a bridge or tornado: 'price ±1%, volume'.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _actual = new("--actual") { Description = "The last reported period; later ones are drawn as forecast.", DefaultValueFactory = static _ => "" };
    private readonly Option<string[]> _tracks = CommonOptions.Tracks();
    private readonly Option<string> _title = new("--title") { Description = "The title; without it the names of the lines.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _currency = new("--currency") { Description = "Translate money into this currency (ISO 4217) at the plan's rates.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _language = CommonOptions.Language();
    private readonly Option<string> _color = CommonOptions.Color();
    private readonly Option<int> _width = new("--width") { Description = "The width in pixels, 280 to 4000.", DefaultValueFactory = static _ => 720 };
    private readonly Option<string> _out = new("--out", "-o") { Description = "The SVG file to write; without it the picture goes to standard output.", DefaultValueFactory = static _ => "" };
    private readonly Terminal _terminal;

    private ChartCommand(Terminal terminal)
    {
        _terminal = terminal;
        _type.AcceptOnlyFromAmong("lines", "columns", "stacked", "peers", "runway", "bridge", "tornado");
        _width.Validators.Add(static r =>
        {
            if (r.GetValueOrDefault<int>() is < 280 or > 4_000)
            {
                r.AddError("--width is a number from 280 to 4000.");
            }
        });
    }

    public static Command Build(Terminal terminal)
    {
        var chart = new ChartCommand(terminal);
        var command = new Command("chart", "Draw lines of a plan as an SVG picture.")
        {
            chart._file, chart._lines, chart._type, chart._by, chart._from, chart._to, chart._period, chart._drivers, chart._actual, chart._tracks, chart._title,
            chart._currency, chart._language, chart._color, chart._width, chart._out,
        };
        command.SetAction(chart.Execute);
        return command;
    }

    private int Execute(ParseResult parsed)
    {
        // A chart is a report of one block: what can be wrong with it is said in the same words.
        var template = ReportTemplate.Read("chart", BlockOf(parsed), static (_, _) => (null, null, "A chart includes nothing."));
        var source = new SourceText(template.Root.Path, template.Root.Text);
        var path = parsed.GetValue(_file)!;
        NewFile.RequirePath(path);
        var (session, problem) = PlanSession.Open(path,
            [.. template.Expressions.Select(e => new ExtraExpression(source, new TextSpan(e.Text.Start, e.Text.Length), e.IsSeries ? ExtraKind.Series : ExtraKind.Figure))]);
        if (session is null)
        {
            throw new UsageException(problem);
        }

        if (OpenedPlan.Program(session, _terminal, CommonOptions.ColorOf(parsed.GetValue(_color))) is null)
        {
            return ExitCode.Diagnostics;
        }

        var outcome = session.Run(null, _terminal.Interrupted);
        if (outcome.Result is not { } run)
        {
            throw new UsageException("the plan has more cells than a run may have.");
        }

        var document = ReportBuilder.Build(new ReportInput
        {
            Template = template,
            Figures = new RunFigures(run),
            ExtraSlots = session.Compilation.ExtraSlots,
            WhatIf = new WhatIf(run),
            Language = CommonOptions.LanguageOf(parsed.GetValue(_language)),
            Currency = parsed.GetValue(_currency)!,
            MaxExplained = 0,
            Nearest = static (name, known) => Spelling.Nearest(name, known),
        }, out var problems, _terminal.Interrupted);
        if (document is null)
        {
            throw new UsageException(problems[0].Message);
        }

        return Write(parsed, document.Charts[0].Chart);
    }

    private int Write(ParseResult parsed, Chart chart)
    {
        var svg = SvgWriter.Standalone(chart, parsed.GetValue(_width));
        if (parsed.GetValue(_out) is { Length: > 0 } path)
        {
            NewFile.RequirePath(path);
            ReportTarget.Write(path, Encoding.UTF8.GetBytes(svg));
            _terminal.Output.WriteLine($"{path}: {chart.Title}, {chart.Subtitle}");
        }
        else
        {
            _terminal.Output.Write(svg);
        }

        return ExitCode.Fine;
    }

    private string BlockOf(ParseResult parsed)
    {
        var type = parsed.GetValue(_type)!;
        var isOne = type is "bridge" or "tornado";
        var tracks = CommonOptions.Names(parsed.GetValue(_tracks));
        var text = new StringBuilder("```chart\n");
        void Add(string key, string value) => text.Append(value.Length == 0 ? "" : $"{key}: {value.ReplaceLineEndings(" ")}\n");
        Add("type", type);
        Add(isOne ? "line" : "lines", parsed.GetValue(_lines)!);
        Add("by", parsed.GetValue(_by)!);
        Add("from", parsed.GetValue(_from)!);
        Add("to", parsed.GetValue(_to)!);
        Add("period", parsed.GetValue(_period)!);
        Add("drivers", parsed.GetValue(_drivers)!);
        Add("actual", parsed.GetValue(_actual)!);
        Add(type == "tornado" ? "track" : "tracks", string.Join(", ", tracks));
        Add("title", parsed.GetValue(_title)!);
        return text.Append("```\n").ToString();
    }
}
