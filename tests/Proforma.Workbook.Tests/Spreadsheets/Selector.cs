using System.IO.Compression;
using System.Text;

namespace Proforma.Workbook.Tests.Spreadsheets;

/// <summary>Types another track into the selector of a workbook, as a reader would; nothing else changes.</summary>
internal static class Selector
{
    /// <param name="workbook">The bytes of a workbook.</param>
    /// <param name="from">The track it shows.</param>
    /// <param name="to">The track to show.</param>
    public static byte[] Switch(byte[] workbook, string from, string to)
    {
        using var stream = new MemoryStream();
        stream.Write(workbook);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = archive.Entries.Single(static e => e.FullName.EndsWith("worksheets/sheet1.xml", StringComparison.Ordinal)
                || e.FullName.EndsWith("worksheets/sheet.xml", StringComparison.Ordinal));
            string xml;
            using (var reader = new StreamReader(entry.Open(), Encoding.UTF8))
            {
                xml = reader.ReadToEnd();
            }

            var old = $"<is><t>{Escaped(from)}</t></is>";
            var at = xml.IndexOf(old, StringComparison.Ordinal);
            Xunit.Assert.True(at > 0, "The cover has no selector.");
            var switched = xml[..at] + $"<is><t>{Escaped(to)}</t></is>" + xml[(at + old.Length)..];
            using var writer = entry.Open();
            writer.SetLength(0);
            writer.Write(Encoding.UTF8.GetBytes(switched));
        }

        return stream.ToArray();
    }

    private static string Escaped(string text) => System.Security.SecurityElement.Escape(text);
}
