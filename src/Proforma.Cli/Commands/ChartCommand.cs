using System.CommandLine;
using System.Text;
using Proforma.Cli.Arguments;
using Proforma.Cli.Rendering;
using Proforma.Cli.Reports;
using Proforma.Language.Diagnostics;
using Proforma.Reporting.Charts;

namespace Proforma.Cli.Commands;

/// <summary>`proforma chart`: one picture of some lines as SVG.</summary>
internal sealed class ChartCommand
{
    private readonly Argument<string> _file = CommonOptions.PlanFile();
    private readonly Argument<string> _lines = new("LINES") { Description = "What to draw: 'revenue', 'api_revenue, subscription_revenue', 'revenue / openai.revenue', 'sales by product'." };
    private readonly Option<string> _type = new("--type") { Description = "lines, columns, stacked, peers, runway, claims, bridge, tornado, fan, histogram or cumulative.", DefaultValueFactory = static _ => "lines" };
    private readonly Option<string> _by = new("--by") { Description = "day, week, month, quarter, half or year.",
        DefaultValueFactory = static _ => "" };
    private readonly Option<string> _from = new("--from") { Description = "The first period; for a bridge the track from which it starts.",
        DefaultValueFactory = static _ => "" };
    private readonly Option<string> _to = new("--to") { Description = "The last period; for a bridge the track to which it leads.",
        DefaultValueFactory = static _ => "" };
    private readonly Option<string> _period = new("--period") { Description = "The period of a bridge or tornado.",
        DefaultValueFactory = static _ => "" };
    private readonly Option<string> _drivers = new("--drivers") { Description = "Inputs of a bridge or tornado: 'price ±1%, volume'.",
        DefaultValueFactory = static _ => "" };
    private readonly Option<string> _dates = new("--dates") { Description = "Measures that find a date, to be marked: 'cash_out, turn_sustained'.",
        DefaultValueFactory = static _ => "" };
    private readonly Option<string> _actual = new("--actual") { Description = "The last reported period; later ones are drawn as forecast.",
        DefaultValueFactory = static _ => "" };
    private readonly Option<string[]> _tracks = CommonOptions.Tracks();
    private readonly Option<long> _trials = new("--trials") { Description = "How many trials a fan, histogram or cumulative chart shows.",
        DefaultValueFactory = static _ => 10_000 };
    private readonly Option<ulong> _seed = new("--seed") { Description = "The seed of the simulation.", DefaultValueFactory = static _ => 1 };
    private readonly Option<string> _title = new("--title") { Description = "The title; without it the names of the lines.",
        DefaultValueFactory = static _ => "" };
    private readonly Option<string> _currency = new("--currency") { Description = "Translate money into this currency (ISO 4217) at the plan's rates.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _language = CommonOptions.Language();
    private readonly Option<string> _color = CommonOptions.Color();
    private readonly Option<int> _width = new("--width") { Description = "The width in pixels, 280 to 4000.", DefaultValueFactory = static _ => 720 };
    private readonly Option<string> _out = new("--out",
        "-o") { Description = "The SVG file to write; without it the picture goes to standard output.", DefaultValueFactory = static _ => "" };
    private readonly Terminal _terminal;

    private ChartCommand(Terminal terminal)
    {
        _terminal = terminal;
        _type.AcceptOnlyFromAmong("lines", "columns", "stacked", "peers", "runway", "claims", "bridge", "tornado", "fan", "histogram", "cumulative");
        _trials.Validators.Add(static r =>
        {
            if (r.GetValueOrDefault<long>() is < 1 or > ReportSession.MostTrials)
            {
                r.AddError($"--trials is a number up to {ReportSession.MostTrials:N0}.");
            }
        });
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
            chart._file, chart._lines, chart._type, chart._by, chart._from, chart._to, chart._period, chart._drivers, chart._dates, chart._actual,
            chart._tracks,
                chart._trials, chart._seed, chart._title,
            chart._currency, chart._language, chart._color, chart._width, chart._out,
        };
        command.SetAction(chart.Execute);
        return command;
    }

    private int Execute(ParseResult parsed)
    {
        // A chart is a report of one block: what can be wrong with it is said in the same words.
        const string here = "chart";
        var request = new ReportRequest(here, parsed.GetValue(_file)!, CommonOptions.LanguageOf(parsed.GetValue(_language)),
            parsed.GetValue(_currency)!, "",
            parsed.GetValue(_trials), parsed.GetValue(_seed));
        var session = ReportSession.OfText(request, BlockOf(parsed), _terminal);
        if (session.Document is { } document)
        {
            return Write(parsed, document.Charts[0].Chart);
        }

        if (session.Diagnostics.FirstOrDefault(static d => d.File.Path == here && d.Severity == Severity.Error) is { } wrong)
        {
            throw new UsageException(wrong.Message);
        }

        DiagnosticPage.Write(session.Diagnostics, _terminal.Error, _terminal.ErrorPalette(CommonOptions.ColorOf(parsed.GetValue(_color))));
        return ExitCode.Diagnostics;
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
        var isOne = type is "bridge" or "tornado" or "fan" or "histogram" or "cumulative";
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
        Add("dates", parsed.GetValue(_dates)!);
        Add("actual", parsed.GetValue(_actual)!);
        Add(isOne && type != "bridge" ? "track" : "tracks", string.Join(", ", tracks));
        Add("title", parsed.GetValue(_title)!);
        return text.Append("```\n").ToString();
    }
}
