using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Proforma.Workbook.Formulas;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Package;

/// <summary>Writes the parts of the file. Sheets are streamed; the same workbook gives the same bytes.</summary>
internal static class BookPackage
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    // Zip entries carry a time; it is always this one.
    private static readonly DateTimeOffset s_entryTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(Book book, Stream output)
    {
        var sheets = book.Sheets.OrderBy(static s => s.Order).ToList();
        using (var document = SpreadsheetDocument.Create(output, SpreadsheetDocumentType.Workbook, autoSave: false))
        {
            document.CompressionOption = System.IO.Packaging.CompressionOption.Fast;
            var workbook = document.AddWorkbookPart();
            document.ChangeIdOfPart(workbook, "book");
            var styles = new StyleTable();
            for (var i = 0; i < sheets.Count; i++)
            {
                var part = workbook.AddNewPart<WorksheetPart>(FormattableString.Invariant($"s{i + 1}"));
                SheetXml.Write(part, sheets[i], styles, isFirst: i == 0);
            }

            var stylesPart = workbook.AddNewPart<WorkbookStylesPart>("styles");
            using (var stream = stylesPart.GetStream(FileMode.Create))
            {
                styles.Write(stream);
            }

            WriteTitle(document, book);
            using var main = workbook.GetStream(FileMode.Create);
            WriteWorkbook(main, book, sheets);
        }

        SetTimes(output);
    }

    /// <summary>A writer of a part's XML.</summary>
    public static XmlWriter Xml(Stream stream) => XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false),
        CloseOutput = false });

    private static void WriteTitle(SpreadsheetDocument document, Book book)
    {
        var part = document.AddCoreFilePropertiesPart();
        document.ChangeIdOfPart(part, "title");
        using var stream = part.GetStream(FileMode.Create);
        using var xml = Xml(stream);
        xml.WriteStartDocument(true);
        xml.WriteStartElement("cp", "coreProperties", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties");
        xml.WriteElementString("dc", "title", "http://purl.org/dc/elements/1.1/", Sheets.XmlText.Clean(book.Program.Title));
        xml.WriteElementString("dc", "creator", "http://purl.org/dc/elements/1.1/", "Proforma");
        xml.WriteEndElement();
    }

    private static void WriteWorkbook(Stream stream, Book book, List<Sheet> sheets)
    {
        using var xml = Xml(stream);
        xml.WriteStartDocument(true);
        xml.WriteStartElement("workbook", Main);
        xml.WriteAttributeString("xmlns", "r", null, Relations);
        xml.WriteStartElement("bookViews", Main);
        xml.WriteStartElement("workbookView", Main);
        xml.WriteAttributeString("activeTab", "0");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("sheets", Main);
        for (var i = 0; i < sheets.Count; i++)
        {
            xml.WriteStartElement("sheet", Main);
            xml.WriteAttributeString("name", sheets[i].Name);
            xml.WriteAttributeString("sheetId", FormattableString.Invariant($"{i + 1}"));
            xml.WriteAttributeString("id", Relations, FormattableString.Invariant($"s{i + 1}"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        WriteNames(xml, book, sheets);
        xml.WriteStartElement("calcPr", Main);
        xml.WriteAttributeString("calcId", "191029");
        xml.WriteAttributeString("fullCalcOnLoad", "1");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteNames(XmlWriter xml, Book book, List<Sheet> sheets)
    {
        xml.WriteStartElement("definedNames", Main);
        for (var i = 0; i < sheets.Count; i++)
        {
            if (sheets[i].Frozen is not (var rows and > 0, var columns))
            {
                continue;
            }

            var titles = $"{sheets[i].Reference}$1:${rows}";
            xml.WriteStartElement("definedName", Main);
            xml.WriteAttributeString("name", "_xlnm.Print_Titles");
            xml.WriteAttributeString("localSheetId", FormattableString.Invariant($"{i}"));
            xml.WriteString(columns > 0 ? $"{sheets[i].Reference}$A:${CellAddress.Letters(columns)},{titles}" : titles);
            xml.WriteEndElement();
        }

        foreach (var (name, range) in book.RangeNames.Names)
        {
            xml.WriteStartElement("definedName", Main);
            xml.WriteAttributeString("name", name);
            xml.WriteString(range);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void SetTimes(Stream output)
    {
        output.Position = 0;
        using var archive = new ZipArchive(output, ZipArchiveMode.Update, leaveOpen: true);
        foreach (var entry in archive.Entries)
        {
            entry.LastWriteTime = s_entryTime;
        }
    }
}
