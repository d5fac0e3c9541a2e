namespace Proforma.Workbook.Import;

/// <summary>A cell as it was read.</summary>
/// <param name="Text">The text; of a number the digits as they stand in the file.</param>
/// <param name="Number">The number, when it is one.</param>
/// <param name="Date">The date, when the cell is formatted as one.</param>
public readonly record struct SourceCell(string Text, double? Number = null, DateOnly? Date = null)
{
    public bool IsEmpty => Number is null && Date is null && string.IsNullOrWhiteSpace(Text);

    /// <summary>Whether a spreadsheet has an error value here.</summary>
    public bool IsError { get; init; }
}

/// <summary>A sheet of a workbook, or a CSV file: its cells by row and column, from 1. Only cells that hold something are there.</summary>
/// <param name="name">The sheet's name; empty for CSV.</param>
public sealed class SourceGrid(string name)
{
    /// <summary>The most cells of one file that are read.</summary>
    public const int MaxCells = 1_000_000;

    private readonly SortedDictionary<int, SortedDictionary<int, SourceCell>> _rows = [];
    private int _count;

    public string Name { get; } = name;

    /// <summary>The rows that hold something, in order.</summary>
    public IEnumerable<(int Row, IReadOnlyDictionary<int, SourceCell> Cells)> Rows =>
        _rows.Select(static r => (r.Key, (IReadOnlyDictionary<int, SourceCell>)r.Value));

    public SourceCell this[int row, int column] => _rows.TryGetValue(row, out var cells) ? cells.GetValueOrDefault(column) : default;

    /// <summary>Adds a cell; an empty one is left out.</summary>
    /// <exception cref="ImportRefusedException">There are too many.</exception>
    public void Add(int row, int column, SourceCell cell)
    {
        if (cell.IsEmpty)
        {
            return;
        }

        if (++_count > MaxCells)
        {
            throw new ImportRefusedException(
                $"The sheet {Name} has more than {MaxCells:N0} cells; reported figures have fewer. Save the part that matters on its own.");
        }

        if (!_rows.TryGetValue(row, out var cells))
        {
            _rows.Add(row, cells = []);
        }

        cells[column] = cell;
    }
}
