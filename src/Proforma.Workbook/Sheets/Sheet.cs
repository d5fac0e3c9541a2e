namespace Proforma.Workbook.Sheets;

/// <summary>A sheet while it is made.</summary>
/// <param name="name">A name that a workbook accepts.</param>
/// <param name="order">Its place among the tabs: lower ones first.</param>
internal sealed class Sheet(string name, int order)
{
    /// <summary>Where a line's text, name, unit, lasting figure and first period stand.</summary>
    public const int LabelColumn = 1, NameColumn = 2, UnitColumn = 3, ValueColumn = 4, FirstPeriodColumn = 5;

    /// <summary>The first row below the heads of the columns.</summary>
    public const int FirstRow = 6, HeaderRow = 5;

    private readonly List<GridRow> _rows = [];

    public string Name { get; } = name;

    public int Order { get; } = order;

    /// <summary>How formulas of other sheets name it, with the exclamation mark.</summary>
    public string Reference { get; } = SheetNames.Reference(name);

    /// <summary>The number of period columns; 0 for a sheet without a time axis.</summary>
    public int Periods { get; set; }

    /// <summary>Widths of the first columns, in characters.</summary>
    public List<double> Widths { get; } = [];

    /// <summary>The width of a period column, in characters.</summary>
    public double PeriodWidth { get; set; } = 11;

    /// <summary>How many rows and columns stay when the sheet is scrolled.</summary>
    public (int Rows, int Columns) Frozen { get; set; }

    /// <summary>Whether the column of figures that do not vary over time is used.</summary>
    public bool HasConstants { get; set; } = true;

    public bool IsLandscape { get; set; } = true;

    /// <summary>The colour of the tab, RRGGBB.</summary>
    public string TabColor { get; set; } = "";

    /// <summary>Cells that other cells fill in as a list to choose from: the range of the choices.</summary>
    public (string Cell, string Choices)? Choice { get; set; }

    /// <summary>Ranges in which a zero is marked in red and a text `FAIL` too.</summary>
    public List<string> Alarms { get; } = [];

    /// <summary>Cells that lead to other sheets.</summary>
    public List<(string Cell, string Target)> Links { get; } = [];

    public IReadOnlyList<GridRow> Rows => _rows;

    /// <summary>The number of the next row.</summary>
    public int NextRow => _rows.Count == 0 ? 1 : _rows[^1].Number + 1;

    /// <summary>Adds a row at the end, after a gap of empty rows.</summary>
    public GridRow Add(int gap = 0)
    {
        if (NextRow + gap > CellAddress.MaxRows)
        {
            throw new WorkbookTooLargeException($"The sheet {Name} would have more than {CellAddress.MaxRows:N0} rows.");
        }

        var row = new GridRow(NextRow + gap, FirstPeriodColumn + Periods);
        _rows.Add(row);
        return row;
    }
}
