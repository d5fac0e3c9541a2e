using Proforma.Claims.Extraction;

namespace Proforma.Claims.Models;

/// <summary>How a language model is asked, and how much of it.</summary>
public sealed record ModelReaderOptions
{
    /// <summary>The metrics that an answer may name.</summary>
    public MetricGlossary Glossary { get; init; } = MetricGlossary.Standard;

    /// <summary>Longest part of the article in one question, in UTF-16 units.</summary>
    public int PartLength { get; init; } = 6_000;

    /// <summary>Most questions for one article; what lies behind is left as the grammar read it.</summary>
    public int MaxQuestions { get; init; } = 40;

    /// <summary>Longest answer that is looked at, in UTF-16 units.</summary>
    public int MaxAnswerLength { get; init; } = 200_000;

    /// <summary>Most figures taken from one answer.</summary>
    public int MaxFigures { get; init; } = 500;

    /// <summary>How long one answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
