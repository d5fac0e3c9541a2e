using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>Gives every figure of a sentence its metric: the word right after it, else the nearest before it, else what its unit says, else what was spoken of last.</summary>
internal static class MetricBinder
{
    private const double Boundary = 0.12;
    private const int FarEnglish = 40;
    private const int FarHan = 12;

    public static void Bind(SentenceView view, ReadingState state)
    {
        FigureDraft? previous = null;
        foreach (var draft in view.Drafts)
        {
            if (previous is not null && IsSameCut(view, previous, draft))
            {
                (draft.Metric, draft.MetricEntry) = (previous.Metric, previous.MetricEntry);
                previous = draft;
                continue;
            }

            bool perShare = previous is { Metric.Value: "eps", Kind: FigureKind.Amount } && draft.Kind == FigureKind.Amount && draft.Quantity.High < 100
                && view.HasCue(CueKind.Comparison, previous.End, draft.Start) && draft.Start - previous.End < 40;
            if (perShare)
            {
                (draft.Metric, draft.MetricEntry) = (previous!.Metric, previous.MetricEntry);
                previous = draft;
                continue;
            }

            previous = draft;
            var (best, score) = Best(view, draft);
            if (draft.Quantity.UnitMetric is { } metric && score < UnitScore(draft, metric))
            {
                draft.Metric = new Role(metric, UnitScore(draft, metric));
                draft.MetricEntry = view.Block.Vocabulary.MetricOf(metric);
                state.Metric = draft.MetricEntry is { } entry ? new MetricMention(draft.Start, draft.End, metric, entry, IsWeak: false) : state.Metric;
            }
            else if (best is { } found)
            {
                draft.Metric = new Role(found.Key, Math.Clamp(score, 0.3, 0.95));
                draft.MetricEntry = found.Entry;
                state.Metric = found;
            }
            else if (state.Metric is { } carried && Fits(carried.Entry, draft) >= 0.8 && (draft.Quantity.Form != QuantityForm.Bare || carried.Start >= view.Sentence.Start && carried.End <= draft.Start))
            {
                draft.Metric = new Role(carried.Key, 0.45);
                draft.MetricEntry = carried.Entry;
            }

            ShareReader.Read(view, draft);
            Adjust(draft);
        }

        CopyBack(view);
        CopyShares(view);
    }

    /// <summary>占比提升至38%，同比提高6个百分点: the points are of the share.</summary>
    private static void CopyShares(SentenceView view)
    {
        for (int i = 1; i < view.Drafts.Count; i++)
        {
            var (first, second) = (view.Drafts[i - 1], view.Drafts[i]);
            if (first.Kind == FigureKind.Percent && second.Kind == FigureKind.PercentagePoints && first.Metric.Value is { } share && share == $"{second.Metric.Value}_share")
            {
                second.Metric = first.Metric;
            }
        }
    }

    /// <summary>"from $1M to $25M ARR": the first amount is of what the second is.</summary>
    private static void CopyBack(SentenceView view)
    {
        for (int i = view.Drafts.Count - 2; i >= 0; i--)
        {
            var (first, second) = (view.Drafts[i], view.Drafts[i + 1]);
            var between = view.Text[first.End..second.Start];
            bool pair = first.Metric.IsOpen && !second.Metric.IsOpen && first.Kind == second.Kind && between.Length <= 16
                && (between.Contains("to", StringComparison.Ordinal) || between.ContainsAny('至', '到') || between.Trim() is "-" or "and" or "和" or "、");
            if (pair)
            {
                first.Metric = second.Metric with { Confidence = 0.6 };
                first.MetricEntry = second.MetricEntry;
            }
        }
    }

    /// <summary>"2,300 jobs, or about 8% of its workforce" and "6% of its workforce, or roughly 170 employees" are one cut.</summary>
    private static bool IsSameCut(SentenceView view, FigureDraft previous, FigureDraft draft)
    {
        bool people = draft.Quantity.Unit is "person" or "job" || draft.Kind is FigureKind.Percent or FigureKind.Growth;
        var between = view.Text[previous.End..draft.Start];
        return previous.Metric.Value is "layoffs" or "hires" && people && between.Length < 60 && draft.Kind != previous.Kind
            && (between.Contains(", or", StringComparison.Ordinal) || between.Contains(", about", StringComparison.Ordinal) || between.Trim() is "," or "or" or "，约" or "，占" or "，即" or "(" or "，涉及"
                || between.Contains("涉及", StringComparison.Ordinal) || between.Contains("约占", StringComparison.Ordinal) || between.Contains(", equal to", StringComparison.Ordinal));
    }

    /// <summary>An amount per share of income is earnings per share; a part of the staff that is cut is no negative growth of what is cut.</summary>
    private static void Adjust(FigureDraft draft)
    {
        bool cents = draft.Quantity is { UnitFactor: 0.01m, Kind: FigureKind.Amount };
        bool perShare = cents || draft.Quantity.Unit is { } unit && unit.EndsWith("/share", StringComparison.Ordinal);
        if (perShare && draft.Metric.Value is "net_income" or "net_loss" or "operating_income" or "operating_loss" or "pretax_income")
        {
            draft.Metric = draft.Metric with { Value = "eps" };
        }

        if (draft.Metric.Value == "layoffs" && draft.Kind == FigureKind.Growth && draft.Direction < 0)
        {
            draft.Kind = FigureKind.Percent;
            draft.Direction = 0;
        }
    }

