namespace Proforma.Claims.Extraction;

/// <summary>What the caller knows about an article, and how it is to be read.</summary>
public sealed record ReadingOptions
{
    /// <summary>How the text is written; found out when not said.</summary>
    public ArticleFormat Format { get; init; }

    /// <summary>The publication date, which wins over what the article says of itself.</summary>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>The metrics that are known.</summary>
    public MetricGlossary Glossary { get; init; } = MetricGlossary.Standard;

    /// <summary>Companies that the caller knows, one a line: every name of one company separated by commas, the one to report first.</summary>
    public IReadOnlyList<string> Entities { get; init; } = [];

    /// <summary>The bounds.</summary>
    public ReadingLimits Limits { get; init; } = new();
}

/// <summary>An article as read.</summary>
public sealed record Reading
{
    /// <summary>The source text that all spans point into.</summary>
    public required string SourceText { get; init; }

    /// <summary>The title, from the front matter, the head or the first heading.</summary>
    public string? Title { get; init; }

    /// <summary>The publication date, from the caller, the metadata, or a whole date in the opening lines; null when none is known.</summary>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>The language: as declared, else <c>zh</c> or <c>en</c> by the text's characters.</summary>
    public required string Language { get; init; }

    /// <summary>The article's own address, if it states one. It is never fetched.</summary>
    public string? Url { get; init; }

    /// <summary>Who published it, if the article states it.</summary>
    public string? Publisher { get; init; }

    /// <summary>The company that the article is mostly about.</summary>
    public string? Topic { get; init; }

    /// <summary>The figures, in the order of the source.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>What was left out or is doubtful about the article as a whole.</summary>
    public IReadOnlyList<Wording> Notes { get; init; } = [];
}

/// <summary>A reading, or the reason why there is none: exactly one of the two is set.</summary>
public sealed record ReadingResult
{
    /// <summary>The article as read; null when it was refused.</summary>
    public Reading? Reading { get; init; }

    /// <summary>Why the input was not read; null when it was.</summary>
    public Refusal? Refusal { get; init; }
}
