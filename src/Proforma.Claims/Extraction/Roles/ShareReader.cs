using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>
/// Finds of what a percentage is the share: "subscription made up 94% of revenue", 研发投入占营业收入的10%, 其中超三分之二来自API. The metric of a share
/// is the part's name, or the whole's when the part has none, with <c>_share</c>; an amount that "comes from" a segment is the segment's.
/// </summary>
internal static class ShareReader
{
    private const int Reach = 40;

    public static void Read(SentenceView view, FigureDraft draft)
    {
        if (draft.Kind is FigureKind.Amount && SegmentAfter(view, draft) is { } segment && draft.MetricEntry is { Key: "revenue" } && IsPart(view, draft))
        {
            draft.Metric = draft.Metric with { Value = $"{segment}_revenue" };
            return;
        }

        if (draft.Kind != FigureKind.Percent || draft.MetricEntry is { Class: MetricClass.Ratio or MetricClass.Multiple })
        {
            return;
        }

        var whole = WholeAfter(view, draft) ?? WholeBefore(view, draft);
        bool share = whole is not null || view.FindCue(CueKind.Share, view.ClauseStart(draft.Start), draft.Start) is not null || IsOfThat(view.Text, draft.End) || draft.Quantity.IsFraction;
        if (!share)
        {
            return;
        }

        var part = Part(view, draft, whole);
        string? key = part?.Key ?? whole?.Key ?? draft.MetricEntry?.Key;
        if (part is { Key: "layoffs" or "hires" } || draft.Metric.Value is "layoffs" or "hires")
        {
            draft.Metric = new Role(part?.Key is "layoffs" or "hires" ? part.Value.Key : draft.Metric.Value, 0.8);
        }
        else if (key is not null)
        {
            draft.Metric = new Role($"{key}_share", whole is not null ? 0.8 : 0.6);
        }
    }

    private static bool IsOfThat(ReadOnlySpan<char> text, int at) =>
        Words.Is(text, Words.Skip(text, at), "of", out int of) && Words.At(text, Words.Skip(text, of)) is "that" or "which" or "it" or "the";

    /// <summary>"45% of revenue", 四分之一的收入.</summary>
    private static MetricMention? WholeAfter(SentenceView view, FigureDraft draft)
    {
        if (IsOfThat(view.Text, draft.End) && !Words.Is(view.Text, Words.Skip(view.Text, draft.End), "of the", out _))
        {
            return null;
        }

        foreach (var mention in view.Metrics)
        {
            if (mention.Start < draft.End || mention.Start - draft.End > Reach || view.FiguresBetween(draft.End, mention.Start) > 0)
            {
                continue;
            }

            var between = view.Text[draft.End..mention.Start];
            bool han = view.Text[mention.Start] >= '\u2E80';
            bool whole = han ? between is "的" or "的总" : Words.Is(view.Text, Words.Skip(view.Text, draft.End), "of", out _) && view.Boundaries(draft.End, mention.Start) == 0;
            return whole ? mention : null;
        }

        return null;
    }

    /// <summary>占营业收入的比例为10.37%, 占总营收的四成: the metric that follows 占.</summary>
    private static MetricMention? WholeBefore(SentenceView view, FigureDraft draft)
    {
        int from = Math.Max(view.Sentence.Start, draft.Start - (2 * Reach));
        if (view.FindCue(CueKind.Share, from, draft.Start) is not { } share || view.Text[share.Start] != '占')
        {
            return null;
        }

        foreach (var mention in view.Metrics)
        {
            if (mention.Start >= share.Start && mention.End <= draft.Start && mention.Start - share.End <= 4)
            {
                return mention;
            }
        }

        return null;
    }

    /// <summary>The part that a share is of the whole: a metric of the same class before the word of sharing.</summary>
    private static MetricMention? Part(SentenceView view, FigureDraft draft, MetricMention? whole)
    {
        int from = view.ClauseStart(draft.Start);
        int limit = view.FindCue(CueKind.Share, Math.Max(view.Sentence.Start, draft.Start - (2 * Reach)), draft.Start)?.Start ?? draft.Start;
        MetricMention? part = null;
        foreach (var mention in view.Metrics)
        {
            bool before = mention.End <= limit && mention != whole;
            bool near = mention.Start >= from || view.Boundaries(mention.End, limit) <= 1;
            bool alike = whole is null || mention.Entry.Class == whole.Value.Entry.Class || mention.Entry.Class is MetricClass.Flow && whole.Value.Entry.Class is MetricClass.Flow;
            if (before && near && alike && limit - mention.End <= 2 * Reach && (whole is null || mention.Key != whole.Value.Key))
            {
                part = mention;
            }
        }

        return part;
    }

    /// <summary>其中 and "of which" begin a part.</summary>
    private static bool IsPart(SentenceView view, FigureDraft draft)
    {
        var before = view.Text[view.Sentence.Start..draft.Start];
        return before.Contains("其中", StringComparison.Ordinal) || before.Contains("of which", StringComparison.Ordinal) || before.Contains("of that", StringComparison.Ordinal);
    }

    /// <summary>The segment that the figure comes from: 来自…接口（API）服务, "came from subscriptions".</summary>
    private static string? SegmentAfter(SentenceView view, FigureDraft draft)
    {
        var text = view.Text;
        var window = text[draft.End..Math.Min(view.Sentence.End, draft.End + 8)];
        bool from = window.Contains("来自", StringComparison.Ordinal) || view.FindCue(CueKind.Share, draft.End, Math.Min(view.Sentence.End, draft.End + 20)) is { } cue && text[cue.Start] < '\u2E80';
        if (!from)
        {
            return null;
        }

        string? found = null;
        int limit = Math.Min(view.Sentence.End, draft.End + Reach);
        foreach (var mention in view.Cues)
        {
            bool inside = mention.Cue.Kind == CueKind.Segment && mention.Start >= draft.End && mention.Start < limit && view.FiguresBetween(draft.End, mention.Start) == 0;
            bool stronger = found is null || mention.Cue.Key == "api";
            found = inside && stronger ? mention.Cue.Key : found;
        }

        return found;
    }
}
