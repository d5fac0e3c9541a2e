using Proforma.Claims.Extraction.Data;
using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>All the words that give figures their roles, in one trie: the glossary's metrics and segments, and the closed groups of <c>Data/cues.txt</c>.</summary>
internal sealed class CueVocabulary
{
    private readonly PhraseTrie<Cue> trie = new();
    private readonly List<(int End, Cue Value)> scratch = [];

    private readonly Dictionary<string, MetricEntry> metrics = new(StringComparer.Ordinal);

    public CueVocabulary(MetricGlossary glossary)
    {
        foreach (string line in EmbeddedText.Lines("cues.txt"))
        {
            AddGroup(line);
        }

        foreach (var metric in glossary.Metrics)
        {
            metrics.TryAdd(metric.Key, metric);
            foreach (string word in metric.Words)
            {
                bool weak = word[0] == '~';
                trie.Add(weak ? word[1..] : word, new Cue(CueKind.Metric, metric.Key, 0, weak) { Metric = metric });
            }
        }

        foreach (var segment in glossary.Segments)
        {
            foreach (string word in segment.Words)
            {
                trie.Add(word, new Cue(CueKind.Segment, segment.Key));
            }
        }
    }

    /// <summary>The metric with a key, or null.</summary>
    public MetricEntry? MetricOf(string key) => metrics.GetValueOrDefault(key);

    /// <summary>The words of a text in order of their start. Of words of one kind that lie in each other only the longest is kept.</summary>
    public List<CueMention> Scan(ReadOnlySpan<char> text)
    {
        var found = new List<CueMention>();
        Span<(int Start, int End)> reach = stackalloc (int, int)[Enum.GetValues<CueKind>().Length];
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is ' ' or '，' or '。' || char.IsAsciiDigit(c))
            {
                continue;
            }

            scratch.Clear();
            trie.Match(text, i, scratch);
            for (int k = scratch.Count - 1; k >= 0; k--)
            {
                var (end, cue) = scratch[k];
                ref var covered = ref reach[(int)cue.Kind];
                if (end > covered.End || covered == (i, end))
                {
                    covered = (i, end);
                    found.Add(new CueMention(i, end, cue));
                }
            }

            if (Words.IsLetter(c))
            {
                while (i + 1 < text.Length && Words.IsLetterOrDigit(text[i + 1]))
                {
                    i++;
                }
            }
        }

        return found;
    }

    private void AddGroup(string line)
    {
        string[] fields = line.Split('|', 2, StringSplitOptions.TrimEntries);
        string[] head = fields[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var kind = head[0] switch
        {
            "change" => CueKind.Change,
            "noun" => CueKind.ChangeNoun,
            "share" => CueKind.Share,
            "compare" => CueKind.Comparison,
            "forecast" => CueKind.Forecast,
            "track" => CueKind.Track,
            "bare" => CueKind.BareTrack,
            "pronoun" => CueKind.Pronoun,
            "medium" => CueKind.Medium,
            _ => throw new InvalidOperationException($"cues.txt: unknown line {line}"),
        };
        var cue = new Cue(kind, head[1], head.Length > 2 ? int.Parse(head[2]) : 0);
        foreach (string word in fields[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            trie.Add(word, cue);
        }
    }
}
