namespace Proforma.Claims.Extraction.Quantities;

/// <summary>Walks the Latin words of folded text.</summary>
internal static class Words
{
    public static bool IsLetter(char c) => c is >= 'a' and <= 'z' or >= '\u00C0' and <= '\u024F';

    public static bool IsLetterOrDigit(char c) => IsLetter(c) || char.IsAsciiDigit(c);

    /// <summary>The word that starts at a position; empty when none does.</summary>
    public static ReadOnlySpan<char> At(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        while (end < text.Length && IsLetter(text[end]))
        {
            end++;
        }

        return at < text.Length ? text[at..end] : [];
    }

    /// <summary>The position after at most two spaces or one hyphen.</summary>
    public static int Skip(ReadOnlySpan<char> text, int at)
    {
        if (at < text.Length && text[at] == '-')
        {
            return at + 1;
        }

        for (int spaces = 0; at < text.Length && text[at] == ' ' && spaces < 2; spaces++)
        {
            at++;
        }

        return at;
    }

    public static bool Is(ReadOnlySpan<char> text, int at, string word, out int end)
    {
        end = at + word.Length;
        return at >= 0 && at < text.Length && text[at..].StartsWith(word) && (end == text.Length || !IsLetterOrDigit(text[end]));
    }

    /// <summary>The word that ends before a position, past spaces or one hyphen; <paramref name="start"/> is where it begins.</summary>
    public static ReadOnlySpan<char> Before(ReadOnlySpan<char> text, int at, out int start)
    {
        int end = at;
        while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '-') && at - end < 2)
        {
            end--;
        }

        start = end;
        while (start > 0 && IsLetter(text[start - 1]))
        {
            start--;
        }

        return text[start..end];
    }

    public static bool IsBefore(ReadOnlySpan<char> text, int at, string word) => Before(text, at, out _).SequenceEqual(word);
}
