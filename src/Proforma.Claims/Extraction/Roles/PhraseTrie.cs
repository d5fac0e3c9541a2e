namespace Proforma.Claims.Extraction.Roles;

/// <summary>
/// Phrases of the vocabulary, found by longest match at a position of folded text. A phrase that begins or ends with a Latin letter or digit
/// matches only whole words; a hyphen and a space are the same.
/// </summary>
internal sealed class PhraseTrie<T>
{
    private readonly Dictionary<long, int> edges = [];
    private readonly int[] roots = new int[char.MaxValue + 1];
    private readonly List<List<T>?> values = [null];

    public void Add(string phrase, T value)
    {
        int node = 0;
        foreach (char raw in phrase)
        {
            char c = Normal(Folding.Fold(raw));
            int next = Step(node, c);
            if (next == 0)
            {
                next = values.Count;
                values.Add(null);
                if (node == 0)
                {
                    roots[c] = next;
                }
                else
                {
                    edges[Key(node, c)] = next;
                }
            }

            node = next;
        }

        var list = values[node] ??= [];
        if (!list.Contains(value))
        {
            list.Add(value);
        }
    }

    /// <summary>Adds the end and value of every phrase that starts at the position, shortest first.</summary>
    public void Match(ReadOnlySpan<char> text, int at, List<(int End, T Value)> found, bool afterDigits = false)
    {
        int node = roots[Normal(text[at])];
        if (node == 0 || !afterDigits && at > 0 && IsWord(text[at]) && IsWord(text[at - 1]))
        {
            return;
        }

        for (int i = at; node != 0;)
        {
            i++;
            bool whole = i == text.Length || !IsWord(text[i - 1]) || !IsWord(text[i]) || IsFootnote(text, at, i);
            if (whole && values[node] is { } list)
            {
                foreach (var value in list)
                {
                    found.Add((i, value));
                }
            }

            node = i < text.Length ? Step(node, Normal(text[i])) : 0;
        }
    }

    /// <summary>The longest phrase at the position.</summary>
    public bool TryMatch(ReadOnlySpan<char> text, int at, List<(int End, T Value)> scratch, out int end, out T value, bool afterDigits = false)
    {
        scratch.Clear();
        if (at < text.Length)
        {
            Match(text, at, scratch, afterDigits);
        }

        bool any = scratch.Count > 0;
        (end, value) = any ? scratch[^1] : (at, default!);
        return any;
    }

    private static bool IsWord(char c) => c is >= 'a' and <= 'z' or >= '0' and <= '9' or >= '\u00C0' and <= '\u024F';

    /// <summary>A footnote's number may stand right after a word: EBITDA1, customers2.</summary>
    private static bool IsFootnote(ReadOnlySpan<char> text, int at, int end) =>
        end - at >= 5 && char.IsAsciiDigit(text[end]) && text[end - 1] is >= 'a' and <= 'z' && (end + 1 == text.Length || !IsWord(text[end + 1]));

    private static char Normal(char c) => c == '-' ? ' ' : c;

    private static long Key(int node, char c) => ((long)node << 16) | c;

    private int Step(int node, char c)
    {
        if (node == 0)
        {
            return roots[c];
        }

        return edges.TryGetValue(Key(node, c), out int next) ? next : 0;
    }
}
