namespace Proforma.Claims.Extraction.Quantities;

/// <summary>How a quantity was written, which decides what its context may make of it.</summary>
internal enum QuantityForm
{
    /// <summary>With a unit of its own.</summary>
    WithUnit,

    /// <summary>With a scale (800万, 5 million) and no unit: its context gives the unit.</summary>
    Scaled,

    /// <summary>A number alone: a figure only where its context counts something.</summary>
    Bare,
}

/// <summary>A quantity as the grammar reads it, before its context is known.</summary>
internal sealed class Quantity
{
    public required int Start { get; set; }

    public required int End { get; set; }

    public required decimal Low { get; set; }

    public required decimal High { get; set; }

    public bool IsRange => Low != High;

    public required decimal LastDigit { get; set; }

    public required FigureKind Kind { get; set; }

    public QuantityForm Form { get; set; }

    /// <summary>The unit in base form, <c>1</c> without dimension, or null when the text does not say.</summary>
    public string? Unit { get; set; }

    /// <summary>The metric that the counted thing says by itself.</summary>
    public string? UnitMetric { get; set; }

    /// <summary>The hedge written inside or right after the figure, if any.</summary>
    public Hedge? OwnHedge { get; set; }

    /// <summary>What the written number was multiplied by for its scale: 1e8 for 亿.</summary>
    public decimal Scale { get; set; } = 1;

    /// <summary>What it was multiplied by for its unit: 0.01 for percent, 1e9 for gigawatts.</summary>
    public decimal UnitFactor { get; set; } = 1;

    public bool IsFormatted { get; set; }

    /// <summary>Whether the number was in parentheses as accountants write losses.</summary>
    public bool IsNegative { get; set; }

    /// <summary>Whether it was written as a word that is itself a change: doubled, 翻番.</summary>
    public bool IsVerbal { get; set; }

    public bool IsFraction { get; set; }

    /// <summary>Whether the unit is 元 alone, which in Taipei and Hong Kong is not the yuan.</summary>
    public bool IsPlainYuan { get; set; }

    /// <summary>Whether a rate (每月, a year, per token) was written with it.</summary>
    public bool HasRate { get; set; }

    public List<Wording> Notes { get; } = [];
}
