namespace Proforma.Claims.Extraction;

/// <summary>A figure read out of an article: what the text says, letter by letter, and what it means.</summary>
public sealed record Figure
{
    /// <summary>The figure as the source writes it: the source's characters from <see cref="Start"/> to <see cref="End"/>.</summary>
    public required string Quote { get; init; }

    /// <summary>Where the quote starts in the source text, in Unicode code points.</summary>
    public required int Start { get; init; }

    /// <summary>Where the quote ends in the source text, in Unicode code points.</summary>
    public required int End { get; init; }

    /// <summary>The value in base units (345亿美元 is 3.45e10), percentages as fractions; null for a range.</summary>
    public double? Value { get; init; }

    /// <summary>A range's lower end; null for a single value.</summary>
    public double? Low { get; init; }

    /// <summary>A range's upper end; null for a single value.</summary>
    public double? High { get; init; }

    /// <summary>The value of the last significant digit written, in the value's units: 1e8 for 345亿. Claims are checked at this precision.</summary>
    public double LastDigit { get; init; }

    /// <summary>An ISO 4217 code (with <c>/share</c>, <c>/month</c>, <c>/token</c> … for a rate), a physical unit, the singular of what is counted, <c>1</c> without dimension; null where the text does not say.</summary>
    public string? Unit { get; init; }

    /// <summary>How firmly it is stated.</summary>
    public Hedge Hedge { get; init; }

    /// <summary>What it measures.</summary>
    public FigureKind Kind { get; init; }

    /// <summary>Whether an amount or count is the size of a change ("an increase of $611 million") and not a level.</summary>
    public bool IsChange { get; init; }

    /// <summary>Whether the words say that something falls; relative figures are negative then, the size of a change is not.</summary>
    public bool IsFall { get; init; }

    /// <summary>Whether it is stated, expected or only possible.</summary>
    public Modality Modality { get; init; }

    /// <summary>The company.</summary>
    public Role Entity { get; init; } = Role.Open;

    /// <summary>The metric's key in the glossary.</summary>
    public Role Metric { get; init; } = Role.Open;

    /// <summary>The period, as a literal of the plan language or <c>a .. b</c>.</summary>
    public Role Period { get; init; } = Role.Open;

    /// <summary>The scenario track: <c>aggressive</c>, <c>base</c> or <c>conservative</c>.</summary>
    public Role Track { get; init; } = Role.Open;

    /// <summary>Who says it, in the text's own words.</summary>
    public Role Speaker { get; init; } = Role.Open;

    /// <summary>The period that a change is measured against.</summary>
    public Role ComparedWith { get; init; } = Role.Open;

    /// <summary>The words around the figure, letter by letter: the claim's quote.</summary>
    public required string Context { get; init; }

    /// <summary>Where the context starts in the source text, in Unicode code points.</summary>
    public int ContextStart { get; init; }

    /// <summary>Where the context ends in the source text, in Unicode code points.</summary>
    public int ContextEnd { get; init; }

    /// <summary>What the reader is unsure of, as sentences.</summary>
    public IReadOnlyList<Wording> Notes { get; init; } = [];

    /// <summary>The least of the confidences of what was found, from 0 to 1; open roles do not lower it.</summary>
    public double Confidence { get; init; }
}
