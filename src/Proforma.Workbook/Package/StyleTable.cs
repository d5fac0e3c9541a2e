using System.Globalization;
using System.Xml;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Package;

/// <summary>The styles of a workbook: fonts, fills and borders by what a cell is, and the number formats in use.</summary>
internal sealed class StyleTable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const int FirstFormat = 164;

    private readonly Dictionary<CellStyle, int> _indices = new() { [default] = 0 };
    private readonly List<CellStyle> _styles = [default];
    private readonly Dictionary<string, int> _formats = [];

    // Fonts: size, colour, bold, italic.
    private static readonly (double Size, string Color, bool Bold, bool Italic, bool Underlined)[] s_fonts =
    [
        (10, "000000", false, false, false), (16, "1F3864", true, false, false), (11, "595959", false, false, false),
        (10, "FFFFFF", true, false, false),
        (11, "1F3864", true, false, false), (10, "7F7F7F", false, false, false), (10, "0000FF", false, false, false),
        (10, "000000", true, false, false),
        (10, "006100", false, false, false), (10, "7F7F7F", false, true, false), (10, "0563C1", false, false, true),
        (12, "0000FF", true, false, false),
    ];

    private static readonly string[] s_fills = ["", "", "1F3864", "D9E2F3", "FFF9DB", "F2F2F2"];

    public int IndexOf(CellStyle style)
    {
        if (!_indices.TryGetValue(style, out var index))
        {
            index = _styles.Count;
            _indices.Add(style, index);
            _styles.Add(style);
        }

        return index;
    }

    public void Write(Stream stream)
    {
        foreach (var style in _styles.Where(static s => s.Format is not (null or "" or "General")))
        {
            _formats.TryAdd(style.Format, FirstFormat + _formats.Count);
        }

        using var xml = BookPackage.Xml(stream);
        xml.WriteStartDocument(true);
        xml.WriteStartElement("styleSheet", Main);
        WriteFormats(xml);
        WriteFonts(xml);
        WriteFills(xml);
        WriteBorders(xml);
        Start(xml, "cellStyleXfs", 1);
        Empty(xml, "xf", ("numFmtId", "0"), ("fontId", "0"), ("fillId", "0"), ("borderId", "0"));
        xml.WriteEndElement();
        Start(xml, "cellXfs", _styles.Count);
        foreach (var style in _styles)
        {
            WriteCellFormat(xml, style);
        }

        xml.WriteEndElement();
        Start(xml, "cellStyles", 1);
        Empty(xml, "cellStyle", ("name", "Normal"), ("xfId", "0"), ("builtinId", "0"));
        xml.WriteEndElement();
        WriteAlarmFormats(xml);
        xml.WriteEndElement();
    }

    private static (int Font, int Fill, int Border) LookOf(CellStyle style) => style.Role switch
    {
        CellRole.Title => (1, 0, 0),
        CellRole.Subtitle => (2, 0, 0),
        CellRole.Header or CellRole.Date => (3, 2, 0),
        CellRole.Section => (4, 3, 0),
        CellRole.Muted => (5, 0, 0),
        CellRole.Input => (6, 4, 1),
        CellRole.Selector => (11, 4, 1),
        CellRole.Link => (8, 0, 0),
        CellRole.Total => (7, 0, 2),
        CellRole.Check or CellRole.WrappedBold => (7, 0, 0),
        CellRole.Good => (8, 0, 0),
        CellRole.Frozen => (9, 5, 0),
        CellRole.Hyperlink => (10, 0, 0),
        _ => (0, 0, 0),
    };

    private void WriteFormats(XmlWriter xml)
    {
        if (_formats.Count == 0)
        {
            return;
        }

        Start(xml, "numFmts", _formats.Count);
        foreach (var (format, id) in _formats)
        {
            Empty(xml, "numFmt", ("numFmtId", Text(id)), ("formatCode", format));
        }

        xml.WriteEndElement();
    }

    private static void WriteFonts(XmlWriter xml)
    {
        Start(xml, "fonts", s_fonts.Length);
        foreach (var (size, color, bold, italic, underlined) in s_fonts)
        {
            xml.WriteStartElement("font", Main);
            foreach (var (flag, name) in ((bool, string)[])[(bold, "b"), (italic, "i"), (underlined, "u")])
            {
                if (flag)
                {
                    Empty(xml, name);
                }
            }

            Empty(xml, "sz", ("val", size.ToString(CultureInfo.InvariantCulture)));
            Empty(xml, "color", ("rgb", "FF" + color));
            Empty(xml, "name", ("val", "Calibri"));
            Empty(xml, "family", ("val", "2"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteFills(XmlWriter xml)
    {
        Start(xml, "fills", s_fills.Length);
        for (var i = 0; i < s_fills.Length; i++)
        {
            xml.WriteStartElement("fill", Main);
            xml.WriteStartElement("patternFill", Main);
            xml.WriteAttributeString("patternType", i == 0 ? "none" : i == 1 ? "gray125" : "solid");
            if (i > 1)
            {
                Empty(xml, "fgColor", ("rgb", "FF" + s_fills[i]));
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // None, a hairline around what is typed, a line above totals; and each with a stroke at the left where another clause begins.
    private static void WriteBorders(XmlWriter xml)
    {
        Start(xml, "borders", 6);
        for (var edge = 0; edge < 2; edge++)
        {
            for (var kind = 0; kind < 3; kind++)
            {
                xml.WriteStartElement("border", Main);
                Side(xml, "left", edge == 1 ? "dotted" : kind == 1 ? "hair" : "");
                Side(xml, "right", kind == 1 ? "hair" : "");
                Side(xml, "top", kind == 1 ? "hair" : kind == 2 ? "thin" : "");
                Side(xml, "bottom", kind == 1 ? "hair" : "");
                Empty(xml, "diagonal");
                xml.WriteEndElement();
            }
        }

        xml.WriteEndElement();
    }

    private static void Side(XmlWriter xml, string name, string style)
    {
        xml.WriteStartElement(name, Main);
        if (style.Length > 0)
        {
            xml.WriteAttributeString("style", style);
            Empty(xml, "color", ("rgb", "FFA6A6A6"));
        }

        xml.WriteEndElement();
    }

    private void WriteCellFormat(XmlWriter xml, CellStyle style)
    {
        var (font, fill, border) = LookOf(style);
        xml.WriteStartElement("xf", Main);
        xml.WriteAttributeString("numFmtId", Text(_formats.GetValueOrDefault(style.Format ?? "", 0)));
        xml.WriteAttributeString("fontId", Text(font));
        xml.WriteAttributeString("fillId", Text(fill));
        xml.WriteAttributeString("borderId", Text(border + (style.Edge ? 3 : 0)));
        xml.WriteAttributeString("xfId", "0");
        xml.WriteAttributeString("applyNumberFormat", "1");
        xml.WriteAttributeString("applyFont", "1");
        xml.WriteAttributeString("applyFill", "1");
        xml.WriteAttributeString("applyBorder", "1");
        xml.WriteAttributeString("applyAlignment", "1");
        xml.WriteStartElement("alignment", Main);
        var horizontal = style.Indent > 0 ? "left" : style.Role switch
        {
            CellRole.Header or CellRole.Check => "center",
            CellRole.Formula or CellRole.Input or CellRole.Frozen or CellRole.Link or CellRole.Total => "right",
            _ => "",
        };
        if (horizontal.Length > 0)
        {
            xml.WriteAttributeString("horizontal", horizontal);
        }

        xml.WriteAttributeString("vertical", "center");
        if (style.Role == CellRole.Wrapped)
        {
            xml.WriteAttributeString("wrapText", "1");
        }

        if (style.Indent > 0)
        {
            xml.WriteAttributeString("indent", Text(style.Indent));
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteAlarmFormats(XmlWriter xml)
    {
        Start(xml, "dxfs", 2);
        foreach (var (font, fill) in ((string, string)[])[("9C0006", "FFC7CE"), ("006100", "C6EFCE")])
        {
            xml.WriteStartElement("dxf", Main);
            xml.WriteStartElement("font", Main);
            Empty(xml, "color", ("rgb", "FF" + font));
            xml.WriteEndElement();
            xml.WriteStartElement("fill", Main);
            xml.WriteStartElement("patternFill", Main);
            Empty(xml, "bgColor", ("rgb", "FF" + fill));
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Start(XmlWriter xml, string name, int count)
    {
        xml.WriteStartElement(name, Main);
        xml.WriteAttributeString("count", Text(count));
    }

    private static void Empty(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name, Main);
        foreach (var (attribute, value) in attributes)
        {
            xml.WriteAttributeString(attribute, value);
        }

        xml.WriteEndElement();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
