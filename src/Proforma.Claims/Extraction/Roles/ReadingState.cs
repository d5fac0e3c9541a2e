using Proforma.Claims.Extraction.Periods;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>What a reader keeps in mind from one sentence to the next.</summary>
internal sealed class ReadingState
{
    public DateOnly? PublishedOn { get; init; }

    /// <summary>The company that the article is about.</summary>
    public string? Topic { get; init; }

    /// <summary>The company that the paragraph speaks of.</summary>
    public string? Subject { get; set; }

    /// <summary>The first subject of the paragraph: whom "the company" means.</summary>
    public string? Leading { get; set; }

    /// <summary>The company named last: whom "the latter" means.</summary>
    public string? Latest { get; set; }

    public MetricMention? Metric { get; set; }

    public PeriodSpan? Period { get; set; }

    /// <summary>The periods that the last list of figures was dealt over: what 同期 means before another list as long.</summary>
    public List<PeriodSpan>? Series { get; set; }

    /// <summary>The period that the title or the last heading names.</summary>
    public PeriodSpan? HeadingPeriod { get; set; }

    /// <summary>The period that the whole article reports on: what "the quarter" means where nothing nearer says.</summary>
    public PeriodSpan? ReportedPeriod { get; init; }

    /// <summary>Whether the title or the opening names <see cref="ReportedPeriod"/>: then undated results are that period's.</summary>
    public bool IsResultsReport { get; init; }

    /// <summary>The company that the last heading names.</summary>
    public string? HeadingEntity { get; set; }

    public void StartParagraph()
    {
        Subject = null;
        Leading = null;
        Metric = null;
        Period = null;
    }
}
