using System.Buffers;
using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>
/// Tells a change from a level: "up 34%" and 增长34% are growth, "rose to 45%" and 升至45% are levels; 增长N倍 is growth of N (which makes N+1 times),
/// 是…N倍 is a multiple of N.
/// </summary>
internal static class KindReader
{
    private const int Window = 90;
    private const int HanWindow = 14;

    private static readonly SearchValues<char> Joints = SearchValues.Create("逾超近约过了达幅长至到为不");

    // Words of change that stand after their figure; "grew" and "rose" begin the next statement.
    private static readonly HashSet<string> AfterFigure = new(StringComparer.Ordinal)
    {
        "rise", "increase", "gain", "growth", "jump", "surge", "climb", "improvement", "more", "higher", "decline", "decrease", "drop", "fall", "slump", "reduction", "cut", "lower", "less",
        "fewer", "smaller", "dip", "plunge", "slide", "contraction", "advance", "hike", "uptick", "cheaper", "faster", "uplift", "annual growth", "growth rate", "change", "up", "down",
    };

    public static void Read(SentenceView view, FigureDraft draft)
    {
        var quantity = draft.Quantity;
        if (quantity.IsVerbal || quantity.Unit is null && quantity.Kind != FigureKind.Amount)
        {
            return;
        }

        if (Continues(view, draft))
        {
            return;
        }

        if (IsSigned(view.Text, draft))
        {
            draft.Kind = FigureKind.Growth;
            draft.Direction = view.Text[draft.Start] == '-' ? -1 : 1;
            return;
        }

        if (IsStart(view, draft))
        {
            return;
        }

        var after = ChangeAfter(view, draft);
        var before = ChangeBefore(view, draft, out bool noun);
        bool level = IsLevel(view, draft.Start) && !noun;
        var change = after ?? (level ? null : before);
        if (change is null)
        {
            return;
        }

        draft.Direction = change.Value.Cue.Value;
        switch (quantity.Kind)
        {
            case FigureKind.Percent when !IsShareOf(view, draft, after is not null):
                draft.Kind = FigureKind.Growth;
                break;
            case FigureKind.Multiple when quantity.Unit == "1" && IsChineseTimes(view.Text, draft):
                draft.Kind = FigureKind.Growth;
                break;
            case FigureKind.Amount or FigureKind.Count:
                draft.IsChange = IsSizeOfChange(view, draft, change.Value, after is not null);
                break;
        }
    }

    /// <summary>"$5.2M (+34% QoQ)": a percentage with a plus sign is a change, unless it is a rate that has one.</summary>
    private static bool IsSigned(ReadOnlySpan<char> text, FigureDraft draft) => draft.Quantity.Kind == FigureKind.Percent && text[draft.Start] == '+';

    /// <summary>"fell from 2.1% to 1.4%", 从2.1%降至1.4%: where a rate comes from is a level, as where it goes to is.</summary>
    private static bool IsStart(SentenceView view, FigureDraft draft)
    {
        int index = view.Drafts.IndexOf(draft);
        if (draft.Quantity.Kind != FigureKind.Percent || index + 1 >= view.Drafts.Count || view.Drafts[index + 1].Quantity.Kind != FigureKind.Percent)
        {
            return false;
        }

        var between = view.Text[draft.End..view.Drafts[index + 1].Start];
        bool from = Words.IsBefore(view.Text, draft.Start, "from") || draft.Start > 0 && view.Text[draft.Start - 1] is '从' or '由';
        return from && between.Length <= 12 && (between.Trim() is "to" or "to about" or "to around" || between.ContainsAny('至', '到'));
    }

