namespace Proforma.Claims.Drafting;

/// <summary>How a draft is written.</summary>
public sealed record DraftOptions
{
    /// <summary>The plan that the draft is for; null for a draft that is a plan of its own.</summary>
    public PlanVocabulary? Plan { get; init; }

    /// <summary>The plan's file as seen from the draft's, which then begins with its <c>use</c>; null leaves that to the person.</summary>
    public string? PlanFile { get; init; }

    /// <summary>The metrics that were known to the reader.</summary>
    public Extraction.MetricGlossary Glossary { get; init; } = Extraction.MetricGlossary.Standard;

    /// <summary>Whether labels and notes are in Chinese; by the article's language when null.</summary>
    public bool? InChinese { get; init; }

    /// <summary>The source's title where the article has none: the file's name.</summary>
    public string FallbackTitle { get; init; } = "Article";

    /// <summary>What turned out not to fit the plan, by the index of the claim's figure: those places are left open.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<Misfit>> Unfit { get; init; } = new Dictionary<int, IReadOnlyList<Misfit>>();
}

/// <summary>A part of a claim that does not fit the plan.</summary>
/// <param name="Part">The formula's words; where the claim's left side has none like it, the whole side is left open.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record Misfit(string Part, string Reason);
