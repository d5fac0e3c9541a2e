using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Proforma.Workbook.Import;

/// <summary>
/// Reads the cells of a workbook as a stream of XML, part by part. What a hostile file declares (its size, its dimensions) is not
/// believed: what is really there is counted while it is read.
/// </summary>
internal sealed class XlsxReader
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    private const int MaxEntries = 10_000, MaxSheets = 200, MaxStrings = 1_000_000;

    // A workbook of a million cells has some 60 MB of XML; parts beyond these limits are not figures.
    private const long MaxPartBytes = 256L << 20, MaxStringBytes = 128L << 20;

    private readonly string _name;
    private readonly ZipArchive _archive;
    private List<string> _strings = [];
    private HashSet<int> _dateStyles = [];
    private bool _from1904;
    private long _stringBytes;

    private XlsxReader(string name, ZipArchive archive) => (_name, _archive) = (name, archive);

    public static IReadOnlyList<SourceGrid> Read(string name, Stream content)
    {
        try
        {
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            return new XlsxReader(name, archive).Read();
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or EndOfStreamException or FormatException or OverflowException)
        {
            throw new ImportRefusedException($"{name} is damaged, or no workbook: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    private List<SourceGrid> Read()
    {
        Refuse();
        var targets = Targets();
        var sheets = Sheets(out var unread);
        if (sheets.Count > MaxSheets || unread)
        {
            throw new ImportRefusedException($"{_name} has more than {MaxSheets} sheets.");
        }

        ReadStyles();
        ReadStrings();
        var grids = new List<SourceGrid>();
        foreach (var (sheet, id) in sheets)
        {
            if (targets.TryGetValue(id, out var part) && Entry(part) is { } entry)
            {
                var grid = new SourceGrid(sheet);
                ReadSheet(entry, grid);
                grids.Add(grid);
            }
        }

        return grids.Count > 0 ? grids : throw new ImportRefusedException($"{_name} has no sheet with cells.");
    }

    private void Refuse()
    {
        if (_archive.Entries.Count > MaxEntries)
        {
            throw new ImportRefusedException($"{_name} has {_archive.Entries.Count:N0} parts; a workbook has a few dozen.");
        }

        foreach (var entry in _archive.Entries)
        {
            if (entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
            {
                throw new ImportRefusedException($"{_name} has macros; save it as .xlsx without them.");
            }

            if (entry.FullName.Contains("externalLinks/", StringComparison.OrdinalIgnoreCase))
            {
                throw new ImportRefusedException(
                    $"{_name} has links to other workbooks; break the links (Data, Edit Links) so that its figures are its own.");
            }

            if (entry.Length > MaxPartBytes)
            {
                throw new ImportRefusedException($"{_name} unpacks to more than {MaxPartBytes >> 20} MB ({entry.FullName}); it is not read.");
            }
        }

        if (Entry("xl/workbook.xml") is null)
        {
            throw new ImportRefusedException(Entry("xl/workbook.bin") is not null
                ? $"{_name} is a binary workbook (.xlsb); save it as .xlsx."
                : $"{_name} is a zip archive, but no .xlsx workbook.");
        }
    }

    private Dictionary<string, string> Targets()
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Entry("xl/_rels/workbook.xml.rels") is not { } entry)
        {
            return targets;
        }

        using var xml = Open(entry, MaxPartBytes);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("TargetMode") != "External"
                && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
            {
                targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
            }
        }

        return targets;
    }

    private List<(string Name, string Id)> Sheets(out bool unread)
    {
        var sheets = new List<(string, string)>();
        unread = false;
        using var xml = Open(Entry("xl/workbook.xml")!, MaxPartBytes);
        while (xml.Read() && !unread)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
            {
                _from1904 = xml.GetAttribute("date1904") is "1" or "true";
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" }
                && (xml.GetAttribute("id", Relations) ?? xml.GetAttribute("id", StrictRelations)) is { } id)
            {
                sheets.Add((xml.GetAttribute("name") ?? "", id));
                unread = sheets.Count > MaxSheets;
            }
        }

        return sheets;
    }

    private void ReadStyles()
    {
        if (Entry("xl/styles.xml") is not { } entry)
        {
            return;
        }

        var custom = new Dictionary<int, bool>();
        var inCells = false;
        var index = 0;
        using var xml = Open(entry, MaxPartBytes);
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs")
            {
                inCells = xml.NodeType == XmlNodeType.Element;
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && int.TryParse(xml.GetAttribute("numFmtId"), out var id))
            {
                custom[id] = DateFormats.IsDate(xml.GetAttribute("formatCode") ?? "");
            }
            else if (inCells && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                _ = int.TryParse(xml.GetAttribute("numFmtId"), out var format);
                if (custom.TryGetValue(format, out var isDate) ? isDate : DateFormats.IsDate(format))
                {
                    _dateStyles.Add(index);
                }

                index++;
            }
        }
    }

    private void ReadStrings()
    {
        if (Entry("xl/sharedStrings.xml") is not { } entry)
        {
            return;
        }

        using var xml = Open(entry, MaxStringBytes);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                if (_strings.Count >= MaxStrings)
                {
                    throw new ImportRefusedException($"{_name} has more than {MaxStrings:N0} texts.");
                }

                _strings.Add(ReadText(xml, "si"));
            }
        }
    }

    private void ReadSheet(ZipArchiveEntry entry, SourceGrid grid)
    {
        using var xml = Open(entry, MaxPartBytes);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" } && xml.NamespaceURI is Main or Strict)
            {
                ReadCell(xml, grid);
            }
        }
    }

    private void ReadCell(XmlReader xml, SourceGrid grid)
    {
        var reference = xml.GetAttribute("r") ?? "";
        var type = xml.GetAttribute("t") ?? "n";
        _ = int.TryParse(xml.GetAttribute("s"), out var style);
        if (xml.IsEmptyElement)
        {
            return;
        }

        var text = "";
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "c"))
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v", IsEmptyElement: false })
            {
                text = ReadText(xml, "v");
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "is", IsEmptyElement: false })
            {
                text = ReadText(xml, "is");
            }
        }

        if (PositionOf(reference) is var (column, row))
        {
            grid.Add(row, column, CellOf(type, text, style));
        }
    }

    private SourceCell CellOf(string type, string text, int style)
    {
        switch (type)
        {
            case "s":
                return int.TryParse(text, out var index) && index >= 0 && index < _strings.Count ? new SourceCell(_strings[index].Trim()) : default;
            case "str" or "inlineStr":
                return new SourceCell(text.Trim());
            case "e":
                return new SourceCell(text) { IsError = true };
            case "d":
                return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                    ? new SourceCell(text, null, DateOnly.FromDateTime(date))
                    : new SourceCell(text.Trim());
            case "b":
                return new SourceCell(text == "1" ? "TRUE" : "FALSE");
            default:
                if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
                {
                    return new SourceCell(text.Trim());
                }

                return new SourceCell(text, number, _dateStyles.Contains(style) ? DateFormats.DateOf(number, _from1904) : null);
        }
    }

    // The texts of all runs; phonetic guides are not part of the text.
    private string ReadText(XmlReader xml, string end)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var text = "";
        var phonetic = 0;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == end))
        {
            phonetic += xml.LocalName == "rPh" ? xml.NodeType == XmlNodeType.Element ? 1 : -1 : 0;
            if (phonetic == 0 && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA)
            {
                _stringBytes += xml.Value.Length * 2L;
                if (_stringBytes > MaxStringBytes)
                {
                    throw new ImportRefusedException($"{_name} has more than {MaxStringBytes >> 20} MB of text.");
                }

                text = text.Length == 0 ? xml.Value : text.Length < MaxText ? text + xml.Value : text;
            }
        }

        return text;
    }

    private const int MaxText = 32_767;

    private static (int Column, int Row)? PositionOf(string reference)
    {
        var column = 0;
        var at = 0;
        for (; at < reference.Length && char.IsAsciiLetterUpper(reference[at]) && at < 3; at++)
        {
            column = (column * 26) + reference[at] - 'A' + 1;
        }

        return column is > 0 and <= Proforma.Workbook.Sheets.CellAddress.MaxColumns
            && int.TryParse(reference.AsSpan(at), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            && row is > 0 and <= Proforma.Workbook.Sheets.CellAddress.MaxRows ? (column, row) : null;
    }

    private ZipArchiveEntry? Entry(string path) =>
        _archive.Entries.FirstOrDefault(e => string.Equals(e.FullName.Replace('\\', '/'), path, StringComparison.OrdinalIgnoreCase));

    private XmlReader Open(ZipArchiveEntry entry, long limit) => XmlReader.Create(new BoundedStream(entry.Open(), limit, _name), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    });
}
