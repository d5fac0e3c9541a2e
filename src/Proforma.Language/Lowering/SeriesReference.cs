using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Language.Lowering;

/// <summary>Which side of a balance is meant.</summary>
internal enum BalancePart
{
    Closing,
    Opening,
    Average,
}

/// <summary>A series as a formula refers to it: `revenue`, `cash.opening`, `openai.revenue[aggressive, 2027]`, or a hidden one.</summary>
internal sealed record SeriesReference(int Slot, Shape Shape, RollUpRule RollUp, Entity Entity, string Text)
{
    /// <summary>The declared series; null for a hidden one.</summary>
    public SeriesSymbol? Symbol { get; init; }

    public BalancePart Part { get; init; }

    /// <summary>The selected track of <see cref="Entity"/>, or −1.</summary>
    public int Track { get; init; } = -1;

    /// <summary>The selected member of each selected dimension, by the dimension's number.</summary>
    public ImmutableDictionary<int, int> Members { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>The selected days, or null.</summary>
    public DateSpan? Span { get; init; }

    /// <summary>The selected period when the selection is one period.</summary>
    public Period? Period { get; init; }
}
