using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using Proforma.Model.Runs;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Package;

/// <summary>Writes one sheet: view, columns, cells, marks, print set-up and notes.</summary>
internal static class SheetXml
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly double[] s_usualWidths = [42, 20, 15, 15];

    public static void Write(WorksheetPart part, Sheet sheet, StyleTable styles, bool isFirst)
    {
        var notes = sheet.Rows.Where(static r => r.Note.Length > 0).ToList();
        if (notes.Count > 0)
        {
            NotesXml.Write(part, notes);
        }

        using var stream = part.GetStream(FileMode.Create);
        using var xml = BookPackage.Xml(stream);
        xml.WriteStartDocument(true);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteAttributeString("xmlns", "r", null, Relations);
        WriteProperties(xml, sheet, isFirst);
        WriteColumns(xml, sheet);
        WriteCells(xml, sheet, styles);
        WriteMerges(xml, sheet);
        WriteAlarms(xml, sheet);
        WriteChoice(xml, sheet);
        WriteLinks(xml, sheet);
        WritePrint(xml, sheet);
        WriteIgnored(xml, sheet);
        if (notes.Count > 0)
        {
            Element(xml, "legacyDrawing", ("r:id", NotesXml.DrawingId));
        }

        xml.WriteEndElement();
    }

    private static void WriteProperties(XmlWriter xml, Sheet sheet, bool isFirst)
    {
        xml.WriteStartElement("sheetPr", Main);
        if (sheet.TabColor.Length > 0)
        {
            Element(xml, "tabColor", ("rgb", "FF" + sheet.TabColor));
        }

        Element(xml, "pageSetUpPr", ("fitToPage", "1"));
        xml.WriteEndElement();
        xml.WriteStartElement("sheetViews", Main);
        xml.WriteStartElement("sheetView", Main);
        xml.WriteAttributeString("showGridLines", "0");
        if (isFirst)
        {
            xml.WriteAttributeString("tabSelected", "1");
        }

        xml.WriteAttributeString("zoomScale", "90");
        xml.WriteAttributeString("workbookViewId", "0");
        if (sheet.Frozen is ( > 0, _) or (_, > 0))
        {
            var (rows, columns) = sheet.Frozen;
            xml.WriteStartElement("pane", Main);
            if (columns > 0)
            {
                xml.WriteAttributeString("xSplit", Text(columns));
            }

            if (rows > 0)
            {
                xml.WriteAttributeString("ySplit", Text(rows));
            }

            xml.WriteAttributeString("topLeftCell", CellAddress.Of(columns + 1, rows + 1));
            xml.WriteAttributeString("activePane", columns == 0 ? "bottomLeft" : rows == 0 ? "topRight" : "bottomRight");
            xml.WriteAttributeString("state", "frozen");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        Element(xml, "sheetFormatPr", ("defaultRowHeight", "15"));
    }

    private static void WriteColumns(XmlWriter xml, Sheet sheet)
    {
        IReadOnlyList<double> widths = sheet.Widths.Count > 0 ? sheet.Widths : s_usualWidths;
        xml.WriteStartElement("cols", Main);
        for (var i = 0; i < widths.Count; i++)
        {
            var width = sheet.Widths.Count > 0 || i + 1 != Sheet.ValueColumn ? widths[i]
                : sheet.HasConstants ? ColumnWidth.Of(sheet, Sheet.ValueColumn, Sheet.ValueColumn) : 2;
            Column(xml, i + 1, i + 1, width);
        }

        if (sheet.Periods > 0)
        {
            var last = Sheet.FirstPeriodColumn + sheet.Periods - 1;
            Column(xml, Sheet.FirstPeriodColumn, last, ColumnWidth.Of(sheet, Sheet.FirstPeriodColumn, last));
        }

        xml.WriteEndElement();
    }

    private static void Column(XmlWriter xml, int first, int last, double width) => Element(
        xml, "col", ("min", Text(first)), ("max", Text(last)), ("width", width.ToString("0.##", CultureInfo.InvariantCulture)), ("customWidth", "1"));

    private static void WriteCells(XmlWriter xml, Sheet sheet, StyleTable styles)
    {
        xml.WriteStartElement("sheetData", Main);
        foreach (var row in sheet.Rows)
        {
            xml.WriteStartElement("row", Main);
            xml.WriteAttributeString("r", Text(row.Number));
            if (row.Height > 0)
            {
                xml.WriteAttributeString("ht", row.Height.ToString("0.##", CultureInfo.InvariantCulture));
                xml.WriteAttributeString("customHeight", "1");
            }

            for (var column = 1; column <= row.Columns; column++)
            {
                var cell = row[column];
                if (cell.Kind != CellKind.Empty || cell.Style != default)
                {
                    WriteCell(xml, CellAddress.Of(column, row.Number), cell, styles.IndexOf(cell.Style));
                }
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCell(XmlWriter xml, string address, SheetCell cell, int style)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", address);
        xml.WriteAttributeString("s", Text(style));
        switch (cell.Kind)
        {
            case CellKind.Number:
                xml.WriteElementString("v", Main, Digits(cell.Value.Raw));
                break;
            case CellKind.Text:
                xml.WriteAttributeString("t", "inlineStr");
                xml.WriteStartElement("is", Main);
                WriteText(xml, "t", cell.Text);
                xml.WriteEndElement();
                break;
            case CellKind.Formula:
                WriteFormula(xml, cell);
                break;
            case CellKind.TextFormula:
                xml.WriteAttributeString("t", "str");
                xml.WriteElementString("f", Main, cell.Text);
                if (cell.HasValue)
                {
                    xml.WriteElementString("v", Main, cell.Shown);
                }

                break;
            default:
                break;
        }

        xml.WriteEndElement();
    }

    private static void WriteFormula(XmlWriter xml, SheetCell cell)
    {
        var state = cell.Value.State;
        if (cell.HasValue && state != CellState.Value)
        {
            xml.WriteAttributeString("t", state == CellState.Blank ? "str" : "e");
        }

        xml.WriteElementString("f", Main, cell.Text);
        if (cell.HasValue)
        {
            xml.WriteElementString("v", Main, state switch
            {
                CellState.Value => Digits(cell.Value.Raw),
                CellState.Blank => "",
                CellState.Unknown => "#N/A",
                _ => cell.Value.Failure == FailureKind.DivisionByZero ? "#DIV/0!" : "#NUM!",
            });
        }
    }

    private static void WriteMerges(XmlWriter xml, Sheet sheet)
    {
        var merged = sheet.Rows.Where(static r => r.MergedThrough > 0).ToList();
        if (merged.Count == 0)
        {
            return;
        }

        xml.WriteStartElement("mergeCells", Main);
        xml.WriteAttributeString("count", Text(merged.Count));
        foreach (var row in merged)
        {
            Element(xml, "mergeCell", ("ref", $"{CellAddress.Of(1, row.Number)}:{CellAddress.Of(row.MergedThrough, row.Number)}"));
        }

        xml.WriteEndElement();
    }

    // What fails is red; what holds is green.
    private static void WriteAlarms(XmlWriter xml, Sheet sheet)
    {
        var priority = 1;
        foreach (var range in sheet.Alarms)
        {
            var first = range[..range.IndexOf(':', StringComparison.Ordinal)];
            xml.WriteStartElement("conditionalFormatting", Main);
            xml.WriteAttributeString("sqref", range);
            Rule(xml, $"AND(ISNUMBER({first}),{first}=0)", 0, priority++);
            Rule(xml, $"OR({first}=\"FAILS\",{first}=\"不成立\")", 0, priority++);
            Rule(xml, $"{first}=\"OK\"", 1, priority++);
            xml.WriteEndElement();
        }
    }

    private static void Rule(XmlWriter xml, string formula, int style, int priority)
    {
        xml.WriteStartElement("cfRule", Main);
        xml.WriteAttributeString("type", "expression");
        xml.WriteAttributeString("dxfId", Text(style));
        xml.WriteAttributeString("priority", Text(priority));
        xml.WriteElementString("formula", Main, formula);
        xml.WriteEndElement();
    }

    private static void WriteChoice(XmlWriter xml, Sheet sheet)
    {
        if (sheet.Choice is not (var cell, var choices))
        {
            return;
        }

        xml.WriteStartElement("dataValidations", Main);
        xml.WriteAttributeString("count", "1");
        xml.WriteStartElement("dataValidation", Main);
        xml.WriteAttributeString("type", "list");
        xml.WriteAttributeString("allowBlank", "0");
        xml.WriteAttributeString("showErrorMessage", "1");
        xml.WriteAttributeString("sqref", cell);
        xml.WriteElementString("formula1", Main, choices);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteLinks(XmlWriter xml, Sheet sheet)
    {
        if (sheet.Links.Count == 0)
        {
            return;
        }

        xml.WriteStartElement("hyperlinks", Main);
        foreach (var (cell, target) in sheet.Links)
        {
            Element(xml, "hyperlink", ("ref", cell), ("location", target), ("display", target));
        }

        xml.WriteEndElement();
    }

    private static void WritePrint(XmlWriter xml, Sheet sheet)
    {
        Element(xml, "printOptions", ("horizontalCentered", "0"));
        Element(xml, "pageMargins", ("left", "0.4"), ("right", "0.4"), ("top", "0.5"), ("bottom", "0.6"), ("header", "0.3"), ("footer", "0.3"));
        Element(xml, "pageSetup", ("paperSize", "9"), ("fitToWidth", Text(PagesWide(sheet))), ("fitToHeight", "0"),
            ("orientation", sheet.IsLandscape ? "landscape" : "portrait"));
        xml.WriteStartElement("headerFooter", Main);
        xml.WriteElementString("oddFooter", Main, "&L&A&R&P / &N");
        xml.WriteEndElement();
    }

    // Where another clause begins a stroke says so already; sums over a year leave out the other years on purpose.
    private static void WriteIgnored(XmlWriter xml, Sheet sheet)
    {
        if (sheet.Periods == 0)
        {
            return;
        }

        var last = CellAddress.Of(Sheet.FirstPeriodColumn + sheet.Periods - 1, sheet.Rows[^1].Number);
        xml.WriteStartElement("ignoredErrors", Main);
        Element(xml, "ignoredError", ("sqref", $"A1:{last}"), ("evalError", "1"), ("formula", "1"), ("formulaRange", "1"));
        xml.WriteEndElement();
    }

    // One page in width, as long as it can be read: about a year of months.
    private static int PagesWide(Sheet sheet) => Math.Max(1, (sheet.Periods + 12) / 13);

    private static void WriteText(XmlWriter xml, string name, string text)
    {
        xml.WriteStartElement(name, Main);
        if (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])))
        {
            xml.WriteAttributeString("xml", "space", null, "preserve");
        }

        xml.WriteString(text);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name, Main);
        foreach (var (attribute, value) in attributes)
        {
            if (attribute.StartsWith("r:", StringComparison.Ordinal))
            {
                xml.WriteAttributeString(attribute[2..], Relations, value);
            }
            else
            {
                xml.WriteAttributeString(attribute, value);
            }
        }

        xml.WriteEndElement();
    }

    private static string Digits(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
