using System.Text;
using Proforma.Reporting.Tables;

namespace Proforma.Cli.Rendering;

/// <summary>Breaks text into lines of a width: at blanks, and between any two wide characters, as Chinese is set.</summary>
internal static class WrappedText
{
    private const string NoLineStart = "，。；：、！？）》」”’,.;:!?)]";

    /// <summary>The lines of a text; at least one.</summary>
    public static List<string> Lines(string text, int width)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var used = 0;
        foreach (var part in Parts(DisplayWidth.Clean(text)))
        {
            var size = DisplayWidth.Of(part);
            if (used > 0 && used + DisplayWidth.Of(part.TrimEnd()) > width && !NoLineStart.Contains(part[0], StringComparison.Ordinal))
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
                used = 0;
            }

            if (used > 0 || part != " ")
            {
                line.Append(part);
                used += size;
            }
        }

        lines.Add(line.ToString().TrimEnd());
        return lines;
    }

    /// <summary>Words with the blank after them; wide characters one by one.</summary>
    private static IEnumerable<string> Parts(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (DisplayWidth.Of(rune) == 2)
            {
                if (word.Length > 0)
                {
                    yield return word.ToString();
                    word.Clear();
                }

                yield return rune.ToString();
                continue;
            }

            word.Append(rune);
            if (rune.Value == ' ')
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}
