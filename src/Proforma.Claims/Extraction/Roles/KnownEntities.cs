using Proforma.Claims.Extraction.Data;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>Names of companies that need no evidence in the text: the built-in list and the caller's, every name with the one it is reported by.</summary>
internal sealed class KnownEntities
{
    private readonly PhraseTrie<(string Name, string Written)> trie = new();

    public KnownEntities(IEnumerable<string> callersLines)
    {
        foreach (string line in EmbeddedText.Lines("entities.txt").Concat(callersLines))
        {
            string[] names = line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (string name in names)
            {
                trie.Add(name, (names[0], name));
            }
        }
    }

    /// <summary>The longest known name at a position, or null. A Latin name must begin with the capital it has.</summary>
    public (int End, string Name)? At(string text, ReadOnlySpan<char> folded, int at, List<(int End, (string Name, string Written) Value)> scratch)
    {
        scratch.Clear();
        trie.Match(folded, at, scratch);
        for (int i = scratch.Count - 1; i >= 0; i--)
        {
            var (end, value) = scratch[i];
            bool sameCase = !char.IsUpper(value.Written[0]) || char.IsUpper(text[at]);

            // 北京东部 does not name 京东, nor 三星级 三星.
            bool otherWord = at > 0 && text[at - 1] == '北' && text[at] == '京' || end < text.Length && text[end] == '级';
            if (sameCase && !otherWord)
            {
                return (end, value.Name);
            }
        }

        return null;
    }
}