    /// <summary>"ended April with $61 million in cash", but not "paid $2 billion in cash".</summary>
    private static bool IsHolding(ReadOnlySpan<char> text, int start)
    {
        var before = Words.Before(text, start, out int at);
        before = before is "about" or "nearly" or "around" or "roughly" or "approximately" or "over" ? Words.Before(text, at, out _) : before;
        return before is "with" or "had" or "has" or "have" or "having" or "held" or "holds" or "hold" or "holding";
    }

    private static double UnitScore(FigureDraft draft, string metric) => metric is "jobs" or "headcount" or "deliveries" or "orders" or "fleet" or "sales_volume" or "customers" or "users" ? 0.72 : draft.Kind == FigureKind.Count ? 0.9 : 0.5;

    private static (MetricMention? Metric, double Score) Best(SentenceView view, FigureDraft draft)
    {
        MetricMention? best = null;
        double top = 0.28;
        foreach (var mention in view.Metrics)
        {
            double fit = Fits(mention.Entry, draft);
            if (fit == 0 || mention.Key == "cash" && mention.Start - draft.End is >= 0 and <= 4 && Words.IsBefore(view.Text, mention.Start, "in") && !IsHolding(view.Text, draft.Start))
            {
                continue;
            }

            double score = fit * (Inside(mention, draft) ? InsideScore(mention) : mention.End <= draft.Start ? Before(view, mention, draft) : After(view, mention, draft));
            score -= mention.IsWeak ? 0.15 : 0;

            // Of two that fit alike the later one is nearer to a figure after both, and the earlier one to a figure before both.
            if (score > top || score == top && mention.End <= draft.Start)
            {
                (best, top) = (mention, score);
            }
        }

        return (best, top);
    }

    private static bool Inside(MetricMention mention, FigureDraft draft) => mention.Start >= draft.Start && mention.Start < draft.End;

    /// <summary>"2,300 jobs" and "1,600 people" may be cut or hired: a verb before them says more than the noun in them.</summary>
    private static double InsideScore(MetricMention mention) => mention.Key is "jobs" or "headcount" ? 0.75 : 1.1;

    private static double Before(SentenceView view, MetricMention mention, FigureDraft draft)
    {
        int boundaries = view.Boundaries(mention.End, draft.Start);
        int figures = view.FiguresBetween(mention.End, draft.Start);
        bool han = mention.End > mention.Start && view.Text[mention.End - 1] >= '\u2E80';
        int distance = draft.Start - mention.End;
        double score = 1 - (Boundary * Math.Min(boundaries, 4)) - (0.03 * Math.Min(figures, 4)) - (Math.Min(distance, 160) * (han ? 0.004 : 0.0015));
        return mention.IsWeak && (boundaries > 0 || figures > 0) ? score - 0.3 : score;
    }

    private static double After(SentenceView view, MetricMention mention, FigureDraft draft)
    {
        int distance = mention.Start - draft.End;
        bool han = view.Text[mention.Start] >= '\u2E80';
        if (distance < 0 || distance > (han ? FarHan : FarEnglish))
        {
            return 0;
        }

        var between = view.Text[draft.End..mention.Start];
        int figures = view.FiguresBetween(draft.End, mention.Start);
        if (figures > 0)
        {
            // "double its 240-strong workforce"
            bool owned = figures == 1 && draft.Quantity.IsVerbal && Words.At(between.Trim(), 0) is "its" or "the" or "their";
            return owned ? 1 : 0;
        }

        int boundaries = view.Boundaries(draft.End, mention.Start);
        if (boundaries > 0)
        {
            return boundaries == 1 && distance > 3 ? 0.3 : 0;
        }

        bool spentOn = !han && between.Trim() is "on" or "on its" && (mention.Key.EndsWith("expense", StringComparison.Ordinal) || mention.Key.EndsWith("cost", StringComparison.Ordinal) || mention.Key == "capex");
        double score = han ? AfterHan(between) : spentOn ? 1.06 : AfterEnglish(between);
        score *= mention.IsWeak ? 0.8 : 1;
        return TakesNextFigure(view, mention, han) ? Math.Min(score, 0.55) : score;
    }

    private static double AfterHan(ReadOnlySpan<char> between)
    {
        if (between.ContainsAny("和与及、，") || between.Contains("来自", StringComparison.Ordinal))
        {
            return 0.2;
        }

        return between is "" or "的" or "现金" or "元" or "元的" or "天使轮" ? 1.05 : between.Contains("的", StringComparison.Ordinal) ? 0.98 : 0.86 - (0.02 * between.Length);
    }

