using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Claims.Reconciliation;

/// <summary>
/// Holds claims against the figures of a run: for each claim, in each track that it is about, what the plan says, a verdict, by how much
/// they differ, and why where there is no verdict. Pure; the plan must have been compiled for claims.
/// </summary>
public static class Reconciler
{
    /// <summary>Holds the plan's claims against its figures.</summary>
    /// <param name="figures">The figures of a run of a program that was compiled for claims.</param>
    /// <param name="options">Which claims, and how strictly.</param>
    /// <param name="cancellation">Stops between two claims.</param>
    /// <returns>One result for each claim and track, claims in their order, tracks in theirs.</returns>
    public static ImmutableArray<ClaimResult> Reconcile(IPlanFigures figures, ReconcileOptions options, CancellationToken cancellation = default)
    {
        var one = new ClaimReconciler(figures, options);
        var results = ImmutableArray.CreateBuilder<ClaimResult>();
        foreach (var claim in figures.Program.Claims)
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsWanted(figures.Program, claim, options))
            {
                results.AddRange(one.Of(claim));
            }
        }

        return results.ToImmutable();
    }

    /// <summary>Whether options leave a claim in.</summary>
    public static bool IsWanted(PlanProgram program, ClaimDefinition claim, ReconcileOptions options) =>
        (options.Sources.IsEmpty || (claim.Source >= 0 && options.Sources.Contains(program.Sources[claim.Source].Name)))
        && (claim.Track < 0 || IsWanted(program.TrackAxes[claim.TrackAxis].Tracks[claim.Track], options));

    internal static bool IsWanted(Track track, ReconcileOptions options) =>
        options.Tracks.IsEmpty || options.Tracks.Contains(track.Name) || options.Tracks.Contains(track.Label);
}
