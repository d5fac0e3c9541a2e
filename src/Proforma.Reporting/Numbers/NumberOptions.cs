namespace Proforma.Reporting.Numbers;

/// <summary>What an author of a report may say about its numbers.</summary>
public sealed record NumberOptions
{
    public static NumberOptions Default { get; } = new();

    public ReportLanguage Language { get; init; }

    /// <summary>The scale of money, or null to choose it for each block.</summary>
    public NumberScale? Scale { get; init; }

    public NegativeStyle Negatives { get; init; }

    /// <summary>
    /// How many digits the largest figure of a block shows at least, or null for the usual number of decimals. Digits before the
    /// point are never rounded away.
    /// </summary>
    public int? SignificantDigits { get; init; }

    /// <summary>Whether zeros at the end of a fraction are left out.</summary>
    public bool TrimZeros { get; init; }
}
