using Proforma.Claims.Extraction.Periods;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>
/// Deals the members of one list out over another where a sentence says 分别 or "respectively": periods, metrics or companies over figures.
/// A list of periods may be a span (2025-2027年) or names joined by 、, 和, "and".
/// </summary>
internal static class Coordination
{
    private const int MostMembers = 12;

    public static void Apply(SentenceView view, ReadingState state)
    {
        var text = view.Text[view.Sentence.Start..view.Sentence.End];
        bool chinese = text.Contains("分别", StringComparison.Ordinal) || text.Contains("依次", StringComparison.Ordinal);
        bool english = text.Contains("respectively", StringComparison.Ordinal);
        if (!chinese && !english)
        {
            return;
        }

        foreach (var run in Runs(view))
        {
            Deal(view, run, state);
        }
    }

    /// <summary>Neighbouring figures of one kind, joined by list marks.</summary>
    private static List<List<FigureDraft>> Runs(SentenceView view)
    {
        var runs = new List<List<FigureDraft>>();
        var run = new List<FigureDraft>();
        foreach (var draft in view.Drafts)
        {
            bool joined = run.Count > 0 && run[^1].Kind == draft.Kind && IsListMark(view.Text[run[^1].End..draft.Start]);
            if (!joined)
            {
                run = [];
                runs.Add(run);
            }

            run.Add(draft);
        }

        return runs.FindAll(members => members.Count is >= 2 and <= MostMembers);
    }

    private static bool IsListMark(ReadOnlySpan<char> between)
    {
        var mark = between.Trim();
        return mark is "、" or "和" or "及" or "与" or "以及" or "," or "and" or ", and" or "/" or "，" or "以及约" or "和约";
    }

    private static void Deal(SentenceView view, List<FigureDraft> run, ReadingState state)
    {
        int count = run.Count;
        int start = run[0].Start;
        bool same = view.Periods.Exists(period => period.Form == PeriodForm.Same) && state.Series?.Count == count;
        if ((PeriodsOf(view, run, count) ?? (same ? state.Series : null)) is { } periods)
        {
            state.Series = periods;
            for (int i = 0; i < count; i++)
            {
                run[i].Period = periods[i];
                run[i].PeriodConfidence = 0.9;
                run[i].IsBase = false;
            }

            return;
        }

        var metrics = LastGroup(view.Metrics.FindAll(m => m.End <= start && MetricBinder.Fits(m.Entry, run[0]) > 0), m => m.Start, m => m.End, view, count);
        if (metrics is not null)
        {
            for (int i = 0; i < count; i++)
            {
                run[i].Metric = new Role(metrics[i].Key, 0.9);
                run[i].MetricEntry = metrics[i].Entry;
            }

            return;
        }

        var entities = LastGroup(view.Entities.FindAll(e => e.End <= start && !e.IsPronoun), e => e.Start, e => e.End, view, count);
        for (int i = 0; entities is not null && i < count; i++)
        {
            run[i].Entity = new Role(entities[i].Name, 0.85);
        }
    }

    private static List<PeriodSpan>? PeriodsOf(SentenceView view, List<FigureDraft> run, int count)
    {
        var whole = view.Periods.FindAll(p => p.Form == PeriodForm.Whole);
        foreach (var mention in whole)
        {
            var (from, to) = (mention.Span.From, mention.Span.To);
            bool years = from.Grain == PeriodGrain.Year && to.Grain == PeriodGrain.Year && to.Year - from.Year == count - 1 && count > 1;
            if (years)
            {
                return [.. Enumerable.Range(from.Year, count).Select(year => new PeriodSpan(from.InYear(year)))];
            }
        }

        var before = LastGroup(whole.FindAll(p => p.End <= run[0].Start), p => p.Start, p => p.End, view, count);
        var after = LastGroup(whole.FindAll(p => p.Start >= run[^1].End), p => p.Start, p => p.End, view, count);
        return (before ?? after)?.ConvertAll(p => p.Span);
    }

    /// <summary>The last <paramref name="count"/> mentions, when list marks join them.</summary>
    private static List<T>? LastGroup<T>(List<T> mentions, Func<T, int> start, Func<T, int> end, SentenceView view, int count)
    {
        if (mentions.Count < count)
        {
            return null;
        }

        var group = mentions.GetRange(mentions.Count - count, count);
        for (int i = 1; i < count; i++)
        {
            if (end(group[i - 1]) > start(group[i]) || !IsListMark(view.Text[end(group[i - 1])..start(group[i])]))
            {
                return null;
            }
        }

        return group;
    }
}