    private static double AfterEnglish(ReadOnlySpan<char> between)
    {
        var trimmed = between.Trim();
        int words = trimmed.IsEmpty ? 0 : trimmed.Count(' ') + 1;
        if (trimmed.IsEmpty || trimmed is "in" or "of" or "of its" or "in its" or "worth of" or "in annual" or "in total" or "of annual" or "in new" or "in its latest" or "in a" or "in an")
        {
            return 1.06;
        }

        var first = Words.At(trimmed, 0);
        bool connected = first is "in" or "of" or "per" || words == 1 && first is not ("and" or "as" or "by" or "to" or "from" or "while" or "after" or "on" or "for" or "with" or "at" or "or");
        bool changed = first is "rise" or "increase" or "decline" or "drop" or "fall" or "jump" or "growth" or "gain" or "slump" or "reduction" or "cut" && trimmed.Contains(" in", StringComparison.Ordinal);
        bool verb = trimmed.Contains(" to ", StringComparison.Ordinal) || trimmed.Contains(" as ", StringComparison.Ordinal) || trimmed.Contains(" and ", StringComparison.Ordinal);
        return changed ? 1.03 : connected && !verb ? 1.0 - (0.05 * words) : 0.5 - (0.05 * words);
    }

    /// <summary>Whether a metric after one figure is really the head of the next: 营收12亿元净利润3亿元.</summary>
    private static bool TakesNextFigure(SentenceView view, MetricMention mention, bool han)
    {
        foreach (var next in view.Drafts)
        {
            if (next.Start >= mention.End)
            {
                int gap = next.Start - mention.End;
                bool closed = view.Boundaries(mention.End, next.Start) > 0;
                bool anotherBetween = view.Metrics.Exists(other => other.Start >= mention.End && other.End <= next.Start);
                return !closed && !anotherBetween && gap <= (han ? 6 : 18);
            }
        }

        return false;
    }

    /// <summary>How well a metric's class takes a figure, from 0 (never) to 1.</summary>
    public static double Fits(MetricEntry metric, FigureDraft draft)
    {
        var quantity = draft.Quantity;
        bool money = quantity.Unit is { } unit && (unit == "¥" || unit.Length >= 3 && char.IsUpper(unit[0]) && unit[0] != 'W');
        if (metric.Key == "shares" && draft.Kind is not (FigureKind.Count or FigureKind.Amount))
        {
            // "Shares rose 12%" speaks of their price.
            return 0;
        }

        return draft.Kind switch
        {
            FigureKind.Amount when money => metric.Key is "dividend" or "acquisition_price" ? 1 : Money(metric.Class, quantity),
            FigureKind.Amount when quantity.Unit is null => metric.Class switch
            {
                MetricClass.Flow or MetricClass.Stock => 1,
                MetricClass.Count or MetricClass.Quantity => 1,
                MetricClass.Price => quantity.Form == QuantityForm.Bare ? 0.7 : 0.4,
                _ => 0,
            },
            FigureKind.Amount => metric.Class is MetricClass.Quantity ? 1 : metric.Class is MetricClass.Count ? 0.5 : 0,
            FigureKind.Count => CountFit(metric, quantity),
            FigureKind.Percent => metric.Class is MetricClass.Ratio ? 1.08 : metric.Class is MetricClass.Multiple ? 0.5 : metric.Class is MetricClass.Price ? 0.93 : 0.95,
            FigureKind.PercentagePoints => metric.Class is MetricClass.Ratio ? 1.08 : 0.85,
            FigureKind.Multiple => metric.Class is MetricClass.Multiple ? 1.08 : metric.Class is MetricClass.Ratio ? 0.6 : 0.97,
            _ => metric.Class is MetricClass.Ratio && metric.Key is not "organic_growth" ? 0.9 : 1,
        };
    }

    private static double Money(MetricClass metric, Quantity quantity) => metric switch
    {
        MetricClass.Flow or MetricClass.Stock => quantity.Unit!.EndsWith("/share", StringComparison.Ordinal) ? 0.5 : 1,
        MetricClass.Price => quantity.HasRate || quantity.High < 1_000_000 ? 1.02 : 0.35,
        _ => 0,
    };

    private static double CountFit(MetricEntry metric, Quantity quantity)
    {
        if (metric.Class is MetricClass.Quantity)
        {
            return quantity.Unit is "person" or "job" or "user" or "customer" or "subscriber" ? 0.3 : 1;
        }

        if (metric.Class != MetricClass.Count)
        {
            return 0;
        }

        bool same = quantity.Unit is null || metric.Unit is null || quantity.Unit == metric.Unit || IsAlike(quantity.Unit, metric.Unit);
        return same ? 1 : 0.45;
    }

    private static bool IsAlike(string first, string second)
    {
        string[][] groups = [["person", "job", "user", "developer", "member", "subscriber", "merchant"], ["customer", "company", "merchant"], ["vehicle", "unit"], ["order", "trip", "parcel", "transaction"], ["user", "member", "subscriber", "customer"]];
        return groups.Any(group => group.Contains(first) && group.Contains(second));
    }
}
