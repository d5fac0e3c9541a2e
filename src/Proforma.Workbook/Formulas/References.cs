using System.Globalization;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Formulas;

/// <summary>How formulas name cells and ranges: on their own sheet without its name.</summary>
internal static class References
{
    public static string On(Sheet from, Sheet target, string address) => from == target ? address : target.Reference + address;

    /// <summary>The cell of a step. What does not vary over time never moves; a fixed step keeps its column.</summary>
    public static string Cell(Sheet from, SeriesRow row, int step, bool isFixed)
    {
        var column = row.ColumnOf(step);
        return On(from, row.Sheet, row.Slot.TimeAxis < 0 ? CellAddress.Absolute(column, row.Row.Number)
            : isFixed ? CellAddress.Fixed(column, row.Row.Number)
            : CellAddress.Of(column, row.Row.Number));
    }

    /// <summary>The cells of steps.</summary>
    public static string Range(Sheet from, SeriesRow row, int first, int last, bool isFixed, bool startIsFixed = false)
    {
        var number = row.Row.Number;
        var a = isFixed || startIsFixed ? CellAddress.Fixed(row.ColumnOf(first), number) : CellAddress.Of(row.ColumnOf(first), number);
        var b = isFixed ? CellAddress.Fixed(row.ColumnOf(last), number) : CellAddress.Of(row.ColumnOf(last), number);
        return On(from, row.Sheet, $"{a}:{b}");
    }

    /// <summary>The cells of one step in several rows, as arguments: rows that follow each other become one range.</summary>
    public static string Gathered(Sheet from, IReadOnlyList<SeriesRow> rows, int step, bool isFixed)
    {
        var parts = new List<string>();
        for (var i = 0; i < rows.Count;)
        {
            var end = i;
            while (end + 1 < rows.Count && rows[end + 1].Sheet == rows[i].Sheet && rows[end + 1].Row.Number == rows[end].Row.Number + 1)
            {
                end++;
            }

            var first = Cell(from, rows[i], step, isFixed);
            var address = Cell(rows[end].Sheet, rows[end], step, isFixed);
            parts.Add(end == i ? first : $"{first}:{address}");
            i = end + 1;
        }

        return string.Join(',', parts);
    }

    /// <summary>The typed figure of a line in a step, and in the selected track where each has its own.</summary>
    public static string Data(Sheet from, DataBlock block, int column, int track, string selector)
    {
        var (first, last) = (block.FirstRow, block.FirstRow + block.Tracks - 1);
        var letters = CellAddress.Letters(column);
        return block.Tracks == 1 ? On(from, block.Sheet, CellAddress.Of(column, first))
            : track >= 0 ? On(from, block.Sheet, CellAddress.Of(column, first + track))
            : On(from, block.Sheet, string.Create(CultureInfo.InvariantCulture, $"{letters}{first}:{letters}{last}")) is var range
                ? $"INDEX({range},{selector})" : "";
    }
}
