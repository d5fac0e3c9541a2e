using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Package;

/// <summary>Notes at labels. Spreadsheets still draw them with the old vector language, so that two parts are written.</summary>
internal static class NotesXml
{
    /// <summary>The relationship of the drawing.</summary>
    public const string DrawingId = "notes";

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Vml = "urn:schemas-microsoft-com:vml";
    private const string Office = "urn:schemas-microsoft-com:office:office";
    private const string Excel = "urn:schemas-microsoft-com:office:excel";

    public static void Write(WorksheetPart sheet, List<GridRow> rows)
    {
        WriteComments(sheet, rows);
        WriteDrawing(sheet, rows);
    }

    private static void WriteComments(WorksheetPart sheet, List<GridRow> rows)
    {
        var part = sheet.AddNewPart<WorksheetCommentsPart>("comments");
        using var stream = part.GetStream(FileMode.Create);
        using var xml = BookPackage.Xml(stream);
        xml.WriteStartDocument(true);
        xml.WriteStartElement("comments", Main);
        xml.WriteStartElement("authors", Main);
        xml.WriteElementString("author", Main, "Proforma");
        xml.WriteEndElement();
        xml.WriteStartElement("commentList", Main);
        foreach (var row in rows)
        {
            xml.WriteStartElement("comment", Main);
            xml.WriteAttributeString("ref", CellAddress.Of(Sheet.LabelColumn, row.Number));
            xml.WriteAttributeString("authorId", "0");
            xml.WriteStartElement("text", Main);
            xml.WriteStartElement("t", Main);
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(Sheets.XmlText.Clean(row.Note));
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteDrawing(WorksheetPart sheet, List<GridRow> rows)
    {
        var part = sheet.AddNewPart<VmlDrawingPart>(DrawingId);
        using var stream = part.GetStream(FileMode.Create);
        using var xml = BookPackage.Xml(stream);
        xml.WriteStartElement("xml");
        xml.WriteAttributeString("xmlns", "v", null, Vml);
        xml.WriteAttributeString("xmlns", "o", null, Office);
        xml.WriteAttributeString("xmlns", "x", null, Excel);
        xml.WriteStartElement("v", "shapetype", Vml);
        xml.WriteAttributeString("id", "_x0000_t202");
        xml.WriteAttributeString("coordsize", "21600,21600");
        xml.WriteAttributeString("o", "spt", Office, "202");
        xml.WriteAttributeString("path", "m,l,21600r21600,l21600,xe");
        xml.WriteStartElement("v", "stroke", Vml);
        xml.WriteAttributeString("joinstyle", "miter");
        xml.WriteEndElement();
        xml.WriteEndElement();
        for (var i = 0; i < rows.Count; i++)
        {
            WriteShape(xml, rows[i], i + 1);
        }

        xml.WriteEndElement();
    }

    private static void WriteShape(XmlWriter xml, GridRow row, int number)
    {
        var height = Math.Min(12, 3 + (row.Note.Length / 45) + row.Note.AsSpan().Count('\n'));
        xml.WriteStartElement("v", "shape", Vml);
        xml.WriteAttributeString("id", string.Create(CultureInfo.InvariantCulture, $"_x0000_s{1024 + number}"));
        xml.WriteAttributeString("type", "#_x0000_t202");
        xml.WriteAttributeString("style", "position:absolute;visibility:hidden");
        xml.WriteAttributeString("fillcolor", "#ffffe1");
        xml.WriteAttributeString("o", "insetmode", Office, "auto");
        xml.WriteStartElement("x", "ClientData", Excel);
        xml.WriteAttributeString("ObjectType", "Note");
        xml.WriteElementString("x", "MoveWithCells", Excel, "");
        xml.WriteElementString("x", "SizeWithCells", Excel, "");
        xml.WriteElementString("x", "Anchor", Excel, string.Create(
            CultureInfo.InvariantCulture, $"1, 15, {Math.Max(0, row.Number - 1)}, 2, 4, 15, {row.Number - 1 + height}, 4"));
        xml.WriteElementString("x", "AutoFill", Excel, "False");
        xml.WriteElementString("x", "Row", Excel, (row.Number - 1).ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("x", "Column", Excel, "0");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
