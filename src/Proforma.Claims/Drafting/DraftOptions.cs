namespace Proforma.Claims.Drafting;

/// <summary>How a draft is written.</summary>
public sealed record DraftOptions
{
    /// <summary>The plan that the draft is for; null for a draft that is a plan of its own.</summary>
    public PlanVocabulary? Plan { get; init; }

    /// <summary>The metrics that were known to the reader.</summary>
    public Extraction.MetricGlossary Glossary { get; init; } = Extraction.MetricGlossary.Standard;

    /// <summary>Whether labels and notes are in Chinese; by the article's language when null.</summary>
    public bool? InChinese { get; init; }

    /// <summary>The source's title where the article has none: the file's name.</summary>
    public string FallbackTitle { get; init; } = "Article";

    /// <summary>
    /// Claims, by the index of their figure, that turned out not to fit the plan, with the reason: their left side is left open.
    /// </summary>
    public IReadOnlyDictionary<int, string> Unfit { get; init; } = new Dictionary<int, string>();
}