    /// <summary>"an increase of $611 million, or 22%": the percentage is the same change.</summary>
    private static bool Continues(SentenceView view, FigureDraft draft)
    {
        int index = view.Drafts.IndexOf(draft);
        if (index < 1 || draft.Kind != FigureKind.Percent)
        {
            return false;
        }

        var previous = view.Drafts[index - 1];
        bool apposed = view.Text[previous.End..draft.Start].Trim() is ", or" or "or" or "(" or ", or about" or "，或";
        if (apposed && previous.IsChange)
        {
            draft.Kind = FigureKind.Growth;
            draft.Direction = previous.Direction;
            return true;
        }

        return false;
    }

    /// <summary>倍 after a word of growth is growth; an English "times", "x" or "-fold" stays the multiple that it says.</summary>
    private static bool IsChineseTimes(ReadOnlySpan<char> text, FigureDraft draft) => text[draft.Start..draft.End].Contains('倍') && (draft.Start == 0 || text[draft.Start - 1] != '的');

    /// <summary>"占…的45%" and "45% of revenue" are shares whatever moves around them.</summary>
    private static bool IsShareOf(SentenceView view, FigureDraft draft, bool changeAfter)
    {
        if (changeAfter)
        {
            return false;
        }

        var text = view.Text;
        int next = Words.Skip(text, draft.End);
        bool of = Words.Is(text, next, "of", out int afterOf) && Words.At(text, Words.Skip(text, afterOf)) is not ("which" or "more");
        int clause = view.ClauseStart(draft.Start);
        return of && !Words.IsBefore(text, draft.Start, "by") || view.FindCue(CueKind.Share, clause, draft.Start) is { } share && !view.HasCue(CueKind.Change, share.End, draft.Start)
            || draft.Quantity.IsFraction && next < text.Length && text[next] == '的';
    }

    private static bool IsSizeOfChange(SentenceView view, FigureDraft draft, CueMention change, bool isAfter)
    {
        if (isAfter)
        {
            return true;
        }

        var between = view.Text[change.End..draft.Start];
        return view.Text[change.Start] >= '\u2E80' ? between.Length <= 3 : between.Trim() is "of" or "by" or "of about" or "by about" or "by more than" or "of more than";
    }

    /// <summary>A word of change right after the figure: "a 12% increase", "20% more than", 34%的增长.</summary>
    private static CueMention? ChangeAfter(SentenceView view, FigureDraft draft)
    {
        foreach (var mention in view.Cues)
        {
            bool change = mention.Cue.Kind is CueKind.Change or CueKind.ChangeNoun;
            if (!change || mention.Start > 0 && view.Text[mention.Start - 1] == '-' || mention.Start < draft.End || mention.Start - draft.End > 22)
            {
                continue;
            }

            var between = view.Text[draft.End..mention.Start];
            bool closed = view.Boundaries(draft.End, mention.Start) > 0 || view.FiguresBetween(draft.End, mention.Start) > 0;
            if (closed)
            {
                return null;
            }

            bool han = view.Text[mention.Start] >= '\u2E80';
            bool near = han ? between is "的" or "的同比" or "的年" or "的年均" or "的平均" || between.IsEmpty && mention.Cue.Kind == CueKind.ChangeNoun : IsNearEnglish(between);
            bool noun = han || AfterFigure.Contains(view.Text[mention.Start..mention.End].ToString());
            noun &= draft.Quantity.Kind == FigureKind.Percent || view.Text[mention.Start..mention.End] is not ("up" or "down" or "more" or "less");
            return near && noun && draft.Quantity.Kind is not FigureKind.Count ? mention : null;
        }

        return null;
    }

    private static bool IsNearEnglish(ReadOnlySpan<char> between)
    {
        var trimmed = between.Trim();
        int spaces = trimmed.Count(' ');
        return trimmed.IsEmpty || spaces <= 1 && !trimmed.StartsWith("to") && !trimmed.StartsWith("of") && !trimmed.StartsWith("from") && !trimmed.StartsWith("in ") && !trimmed.StartsWith("and")
            && !trimmed.StartsWith("as") && !trimmed.StartsWith("on");
    }

