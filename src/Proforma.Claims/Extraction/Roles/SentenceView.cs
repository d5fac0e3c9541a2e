using Proforma.Claims.Extraction.Periods;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>One sentence with everything in it, for the binders to choose from.</summary>
internal sealed class SentenceView
{
    public SentenceView(BlockText block, Sentence sentence, IReadOnlyList<MetricMention> metrics)
    {
        Block = block;
        Sentence = sentence;
        Drafts = [.. Within(block.Quantities, q => q.Start).Select(q => new FigureDraft(q) { SentenceStart = sentence.Start, SentenceEnd = sentence.End })];
        Metrics = Within(metrics, m => m.Start);
        Entities = Within(block.Entities, e => e.Start);
        Periods = Within(block.Periods, p => p.Start).FindAll(p => p.Form != PeriodForm.None);
        Cues = Within(block.Cues, c => c.Start);
    }

    public BlockText Block { get; }

    public Sentence Sentence { get; }

    public List<FigureDraft> Drafts { get; }

    public List<MetricMention> Metrics { get; }

    public List<EntityMention> Entities { get; }

    public List<PeriodMention> Periods { get; }

    public List<CueMention> Cues { get; }

    public ReadOnlySpan<char> Text => Block.Folded;

    public int Boundaries(int from, int to) => Block.BoundariesBetween(from, to);

    /// <summary>How many figures start between two places.</summary>
    public int FiguresBetween(int from, int to) => Math.Max(0, FirstAt(to) - FirstAt(from));

    private int FirstAt(int position)
    {
        int low = 0;
        int high = Drafts.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Drafts[middle].Start < position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Whether a word of a kind stands wholly between two places.</summary>
    public bool HasCue(CueKind kind, int from, int to) => FindCue(kind, from, to) is not null;

    /// <summary>The last word of a kind that stands wholly between two places.</summary>
    public CueMention? FindCue(CueKind kind, int from, int to)
    {
        CueMention? found = null;
        foreach (var mention in Cues)
        {
            if (mention.Cue.Kind == kind && mention.Start >= from && mention.End <= to)
            {
                found = mention;
            }
        }

        return found;
    }

    /// <summary>The start of the clause that a place is in.</summary>
    public int ClauseStart(int at)
    {
        int low = Sentence.Start;
        int high = at;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Boundaries(middle, at) > 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private List<T> Within<T>(IReadOnlyList<T> items, Func<T, int> start)
    {
        // The lists are in order of start, so the sentence's part is found by halving.
        int low = 0;
        int high = items.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (start(items[middle]) < Sentence.Start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        var found = new List<T>();
        for (int i = low; i < items.Count && start(items[i]) < Sentence.End; i++)
        {
            found.Add(items[i]);
        }

        return found;
    }
}
