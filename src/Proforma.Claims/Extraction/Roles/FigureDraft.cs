using Proforma.Claims.Extraction.Periods;
using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>A quantity on its way to a figure: its roles as they are found.</summary>
internal sealed class FigureDraft(Quantity quantity)
{
    public Quantity Quantity { get; } = quantity;

    public FigureKind Kind { get; set; } = quantity.Kind;

    public Hedge Hedge { get; set; }

    /// <summary>-1 for a fall, 1 for a rise, 0 where no change is spoken of.</summary>
    public int Direction { get; set; }

    /// <summary>Whether an amount is the size of a change and not a level.</summary>
    public bool IsChange { get; set; }

    public MetricEntry? MetricEntry { get; set; }

    public Role Metric { get; set; } = Role.Open;

    public Role Entity { get; set; } = Role.Open;

    public PeriodSpan? Period { get; set; }

    public double PeriodConfidence { get; set; }

    /// <summary>Whether the period is that of a comparison ("from 9,305 a year earlier"), which must not be carried on.</summary>
    public bool IsBase { get; set; }

    public PeriodSpan? ComparedWith { get; set; }

    public Role Track { get; set; } = Role.Open;

    public Role Speaker { get; set; } = Role.Open;

    public Modality Modality { get; set; }

    public int SentenceStart { get; set; }

    public int SentenceEnd { get; set; }

    public int Start => Quantity.Start;

    public int End => Quantity.End;
}
