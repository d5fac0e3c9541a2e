using Proforma.Claims.Extraction.Periods;
using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>Reads the figures of a block of prose, sentence by sentence.</summary>
internal static class ProseReader
{
    private static readonly HashSet<string> BareFollowers = new(StringComparer.Ordinal)
    {
        "in", "by", "at", "as", "from", "a", "an", "the", "to", "and", "or", "for", "last", "this", "on", "compared", "versus", "vs", "during", "over", "since", "expected", "forecast", "previously",
        "after", "before", "when", "while", "with", "of", "worldwide", "globally", "but", "up", "down", "today", "now", "currently", "people", "across", "until", "through", "year", "against", "per",
    };

    private static readonly HashSet<string> BareLeaders = new(StringComparer.Ordinal)
    {
        "to", "of", "from", "than", "at", "nearly", "about", "over", "by", "was", "were", "reached", "is", "around", "roughly", "approximately", "almost", "under", "delivered", "totaled", "totalled",
        "the", "shipped", "sold", "produced", "employs", "employed", "hit", "numbered", "least", "exceeded", "topped", "hired", "with", "between", "has", "had", "added", "cut", "and", "target",
    };

    public static List<FigureDraft> Read(BlockText block, ReadingState state)
    {
        var drafts = new List<FigureDraft>();
        var metrics = MetricMentions.Of(block);
        state.StartParagraph();
        foreach (var sentence in block.Sentences)
        {
            var view = new SentenceView(block, sentence, metrics);
            ReadSentence(view, state);
            drafts.AddRange(view.Drafts);
        }

        return drafts;
    }

    private static void ReadSentence(SentenceView view, ReadingState state)
    {
        if (view.Drafts.Count > 0)
        {
            foreach (var draft in view.Drafts)
            {
                KindReader.Read(view, draft);
                draft.Hedge = HedgeReader.Read(view.Text, draft.Quantity);
                ModalityReader.Read(view, draft);
            }

            MetricBinder.Bind(view, state);
            view.Drafts.RemoveAll(draft => draft.Quantity.Form == QuantityForm.Bare && !IsCounted(view, draft) || IsTrivial(draft));
        }

        EntityBinder.Bind(view, state);
        new PeriodBinder(view, state).Bind();
        if (view.Drafts.Count == 0)
        {
            Remember(view, state);
            return;
        }

        TrackBinder.Bind(view);
        Coordination.Apply(view, state);
        var speaker = SpeakerReader.Read(view);
        foreach (var draft in view.Drafts)
        {
            draft.Speaker = speaker;
        }

        Conversions.Copy(view);
        Remember(view, state);
    }

    /// <summary>What a sentence without figures speaks of is still what the next one may mean.</summary>
    private static void Remember(SentenceView view, ReadingState state)
    {
        if (view.Metrics.Count > 0 && view.Drafts.Count == 0)
        {
            state.Metric = view.Metrics[^1];
        }

    }

    /// <summary>3家 and 1个 of nothing that is known say nothing that a plan could hold.</summary>
    private static bool IsTrivial(FigureDraft draft)
    {
        var quantity = draft.Quantity;
        bool unknown = quantity.Unit is null && draft.Metric.IsOpen && quantity.Form != QuantityForm.Bare && quantity.Scale == 1;
        return quantity.Kind == FigureKind.Count && (quantity.High < 2 || unknown && quantity.High < 10);
    }

    /// <summary>A number alone is a figure where its sentence counts something and nothing else is counted by it: "rose to 2,150 from 1,600".</summary>
    private static bool IsCounted(SentenceView view, FigureDraft draft)
    {
        var quantity = draft.Quantity;
        if (quantity.Scale > 1 && draft.MetricEntry is { Class: MetricClass.Flow or MetricClass.Stock } && draft.Metric.Confidence >= 0.6)
        {
            // "ARR of 35M": the metric makes it money, though the currency is not said.
            quantity.Form = QuantityForm.Scaled;
            return true;
        }

        if (draft.MetricEntry is not { Class: MetricClass.Count } || draft.Metric.Confidence < 0.4 || quantity.Low != Math.Floor(quantity.Low) || quantity.High < 10 || quantity.IsNegative)
        {
            return false;
        }

        var text = view.Text;
        int next = Words.Skip(text, draft.End);
        if (next < text.Length && (Words.IsLetter(text[next]) && !BareFollowers.Contains(Words.At(text, next).ToString()) || draft.End < text.Length && text[draft.End] is '-' or '/' or '%'))
        {
            return false;
        }

        bool hanAfter = next < text.Length && text[next] >= '\u4E00' && text[next] is not ('，' or '。' or '和' or '与' or '增' or '减' or '降' or '升' or '至' or '到');
        if (hanAfter)
        {
            return false;
        }

        bool hedged = draft.Hedge != Hedge.Exactly;
        var before = Words.Before(text, draft.Start, out _);
        char previous = draft.Start > 0 ? text[draft.Start - 1] : ' ';
        bool led = BareLeaders.Contains(before.ToString()) || previous >= '\u4E00' && "至到为达约近超逾从由有数量".Contains(previous);
        return hedged || led;
    }
}
