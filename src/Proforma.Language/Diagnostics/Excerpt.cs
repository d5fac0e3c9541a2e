using System.Globalization;
using System.Text;

namespace Proforma.Language.Diagnostics;

/// <summary>Source text made fit to stand inside a message: short, and without characters that would not show.</summary>
internal static class Excerpt
{
    private const int Longest = 40;

    public static string Of(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, Longest) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Longest)
            {
                shown.Append('…');
                break;
            }

            if (IsVisible(rune))
            {
                shown.Append(rune.ToString());
            }
            else
            {
                shown.Append(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
            }
        }

        return shown.ToString();
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
