using System.Collections.Immutable;
using Proforma.Claims.Reconciliation;
using Proforma.Model.Claims;
using Proforma.Model.Runs;

namespace Proforma.Workspace;

/// <summary>A plan's claims held against its figures.</summary>
/// <param name="Results">One for each claim and track.</param>
public sealed record ClaimCheck(ImmutableArray<ClaimResult> Results)
{
    /// <summary>Holds the claims of a plan against the figures of its run.</summary>
    /// <param name="figures">The figures; the plan must have been compiled for claims.</param>
    /// <param name="options">Which claims, and how strictly.</param>
    /// <param name="cancellation">Interrupts with an <see cref="OperationCanceledException"/>.</param>
    public static ClaimCheck Of(IPlanFigures figures, ReconcileOptions options, CancellationToken cancellation = default) =>
        new(Reconciler.Reconcile(figures, options, cancellation));

    /// <summary>True when a claim is off in every track that it is tested in.</summary>
    public bool HasOff => Results.GroupBy(static r => r.Claim.Index).Any(static g => g.Min(static r => r.Verdict) == ClaimVerdict.Off);
}
