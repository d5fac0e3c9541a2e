using System.IO.Compression;
using System.Text;
using Proforma.Workbook.Formulas;

namespace Proforma.Workbook.Tests.Spreadsheets;

/// <summary>Types another track into the selector of a workbook, as a reader would; nothing else changes.</summary>
internal static class Selector
{
    /// <param name="workbook">The bytes of a workbook.</param>
    /// <param name="from">The track it shows.</param>
    /// <param name="to">The track to show.</param>
    public static byte[] Switch(byte[] workbook, string from, string to) =>
        Replace(workbook, 1, $"<is><t>{Escaped(from)}</t></is>", $"<is><t>{Escaped(to)}</t></is>");

    /// <summary>Types another number into the first input cell that holds one.</summary>
    public static byte[] Type(byte[] workbook, Book book, string sheet, double from, double to)
    {
        var number = 1 + book.Sheets.OrderBy(static s => s.Order).ToList().FindIndex(s => s.Name == sheet);
        return Replace(workbook, number, FormattableString.Invariant($"<v>{from:R}</v>"), FormattableString.Invariant($"<v>{to:R}</v>"));
    }

    private static byte[] Replace(byte[] workbook, int sheet, string old, string replacement)
    {
        using var stream = new MemoryStream();
        stream.Write(workbook);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var name = sheet == 1 ? "worksheets/sheet.xml" : FormattableString.Invariant($"worksheets/sheet{sheet}.xml");
            var entry = archive.Entries.SingleOrDefault(e => e.FullName.EndsWith(name, StringComparison.Ordinal))
                ?? archive.Entries.Single(e => e.FullName.EndsWith(FormattableString.Invariant($"worksheets/sheet{sheet}.xml"), StringComparison.Ordinal));
            string xml;
            using (var reader = new StreamReader(entry.Open(), Encoding.UTF8))
            {
                xml = reader.ReadToEnd();
            }

            var at = xml.IndexOf(old, StringComparison.Ordinal);
            Xunit.Assert.True(at > 0, "The sheet has no such cell.");
            var switched = xml[..at] + replacement + xml[(at + old.Length)..];
            using var writer = entry.Open();
            writer.SetLength(0);
            writer.Write(Encoding.UTF8.GetBytes(switched));
        }

        return stream.ToArray();
    }

    private static string Escaped(string text) => System.Security.SecurityElement.Escape(text);
}
