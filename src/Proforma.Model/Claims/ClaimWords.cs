namespace Proforma.Model.Claims;

/// <summary>How firmly a claim states its figure. What interval each stands for is one table, in `docs/claims.md`.</summary>
public enum ClaimHedge
{
    /// <summary>`=`: the figure as printed.</summary>
    Equal,

    /// <summary>`~=`: about; 约.</summary>
    About,

    /// <summary>`nearly`: just under; 近.</summary>
    Nearly,

    /// <summary>`&lt;=`: at most; 不超过.</summary>
    AtMost,

    /// <summary>`up to`: at most, and reached; 最高可达, 高达.</summary>
    UpTo,

    /// <summary>`&gt;=`: at least; 至少.</summary>
    AtLeast,

    /// <summary>`&lt;`: less than; 不到.</summary>
    Below,

    /// <summary>`&gt;` or `over`: more than; 超, 逾.</summary>
    Over,

    /// <summary>`between a and b`; 至.</summary>
    Between,

    /// <summary>`in 2027`: a date inside of a period.</summary>
    In,
}

/// <summary>How sure the speaker is; written `modality expected` under a claim.</summary>
public enum ClaimModality
{
    Stated,

    /// <summary>Expected, planned, forecast; 预计, 计划.</summary>
    Expected,

    /// <summary>Hoped for; 有望.</summary>
    Hoped,

    /// <summary>Possibly; 或, 可能.</summary>
    Possible,
}

/// <summary>What a claim is about.</summary>
public enum ClaimKind
{
    /// <summary>An amount of one line: 2027年营收120亿美元.</summary>
    Level,

    /// <summary>An amount between two: 4亿至6亿美元.</summary>
    Range,

    /// <summary>One amount over another.</summary>
    Ratio,

    /// <summary>A part of a whole, stated below one: 超三分之二.</summary>
    Share,

    /// <summary>An increase over a base, as a part of it: 同比增长34%.</summary>
    Growth,

    /// <summary>The same line over itself at an earlier time: 是2025年的十倍.</summary>
    Multiple,

    /// <summary>A number of people, seats, stores.</summary>
    Count,

    /// <summary>A period in which something happens.</summary>
    Date,

    /// <summary>Two figures of the plan against each other: lower than, more than.</summary>
    Ordering,

    /// <summary>Words without a figure: recorded and shown, never scored.</summary>
    Qualitative,
}

/// <summary>How far the author has come with a claim.</summary>
public enum ClaimStatus
{
    None,
    Draft,
    Reviewed,
}

/// <summary>Why a claim cannot be held against the plan at all.</summary>
public enum ClaimGap
{
    None,

    /// <summary>The plan has no line of that name.</summary>
    NoLine,

    /// <summary>The calendar does not reach the period.</summary>
    OutsideCalendar,

    /// <summary>A part of it is still open (`?`).</summary>
    Unfinished,
}
