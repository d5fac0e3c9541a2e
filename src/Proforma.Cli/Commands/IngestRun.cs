using Proforma.Claims.Extraction;
using Proforma.Cli.Arguments;

namespace Proforma.Cli.Commands;

/// <summary>What a run of `proforma ingest` was asked to do.</summary>
internal sealed record IngestRun
{
    public required string Article { get; init; }

    /// <summary>The article as messages name it.</summary>
    public string Name => Article == "-" ? Say("standard input", "标准输入") : Article;

    public string? Plan { get; init; }

    public string? Output { get; init; }

    public bool Force { get; init; }

    public bool Json { get; init; }

    public ArticleFormat Format { get; init; }

    public DateOnly? PublishedOn { get; init; }

    public string? Glossary { get; init; }

    /// <summary>What `--lang` says; null without it.</summary>
    public bool? InChinese { get; init; }

    public ColorChoice Color { get; init; }

    /// <summary>The language model to ask, or null.</summary>
    public ModelSettings? Model { get; init; }

    /// <summary>The plan's file as the draft's `use` says it; null where the draft lies in a folder from which no path leads to the plan.</summary>
    public string? PlanFromOutput
    {
        get
        {
            if (Plan is null)
            {
                return null;
            }

            // A file reads others of its own folder and below. What goes to standard output is taken to lie beside the plan.
            var folder = Path.GetDirectoryName(Path.GetFullPath(Output ?? Plan))!;
            var path = Path.GetRelativePath(folder, Path.GetFullPath(Plan)).Replace('\\', '/');
            return path.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(path) ? null : path;
        }
    }

    /// <summary>A message in the language asked for.</summary>
    public string Say(string english, string chinese) => InChinese == true ? chinese : english;
}
