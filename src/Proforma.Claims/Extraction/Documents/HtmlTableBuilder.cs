namespace Proforma.Claims.Extraction.Documents;

/// <summary>Lays the cells of one HTML table out in rows and columns, with row and column spans.</summary>
internal sealed class HtmlTableBuilder(int maxCells)
{
    private readonly List<List<TableCell?>> rows = [];
    private int row = -1;
    private int column;
    private int cells;

    public ArticleBlock? Caption { get; set; }

    public bool IsFull => cells >= maxCells;

    public void StartRow()
    {
        row++;
        column = 0;
        EnsureRow(row);
    }

    public void AddCell(ArticleBlock block, bool isHeader, int columnSpan, int rowSpan)
    {
        if (IsFull)
        {
            return;
        }

        if (row < 0)
        {
            StartRow();
        }

        while (column < rows[row].Count && rows[row][column] is not null)
        {
            column++;
        }

        for (int r = 0; r < rowSpan && !IsFull; r++)
        {
            EnsureRow(row + r);
            for (int c = 0; c < columnSpan && !IsFull; c++)
            {
                Set(rows[row + r], column + c, new TableCell(block, isHeader, r > 0 || c > 0));
                cells++;
            }
        }

        column += columnSpan;
    }

    /// <summary>The table, or null when it has fewer than two columns: such a table is layout, and its text is read as paragraphs.</summary>
    public ArticleTable? Build()
    {
        if (rows.All(r => r.Count < 2))
        {
            return null;
        }

        var empty = new TableCell(new ArticleBlock(BlockKind.Cell, string.Empty, []), IsHeader: false, IsRepeat: false);
        return new ArticleTable(Caption, [.. rows.Where(r => r.Count > 0).Select(r => r.Select(cell => cell ?? empty).ToArray())]);
    }

    public IEnumerable<ArticleBlock> Blocks() =>
        rows.SelectMany(r => r).OfType<TableCell>().Where(cell => !cell.IsRepeat && cell.Block.Text.Length > 0).Select(cell => cell.Block);

    private static void Set(List<TableCell?> cellsOfRow, int index, TableCell cell)
    {
        while (cellsOfRow.Count <= index)
        {
            cellsOfRow.Add(null);
        }

        cellsOfRow[index] ??= cell;
    }

    private void EnsureRow(int index)
    {
        while (rows.Count <= index)
        {
            rows.Add([]);
        }
    }
}
