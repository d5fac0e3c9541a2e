namespace Proforma.Claims.Extraction;

/// <summary>Why a text was not read at all.</summary>
public enum RefusalReason
{
    /// <summary>The input has no text.</summary>
    Empty,

    /// <summary>The input is larger than <see cref="ReadingLimits.MaxLength"/>.</summary>
    TooLarge,

    /// <summary>The input is binary: it has NUL or too many control characters.</summary>
    Binary,

    /// <summary>The bytes are no valid text in UTF-8, UTF-16, GB18030 or the declared encoding.</summary>
    UnknownEncoding,
}

/// <summary>A text that was not read, with the reason as a sentence for the user.</summary>
public sealed record Refusal(RefusalReason Reason, Wording Message);
