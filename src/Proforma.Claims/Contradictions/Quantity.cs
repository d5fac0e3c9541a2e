using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Claims.Contradictions;

/// <summary>A figure of the plan: a line in a row, rolled up over a span. A single cell has the rule <see cref="RollUpRule.Constant"/>.</summary>
internal readonly record struct Quantity(int Slot, int Row, ReportSpan Span, RollUpRule Rule)
{
    /// <summary>Whole steps inside of the calendar: then figures of different spans can be added up.</summary>
    public bool IsWhole => Span.Steps is { IsEmpty: false, Complete: true, FirstShare: 1, LastShare: 1 };

    /// <summary>An amount over time: spans that follow each other add up.</summary>
    public bool IsAdditive => Rule is RollUpRule.Integral or RollUpRule.Sum;

    public static Quantity Cell(int slot, int row, int step) => new(slot, row, ReportSpan.Whole(step, step), RollUpRule.Constant);

    /// <summary>The same figure is the same value, however its span is named; a recomputed ratio depends on the name of its span.</summary>
    public static Quantity Rolled(int slot, int row, ReportSpan span, RollUpRule rule) =>
        new(slot, row, rule == RollUpRule.Recompute ? span : span with { Period = null }, rule);
}

/// <summary>Whole = Left × Right, where a quotient has the unknown on the right: Left = Right × quotient.</summary>
/// <param name="Whole">The product, or the dividend.</param>
/// <param name="Left">A factor; for a quotient the quotient, a single unknown.</param>
/// <param name="Right">The other factor; for a quotient the divisor.</param>
/// <param name="IsQuotient">Whether it was a division, so that <paramref name="Right"/> is not zero.</param>
internal sealed record Product(LinearForm Whole, LinearForm Left, LinearForm Right, bool IsQuotient)
{
    public IEnumerable<LinearForm> Forms => [Whole, Left, Right];
}
