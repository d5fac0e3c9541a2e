using System.Text;
using Proforma.Language.Text;

namespace Proforma.Language.Diagnostics;

/// <summary>
/// One line of a file as it is shown, with marks under a part of it: tabs as blanks, invisible characters as dots, clipped to a width.
/// </summary>
/// <param name="Line">What to show of the line.</param>
/// <param name="Indent">The columns before the marks.</param>
/// <param name="Marks">How many columns are marked, at least one.</param>
internal readonly record struct SourceExcerpt(string Line, int Indent, int Marks)
{
    private const int TabWidth = 4;
    private const int Before = 20;
    private const char Ellipsis = '…';

    /// <summary>
    /// The excerpt of <paramref name="line"/> with marks under the UTF-16 units from <paramref name="start"/> to <paramref name="end"/>.
    /// </summary>
    public static SourceExcerpt Of(ReadOnlySpan<char> line, int start, int end, int width)
    {
        start = Math.Min(start, line.Length);
        end = Math.Clamp(end, start, line.Length);
        var from = ClipStart(line, start, end, width);
        var shown = new StringBuilder();
        var columns = 0;
        if (from > 0)
        {
            shown.Append(Ellipsis);
            columns = 1;
        }

        var (indent, markEnd) = (-1, -1);
        var position = from;
        while (position < line.Length)
        {
            indent = indent < 0 && position >= start ? columns : indent;
            markEnd = markEnd < 0 && position >= end && position > start ? columns : markEnd;
            var length = Append(shown, line, position, out var added);
            if (columns + added > width - 1 && position + length < line.Length)
            {
                shown.Length -= ShownLength(line, position);
                shown.Append(Ellipsis);
                columns++;
                break;
            }

            columns += added;
            position += length;
        }

        indent = indent < 0 ? columns : indent;
        markEnd = markEnd < 0 ? (end > position || position >= line.Length ? columns : indent) : markEnd;
        return new SourceExcerpt(shown.ToString(), indent, Math.Max(1, markEnd - indent));
    }

    // A line that is too long is shown from some columns before the place.
    private static int ClipStart(ReadOnlySpan<char> line, int start, int end, int width)
    {
        if (line.Length <= width / 2 || (end < width / 2 && Columns(line[..end]) < width * 2 / 3) || Columns(line) <= width)
        {
            return 0;
        }

        var from = Math.Max(0, start - Before);
        return from > 0 && char.IsLowSurrogate(line[from]) && char.IsHighSurrogate(line[from - 1]) ? from - 1 : from;
    }

    // Lines may be millions of characters long; beyond some length they are clipped in any case.
    private static int Columns(ReadOnlySpan<char> text) =>
        text.Length > 10_000 ? int.MaxValue : DisplayWidth.Of(text) + (text.Count('\t') * (TabWidth - 1));

    private static int Append(StringBuilder shown, ReadOnlySpan<char> line, int position, out int columns)
    {
        var c = line[position];
        if (c == '\t')
        {
            shown.Append(' ', TabWidth);
            columns = TabWidth;
            return 1;
        }

        if (Rune.DecodeFromUtf16(line[position..], out var rune, out var length) != System.Buffers.OperationStatus.Done || IsInvisible(rune))
        {
            shown.Append('·');
            columns = 1;
            return length;
        }

        shown.Append(line.Slice(position, length));
        columns = DisplayWidth.Of(rune);
        return length;
    }

    private static int ShownLength(ReadOnlySpan<char> line, int position)
    {
        var one = new StringBuilder(TabWidth);
        Append(one, line, position, out _);
        return one.Length;
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
        or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator;
}
