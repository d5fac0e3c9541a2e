using System.CommandLine;
using System.Text;
using Proforma.Cli.Arguments;
using Proforma.Cli.Rendering;
using Proforma.Cli.Reports;
using Proforma.Model.Units;
using Proforma.Reporting.Html;
using Proforma.Reporting.Markdown;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;

namespace Proforma.Cli.Commands;

/// <summary>`proforma report`: a template with live figures, or a plan by itself, as a page, as Markdown, or as PDF.</summary>
internal sealed class ReportCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A Markdown template, or a .plan file, which has a template of its own." };
    private readonly Option<string> _plan = new("--plan") { Description = "The plan of the template; without it the one that its front matter names.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _out = new("--out", "-o") { Description = "The file to write, or a folder for it; without it, beside the template.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _format = new("--format") { Description = "html (one page that needs no network), md (Markdown and SVG files) or pdf.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _language = new("--lang") { Description = "en or zh-CN; without it what the template's front matter says.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _currency = new("--currency") { Description = "Translate money into this currency (ISO 4217) at the plan's rates.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _track = new("--track") { Description = "The track of figures that name none.", DefaultValueFactory = static _ => "" };
    private readonly Option<long> _trials = new("--trials") { Description = "Run so many trials for charts that show a simulation: fan, histogram, cumulative.", DefaultValueFactory = static _ => 0 };
    private readonly Option<ulong> _seed = new("--seed") { Description = "The seed of the simulation.", DefaultValueFactory = static _ => 1 };
    private readonly Option<bool> _watch = new("--watch") { Description = "Build again whenever a file that it reads is saved." };
    private readonly Option<bool> _check = new("--check") { Description = "Write nothing; fail with exit code 1 when what was published no longer agrees with the plan." };
    private readonly Option<string> _color = CommonOptions.Color();
    private readonly Terminal _terminal;

    private ReportCommand(Terminal terminal)
    {
        _terminal = terminal;
        _format.AcceptOnlyFromAmong("html", "md", "pdf", "");
        _language.AcceptOnlyFromAmong("en", "zh-CN", "zh", "");
    }

    public static Command Build(Terminal terminal)
    {
        var report = new ReportCommand(terminal);
        var command = new Command("report", "Publish a plan: prose with live figures, tables and charts as one page, as Markdown, or as PDF.")
        {
            report._file, report._plan, report._out, report._format, report._language, report._currency, report._track, report._trials, report._seed, report._watch, report._check, report._color,
        };
        command.Validators.Add(r =>
        {
            if (r.GetValue(report._trials) is < 0 or > ReportSession.MostTrials)
            {
                r.AddError($"--trials is a number up to {ReportSession.MostTrials:N0}.");
            }

            if (r.GetValue(report._watch) && r.GetValue(report._check))
            {
                r.AddError("--watch and --check exclude each other.");
            }
        });
        command.SetAction(report.Execute);
        return command;
    }

    private int Execute(ParseResult parsed)
    {
        var request = RequestOf(parsed);
        if (!parsed.GetValue(_watch))
        {
            return BuildOnce(parsed, request, out _);
        }

        IReadOnlyList<string> files = [request.File];
        while (true)
        {
            try
            {
                BuildOnce(parsed, request, out var read);
                files = read.Count > 0 ? read : files;
            }
            catch (UsageException problem)
            {
                _terminal.Error.WriteLine($"error: {problem.Message}");
            }

            _terminal.Flush();
            WatchedFiles.WaitForChange(files, _terminal.Interrupted);
        }
    }

    private ReportRequest RequestOf(ParseResult parsed)
    {
        var currency = parsed.GetValue(_currency)!;
        if (currency.Length > 0 && !IsoCurrencies.Contains(currency))
        {
            throw new UsageException($"--currency {currency}: this is no ISO 4217 code{CommonOptions.Suggestion(currency.ToUpperInvariant(), IsoCurrencies.All)}");
        }

        var language = parsed.GetValue(_language)!;
        return new ReportRequest(parsed.GetValue(_file)!, parsed.GetValue(_plan)!, language.Length == 0 ? null : CommonOptions.LanguageOf(language), currency,
            parsed.GetValue(_track)!, parsed.GetValue(_trials), parsed.GetValue(_seed));
    }

    private int BuildOnce(ParseResult parsed, ReportRequest request, out IReadOnlyList<string> files)
    {
        var target = ReportTarget.Of(request.File, parsed.GetValue(_out)!, parsed.GetValue(_format)!);
        var session = ReportSession.Build(request, _terminal);
        files = session.Files;
        DiagnosticPage.Write(session.Diagnostics, _terminal.Error, _terminal.ErrorPalette(CommonOptions.ColorOf(parsed.GetValue(_color))));
        if (session.Document is not { } document)
        {
            return ExitCode.Diagnostics;
        }

        var outputs = OutputsOf(document, target);
        if (parsed.GetValue(_check))
        {
            return new PublishedCheck(_terminal).Compare(outputs);
        }

        foreach (var (path, text) in outputs)
        {
            if (target.IsPdf)
            {
                Chromium.Print(text, path);
            }
            else
            {
                ReportTarget.Write(path, Encoding.UTF8.GetBytes(text));
            }

            _terminal.Output.WriteLine($"{path}: {(Encoding.UTF8.GetByteCount(text) + 1023) / 1024:N0} KB");
        }

        return ExitCode.Fine;
    }

    private static List<(string Path, string Text)> OutputsOf(ReportDocument document, ReportTarget target)
    {
        if (!target.IsMarkdown)
        {
            return [(target.Path, PageWriter.Write(document))];
        }

        var written = MarkdownWriter.Write(document, Path.GetFileNameWithoutExtension(target.Path));
        var folder = Path.GetDirectoryName(target.Path) ?? "";
        return [(target.Path, written.Text), .. written.Pictures.Select(p => (Path.Combine(folder, p.Name), p.Svg))];
    }
}
