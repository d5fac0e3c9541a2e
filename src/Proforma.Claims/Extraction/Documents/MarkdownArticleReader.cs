namespace Proforma.Claims.Extraction.Documents;

/// <summary>
/// Reads Markdown line by line into blocks and pipe tables. A general Markdown library was measured and left: it takes quadratic time on one long
/// paragraph and on unclosed links, throws on deep nesting, and does not keep the source place of every character.
/// </summary>
internal sealed class MarkdownArticleReader
{
    private readonly string source;
    private readonly Article article;
    private readonly ReadingLimits limits;
    private readonly BlockBuilder builder = new();
    private readonly MarkdownInline inline;
    private BlockKind kind = BlockKind.Paragraph;
    private int at;

    private MarkdownArticleReader(string source, int start, Article article, ReadingLimits limits)
    {
        this.source = source;
        this.article = article;
        this.limits = limits;
        inline = new MarkdownInline(source);
        at = start;
    }

    /// <summary>Reads the source from a position on into the article.</summary>
    public static void Read(string source, int start, Article article, ReadingLimits limits) => new MarkdownArticleReader(source, start, article, limits).Run();

    private void Run()
    {
        while (at < source.Length)
        {
            int end = LineEnd(at);
            int from = SkipContainers(at, end, out bool isItem);
            var line = source.AsSpan(from, end - from).TrimEnd();
            if (isItem)
            {
                Flush();
                kind = BlockKind.ListItem;
            }

            if (!ReadSpecial(line, from, end))
            {
                AppendLine(from, from + line.Length, end);
                at = end + 1;
            }
        }

        Flush();
    }

