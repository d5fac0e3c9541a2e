using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Proforma.Workbook.Tests.Spreadsheets;

/// <summary>The values of a workbook's cells: a number, a text, an error value.</summary>
internal sealed class ReadBook
{
    private readonly Dictionary<string, Dictionary<string, object>> _sheets = new(StringComparer.Ordinal);

    public static ReadBook Of(string path)
    {
        var book = new ReadBook();
        using var document = SpreadsheetDocument.Open(path, isEditable: false);
        var part = document.WorkbookPart!;
        var shared = part.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(static s => s.InnerText).ToList() ?? [];
        foreach (var sheet in part.Workbook.Sheets!.Elements<Sheet>())
        {
            var cells = new Dictionary<string, object>(StringComparer.Ordinal);
            foreach (var cell in ((WorksheetPart)part.GetPartById(sheet.Id!.Value!)).Worksheet.Descendants<Cell>())
            {
                if (ValueOf(cell, shared) is { } value)
                {
                    cells.Add(cell.CellReference!.Value!, value);
                }
            }

            book._sheets.Add(sheet.Name!.Value!, cells);
        }

        return book;
    }

    /// <summary>The value of a cell; an empty text where there is none.</summary>
    public object this[string sheet, string address] => _sheets[sheet].GetValueOrDefault(address, "");

    private static object? ValueOf(Cell cell, List<string> shared)
    {
        var text = cell.CellValue?.Text;
        return cell.DataType?.Value switch
        {
            { } t when t == CellValues.SharedString => shared[int.Parse(text!, CultureInfo.InvariantCulture)],
            { } t when t == CellValues.InlineString => cell.InlineString!.InnerText,
            { } t when t == CellValues.Error => new ErrorValue(text ?? ""),
            { } t when t == CellValues.String => text ?? "",
            { } t when t == CellValues.Boolean => text == "1" ? 1.0 : 0.0,
            _ => text is null ? null : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
    }
}

/// <summary>An error value such as #N/A.</summary>
internal sealed record ErrorValue(string Text);
