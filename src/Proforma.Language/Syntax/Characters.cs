using System.Buffers;
using System.Globalization;
using System.Text;

namespace Proforma.Language.Syntax;

/// <summary>What single characters are to the lexer.</summary>
internal static class Characters
{
    /// <summary>
    /// Controls other than tab and line breaks, and the overrides that make text read otherwise than it is stored; never welcome, even in
    /// comments.
    /// </summary>
    public static readonly SearchValues<char> Hidden = SearchValues.Create(HiddenCharacters());

    public static readonly SearchValues<char> LineBreaks = SearchValues.Create("\r\n");

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool IsAsciiNameStart(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    public static bool IsAsciiNamePart(char c) => IsAsciiNameStart(c) || IsDigit(c);

    public static bool IsNameStart(Rune rune) => IsNameStart(Rune.GetUnicodeCategory(rune));

    public static bool IsNamePart(Rune rune)
    {
        var category = Rune.GetUnicodeCategory(rune);
        return IsNameStart(category)
            || rune.Value == '\uFF3F'
            || category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber;
    }

    /// <summary>The length of the name characters at <paramref name="position"/>; 0 when none stands there.</summary>
    public static int NamePartLength(ReadOnlySpan<char> text, int position)
    {
        if ((uint)position >= (uint)text.Length)
        {
            return 0;
        }

        var c = text[position];
        if (c < 0x80)
        {
            return IsAsciiNamePart(c) ? 1 : 0;
        }

        return Rune.DecodeFromUtf16(text[position..], out var rune, out var length) == OperationStatus.Done && IsNamePart(rune) ? length : 0;
    }

    /// <summary>The end of the run of name characters from <paramref name="position"/>.</summary>
    public static int EndOfName(ReadOnlySpan<char> text, int position)
    {
        while (true)
        {
            while (position < text.Length && IsAsciiNamePart(text[position]))
            {
                position++;
            }

            var more = NamePartLength(text, position);
            if (more == 0)
            {
                return position;
            }

            position += more;
        }
    }

    /// <summary>A full-width form as its ordinary one; other characters as they are.</summary>
    public static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    /// <summary>The plain character that a full-width or typographic one stands for; others as they are.</summary>
    public static char Plain(char c)
    {
        if (c < 0x80)
        {
            return c;
        }

        return c switch
        {
            >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
            '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' or '\uFE63' => '-',
            '\u00D7' or '\u2217' or '\u22C5' or '\u00B7' => '*',
            '\u00F7' or '\u2044' or '\u2215' => '/',
            '\u3001' or '\uFE50' or '\uFE51' => ',',
            '\u3002' => '.',
            '\u301C' or '\u223C' => '~',
            '\u3010' or '\u3014' => '[',
            '\u3011' or '\u3015' => ']',
            '\uFE55' or '\u2236' => ':',
            '\uFFE5' => '\u00A5',
            _ => c,
        };
    }

    /// <summary>The operator of several characters that one typographic character stands for, or null.</summary>
    public static string? PlainOperator(char c) => c switch
    {
        '\u2264' or '\u2A7D' => "<=",
        '\u2265' or '\u2A7E' => ">=",
        '\u2260' => "!=",
        '\u2248' or '\u2243' => "~=",
        '\u2192' => "->",
        '\u2026' or '\u2025' => "..",
        _ => null,
    };

    /// <summary>The character that closes a text opened by <paramref name="open"/>, or NUL where it opens none.</summary>
    public static char ClosingQuote(char open) => open switch
    {
        '"' => '"',
        '\u201C' or '\u201D' or '\u201E' or '\u201F' => '\u201D',
        '\u300C' => '\u300D',
        '\u300E' => '\u300F',
        '\u00AB' => '\u00BB',
        '\uFF02' => '\uFF02',
        '\'' or '\u2018' or '\u2019' or '\uFF07' => '\'',
        _ => '\0',
    };

    /// <summary>White space other than blank and tab, such as the ideographic or the no-break space.</summary>
    public static bool IsUnusualSpace(char c) =>
        c >= 0x80 && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator;

    /// <summary>An invisible character that is meaningful in prose, but not in a name or formula.</summary>
    public static bool IsInvisible(char c) => c >= 0x80 && CharUnicodeInfo.GetUnicodeCategory(c) is
        UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control;

    private static bool IsNameStart(UnicodeCategory category) => category is
        UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;

    private static string HiddenCharacters()
    {
        var found = new StringBuilder();
        for (var c = '\0'; c < 0xA0; c++)
        {
            if (char.IsControl(c) && c is not ('\t' or '\r' or '\n'))
            {
                found.Append(c);
            }
        }

        // U+2028 and U+2029 break lines in some editors, U+202A..E and U+2066..9 reorder what is shown.
        for (var c = '\u2028'; c <= '\u202E'; c++)
        {
            found.Append(c);
        }

        for (var c = '\u2066'; c <= '\u2069'; c++)
        {
            found.Append(c);
        }

        return found.ToString();
    }
}
