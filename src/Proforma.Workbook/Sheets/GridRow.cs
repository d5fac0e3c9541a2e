using Proforma.Model.Runs;

namespace Proforma.Workbook.Sheets;

/// <summary>What a cell is to the reader; it decides colour and weight.</summary>
internal enum CellRole : byte
{
    Plain,
    Title,
    Subtitle,
    Header,
    Date,
    Section,
    Label,
    Muted,
    Input,
    Selector,
    Formula,
    Link,
    Total,
    Frozen,
    Check,
    Good,
    Wrapped,
    WrappedBold,
    Hyperlink,
}

/// <summary>How a cell looks.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Format">The number format; empty for general.</param>
/// <param name="Indent">The indent of a text.</param>
/// <param name="Edge">Whether another clause of the plan begins here: a line at the left.</param>
internal readonly record struct CellStyle(CellRole Role, string Format = "", int Indent = 0, bool Edge = false);

internal enum CellKind : byte
{
    Empty,
    Number,
    Text,
    Formula,

    /// <summary>A formula that gives a text.</summary>
    TextFormula,
}

/// <summary>The content of a cell.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Text">The text, or the formula without its equals sign.</param>
/// <param name="Value">The number, or what the formula gives.</param>
/// <param name="HasValue">Whether <paramref name="Value"/> (or the text) is known without computing the sheet.</param>
/// <param name="Style">How it looks.</param>
internal readonly record struct SheetCell(CellKind Kind, string Text, CellValue Value, bool HasValue, CellStyle Style)
{
    /// <summary>The text that a formula gives.</summary>
    public string Shown { get; init; } = "";

    public static SheetCell Number(double value, CellStyle style) => new(CellKind.Number, "", CellValue.Of(value), true, style);

    public static SheetCell OfText(string text, CellStyle style) => new(CellKind.Text, XmlText.Clean(text), default, true, style);

    public static SheetCell Empty(CellStyle style) => new(CellKind.Empty, "", CellValue.Blank, true, style);

    public static SheetCell Formula(string formula, CellValue? value, CellStyle style) =>
        new(CellKind.Formula, formula, value ?? CellValue.Blank, value is not null, style);

    public static SheetCell TextFormula(string formula, string? shown, CellStyle style) =>
        new(CellKind.TextFormula, formula, default, shown is not null, style) { Shown = shown ?? "" };
}

/// <summary>A row of a sheet: its cells by column, from 1.</summary>
internal sealed class GridRow(int number, int columns)
{
    private SheetCell[] _cells = new SheetCell[columns + 1];

    /// <summary>From 1.</summary>
    public int Number { get; } = number;

    /// <summary>In points; 0 for the usual one.</summary>
    public double Height { get; set; }

    /// <summary>The last column of the cell that begins in the first one; 0 where nothing is merged.</summary>
    public int MergedThrough { get; set; }

    /// <summary>A note at the label: sources, quotes, assumptions, formulas.</summary>
    public string Note { get; set; } = "";

    public int Columns => _cells.Length - 1;

    public SheetCell this[int column]
    {
        get => column < _cells.Length ? _cells[column] : default;
        set
        {
            if (column >= _cells.Length)
            {
                Array.Resize(ref _cells, column + 1);
            }

            _cells[column] = value;
        }
    }
}
