using System.Globalization;
using System.Text;

namespace Proforma.Claims.Drafting;

/// <summary>Writes foreign words so that the plan language reads them: nothing that an article says can end a text, a comment or a line.</summary>
internal static class PlanText
{
    private const int LongestComment = 300;

    /// <summary>A quoted text. Characters that the language does not allow in a file become a blank.</summary>
    public static string Quoted(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                '\n' => result.Append("\\n"),
                '\t' => result.Append("\\t"),
                _ => result.Append(IsHidden(rune) ? " " : rune.ToString()),
            };
        }

        return result.Append('"').ToString();
    }

    /// <summary>One line for a comment.</summary>
    public static string Comment(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var blank = IsHidden(rune) || rune.Value is '\r' or '\n' or '\t' || Rune.IsWhiteSpace(rune);
            if (!blank || (result.Length > 0 && result[^1] != ' '))
            {
                result.Append(blank ? " " : rune.ToString());
            }

            if (result.Length >= LongestComment)
            {
                return result.Append('…').ToString();
            }
        }

        return result.ToString().Trim();
    }

    /// <summary>A web address that can stand behind <c>url</c>, or null.</summary>
    public static string? Address(string? url) =>
        url is { Length: > 0 and <= 2_000 }
        && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && parsed.Scheme is "http" or "https"
        && url.EnumerateRunes().All(static rune => rune.Value > ' ' && !IsHidden(rune) && !Rune.IsWhiteSpace(rune) && rune.Value is not ('"' or '#' or '\\'))
            ? url
            : null;

    /// <summary>A language tag that can stand behind <c>language</c>, or null.</summary>
    public static string? LanguageTag(string? tag)
    {
        var parts = tag?.Split('-') ?? [];
        var fits = parts.Length is > 0 and <= 4
            && parts[0].Length is 2 or 3
            && Array.TrueForAll(parts, static part => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit))
            && parts[0].All(char.IsAsciiLetter);
        return fits ? tag : null;
    }

    /// <summary>A full-width character as its ordinary one.</summary>
    public static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    // Controls, what is invisible and what reorders text; a lone surrogate shows as U+FFFD, which is a visible character.
    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        && rune.Value is not ('\n' or '\t');
}
