using System.Globalization;
using System.Text;

namespace Proforma.Reporting.Tables;

/// <summary>How many columns a text takes in a terminal: Chinese, Japanese and Korean characters take two, combining marks none.</summary>
/// <remarks>Wide characters are those of Unicode's East Asian Width property W and F, by blocks.</remarks>
public static class DisplayWidth
{
    private static readonly (int First, int Last)[] s_wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xA960, 0xA97F),
        (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F900, 0x1F9FF),
        (0x20000, 0x3FFFD),
    ];

    /// <summary>The width of a text in columns.</summary>
    public static int Of(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>The width of one character: 0, 1 or 2.</summary>
    public static int Of(Rune rune)
    {
        if (rune.Value is >= 0x20 and < 0x7F)
        {
            return 1;
        }

        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format or UnicodeCategory.Control)
        {
            return 0;
        }

        foreach (var (first, last) in s_wide)
        {
            if (rune.Value >= first && rune.Value <= last)
            {
                return 2;
            }
        }

        return 1;
    }

    /// <summary>The text with spaces on the right up to a width.</summary>
    public static string PadEnd(string text, int width) => text + new string(' ', Math.Max(0, width - Of(text)));

    /// <summary>The text with spaces on the left up to a width.</summary>
    public static string PadStart(string text, int width) => new string(' ', Math.Max(0, width - Of(text))) + text;

    /// <summary>The text cut to a width, with an ellipsis where something is missing; control characters become spaces.</summary>
    public static string Fit(string text, int width)
    {
        var clean = Clean(text);
        if (Of(clean) <= width)
        {
            return clean;
        }

        var kept = new StringBuilder();
        var used = 1;
        foreach (var rune in clean.EnumerateRunes())
        {
            used += Of(rune);
            if (used > width)
            {
                break;
            }

            kept.Append(rune);
        }

        return kept.Append('…').ToString();
    }

    /// <summary>The text without control characters: a label must not move the cursor or colour the screen.</summary>
    public static string Clean(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\x1F') < 0 && !text.Any(char.IsControl) ? text
            : string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c));
}
