namespace Proforma.Claims.Extraction.Documents;

/// <summary>Reads plain text: paragraphs, hard-wrapped or one a line, and tables whose columns are set with tabs or runs of spaces.</summary>
internal static class PlainArticleReader
{
    private const int ShortestWrappedLine = 40;

    /// <summary>Reads the source from a position on into the article.</summary>
    public static void Read(string source, int start, Article article, ReadingLimits limits)
    {
        var builder = new BlockBuilder();
        int at = start;
        while (at < source.Length)
        {
            int end = LineEnd(source, at);
            if (IsColumns(source, at, end) && end + 1 < source.Length && IsColumns(source, end + 1, LineEnd(source, end + 1)))
            {
                article.Add(builder.Build(BlockKind.Paragraph));
                at = ReadTable(source, at, article, limits);
                continue;
            }

            bool blank = source.AsSpan(at, end - at).IsWhiteSpace();
            if (blank || !ContinuesParagraph(source, start, at))
            {
                article.Add(builder.Build(BlockKind.Paragraph));
            }

            for (int i = at; i < end; i++)
            {
                builder.Append(source[i], i, 1);
                if (builder.Length >= limits.MaxBlockLength)
                {
                    article.Add(builder.Build(BlockKind.Paragraph));
                }
            }

            if (end < source.Length)
            {
                builder.Append('\n', end, 1);
            }

            at = end + 1;
        }

        article.Add(builder.Build(BlockKind.Paragraph));
    }

    /// <summary>Whether the line at <paramref name="at"/> goes on with the sentence of the line before it.</summary>
    private static bool ContinuesParagraph(string source, int start, int at)
    {
        if (at < start + 2)
        {
            return false;
        }

        int previousStart = source.LastIndexOf('\n', at - 2) + 1;
        var previous = source.AsSpan(previousStart, at - 1 - previousStart).Trim();
        int width = 0;
        foreach (char c in previous)
        {
            width += c >= '\u2E80' ? 2 : 1;
            if (width >= ShortestWrappedLine)
            {
                break;
            }
        }

        return width >= ShortestWrappedLine && !previous.IsEmpty && !"。！？：；.!?:;”\"".Contains(previous[^1]) && !char.IsWhiteSpace(source[at]);
    }

    private static bool IsColumns(string source, int from, int end)
    {
        int gap = NextGap(source, from, end, out int next);
        return gap > from && next < end && !source.AsSpan(from, gap - from).IsWhiteSpace() || gap == from && from < end && source[from] == '\t' && next < end;
    }

    /// <summary>The next column gap (a tab, or three spaces) in a line: its start, and the start of what follows.</summary>
    private static int NextGap(string source, int from, int end, out int next)
    {
        int spaces = 0;
        int lead = from;
        while (lead < end && source[lead] == ' ')
        {
            lead++;
        }

        for (int i = lead; i < end; i++)
        {
            spaces = source[i] == ' ' ? spaces + 1 : 0;
            if (source[i] == '\t' || spaces == 3)
            {
                int gap = source[i] == '\t' ? i : i - 2;
                next = i + 1;
                while (next < end && source[next] == ' ')
                {
                    next++;
                }

                return gap;
            }
        }

        next = end;
        return end;
    }

    private static int ReadTable(string source, int at, Article article, ReadingLimits limits)
    {
        var rows = new List<TableCell[]>();
        int cells = 0;
        while (at < source.Length)
        {
            int end = LineEnd(source, at);
            if (!IsColumns(source, at, end))
            {
                break;
            }

            if (cells < limits.MaxTableCells)
            {
                var row = ReadRow(source, at, end, isHeader: rows.Count == 0);
                cells += row.Length;
                rows.Add(row);
            }

            at = end + 1;
        }

        if (cells >= limits.MaxTableCells)
        {
            article.Notes.Add(new Wording(
                $"A table has more than {limits.MaxTableCells} cells; the rest of it was not read.",
                $"有表格超过 {limits.MaxTableCells} 个单元格，其余部分没有读取。"));
        }

        article.Add(new ArticleTable(caption: null, rows));
        return at;
    }

    private static TableCell[] ReadRow(string source, int from, int end, bool isHeader)
    {
        var cells = new List<TableCell>();
        while (from < end)
        {
            int gap = NextGap(source, from, end, out int next);
            var builder = new BlockBuilder();
            for (int i = from; i < gap; i++)
            {
                builder.Append(source[i], i, 1);
            }

            cells.Add(new TableCell(builder.BuildCell(), isHeader, IsRepeat: false));
            from = next;
        }

        return [.. cells];
    }

    private static int LineEnd(string source, int from)
    {
        int end = source.IndexOf('\n', from);
        return end < 0 ? source.Length : end;
    }
}
