namespace Proforma.Claims.Extraction;

/// <summary>What a figure measures.</summary>
public enum FigureKind
{
    /// <summary>Money, energy, power or another measured quantity.</summary>
    Amount,

    /// <summary>A relative change, as a fraction: up 34% is 0.34, down 12% is -0.12, 增长10倍 is 10 (which makes it 11 times).</summary>
    Growth,

    /// <summary>A share, margin or rate, as a fraction.</summary>
    Percent,

    /// <summary>A difference of percentages, as a fraction: 180 basis points is 0.018.</summary>
    PercentagePoints,

    /// <summary>A ratio of two amounts: three times is 3, doubled is 2.</summary>
    Multiple,

    /// <summary>A number of people, users, stores, tokens and so on.</summary>
    Count,
}

/// <summary>The written form of kinds.</summary>
public static class FigureKindNotation
{
    /// <summary>The kind as the JSON record writes it.</summary>
    public static string Notation(this FigureKind kind) => kind switch
    {
        FigureKind.Amount => "amount",
        FigureKind.Growth => "growth",
        FigureKind.Percent => "percent",
        FigureKind.PercentagePoints => "percentage_points",
        FigureKind.Multiple => "multiple",
        FigureKind.Count => "count",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
