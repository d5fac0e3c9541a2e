using System.Collections.Immutable;
using Proforma.Claims.Reconciliation;
using Proforma.Model.Claims;
using Proforma.Model.Runs;

namespace Proforma.Workspace;

/// <summary>A plan's claims held against its figures, and against each other.</summary>
/// <param name="Results">One for each claim and track.</param>
/// <param name="Against">The claims against each other.</param>
public sealed record ClaimCheck(ImmutableArray<ClaimResult> Results, ClaimsReport Against)
{
    /// <summary>Holds the claims of a plan against the figures of its run.</summary>
    /// <param name="figures">The figures; the plan must have been compiled for claims.</param>
    /// <param name="options">Which claims, and how strictly.</param>
    /// <param name="cancellation">Interrupts with an <see cref="OperationCanceledException"/>.</param>
    public static ClaimCheck Of(IPlanFigures figures, ReconcileOptions options, CancellationToken cancellation = default) =>
        new(Reconciler.Reconcile(figures, options, cancellation), ClaimsAgainstClaims.Find(figures.Program, options, null, cancellation));

    /// <summary>True when some claims cannot all be true, even where each figure is only as exact as it is printed.</summary>
    public bool HasContradiction => Against.Contradictions.Any(static c => c.Kind == ContradictionKind.Contradiction);

    /// <summary>True when a claim is off in every track that it is tested in.</summary>
    public bool HasOff => Results.GroupBy(static r => r.Claim.Index).Any(static g => g.Min(static r => r.Verdict) == ClaimVerdict.Off);
}