    /// <summary>Reads a line that is not part of a paragraph; false when it is.</summary>
    private bool ReadSpecial(ReadOnlySpan<char> line, int from, int end)
    {
        if (line.IsEmpty)
        {
            Flush();
            at = end + 1;
        }
        else if (line.StartsWith("```") || line.StartsWith("~~~"))
        {
            Flush();
            at = SkipFence(line[..3].ToString(), end + 1);
        }
        else if (line[0] == '#' && HeadingLevel(line) is var level and > 0)
        {
            Flush();
            kind = BlockKind.Heading;
            inline.Append(builder, from + level, from + line.TrimEnd('#').Length);
            Flush();
            at = end + 1;
        }
        else if (IsRule(line))
        {
            kind = line[0] is '=' or '-' && !builder.IsEmpty ? BlockKind.Heading : kind;
            Flush();
            at = end + 1;
        }
        else if (line.StartsWith("<table", StringComparison.OrdinalIgnoreCase))
        {
            Flush();
            int close = source.IndexOf("</table>", from, StringComparison.OrdinalIgnoreCase);
            int stop = close < 0 ? source.Length : close + "</table>".Length;
            HtmlArticleReader.Read(source, from, stop, article, limits);
            at = stop;
        }
        else if (IsTableStart(line, end))
        {
            Flush();
            ReadTable(from);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void AppendLine(int from, int to, int end)
    {
        bool isImage = builder.IsEmpty && source[from] == '!' && from + 1 < to && source[from + 1] == '[';
        kind = isImage ? BlockKind.Caption : kind;
        inline.Append(builder, from, to);
        if (end < source.Length)
        {
            builder.Append('\n', end, 1);
        }

        if (builder.Length >= limits.MaxBlockLength)
        {
            Flush();
        }
    }

    private void Flush()
    {
        article.Add(builder.Build(kind));
        kind = BlockKind.Paragraph;
    }

    private int SkipContainers(int from, int end, out bool isItem)
    {
        isItem = false;
        for (int depth = 0; depth < limits.MaxNesting; depth++)
        {
            while (from < end && source[from] is ' ' or '\t' or '\u3000')
            {
                from++;
            }

            if (from < end && source[from] == '>')
            {
                from++;
                continue;
            }

            int marker = ListMarker(from, end);
            if (marker == 0)
            {
                break;
            }

            isItem = true;
            from += marker;
        }

        return from;
    }

    private int ListMarker(int from, int end)
    {
        if (from + 1 < end && source[from] is '-' or '*' or '+' && source[from + 1] == ' ')
        {
            return 2;
        }

        int digits = 0;
        while (digits < 4 && from + digits < end && char.IsAsciiDigit(source[from + digits]))
        {
            digits++;
        }

        int next = from + digits;
        bool numbered = digits is > 0 and < 4 && next + 1 < end && source[next] is '.' or ')' && source[next + 1] == ' ';
        return numbered ? digits + 2 : 0;
    }

    private static int HeadingLevel(ReadOnlySpan<char> line)
    {
        int level = 0;
        while (level < line.Length && line[level] == '#')
        {
            level++;
        }

        // A tag like #topic# is text; a heading has a space after its marks.
        return level <= 6 && level < line.Length && line[level] is ' ' or '\t' ? level : 0;
    }

    private static bool IsRule(ReadOnlySpan<char> line)
    {
        char mark = line[0];
        if (mark is not ('-' or '=' or '*' or '_') || line.Length < 2)
        {
            return false;
        }

        foreach (char c in line)
        {
            if (c != mark && c != ' ')
            {
                return false;
            }
        }

        return true;
    }

    private int SkipFence(string fence, int from)
    {
        while (from < source.Length)
        {
            int end = LineEnd(from);
            if (source.AsSpan(from, end - from).TrimStart().StartsWith(fence))
            {
                return end + 1;
            }

            from = end + 1;
        }

        return source.Length;
    }

    private bool IsTableStart(ReadOnlySpan<char> line, int end)
    {
        if (!line.Contains('|') || end + 1 >= source.Length)
        {
            return false;
        }

        int nextEnd = LineEnd(end + 1);
        var next = source.AsSpan(end + 1, nextEnd - end - 1).Trim();
        return IsDelimiterRow(next) || line[0] == '|' && next.StartsWith("|");
    }

    private static bool IsDelimiterRow(ReadOnlySpan<char> line) =>
        line.Contains('-') && line.Contains('|') && line.IndexOfAnyExcept("|-: \t") < 0;

    private void ReadTable(int from)
    {
        var rows = new List<TableCell[]>();
        int cells = 0;
        while (from < source.Length)
        {
            int end = LineEnd(from);
            var line = source.AsSpan(from, end - from).Trim();
            if (!line.Contains('|') || line.IsEmpty)
            {
                break;
            }

            if (!IsDelimiterRow(line) && cells < limits.MaxTableCells)
            {
                var row = ReadRow(from, end, isHeader: rows.Count == 0);
                cells += row.Length;
                rows.Add(row);
            }

            from = end + 1;
        }

        if (cells >= limits.MaxTableCells)
        {
            article.Notes.Add(new Wording(
                $"A table has more than {limits.MaxTableCells} cells; the rest of it was not read.",
                $"有表格超过 {limits.MaxTableCells} 个单元格，其余部分没有读取。"));
        }

        at = from;
        article.Add(new ArticleTable(caption: null, rows));
    }

    private TableCell[] ReadRow(int from, int end, bool isHeader)
    {
        while (from < end && char.IsWhiteSpace(source[from]))
        {
            from++;
        }

        from += from < end && source[from] == '|' ? 1 : 0;
        var cells = new List<TableCell>();
        while (from < end)
        {
            int bar = from;
            while (bar < end && source[bar] != '|')
            {
                bar += source[bar] == '\\' && bar + 1 < end ? 2 : 1;
            }

            bar = Math.Min(bar, end);
            if (bar < end || !source.AsSpan(from, end - from).IsWhiteSpace())
            {
                var cell = new BlockBuilder();
                inline.Append(cell, from, bar);
                cells.Add(new TableCell(cell.BuildCell(), isHeader, IsRepeat: false));
            }

            from = bar + 1;
        }

        return [.. cells];
    }

    private int LineEnd(int from)
    {
        int end = source.IndexOf('\n', from);
        return end < 0 ? source.Length : end;
    }
}
