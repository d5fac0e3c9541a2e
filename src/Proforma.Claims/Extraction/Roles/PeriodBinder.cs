using Proforma.Claims.Extraction.Periods;
using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>Gives every figure of a sentence its period, and the period that it is compared with.</summary>
internal sealed class PeriodBinder(SentenceView view, ReadingState state)
{
    private const int FarEnglish = 60;

    private readonly List<Resolved> mentions = [];
    private readonly HashSet<Resolved> taken = [];

    /// <summary>A mention with its period known, or relative to the figure's context.</summary>
    private sealed record Resolved(int Start, int End, PeriodForm Form, PeriodSpan? Span, bool IsBase);

    public void Bind()
    {
        ResolveMentions();
        PeriodSpan? last = null;
        FigureDraft? previous = null;
        foreach (var draft in view.Drafts)
        {
            if (previous is not null && IsApposition(view.Text[previous.End..draft.Start]) && previous.Kind == draft.Kind)
            {
                (draft.Period, draft.PeriodConfidence, draft.IsBase, draft.ComparedWith) = (previous.Period, previous.PeriodConfidence, previous.IsBase, previous.ComparedWith);
                previous = draft;
                continue;
            }

            var restated = previous;
            previous = draft;
            BindOne(draft, last);

            // "64.0%, 61.5% in 2023": the year before, named for comparison, is not what the text goes on about.
            draft.IsBase |= restated is { Period: { } now } && draft.Period is { } then && then == now.YearsBefore(1)
                && restated.Metric.Value == draft.Metric.Value && restated.Kind == draft.Kind && draft.Start - restated.End < FarEnglish;
            if (draft is { Period: { } period, IsBase: false } && !(last is not null && IsInParentheses(draft.Start)))
            {
                last = period;
            }
        }

        state.Period = last ?? (view.Drafts.Count == 0 ? MainPeriod(view.Sentence.End) : null) ?? state.Period;
    }

    private bool IsInParentheses(int at)
    {
        var before = view.Text[view.Sentence.Start..at];
        return before.LastIndexOf('(') > before.LastIndexOf(')');
    }

    /// <summary>"$312 million, or $1.07 per share": both are of one time.</summary>
    private static bool IsApposition(ReadOnlySpan<char> between) => between.Trim() is "or" or ", or" or ", or about" or "or about" or ", equivalent to";

    /// <summary>The end of a figure with those that say the same in other words after it.</summary>
    private int AfterApposition(FigureDraft draft)
    {
        int end = draft.End;
        foreach (var next in view.Drafts)
        {
            end = next.Start >= end && IsApposition(view.Text[end..next.Start]) ? next.End : end;
        }

        return end;
    }

    /// <summary>In a report of results what is not dated is the reported period's, if it is a result.</summary>
    private PeriodSpan? Reported(FigureDraft draft)
    {
        bool result = draft.MetricEntry is { Class: MetricClass.Flow or MetricClass.Ratio or MetricClass.Price }
            && draft.Metric.Value is not ("funding" or "acquisition_price" or "investment" or "ipo" or "stake" or "premium" or "share_price" or "target_price" or "price" or "interest_rate" or "contract_value");
        return state.IsResultsReport && result && draft.Modality == Modality.Stated ? state.ReportedPeriod : null;
    }

