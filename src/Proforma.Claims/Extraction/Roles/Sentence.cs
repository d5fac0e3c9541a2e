namespace Proforma.Claims.Extraction.Roles;

/// <summary>A sentence of a block: its span, which is never longer than a stated bound.</summary>
internal readonly record struct Sentence(int Start, int End);

/// <summary>Cuts text into sentences, and tells how many clause boundaries lie between two places.</summary>
internal static class SentenceSplitter
{
    private const int Longest = 1_200;

    private static readonly HashSet<string> Abbreviations = new(StringComparer.Ordinal)
    {
        "inc", "corp", "co", "ltd", "plc", "llc", "no", "nos", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mr", "mrs", "ms", "dr", "st", "vs",
        "approx", "est", "etc", "u", "s", "a", "p", "m", "e", "g", "i", "d", "rs", "fig", "vol", "jr", "sr", "gen", "sen", "rep", "dept", "c", "bros", "mn", "bn", "tn", "avg", "cos", "op", "ex", "k",
    };

    public static List<Sentence> Split(ReadOnlySpan<char> text)
    {
        var sentences = new List<Sentence>();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsEnd(text, i) && i - start < Longest)
            {
                continue;
            }

            int end = i + 1;
            while (end < text.Length && text[end] is '"' or '”' or '」' or ')' or '!' or '?' or '。')
            {
                end++;
            }

            sentences.Add(new Sentence(start, end));
            start = end;
            i = end - 1;
        }

        if (start < text.Length)
        {
            sentences.Add(new Sentence(start, text.Length));
        }

        return sentences;
    }

    private static bool IsEnd(ReadOnlySpan<char> text, int at)
    {
        char c = text[at];
        if (c is '。' or '!' or '?' or ';' or '\u2026')
        {
            return c != ';' || at + 1 < text.Length;
        }

        if (c != '.' || at + 1 < text.Length && text[at + 1] is not (' ' or '"' or ')'))
        {
            return false;
        }

        int next = at + 1;
        while (next < text.Length && text[next] is ' ' or '"' or ')')
        {
            next++;
        }

        var word = LastWord(text, at);
        return next >= text.Length || !Abbreviations.Contains(word);
    }

    private static string LastWord(ReadOnlySpan<char> text, int end)
    {
        int start = end;
        while (start > 0 && Quantities.Words.IsLetter(text[start - 1]))
        {
            start--;
        }

        return text[start..end].ToString();
    }

    /// <summary>For every position, the number of clause boundaries before it.</summary>
    public static int[] CountBoundaries(ReadOnlySpan<char> text)
    {
        var counts = new int[text.Length + 1];
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            counts[i] = count;
            char c = text[i];
            bool digitAround = i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);
            bool dash = c == '-' && i > 0 && i + 1 < text.Length && text[i - 1] == ' ' && text[i + 1] == ' ' || c == '\u2014' && !digitAround;
            bool mark = c is '，' or '(' or ')' or ';' or '。' || c is ',' or ':' && !digitAround || dash;
            count += mark || IsConjunction(text, i) ? 1 : 0;
        }

        counts[text.Length] = count;
        return counts;
    }

    private static bool IsConjunction(ReadOnlySpan<char> text, int at)
    {
        if (text[at] != ' ')
        {
            return false;
        }

        var rest = text[at..];
        return rest.StartsWith(" while ") || rest.StartsWith(" but ") || rest.StartsWith(" whereas ") || rest.StartsWith(" although ") || rest.StartsWith(" as ") && IsClauseAs(rest);
    }

    /// <summary>"as deposits increased" starts a clause; "as much as" and "as of" do not.</summary>
    private static bool IsClauseAs(ReadOnlySpan<char> rest)
    {
        var next = Quantities.Words.At(rest, 4);
        return !next.IsEmpty && next is not ("much" or "many" or "high" or "of" or "a" or "an" or "the" or "well" or "low" or "part" or "little" or "few" or "soon" or "long" or "early");
    }
}
