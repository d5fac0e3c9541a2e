using System.Collections.Immutable;
using Proforma.Model.Claims;

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

    /// <summary>The claim with the reader's tolerance, where it states no precision of its own.</summary>
    internal ClaimDefinition Tolerant(ClaimDefinition claim) =>
        Tolerance is { } part && claim is { RelativeTolerance: null, AbsoluteTolerance: null, Nearest: null }
            ? claim with { RelativeTolerance = part } : claim;
}