    /// <summary>What was said of a time to come does not hold for what is stated now.</summary>
    private PeriodSpan? Carried(FigureDraft draft, PeriodSpan? last)
    {
        if (mentions.Exists(mention => IsLeftBehind(mention, draft)))
        {
            return null;
        }

        // "rose to £85 million from £70 million": the second is of an earlier time, unless forecasts are compared.
        if (FollowsComparison(draft.Start) && !view.HasCue(CueKind.Forecast, view.Sentence.Start, view.Sentence.End))
        {
            // Results are compared with the year before unless they say otherwise.
            draft.IsBase = true;
            var context = last ?? state.Period;
            if (ComparisonWords.Last(view.Text[view.Sentence.Start..draft.Start]) == ComparisonWords.StepOnStep)
            {
                return context?.Previous();
            }

            return context is { From.Grain: not (PeriodGrain.Month or PeriodGrain.Day) } known ? known.YearsBefore(1) : null;
        }

        if (last is not null)
        {
            return last;
        }

        // A valuation or a round is dated where it is told, not by what was said before.
        bool isEvent = draft.Metric.Value is "valuation" or "pre_money" or "post_money" or "funding" or "total_funding" or "acquisition_price" or "market_cap" or "share_price" or "stake" or "premium"
            or "investment" or "target_price" or "ipo" or "enterprise_value";
        if (isEvent)
        {
            return null;
        }

        // "Of which" goes on with what was said, whenever that is.
        bool part = view.Text[view.Sentence.Start..draft.Start].Contains("其中", StringComparison.Ordinal);
        bool past = state.Period is { } ended && state.PublishedOn is { } today && ended.To.LastDay < today && !ended.From.IsFiscal;
        if (part || past && draft.Modality == Modality.Expected)
        {
            return part ? state.Period ?? state.HeadingPeriod : null;
        }

        bool ahead = IsAhead(state.Period);
        bool nextYears = state.Period is { From: { IsFiscal: true, Grain: PeriodGrain.Year } fiscal } && state.PublishedOn is { } now && fiscal.Year > now.Year;
        var carried = (ahead || nextYears) && draft.Modality == Modality.Stated ? null : state.Period;
        var heading = IsAhead(state.HeadingPeriod) && draft.Modality == Modality.Stated ? null : state.HeadingPeriod;
        return carried ?? heading ?? Reported(draft);
    }

    private bool IsAhead(PeriodSpan? span) =>
        span is { From.IsFiscal: false } period && state.PublishedOn is { } date && period.To.LastDay > date && !(period.From.FirstDay <= date && period.To.Grain != PeriodGrain.Month);

    private void ResolveMentions()
    {
        Period? said = null;
        foreach (var mention in view.Periods)
        {
            if (IsDateline(mention) || IsFounding(mention))
            {
                continue;
            }

            PeriodSpan? span = mention.Form switch
            {
                PeriodForm.Whole => mention.Span,
                PeriodForm.NeedsYear => new YearResolver(view, state).Resolve(mention, said),
                PeriodForm.Now when state.PublishedOn is { } date => new PeriodSpan(Period.OfMonth(date.Year, date.Month)),
                _ => null,
            };
            said = mention.Form == PeriodForm.Whole ? mention.Span.From : said;
            bool known = span is not null || mention.Form is PeriodForm.YearBefore or PeriodForm.PartBefore or PeriodForm.Same;
            if (known)
            {
                mentions.Add(new Resolved(mention.Start, mention.End, mention.Form, span, IsBase(mention)));
            }
        }
    }

    /// <summary>A bare date says when something was announced; only "as of" makes it the figure's.</summary>
    private bool IsDateline(PeriodMention mention)
    {
        if (mention.Span.From.Grain != PeriodGrain.Day || mention.Form is not (PeriodForm.Whole or PeriodForm.NeedsYear) || mention.Span.From != mention.Span.To)
        {
            return false;
        }

        var before = view.Text[Math.Max(view.Sentence.Start, mention.Start - 12)..mention.Start].TrimEnd();
        return !(before.EndsWith("as of") || before.EndsWith("as at") || before.EndsWith("at") || before.EndsWith("截至") || before.EndsWith("截止") || before.EndsWith("by") || before.EndsWith("于")
            || before.EndsWith("until") || before.EndsWith("through") || before.EndsWith("on") && FollowsFigure(mention.Start));
    }

    /// <summary>"stood at 2,700 on June 30" dates the figure; "said on June 30" does not.</summary>
    private bool FollowsFigure(int start) => view.Drafts.Exists(draft => draft.End <= start && start - draft.End <= 4);

