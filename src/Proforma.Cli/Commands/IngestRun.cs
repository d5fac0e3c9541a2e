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

    /// <summary>A message in the language asked for.</summary>
    public string Say(string english, string chinese) => InChinese == true ? chinese : english;
}
