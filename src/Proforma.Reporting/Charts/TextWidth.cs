using System.Globalization;
using System.Text;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Charts;

/// <summary>
/// How wide a text is without a browser: the widths of a common grotesque (thousandths of the font size for the printable ASCII characters),
/// a full em for Chinese, Japanese and Korean, and some slack, since the reader's font is not known.
/// </summary>
internal static class TextWidth
{
    private const double Slack = 1.06;

    private static readonly int[] s_ascii =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278,
        584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944,
        667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
        278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>The width in the unit of the size.</summary>
    public static double Of(string text, double size)
    {
        var thousandths = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            thousandths += rune.Value is >= 0x20 and < 0x7F ? s_ascii[rune.Value - 0x20] : Other(rune);
        }

        return thousandths / 1000 * size * Slack;
    }

    /// <summary>The text cut to a width, with an ellipsis where something is missing.</summary>
    public static string Fit(string text, double size, double width)
    {
        if (Of(text, size) <= width)
        {
            return text;
        }

        var elements = StringInfo.ParseCombiningCharacters(text);
        for (var count = elements.Length - 1; count > 0; count--)
        {
            var cut = text[..elements[count]].TrimEnd() + "…";
            if (Of(cut, size) <= width)
            {
                return cut;
            }
        }

        return "…";
    }

    /// <summary>The text in lines no wider than a width, broken at blanks, or anywhere between wide characters.</summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double width)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var piece in Pieces(text))
        {
            if (line.Length > 0 && Of(line + piece.TrimEnd(), size) > width)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
            }

            line.Append(line.Length == 0 ? piece.TrimStart() : piece);
        }

        lines.Add(line.ToString().TrimEnd());
        return lines;
    }

    private static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            at += rune.Utf16SequenceLength;
            if (rune.Value == ' ' || (DisplayWidth.Of(rune) == 2 && (at >= text.Length || !ClosesLine(text[at]))))
            {
                yield return text[start..at];
                start = at;
            }
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    // Chinese punctuation does not begin a line.
    private static bool ClosesLine(char next) => "，。；：、？！）》」』”’…%％".Contains(next, StringComparison.Ordinal);

    private static double Other(Rune rune) => DisplayWidth.Of(rune) switch { 0 => 0, 2 => 1000, _ => 600 };
}
