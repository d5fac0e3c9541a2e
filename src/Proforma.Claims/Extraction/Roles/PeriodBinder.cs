using Proforma.Claims.Extraction.Periods;
using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>Gives every figure of a sentence its period, and the period that it is compared with.</summary>
internal sealed class PeriodBinder(SentenceView view, ReadingState state)
{
    private const int FarEnglish = 60;

    private readonly List<Resolved> mentions = [];

    /// <summary>A mention with its period known, or relative to the figure's context.</summary>
    private sealed record Resolved(int Start, int End, PeriodForm Form, PeriodSpan? Span, bool IsBase);

    public void Bind()
    {
        ResolveMentions();
        PeriodSpan? last = null;
        foreach (var draft in view.Drafts)
        {
            BindOne(draft, last);
            if (draft is { Period: { } period, IsBase: false })
            {
                last = period;
            }
        }

        state.Period = last ?? state.Period;
    }

    private void ResolveMentions()
    {
        int year = 0;
        foreach (var mention in view.Periods)
        {
            if (IsDateline(mention))
            {
                continue;
            }

            PeriodSpan? span = mention.Form switch
            {
                PeriodForm.Whole => mention.Span,
                PeriodForm.NeedsYear => new YearResolver(view, state).Resolve(mention, year),
                PeriodForm.Now when state.PublishedOn is { } date => new PeriodSpan(Period.OfMonth(date.Year, date.Month)),
                _ => null,
            };
            year = mention.Form == PeriodForm.Whole ? mention.Span.From.Year : year;
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
            || before.EndsWith("until") || before.EndsWith("through"));
    }

    /// <summary>Whether a mention says what a figure is compared with: 较2025年, "than in 2024", "up from last year".</summary>
    private bool IsBase(PeriodMention mention)
    {
        if (mention.Form is PeriodForm.PartBefore)
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

        var context = last ?? MainPeriod() ?? state.Period;
        if (best is not null && SpanOf(best, context) is { } span)
        {
            draft.Period = span;
            draft.PeriodConfidence = Math.Clamp(top, 0.3, 0.95);
            draft.IsBase = best.IsBase || best.Form is PeriodForm.YearBefore or PeriodForm.PartBefore;
        }
        else if (best is null && (last ?? state.Period ?? state.HeadingPeriod) is { } carried)
        {
            draft.Period = carried;
            draft.PeriodConfidence = last is not null ? 0.6 : state.Period is not null ? 0.45 : 0.3;
        }

        draft.ComparedWith = Comparison(draft, context);
    }

    private PeriodSpan? MainPeriod() => mentions.Find(mention => !mention.IsBase && mention.Span is not null && mention.Form != PeriodForm.Now)?.Span;

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

        double nearness = Math.Min(draft.Start - mention.Start, 200) * 0.0012;
        double now = mention.Form == PeriodForm.Now ? 0.35 : 0;
        return 1 - (0.1 * Math.Min(boundaries, 4)) - nearness - now;
    }

    private static bool IsComparison(Resolved mention) => mention.IsBase || mention.Form is PeriodForm.YearBefore or PeriodForm.PartBefore;

    /// <summary>Whether a figure after a comparison's period is the compared one: 较2025年的18亿元; but not 较2025年增长六倍.</summary>
    private bool TakesBase(Resolved mention, FigureDraft draft, int boundaries)
    {
        bool changed = view.HasCue(CueKind.Change, mention.End, draft.Start);
        int figures = view.FiguresBetween(mention.End, draft.Start);
        return boundaries == 0 && !changed && figures == 0 && draft.Kind is not (FigureKind.Growth or FigureKind.Multiple or FigureKind.PercentagePoints) && draft.Start - mention.End <= 24;
    }

    private double After(Resolved mention, FigureDraft draft)
    {
        int boundaries = view.Boundaries(draft.End, mention.Start);
        int figures = view.FiguresBetween(draft.End, mention.Start);
        var between = view.Text[draft.End..mention.Start];
        bool han = view.Text[mention.Start] >= '\u2E80';
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
            // A period later in the sentence is better than none: "rose 34% to $1.2 billion in the third quarter".
            return boundaries <= 1 && between.Length <= 2 * FarEnglish && !view.Text[mention.Start..mention.End].IsEmpty ? 0.5 - (0.1 * boundaries) - (0.05 * figures) : 0;
        }

        int words = between.Trim().Count(' ');
        return 1.02 - (0.03 * words);
    }

    /// <summary>Whether "from", "compared with", "than" stands right before a figure.</summary>
    private bool FollowsComparison(int start)
    {
        int from = Math.Max(view.Sentence.Start, start - 24);
        var before = view.Text[from..start];
        return before.LastIndexOf("from") >= 0 || view.FindCue(CueKind.Comparison, from, start) is not null;
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
            if (IsComparison(mention) && view.Boundaries(mention.Start, draft.Start) <= 1)
            {
                return SpanOf(mention, draft.Period ?? context);
            }
        }

        int clause = view.ClauseStart(draft.Start);
        var window = view.Text[clause..Math.Min(view.Sentence.End, draft.End + 24)];
        bool yearly = window.Contains("同比", StringComparison.Ordinal) || window.Contains("年增", StringComparison.Ordinal) || window.Contains("按年", StringComparison.Ordinal)
            || window.Contains("year on year", StringComparison.Ordinal) || window.Contains("year-on-year", StringComparison.Ordinal) || window.Contains("year-over-year", StringComparison.Ordinal)
            || window.Contains("year over year", StringComparison.Ordinal) || window.Contains("yoy", StringComparison.Ordinal);
        bool stepwise = window.Contains("环比", StringComparison.Ordinal) || window.Contains("季增", StringComparison.Ordinal) || window.Contains("quarter-on-quarter", StringComparison.Ordinal);
        return yearly ? draft.Period?.YearsBefore(1) : stepwise ? draft.Period?.Previous() : null;
    }
}
