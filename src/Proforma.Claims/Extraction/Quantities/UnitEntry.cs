namespace Proforma.Claims.Extraction.Quantities;

internal enum UnitForm
{
    CurrencyBefore,
    CurrencyAfter,
    Count,
    MeasureWord,
    Measure,
}

/// <summary>A word of a unit: what it stands for, and the metric that a count of it says when nothing else does.</summary>
internal sealed record UnitEntry(UnitForm Form, string Unit, decimal Factor, string? Metric);
