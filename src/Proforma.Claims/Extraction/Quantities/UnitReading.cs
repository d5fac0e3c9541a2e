namespace Proforma.Claims.Extraction.Quantities;

/// <summary>A unit as read after a number.</summary>
internal readonly record struct UnitReading(int End, FigureKind Kind, string? Unit, decimal Factor)
{
    public string? Metric { get; init; }

    /// <summary>Whether the unit stands for any counted thing (家, 个) and the context must say which.</summary>
    public bool IsGeneric { get; init; }

    public bool HasRate { get; init; }

    /// <summary>Whether 多 stood between measure and number: 两成多, 一倍多.</summary>
    public bool HasMore { get; init; }

    /// <summary>Added to the value: the five in 三成五.</summary>
    public decimal Extra { get; init; }
}
