using Proforma.Claims.Extraction.Documents;
using Proforma.Claims.Extraction.Periods;
using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>A block with all that was found in it before roles are given: folded text, sentences, periods, quantities, vocabulary words and names.</summary>
internal sealed class BlockText
{
    private readonly char[] folded;
    private readonly int[] boundaries;

    public BlockText(ArticleBlock block, CueVocabulary vocabulary, PeriodScanner periods, QuantityScanner quantities)
    {
        Block = block;
        Vocabulary = vocabulary;
        folded = Folding.Fold(block.Text);
        Periods = periods.Scan(folded);
        Quantities = quantities.Scan(folded, Periods);
        Cues = vocabulary.Scan(folded);
        Sentences = Whole(SentenceSplitter.Split(folded), Quantities);
        boundaries = SentenceSplitter.CountBoundaries(folded);
    }

    /// <summary>A sentence that was cut for its length does not end inside of a figure.</summary>
    private static List<Sentence> Whole(List<Sentence> sentences, List<Quantity> quantities)
    {
        int next = 0;
        for (int i = 0; i + 1 < sentences.Count; i++)
        {
            while (next < quantities.Count && quantities[next].End <= sentences[i].End)
            {
                next++;
            }

            if (next < quantities.Count && quantities[next].Start < sentences[i].End)
            {
                int end = quantities[next].End;
                sentences[i] = sentences[i] with { End = end };
                sentences[i + 1] = new Sentence(end, Math.Max(end, sentences[i + 1].End));
            }
        }

        return sentences;
    }

    public ArticleBlock Block { get; }

    public CueVocabulary Vocabulary { get; }

    public string Text => Block.Text;

    public ReadOnlySpan<char> Folded => folded;

    public List<PeriodMention> Periods { get; }

    public List<Quantity> Quantities { get; }

    public List<CueMention> Cues { get; }

    public List<Sentence> Sentences { get; }

    public List<EntityMention> Entities { get; } = [];

    /// <summary>How many clause boundaries lie between two places.</summary>
    public int BoundariesBetween(int from, int to)
    {
        int low = Math.Clamp(Math.Min(from, to), 0, boundaries.Length - 1);
        int high = Math.Clamp(Math.Max(from, to), 0, boundaries.Length - 1);
        return boundaries[high] - boundaries[low];
    }
}
