using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;

namespace Proforma.Language.Text;

/// <summary>A file's text, with what is wrong with its encoding.</summary>
/// <param name="Source">The text; where the file cannot be read, as much of it as shows the place, and not worth parsing.</param>
/// <param name="Diagnostics">Errors when the file cannot be read; empty otherwise.</param>
public sealed record DecodedPlan(SourceText Source, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool IsReadable => Diagnostics.Count == 0;
}

/// <summary>Turns the bytes of a file into text: UTF-8, with or without a byte order mark, and nothing else.</summary>
public static class PlanDecoder
{
    /// <summary>The most bytes that are decoded: no shorter UTF-8 text can have more characters than <see cref="Lexer.MaxLength"/>.</summary>
    public const int MaxBytes = 3 * Lexer.MaxLength;

    private const int Sample = 8 * 1024;

    /// <summary>The text of the file <paramref name="path"/> with the content <paramref name="bytes"/>.</summary>
    public static DecodedPlan Decode(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            return Refused(
                path,
                SyntaxDiagnostics.FileTooLarge,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The file has {bytes.Length:N0} bytes; at most {MaxBytes:N0} are read. Split the plan into modules and join them with `use`."));
        }

        if (NameOfFormat(bytes) is { } format)
        {
            return Refused(path, SyntaxDiagnostics.BinaryFile, $"The file is {format}, not a plan. A plan is plain text in UTF-8.");
        }

        if (IsWide(bytes))
        {
            return Refused(
                path,
                SyntaxDiagnostics.Utf16,
                "The file is UTF-16 or UTF-32 text. Save it as UTF-8: in most editors, `Save as` with the encoding UTF-8.");
        }

        if (IsBinary(bytes))
        {
            return Refused(path, SyntaxDiagnostics.BinaryFile, "The file is not text. A plan is plain text in UTF-8.");
        }

        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        return DecodeUtf8(path, bytes);
    }

    private static DecodedPlan DecodeUtf8(string path, ReadOnlySpan<byte> bytes)
    {
        var chars = new char[bytes.Length];
        var status = Utf8.ToUtf16(bytes, chars, out var read, out var written, replaceInvalidSequences: false);
        if (status == OperationStatus.Done)
        {
            return new DecodedPlan(new SourceText(path, new string(chars, 0, written)), []);
        }

        var source = new SourceText(path, Encoding.UTF8.GetString(bytes));
        var diagnostic = new Diagnostic(
            SyntaxDiagnostics.NotUtf8,
            source,
            new TextSpan(written, 1),
            string.Create(
                CultureInfo.InvariantCulture,
                $"The file is not UTF-8: byte {bytes[read]:X2} at offset {read:N0} cannot stand there. Save it as UTF-8 (it may be GBK now)."));
        return new DecodedPlan(source, [diagnostic]);
    }

    private static DecodedPlan Refused(string path, DiagnosticDescriptor descriptor, string message)
    {
        var source = new SourceText(path, "");
        return new DecodedPlan(source, [new Diagnostic(descriptor, source, new TextSpan(0, 0), message)]);
    }

    private static string? NameOfFormat(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> oldOffice = [0xD0, 0xCF, 0x11, 0xE0];
        return bytes.StartsWith("PK\u0003\u0004"u8) ? "a zip archive such as an Excel workbook"
            : bytes.StartsWith(oldOffice) ? "an old Office document such as an Excel workbook"
            : bytes.StartsWith("%PDF-"u8) ? "a PDF document"
            : null;
    }

    // By its byte order mark, or by the zero bytes that Latin letters have in these encodings, all on one side.
    private static bool IsWide(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)))
        {
            return true;
        }

        var sample = bytes[..Math.Min(bytes.Length, Sample)];
        var (even, odd) = (0, 0);
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0)
            {
                (even, odd) = i % 2 == 0 ? (even + 1, odd) : (even, odd + 1);
            }
        }

        var (more, less) = (Math.Max(even, odd), Math.Min(even, odd));
        return sample.Length >= 4 && more > sample.Length / 5 && (less < more / 10 || IsUtf32(bytes));
    }

    private static bool IsUtf32(ReadOnlySpan<byte> bytes) => bytes.Length >= 8 && (HasZeroPairs(bytes) || HasZeroPairs(bytes[2..]));

    private static bool HasZeroPairs(ReadOnlySpan<byte> bytes) =>
        bytes[0] == 0 && bytes[1] == 0 && bytes[4] == 0 && bytes[5] == 0 && bytes[2] + bytes[3] > 0;

    // A few stray control characters are for the lexer to report; many are no text.
    private static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, Sample)];
        var controls = 0;
        foreach (var b in sample)
        {
            controls += b is < 0x20 and not (0x09 or 0x0A or 0x0D or 0x0C) or 0x7F ? 1 : 0;
        }

        return controls > Math.Max(3, sample.Length / 20);
    }
}