    private static CueMention? ChangeBefore(SentenceView view, FigureDraft draft, out bool noun)
    {
        noun = false;
        int clause = Math.Max(view.ClauseStart(draft.Start), draft.Start - Window);
        CueMention? best = null;
        foreach (var mention in view.Cues)
        {
            bool hyphened = mention.Start > 0 && view.Text[mention.Start - 1] == '-';
            if (hyphened || mention.Cue.Kind is not (CueKind.Change or CueKind.ChangeNoun) || mention.Start < clause || mention.End > draft.Start)
            {
                continue;
            }

            bool han = view.Text[mention.Start] >= '\u2E80';
            bool near = !han || draft.Start - mention.End <= HanWindow && (mention.End - mention.Start > 1 || IsJoint(view.Text[mention.End..draft.Start]));
            bool later = best is null || mention.End > best.Value.End || mention.End == best.Value.End && mention.Cue.Kind == CueKind.ChangeNoun;
            if (near && later && view.FiguresBetween(mention.End, draft.Start) == 0)
            {
                best = mention;
            }
        }

        if (best is { } found)
        {
            noun = found.Cue.Kind == CueKind.ChangeNoun;
            bool percentOnly = noun || view.Text[found.Start] < '\u2E80';
            var between = view.Text[found.End..draft.Start];
            bool far = percentOnly && view.Text[found.Start] < '\u2E80' && !IsAttached(between, noun);
            return far ? null : found;
        }

        return null;
    }

    /// <summary>A word of one character (增, 降) changes only what stands right after it: 增值服务 does not.</summary>
    private static bool IsJoint(ReadOnlySpan<char> between) => between.Length <= 3 && between.IndexOfAnyExcept(Joints) < 0;

    /// <summary>What may stand between an English word of change and its figure: rose nearly 6%, growth of about 8%, growing at a rate of 20%.</summary>
    private static bool IsAttached(ReadOnlySpan<char> between, bool noun)
    {
        var trimmed = between.Trim();
        if (trimmed is "by" || trimmed.EndsWith(" by") || trimmed.EndsWith(" by about") || trimmed.EndsWith(" by nearly") || trimmed.EndsWith(" by more than") || trimmed.EndsWith(" by almost"))
        {
            return true;
        }

        if (noun && trimmed.Length <= 24 && trimmed.IndexOfAny(',', '.') < 0)
        {
            return true;
        }

        return trimmed.Length <= 30 && trimmed.Count(' ') <= 5 && !trimmed.Contains(" of which", StringComparison.Ordinal);
    }

    /// <summary>Whether the word right before a figure makes it a level: "to 45%", "at 45%", 至45%, 为45%.</summary>
    private static bool IsLevel(SentenceView view, int start)
    {
        var text = view.Text;
        int at = start;

        // 提升至2024年的56.3%: the level's time stands between.
        if (at > 0 && text[at - 1] == '的' && view.Periods.FindLast(period => period.End == start - 1) is { } time)
        {
            at = time.Start;
        }

        for (int step = 0; step < 4; step++)
        {
            while (at > 0 && text[at - 1] == ' ')
            {
                at--;
            }

            if (at == 0)
            {
                return false;
            }

            char c = text[at - 1];
            if (c is '至' or '到' or '为' or '是' or '在' or '于' or '成')
            {
                return true;
            }

            if (c is '约' or '近' or '超' or '过' or '逾' or '达' or '了' or '足')
            {
                at--;
                continue;
            }

            var word = Words.Before(text, at, out int wordStart);
            if (word is "to" or "at" or "was" or "is" or "were" or "reached" or "reach" or "reaching" or "hit" or "stood" or "totaled" or "totalled")
            {
                // "flat to up 3%" and "expected to rise" have their word of change after "to".
                return true;
            }

            if (word is not ("about" or "around" or "nearly" or "almost" or "over" or "roughly" or "approximately" or "a" or "an" or "just" or "than" or "more" or "less" or "record" or "least" or "the"))
            {
                return false;
            }

            at = wordStart;
        }

        return false;
    }
}
