using System.Collections.Immutable;

namespace Proforma.Claims.Reconciliation;

/// <summary>Which claims are held against the plan, and how strictly.</summary>
public sealed record ReconcileOptions
{
    public static ReconcileOptions Default { get; } = new();

    /// <summary>Names or labels of tracks; empty for all. Claims about another track are left out.</summary>
    public ImmutableArray<string> Tracks { get; init; } = [];

    /// <summary>Names of sources; empty for all. Claims without one of them are left out.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>How far the plan may be off, as a part of the figure, where a claim states no tolerance of its own; null for what the digits say.</summary>
    public double? Tolerance { get; init; }
}
