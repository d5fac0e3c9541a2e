namespace Proforma.Claims.Extraction.Documents;

/// <summary>
/// Takes inline markup out of Markdown text: emphasis, code marks, escapes, character references, tags, link targets. Every look ahead is either
/// bounded or remembered, so text made of openings that never close costs no more than plain text.
/// </summary>
internal sealed class MarkdownInline(string source)
{
    private const int LongestTarget = 2_000;
    private int knownParenthesis = -1;
    private int knownAngle = -1;

    /// <summary>Appends the text of the source's characters <c>[from, end)</c>.</summary>
    public void Append(BlockBuilder builder, int from, int end)
    {
        var text = source.AsSpan(0, end);
        for (int i = from; i < end; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '\\' when i + 1 < end && char.IsAscii(text[i + 1]) && char.IsPunctuation(text[i + 1]) || IsEscapedSymbol(text, i):
                    i++;
                    builder.Append(text[i], i, 1);
                    break;
                case '*' or '`':
                    break;
                case '~' when i + 1 < end && text[i + 1] == '~':
                    i++;
                    break;
                case '_' when IsEmphasis(text, from, i):
                    break;
                case '!' when i + 1 < end && text[i + 1] == '[':
                    break;
                case ']' when i + 1 < end && text[i + 1] == '(' && Close(')', i + 2, end, ref knownParenthesis) is var close and > 0:
                    builder.Append(']', i, 1);
                    i = close;
                    break;
                case '<' when IsTag(text, i) && Close('>', i + 1, end, ref knownAngle) is var close and > 0:
                    BreakAt(builder, text, i);
                    i = close;
                    break;
                case '&' when CharacterReferences.Read(text, i, out int after) is { } decoded:
                    foreach (char d in decoded)
                    {
                        builder.Append(d, i, after - i);
                    }

                    i = after - 1;
                    break;
                default:
                    builder.Append(c, i, 1);
                    break;
            }
        }
    }

    private static void BreakAt(BlockBuilder builder, ReadOnlySpan<char> text, int at)
    {
        if (text[at..].StartsWith("<br", StringComparison.OrdinalIgnoreCase))
        {
            builder.Break(at);
        }
    }

    private static bool IsEscapedSymbol(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length && text[at] == '\\' && text[at + 1] is '$' or '+' or '<' or '>' or '=' or '^' or '`' or '|' or '~';

    private static bool IsEmphasis(ReadOnlySpan<char> text, int from, int at)
    {
        bool wordBefore = at > from && char.IsLetterOrDigit(text[at - 1]);
        bool wordAfter = at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]);
        return !(wordBefore && wordAfter);
    }

    private static bool IsTag(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!' or '?');

    /// <summary>The place of the closing character, or -1 when it is too far; the place found last is remembered.</summary>
    private int Close(char closing, int from, int end, ref int known)
    {
        if (known < from)
        {
            int found = source.IndexOf(closing, from, end - from);
            known = found < 0 ? end : found;
        }

        if (known >= end || known - from > LongestTarget)
        {
            return -1;
        }

        // A target may hold one pair of its own, as many encyclopedia addresses do.
        bool pairInside = closing == ')' && source.AsSpan(from, known - from).Contains('(');
        int outer = pairInside && known + 1 < end ? source.IndexOf(closing, known + 1, Math.Min(LongestTarget, end - known - 1)) : -1;
        return outer > 0 && !source.AsSpan(from, outer - from).ContainsAny(' ', '\n') ? outer : known;
    }
}
