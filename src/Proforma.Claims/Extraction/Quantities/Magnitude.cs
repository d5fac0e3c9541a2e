namespace Proforma.Claims.Extraction.Quantities;

/// <summary>A number as read: its value with its scale, the value of its last significant digit, and how it was written.</summary>
internal readonly record struct Magnitude(decimal Value, decimal LastDigit, int End)
{
    /// <summary>What the written digits were multiplied by: 1 when no scale was written.</summary>
    public decimal Scale { get; init; } = 1;

    /// <summary>Whether it was written in digits, not in words.</summary>
    public bool IsDigits { get; init; }

    /// <summary>Whether the number had a decimal point or a thousands separator, as measured numbers do and ordinals do not.</summary>
    public bool IsFormatted { get; init; }

    /// <summary>Whether 多, 余 or a plus sign says that there is more.</summary>
    public bool HasMore { get; init; }

    /// <summary>Whether 来 or 几 says that it is rough.</summary>
    public bool IsRough { get; init; }

    /// <summary>Whether a fraction was written: two-thirds, 三分之二.</summary>
    public bool IsFraction { get; init; }

    /// <summary>Whether only a scale was written, without a digit: 千万, 百亿.</summary>
    public bool IsScaleOnly { get; init; }

    /// <summary>Whether the scale is one letter right after the digits: 35M, 4K. Without a unit that may be part of a name.</summary>
    public bool IsLetterScale { get; init; }

    public Magnitude Times(decimal factor, int end) =>
        this with { Value = Value * factor, LastDigit = LastDigit * factor, Scale = Scale * factor, End = end };
}
