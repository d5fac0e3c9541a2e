using System.Globalization;
using Proforma.Claims.Extraction.Data;
using Proforma.Claims.Extraction.Roles;

namespace Proforma.Claims.Extraction.Quantities;

/// <summary>The currencies, countable things, measure words and physical units of <c>Data/units.txt</c>.</summary>
internal sealed class UnitVocabulary
{
    private UnitVocabulary()
    {
        foreach (string line in EmbeddedText.Lines("units.txt"))
        {
            Read(line);
        }
    }

    public static UnitVocabulary Standard { get; } = new();

    public PhraseTrie<UnitEntry> Before { get; } = new();

    public PhraseTrie<UnitEntry> After { get; } = new();

    public PhraseTrie<UnitEntry> Nouns { get; } = new();

    public PhraseTrie<UnitEntry> MeasureWords { get; } = new();

    private void Read(string line)
    {
        string[] fields = line.Split('|', StringSplitOptions.TrimEntries);
        string[] head = fields[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (head[0])
        {
            case "currency":
                decimal factor = head.Length > 2 ? Number(head[2]) : 1;
                Add(Before, fields[1], new UnitEntry(UnitForm.CurrencyBefore, head[1], factor, Metric: null));
                Add(After, fields[2], new UnitEntry(UnitForm.CurrencyAfter, head[1], factor, Metric: null));
                break;
            case "count":
                Add(Nouns, fields[1], new UnitEntry(UnitForm.Count, head[1], 1, head[2]));
                break;
            case "class":
                Add(MeasureWords, fields[1], new UnitEntry(UnitForm.MeasureWord, head[1], 1, Metric: null));
                break;
            case "measure":
                Add(After, fields[1], new UnitEntry(UnitForm.Measure, head[1], Number(head[2]), Metric: null));
                break;
            default:
                throw new InvalidOperationException($"units.txt: unknown line {line}");
        }
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static void Add(PhraseTrie<UnitEntry> trie, string words, UnitEntry entry)
    {
        foreach (string word in words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            trie.Add(word, entry);
        }
    }
}
