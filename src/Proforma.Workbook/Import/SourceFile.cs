using System.Buffers.Binary;
using System.Text;
using Sylvan.Data.Csv;

namespace Proforma.Workbook.Import;

/// <summary>
/// Reads files of reported figures: .xlsx and .csv. Files from elsewhere are not trusted: nothing is executed, nothing outside of the
/// file is opened, and what is too large, locked or of another kind is refused with a reason.
/// </summary>
public static class SourceFile
{
    /// <summary>The largest file that is opened, in bytes.</summary>
    public const long MaxBytes = 64L << 20;

    private const ulong OleSignature = 0xE11AB1A1E011CFD0;

    /// <summary>The sheets of a file, in order; a CSV file has one.</summary>
    /// <param name="name">The file's name, for messages and for its ending.</param>
    /// <param name="content">The content; must be seekable.</param>
    /// <exception cref="ImportRefusedException">The file is not read; the message says why.</exception>
    public static IReadOnlyList<SourceGrid> Read(string name, Stream content)
    {
        if (content.Length > MaxBytes)
        {
            throw new ImportRefusedException($"{name} is {content.Length >> 20:N0} MB; at most {MaxBytes >> 20} MB are read.");
        }

        if (content.Length == 0)
        {
            throw new ImportRefusedException($"{name} is empty.");
        }

        var head = new byte[8];
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        if (read == 8 && BinaryPrimitives.ReadUInt64LittleEndian(head) == OleSignature)
        {
            throw new ImportRefusedException(IsEncrypted(content)
                ? $"{name} is protected by a password; save it without one."
                : $"{name} is an old .xls workbook; save it as .xlsx.");
        }

        if (read >= 4 && head[0] == 'P' && head[1] == 'K')
        {
            return XlsxReader.Read(name, content);
        }

        return name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".xlsm", StringComparison.OrdinalIgnoreCase)
            ? throw new ImportRefusedException($"{name} is no workbook, whatever its name says.")
            : [ReadCsv(name, content)];
    }

    // An encrypted workbook is an old container with a stream of this name, written in UTF-16.
    private static bool IsEncrypted(Stream content)
    {
        var bytes = new byte[Math.Min(content.Length, 1 << 20)];
        content.ReadExactly(bytes);
        content.Position = 0;
        return bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0;
    }

    private static SourceGrid ReadCsv(string name, Stream content)
    {
        var grid = new SourceGrid("");
        try
        {
            using var text = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true,
                leaveOpen: true);
            using var reader = CsvDataReader.Create(text, new CsvDataReaderOptions { HasHeaders = false, MaxBufferSize = 1 << 22,
                ResultSetMode = ResultSetMode.SingleResult });
            while (reader.Read())
            {
                for (var i = 0; i < reader.RowFieldCount; i++)
                {
                    var field = reader.GetString(i);
                    if (field.Contains('\0', StringComparison.Ordinal))
                    {
                        throw new ImportRefusedException($"{name} is neither a workbook nor CSV text.");
                    }

                    grid.Add(reader.RowNumber, i + 1, new SourceCell(field.Trim()));
                }
            }
        }
        catch (DecoderFallbackException error)
        {
            throw new ImportRefusedException($"{name} is not UTF-8 text; save it as CSV UTF-8, or as .xlsx.", error);
        }
        catch (CsvRecordTooLargeException error)
        {
            throw new ImportRefusedException($"{name}, row {error.RowNumber}: the row is too long; is a quotation mark missing?", error);
        }
        catch (CsvFormatException error)
        {
            throw new ImportRefusedException($"{name}, row {error.RowNumber}: this is not CSV.", error);
        }

        return grid;
    }
}