    /// <summary>成立于2016年 and "since its founding in 2019" date no figure.</summary>
    private bool IsFounding(PeriodMention mention)
    {
        var before = view.Text[Math.Max(view.Sentence.Start, mention.Start - 20)..mention.Start].TrimEnd();
        foreach (string word in (ReadOnlySpan<string>)["成立于", "创立于", "创办于", "始于", "创建于", "founded in", "founding in", "launched in", "established in", "since", "自", "incorporated in", "born in"])
        {
            if (before.EndsWith(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a mention says what a figure is compared with: 较2025年, "than in 2024", "up from last year".</summary>
    private bool IsBase(PeriodMention mention)
    {
        bool single = mention.Span.From == mention.Span.To;
        if (mention.Form is PeriodForm.PartBefore || single && Words.IsBefore(view.Text, mention.Start, "from"))
        {
            return true;
        }

        int from = Math.Max(view.Sentence.Start, mention.Start - 16);
        if (view.FindCue(CueKind.Comparison, from, mention.Start) is not { } cue || view.Boundaries(cue.End, mention.Start) > 0 || view.FiguresBetween(cue.End, mention.Start) > 0)
        {
            return false;
        }

        var between = view.Text[cue.End..mention.Start].Trim();
        return view.Text[cue.Start] >= '\u2E80' ? between.Length <= 6 : between.Count(' ') <= 2;
    }

    private void BindOne(FigureDraft draft, PeriodSpan? last)
    {
        Resolved? best = null;
        double top = 0.2;
        foreach (var mention in mentions)
        {
            double score = mention.End <= draft.Start ? Before(mention, draft) : mention.Start >= draft.End ? After(mention, draft) : 0;
            if (score > top || score == top && mention.End <= draft.Start)
            {
                (best, top) = (mention, score);
            }
        }

        var context = last ?? MainPeriod(best?.Start ?? draft.Start) ?? state.Period ?? state.ReportedPeriod;
        if (best is not null && SpanOf(best, context) is { } span)
        {
            draft.Period = span;
            draft.PeriodConfidence = Math.Clamp(top, 0.3, 0.95);
            bool compared = best.Start > draft.Start && FollowsComparison(draft.Start);
            draft.IsBase = compared || best.IsBase || best.Form is PeriodForm.YearBefore or PeriodForm.PartBefore;
            if (compared)
            {
                taken.Add(best);
            }
        }
        else if (best is null && Carried(draft, last) is { } carried)
        {
            draft.Period = carried;
            draft.PeriodConfidence = last is not null ? 0.6 : state.Period is not null ? 0.45 : 0.35;
        }

        draft.ComparedWith = Comparison(draft, context);
    }

    /// <summary>The first period of the sentence before a place.</summary>
    private PeriodSpan? MainPeriod(int before) => mentions.Find(mention => mention.Start < before && !mention.IsBase && mention.Span is not null && mention.Form != PeriodForm.Now)?.Span;

    private PeriodSpan? SpanOf(Resolved mention, PeriodSpan? context) => mention.Form switch
    {
        PeriodForm.YearBefore => context?.YearsBefore(1),
        PeriodForm.PartBefore => context?.Previous(),
        PeriodForm.Same => context ?? state.HeadingPeriod,
        _ => mention.Span,
    };

    private double Before(Resolved mention, FigureDraft draft)
    {
        int boundaries = view.Boundaries(mention.End, draft.Start);
        if (IsComparison(mention) && !TakesBase(mention, draft, boundaries))
        {
            return 0;
        }

        if (IsStandardOf(mention, draft))
        {
            return 0;
        }

        int comparison = ComparisonBefore(draft.Start);
        bool beyond = comparison >= mention.End && !view.HasCue(CueKind.Forecast, view.Sentence.Start, view.Sentence.End);
        if (beyond || IsLeftBehind(mention, draft))
        {
            return 0;
        }

        // "£402m (2024: £455m), or 1.3x": what stands in parentheses holds inside of them.
        var upTo = view.Text[mention.End..draft.Start];
        if (upTo.IndexOf(')') is var close and >= 0 && upTo[..close].IndexOf('(') < 0 && IsInParentheses(mention.Start))
        {
            return 0;
        }

        double nearness = Math.Min(draft.Start - mention.Start, 200) * 0.0012;
        double now = mention.Form == PeriodForm.Now && draft.Start - mention.End > 3 ? 0.35 : 0;
        return 1 - (0.1 * Math.Min(boundaries, 4)) - nearness - now;
    }

    /// <summary>从年初的800万增至8000万: the second amount is not the first one's time.</summary>
    private bool IsLeftBehind(Resolved mention, FigureDraft draft)
    {
        var lead = view.Text[Math.Max(view.Sentence.Start, mention.Start - 3)..mention.Start];
        bool from = lead.EndsWith("从") || lead.EndsWith("由") || lead.EndsWith("自");
        if (!from || view.FiguresBetween(mention.End, draft.Start) != 1)
        {
            return false;
        }

        var before = view.Text[Math.Max(mention.End, draft.Start - 4)..draft.Start];
        return before.ContainsAny('至', '到') && view.HasCue(CueKind.Change, mention.End, draft.Start);
    }

    /// <summary>是2024年的两倍多: the year is what the multiple is of.</summary>
    private bool IsStandardOf(Resolved mention, FigureDraft draft) =>
        draft.Kind == FigureKind.Multiple && mention.End <= draft.Start && view.Text[mention.End..draft.Start] is "的" or "的近" or "的约" or "的逾" or "的超"
        && mention.Start > 0 && view.Text[mention.Start - 1] is '是' or '为' or '达' or '到' or '于' or '较' or '当';

    private bool IsComparison(Resolved mention) => mention.IsBase || taken.Contains(mention) || mention.Form is PeriodForm.YearBefore or PeriodForm.PartBefore;

    /// <summary>Whether a figure after a comparison's period is the compared one: 较2025年的18亿元; but not 较2025年增长六倍.</summary>
    private bool TakesBase(Resolved mention, FigureDraft draft, int boundaries)
    {
        // "rose 8% from a year ago to $1.49 billion": only "last year's $12.5 billion" is the compared one.
        bool latin = !view.Text[mention.Start..mention.End].ContainsAnyInRange('\u2E80', '\u9FFF') && view.Text[mention.End..draft.Start].Trim() is not ("" or "'s" or "'s about" or "'");
        bool changed = latin || view.HasCue(CueKind.Change, mention.End, draft.Start);
        int figures = view.FiguresBetween(mention.End, draft.Start);
        return boundaries == 0 && !changed && figures == 0 && draft.Kind is not (FigureKind.Growth or FigureKind.Multiple or FigureKind.PercentagePoints) && draft.Start - mention.End <= 24;
    }

    private double After(Resolved mention, FigureDraft draft)
    {
        int end = AfterParenthesis(AfterApposition(draft), mention.Start);
        end = Math.Min(end, mention.Start);
        int boundaries = view.Boundaries(end, mention.Start);
        int figures = view.FiguresBetween(end, mention.Start);
        var between = view.Text[end..mention.Start];
        bool han = view.Text[mention.Start..mention.End].ContainsAnyInRange('\u2E80', '\u9FFF');
        if (IsComparison(mention))
        {
            bool compared = boundaries == 0 && figures == 0 && FollowsComparison(draft.Start) && between.Trim().Count(' ') <= 3
                && !view.HasCue(CueKind.Comparison, draft.End, mention.Start) && !Words.Is(view.Text, Words.Skip(view.Text, draft.End), "from", out _);
            return compared ? 1.05 : 0;
        }

        if (han)
        {
            return boundaries == 0 && figures == 0 ? 0.4 : 0;
        }

        if (between.Length > FarEnglish || figures > 0 || boundaries > 0)
        {
            if (figures > 0 && view.Drafts.FindLast(other => other.End <= mention.Start) is { } owner && owner != draft && FollowsComparison(owner.Start))
            {
                return 0;
            }

            // A period later in the sentence is better than none: "rose 34% to $1.2 billion in the third quarter".
            bool sameStatement = boundaries == 0 && between.Length <= 2 * FarEnglish && !view.HasCue(CueKind.Forecast, end, mention.Start);
            return sameStatement ? 0.5 - (0.05 * figures) : 0;
        }

        int words = between.Trim().Count(' ');
        if (between.TrimStart().StartsWith("and ") && words > 0 || between.Trim() is "and")
        {
            // "$400 million and 2027 free cash flow of $600 million": the year is the next figure's.
            return 0.4;
        }

        return 1.02 - (0.03 * words);
    }

    /// <summary>The end of a figure together with what stands in parentheses right after it.</summary>
    private int AfterParenthesis(int end, int limit)
    {
        int next = Words.Skip(view.Text, end);
        int close = next < limit && view.Text[next] == '(' ? view.Text[next..limit].IndexOf(')') : -1;
        return close < 0 ? end : next + close + 1;
    }

    /// <summary>Whether "from", "compared with", "than" stands right before a figure.</summary>
    private bool FollowsComparison(int start) => ComparisonBefore(start) >= 0;

    private int ComparisonBefore(int start)
    {
        int clause = Math.Max(view.ClauseStart(start), start - FarEnglish);
        var window = view.Text[clause..start];
        int best = -1;
        int length = 0;
        foreach (string word in (ReadOnlySpan<string>)["from", "versus", "vs", "against", "compared with", "compared to", "than"])
        {
            int at = window.LastIndexOf(word);
            bool whole = at >= 0 && (at == 0 || !Words.IsLetter(window[at - 1])) && (at + word.Length == window.Length || !Words.IsLetter(window[at + word.Length]));
            bool amount = word == "than" && whole && Words.Before(window, at, out _) is "more" or "less" or "fewer" or "higher" or "lower" or "greater" or "no" or "rather";
            (best, length) = whole && !amount && at > best ? (at, word.Length) : (best, length);
        }

        // "from 9,305" and "against a loss of $244 million", but not "from a year ago to $1.49 billion".
        var rest = best < 0 ? [] : window[(best + length)..].Trim();
        bool follows = best >= 0 && rest.Count(' ') <= 5 && rest.IndexOfAnyInRange('0', '9') < 0 && !rest.EndsWith(" to") && !rest.Contains(" to ", StringComparison.Ordinal) && !rest.Contains(" earlier", StringComparison.Ordinal) && !rest.Contains(" ago", StringComparison.Ordinal);
        return follows ? clause + best : -1;
    }

    private PeriodSpan? Comparison(FigureDraft draft, PeriodSpan? context)
    {
        bool change = draft.Kind is FigureKind.Growth or FigureKind.Multiple or FigureKind.PercentagePoints || draft.IsChange;
        if (!change)
        {
            return null;
        }

        foreach (var mention in mentions)
        {
            if ((IsComparison(mention) || IsStandardOf(mention, draft)) && view.Boundaries(mention.Start, draft.Start) <= 1)
            {
                return SpanOf(mention, draft.Period ?? context);
            }
        }

        int from = view.ClauseStart(draft.Start);
        int to = Math.Min(view.Sentence.End, draft.End + 24);
        foreach (var other in view.Drafts)
        {
            from = other.End <= draft.Start ? Math.Max(from, other.End) : from;
            to = other.Start >= draft.End ? Math.Min(to, other.Start) : to;
        }

        // Chinese says 同比 before its figure, English "year over year" behind it.
        var (ahead, behind) = (ComparisonWords.Last(view.Text[from..draft.Start]), ComparisonWords.Last(view.Text[draft.End..to]));
        bool han = view.Text[from..draft.Start].ContainsAnyInRange('\u2E80', '\u9FFF');
        int years = han ? (ahead == 0 ? behind : ahead) : behind == 0 ? ahead : behind;
        if (years == 0 && view.Drafts.IndexOf(draft) is > 0 and var index && IsApposition(view.Text[view.Drafts[index - 1].End..draft.Start]))
        {
            return view.Drafts[index - 1].ComparedWith;
        }

        return years switch
        {
            ComparisonWords.YearOnYear => draft.Period?.YearsBefore(1),
            ComparisonWords.StepOnStep => draft.Period?.Previous(),
            _ => null,
        };
    }
}
