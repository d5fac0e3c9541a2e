using System.CommandLine;
using System.Globalization;
using System.Text;
using Proforma.Claims.Drafting;
using Proforma.Claims.Extraction;
using Proforma.Cli.Arguments;
using Proforma.Cli.Rendering;
using Proforma.Workspace;
using Proforma.Workspace.Ingest;

namespace Proforma.Cli.Commands;

/// <summary>`proforma ingest`: the figures of an article, as claims for a person to finish or as records.</summary>
internal static class IngestCommand
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    public static Command Build(Terminal terminal)
    {
        var article = new Argument<string>("ARTICLE") { Description = "The article: a Markdown, HTML or text file, or - for standard input." };
        var plan = new Option<string>("--plan") { Description = "The plan that the claims are for: its lines, tracks, units and companies are used." };
        var output = new Option<string>("--output", "-o") { Description = "The file to write; standard output without it." };
        var force = new Option<bool>("--force") { Description = "Replace the file that --output names." };
        var json = CommonOptions.Json(
            "Print the figures as JSON: quote, start, end (code points), value or low and high, unit, hedge, kind, entity, metric, period, track, speaker, "
            + "confidence.");
        var format = new Option<string>("--format") { Description = "How the article is written: auto, text, markdown or html.",
            DefaultValueFactory = static _ => "auto" };
        format.AcceptOnlyFromAmong("auto", "text", "markdown", "html");
        var date = new Option<string>("--date") { Description = "The publication date, as 2025-02-13: what \"last year\" is counted from." };
        var glossary = new Option<string>("--glossary") { Description = "A file with metrics of your own; docs/ingest.md shows its form." };
        var language = new Option<string>("--lang") { Description = "The language of labels, notes and messages: en or zh-CN. Labels and notes follow the "
            + "article without it." };
        language.AcceptOnlyFromAmong("en", "zh-CN", "zh");
        var color = CommonOptions.Color();
        var model = new ModelArguments();
        var command = new Command("ingest", "Read the figures of an article, in English or Chinese, and draft claims from them.")
        {
            article, plan, output, force, json, format, date, glossary, language, color,
        };
        model.AddTo(command);
        command.SetAction(parsed =>
        {
            var run = new IngestRun
            {
                Article = parsed.GetValue(article)!,
                Plan = parsed.GetValue(plan),
                Output = parsed.GetValue(output),
                Force = parsed.GetValue(force),
                Json = parsed.GetValue(json),
                Format = Enum.Parse<ArticleFormat>(parsed.GetValue(format)!, ignoreCase: true),
                PublishedOn = DateOf(parsed.GetValue(date)),
                Glossary = parsed.GetValue(glossary),
                InChinese = parsed.GetValue(language) is { } tag ? tag.StartsWith("zh", StringComparison.Ordinal) : null,
                Color = CommonOptions.ColorOf(parsed.GetValue(color)),
                Model = model.Of(parsed),
            };
            return Run(run, terminal);
        });
        return command;
    }

    private static int Run(IngestRun run, Terminal terminal)
    {
        if (run.Output is { } path)
        {
            RequireNew(path, run);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(terminal.Interrupted);
        stop.CancelAfter(s_longest);
        try
        {
            return Ingest(run, terminal, stop.Token);
        }
        catch (OperationCanceledException) when (!terminal.Interrupted.IsCancellationRequested)
        {
            throw new UsageException(run.Say(
                $"{run.Name} took longer than {s_longest.TotalMinutes:0} minutes to read; nothing was written.",
                $"读取 {run.Name} 超过 {s_longest.TotalMinutes:0} 分钟；没有写入任何内容。"));
        }
    }

    private static int Ingest(IngestRun run, Terminal terminal, CancellationToken stop)
    {
        var glossary = run.Glossary is null ? MetricGlossary.Standard : OwnGlossary(run, terminal);
        PlanSession? session = null;
        if (run.Plan is { } planPath)
        {
            session = OpenedPlan.Open(planPath);
            if (OpenedPlan.Program(session, terminal, run.Color) is null)
            {
                terminal.Error.WriteLine(run.Say($"{planPath} has errors; mend them first.", $"{planPath} 有错误，请先改正。"));
                return ExitCode.Diagnostics;
            }
        }

        var options = new ReadingOptions { Format = run.Format, PublishedOn = run.PublishedOn, Glossary = glossary, Entities = Companies(session) };
        var result = ArticleReader.Read(ArticleInput.Read(run, terminal, options.Limits), options, stop);
        if (result.Refusal is { } refusal)
        {
            throw new UsageException($"{run.Name}: {refusal.Message.In(run.InChinese == true)}");
        }

        var reading = run.Model is null ? result.Reading! : ModelReading.Improve(result.Reading!, run, glossary, terminal, stop);
        if (run.Json)
        {
            Deliver(run, terminal, FigureJson.Write(reading.Figures) + "\n");
            return ExitCode.Fine;
        }

        var fallback = run.Article == "-" ? "Article" : Path.GetFileNameWithoutExtension(run.Article);
        var draft = DraftSession.Write(reading, session, new DraftOptions
        {
            Glossary = glossary,
            InChinese = run.InChinese,
            FallbackTitle = fallback,
            PlanFile = run.PlanFromOutput,
        }, stop);
        Deliver(run, terminal, draft.Text);
        new IngestPage(run.Output is null ? terminal.Error : terminal.Output, run).Write(reading, draft);
        return ExitCode.Fine;
    }

    private static void Deliver(IngestRun run, Terminal terminal, string text)
    {
        if (run.Output is null)
        {
            terminal.Output.Write(text);
            terminal.Output.Flush();
        }
        else
        {
            NewFile.Write(run.Output, Encoding.UTF8.GetBytes(text), run.Force);
        }
    }

    private static void RequireNew(string path, IngestRun run)
    {
        NewFile.RequirePath(path);
        if (Directory.Exists(path))
        {
            throw new UsageException(run.Say($"{path} is a folder.", $"{path} 是文件夹。"));
        }

        foreach (var own in new[] { run.Article, run.Plan, run.Glossary })
        {
            if (own is { Length: > 0 } and not "-" && !own.Contains('\0', StringComparison.Ordinal) && Path.GetFullPath(own) == Path.GetFullPath(path))
            {
                throw new UsageException(run.Say($"{path} is read here; write the claims to another file.", $"{path} 是要读取的文件，请把陈述写到别的文件。"));
            }
        }

        if (File.Exists(path) && !run.Force)
        {
            throw new UsageException(run.Say($"{path} exists already; --force replaces it.", $"{path} 已存在；用 --force 可替换。"));
        }
    }

    private static List<string> Companies(PlanSession? session) =>
        session?.Program is { } program ? [.. program.EntityTitles.Keys.Where(static alias => alias.Length > 2).Order(StringComparer.Ordinal)] : [];

    private static DateOnly? DateOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new UsageException($"\"{text}\" is no date; write it as 2025-02-13.");
    }

    private static MetricGlossary OwnGlossary(IngestRun run, Terminal terminal)
    {
        var bytes = ArticleInput.File(run.Glossary!, ArticleInput.LargestGlossary, run);
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException(run.Say($"{run.Glossary} is not UTF-8 text.", $"{run.Glossary} 不是 UTF-8 文本。"));
        }

        var (glossary, errors) = MetricGlossary.Standard.With(text);
        foreach (var error in errors)
        {
            terminal.Error.WriteLine($"warning: {run.Glossary}: {error}");
        }

        return glossary;
    }
}
