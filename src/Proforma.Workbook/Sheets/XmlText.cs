using System.Text;
using System.Xml;

namespace Proforma.Workbook.Sheets;

/// <summary>Texts as a workbook may hold them.</summary>
internal static class XmlText
{
    /// <summary>The most characters that a cell holds.</summary>
    public const int MaxLength = 32_767;

    /// <summary>A text without what XML cannot carry (control characters, halves of surrogate pairs), and not longer than a cell holds.</summary>
    public static string Clean(string text)
    {
        var dirty = false;
        for (var i = 0; i < text.Length && !dirty; i++)
        {
            dirty = !XmlConvert.IsXmlChar(text[i]);
        }

        if (!dirty)
        {
            return text.Length <= MaxLength ? text : text[..MaxLength];
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                clean.Append(text, i, 2);
                i++;
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i]);
            }
            else
            {
                clean.Append('\uFFFD');
            }
        }

        return clean.Length <= MaxLength ? clean.ToString() : clean.ToString(0, MaxLength);
    }
}
