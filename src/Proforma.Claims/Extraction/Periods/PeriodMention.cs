namespace Proforma.Claims.Extraction.Periods;

internal enum PeriodForm
{
    /// <summary>A whole period with its year.</summary>
    Whole,

    /// <summary>A part of a year that is not named: the third quarter, 上半年, 9月末.</summary>
    NeedsYear,

    /// <summary>The same part a year before what is spoken of: a year earlier, 上年同期.</summary>
    YearBefore,

    /// <summary>The part before what is spoken of: the previous quarter, 上季度.</summary>
    PartBefore,

    /// <summary>What was spoken of last: 同期, the period.</summary>
    Same,

    /// <summary>The time of publication: now, 目前.</summary>
    Now,

    /// <summary>A clock time, a duration, a date without use: nothing in it is a figure, and it gives no period.</summary>
    None,
}

/// <summary>Words that name a time, with the span of the block's text they take.</summary>
internal sealed record PeriodMention(int Start, int End, PeriodForm Form, PeriodSpan Span)
{
    public static PeriodMention Whole(int start, int end, Period period) => new(start, end, PeriodForm.Whole, new PeriodSpan(period));
}
