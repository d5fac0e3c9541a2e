namespace Proforma.Claims.Extraction.Documents;

internal enum BlockKind
{
    Title,
    Heading,
    Paragraph,
    ListItem,
    Caption,
    Cell,
}

/// <summary>A stretch of block text that stands for a stretch of source text of the same length, or one character that stands for several.</summary>
internal readonly record struct TextRun(int Text, int Source, int SourceLength);

/// <summary>A part of an article, in reading order.</summary>
internal abstract class ArticlePart;

/// <summary>Text without markup, every character of which knows its place in the source.</summary>
internal sealed class ArticleBlock(BlockKind kind, string text, TextRun[] runs) : ArticlePart
{
    public BlockKind Kind { get; } = kind;

    public string Text { get; } = text;

    /// <summary>The source span, in UTF-16 positions, of the block's characters <c>[start, end)</c>.</summary>
    public (int Start, int End) SourceSpan(int start, int end)
    {
        if (start >= end)
        {
            int at = SourceOf(start).Start;
            return (at, at);
        }

        return (SourceOf(start).Start, SourceOf(end - 1).End);
    }

    private (int Start, int End) SourceOf(int index)
    {
        if (runs.Length == 0)
        {
            return (0, 0);
        }

        int low = 0;
        int high = runs.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (runs[middle].Text <= index)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        var run = runs[low];
        int next = low + 1 < runs.Length ? runs[low + 1].Text : Text.Length;
        bool single = next - run.Text == 1;
        return single ? (run.Source, run.Source + run.SourceLength) : (run.Source + index - run.Text, run.Source + index - run.Text + 1);
    }
}

/// <summary>A cell; a cell that spans several rows or columns stands in each of them, and only once as its own.</summary>
internal readonly record struct TableCell(ArticleBlock Block, bool IsHeader, bool IsRepeat);

/// <summary>A table with its rows, which may have different lengths.</summary>
internal sealed class ArticleTable(ArticleBlock? caption, IReadOnlyList<TableCell[]> rows) : ArticlePart
{
    public ArticleBlock? Caption { get; } = caption;

    public IReadOnlyList<TableCell[]> Rows { get; } = rows;
}
