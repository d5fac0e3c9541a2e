using Proforma.Claims.Drafting;
using Proforma.Claims.Extraction;
using Proforma.Language;
using Proforma.Language.Diagnostics;

namespace Proforma.Workspace.Ingest;

/// <summary>
/// Writes drafts of claims that compile: each is tried with its plan, and a claim that does not fit (a period outside of the calendar, another unit) is left
/// open with the compiler's sentence as its note.
/// </summary>
public static class DraftSession
{
    // Each pass mends the claims of at most as many errors as a compiler lists, and a mended claim cannot fail again.
    private const int MostPasses = 10;
    private const int MostParts = 4;

    private static Misfit Everything { get; } = new("", "there are too many misfits to list");

    /// <summary>The draft of a reading.</summary>
    /// <param name="reading">The article as read.</param>
    /// <param name="plan">The plan it is for, without errors; null for a draft that is a plan of its own.</param>
    /// <param name="options">How it is written; its plan and its misfits are found here.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The plan has errors.</exception>
    public static ClaimsDraft Write(Reading reading, PlanSession? plan, DraftOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(options);
        options = options with { Plan = plan is null ? null : PlanVocabularyReader.Of(plan.Compilation) };
        var root = plan is null ? "" : RootText(plan) + "\n";
        var rootLines = root.Count(static c => c == '\n');
        var path = plan?.Folder.RootFile ?? "claims.plan";
        var unfit = new Dictionary<int, IReadOnlyList<Misfit>>();
        for (var pass = 0; ; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            var draft = ClaimsDraftWriter.Write(reading, options with { Unfit = unfit, PlanFile = null });
            var misfits = Misfits(PlanSession.OfText(path, root + draft.Text).Compilation, path, rootLines, draft);
            if (misfits.Count == 0)
            {
                return options.PlanFile is null ? draft : ClaimsDraftWriter.Write(reading, options with { Unfit = unfit });
            }

            if (pass > MostPasses || misfits.Exists(static misfit => misfit.Figure < 0))
            {
                throw new InvalidOperationException($"The draft does not compile: {misfits[0].Misfit.Reason}");
            }

            foreach (var (figure, misfit) in pass < MostPasses ? misfits : [.. draft.Claims.Select(static claim => (claim.Figure, Everything))])
            {
                var known = unfit.GetValueOrDefault(figure, []);
                unfit[figure] = known.Count < MostParts ? [.. known, misfit] : [Everything with { Reason = misfit.Reason }];
            }
        }
    }

    private static string RootText(PlanSession plan) => plan.Compilation.Trees[0].Source.Text;

    private static List<(int Figure, Misfit Misfit)> Misfits(Compilation compilation, string path, int rootLines, ClaimsDraft draft)
    {
        var found = new List<(int, Misfit)>();
        foreach (var error in compilation.Diagnostics.Where(error => error.Severity == Severity.Error && error.File.Path == path))
        {
            var line = error.File.LocationOf(error.Span.Start).Line - rootLines;
            var claim = draft.Claims.LastOrDefault(claim => claim.Line <= line);
            if (!found.Exists(other => other.Item1 == claim?.Figure))
            {
                found.Add((claim?.Figure ?? -1, new Misfit(error.File.Slice(error.Span).ToString(), error.Message)));
            }
        }

        return found;
    }
}
