using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>Gives every figure of a sentence its company: the nearest name before it that can be a subject, else whom the paragraph or the article is about.</summary>
internal static class EntityBinder
{
    public static void Bind(SentenceView view, ReadingState state)
    {
        string? before = state.Subject;
        var names = Resolve(view, state);
        foreach (var draft in view.Drafts)
        {
            draft.Entity = Best(view, names, draft) ?? Carried(before ?? state.Subject, state);
        }
    }

    private static Role Carried(string? subject, ReadingState state) => subject is not null ? new Role(subject, 0.6)
        : state.HeadingEntity is not null ? new Role(state.HeadingEntity, 0.5)
        : state.Topic is not null ? new Role(state.Topic, 0.45) : Role.Open;

    /// <summary>The names of the sentence with every pronoun replaced by whom it means; the first subject becomes the paragraph's.</summary>
    private static List<EntityMention> Resolve(SentenceView view, ReadingState state)
    {
        var names = new List<EntityMention>();
        string? carried = state.Subject;
        string? sentenceSubject = null;
        string? latest = null;
        foreach (var mention in view.Entities)
        {
            string? name = mention.Name;
            if (mention.IsPronoun)
            {
                name = mention.Name switch
                {
                    "topic" => sentenceSubject ?? carried ?? state.HeadingEntity ?? state.Topic,
                    "subject" => sentenceSubject ?? state.Leading ?? carried ?? state.HeadingEntity ?? state.Topic,
                    "latter" => latest ?? state.Latest ?? carried ?? state.Topic,
                    _ => sentenceSubject ?? carried ?? state.Topic,
                };
            }

            if (name is null)
            {
                continue;
            }

            names.Add(mention with { Name = name });
            latest = mention.IsPronoun ? latest : name;
            state.Latest = latest ?? state.Latest;
            if (mention.Place == EntityPlace.Subject && !(mention.IsPronoun && mention.Name == "latter") && IsHead(view, mention, sentenceSubject is null))
            {
                sentenceSubject ??= name;
                state.Leading ??= name;
                state.Subject = sentenceSubject;
            }
        }

        return names;
    }

    /// <summary>A name inside parentheses or after the last figure of its sentence is not what the sentence is about.</summary>
    private static bool IsHead(SentenceView view, EntityMention mention, bool first) =>
        first && (view.Drafts.Count == 0 || mention.Start < view.Drafts[^1].Start) || first && view.Drafts.Count == 0;

    private static Role? Best(SentenceView view, List<EntityMention> names, FigureDraft draft)
    {
        EntityMention? best = null;
        double top = 0.15;
        foreach (var mention in names)
        {
            double score = mention.End <= draft.Start ? Before(view, names, mention, draft) : mention.Start >= draft.End ? After(view, mention, draft) : 0;
            if (score >= top)
            {
                (best, top) = (mention, score);
            }
        }

        return best is { } found ? new Role(found.Name, Math.Clamp(top, 0.3, 0.95)) : null;
    }

    private static double Before(SentenceView view, List<EntityMention> names, EntityMention mention, FigureDraft draft)
    {
        var text = view.Text;
        int boundaries = view.Boundaries(mention.End, draft.Start);
        double score = 1 - (0.09 * Math.Min(boundaries, 5));
        bool parenthesis = mention.End < text.Length && text[mention.End] == '(' && text[mention.End..draft.Start].IndexOf(')') < 0;
        bool possessive = mention.End < text.Length && (text[mention.End] == '的' || text[mention.End] == '\'');
        bool compared = draft.Kind is FigureKind.Multiple && IsStandard(text, mention, draft);
        if (mention.Place == EntityPlace.Oblique || compared)
        {
            bool attached = parenthesis || possessive && boundaries == 0 && !compared && draft.Kind is not FigureKind.Growth;
            score -= attached ? 0.05 : 0.5;
        }
        else if (parenthesis)
        {
            score += 0.05;
        }

        // A name that has had its own figure, with a parenthesis closed since, is done with: the sentence goes on about its subject.
        bool insideClosed = text[mention.End..draft.Start].IndexOf(')') >= 0 && text[Math.Max(view.Sentence.Start, mention.Start - 30)..mention.Start].LastIndexOf('(') >= 0
            && text[view.Sentence.Start..mention.Start].LastIndexOf('(') > text[view.Sentence.Start..mention.Start].LastIndexOf(')');
        return insideClosed ? score - 0.4 : score;
    }

    /// <summary>是OpenAI…的三倍 and "three times OpenAI's": the name is what the multiple is of.</summary>
    private static bool IsStandard(ReadOnlySpan<char> text, EntityMention mention, FigureDraft draft)
    {
        var between = text[mention.End..draft.Start];
        var before = text[Math.Max(0, mention.Start - 4)..mention.Start];
        if (between.IndexOfAny('，', ',', '；') >= 0)
        {
            return false;
        }

        return between.EndsWith("的") || between.Contains("的近", StringComparison.Ordinal) || before.Contains('是') && between.Contains('的') || before.Contains("相当于", StringComparison.Ordinal);
    }

    private static double After(SentenceView view, EntityMention mention, FigureDraft draft)
    {
        if (mention.IsPronoun || view.FiguresBetween(draft.End, mention.Start) > 0 || view.Boundaries(draft.End, mention.Start) > 0)
        {
            return 0;
        }

        // "$2.1 billion for rival Ostrava" and "12% at Acme" name the company after its figure.
        var between = view.Text[draft.End..mention.Start].Trim();
        bool agent = between.EndsWith(" by") || between.EndsWith(" from") || between.EndsWith(" with") || between.Contains("led by", StringComparison.Ordinal);
        bool named = between is "for" or "at" or "for rival" or "for its rival" or "at rival" or "for competitor" or "for larger rival" or "for the" or "by rival";
        named |= (between.EndsWith(" in") || between.EndsWith(" for")) && (between.StartsWith("round") || between.StartsWith("stake") || between.StartsWith("investment") || between.StartsWith("funding"));
        return named ? 1.1 : between.Length < 60 && !agent ? 0.3 : 0;
    }
}
