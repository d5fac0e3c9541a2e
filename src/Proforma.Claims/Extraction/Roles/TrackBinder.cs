using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>Gives every figure the scenario track that its sentence speaks of.</summary>
internal static class TrackBinder
{
    public static void Bind(SentenceView view)
    {
        var tracks = view.Cues.FindAll(mention => mention.Cue.Kind == CueKind.Track);
        if (tracks.Count == 0)
        {
            return;
        }

        foreach (var draft in view.Drafts)
        {
            CueMention? before = null;
            CueMention? after = null;
            foreach (var track in tracks)
            {
                before = track.End <= draft.Start ? track : before;
                after ??= track.Start >= draft.End ? track : null;
            }

            bool follows = after is { } next && view.FiguresBetween(draft.End, next.Start) == 0 && view.Boundaries(draft.End, next.Start) == 0 && IsAttached(view.Text[draft.End..next.Start]);
            bool trails = before is null && after is { } later && later.Start - draft.End <= 40 && view.FiguresBetween(draft.End, later.Start) == 0 && view.Boundaries(draft.End, later.Start) == 0;
            var chosen = follows || trails ? after : before;
            if (chosen is { } found)
            {
                draft.Track = new Role(found.Cue.Key, follows ? 0.9 : view.Boundaries(found.End, draft.Start) <= 1 ? 0.9 : 0.7);
            }
        }
    }

    private static bool IsAttached(ReadOnlySpan<char> between)
    {
        var trimmed = between.Trim();
        return trimmed is "in the" or "in its" or "under the" or "under its" or "in a" or "under a" or "for the" or "(" or "in" or "in their" or "in an" or "under an";
    }
}
