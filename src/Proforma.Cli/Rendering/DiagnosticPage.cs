using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Proforma.Language;
using Proforma.Language.Diagnostics;

namespace Proforma.Cli.Rendering;

/// <summary>Diagnostics as people read them, and as programs do.</summary>
internal static class DiagnosticPage
{
    private static readonly JsonWriterOptions s_json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All diagnostics with their excerpts; nothing when there are none.</summary>
    public static void Write(Compilation compilation, TextWriter writer, Palette palette) => Write(compilation.Diagnostics, writer, palette);

    /// <summary>All diagnostics with their excerpts; nothing when there are none.</summary>
    public static void Write(IReadOnlyCollection<Diagnostic> diagnostics, TextWriter writer, Palette palette)
    {
        if (diagnostics.Count == 0)
        {
            return;
        }

        var rendering = palette.HasColors ? new DiagnosticRendering(Style: (style, text) => Styled(style, text, palette)) : null;
        writer.Write(DiagnosticRenderer.Render(diagnostics, rendering));
        writer.WriteLine();
    }

    /// <summary>`2 errors, 1 warning`; empty when there is nothing to count.</summary>
    public static string Count(Compilation compilation)
    {
        var errors = compilation.Diagnostics.Count(static d => d.Severity == Severity.Error);
        var warnings = compilation.Diagnostics.Count(static d => d.Severity == Severity.Warning);
        var notes = compilation.Diagnostics.Length - errors - warnings;
        return string.Join(", ", new[] { Counted(errors, "error"), Counted(warnings, "warning"), Counted(notes, "note") }
            .Where(static t => t.Length > 0));
    }

    /// <summary>A JSON array: code, severity, file, line, column, end_line, end_column, message, fix (title, replacement and its place, or
    /// null).</summary>
    public static void WriteJson(Compilation compilation, TextWriter writer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_json))
        {
            json.WriteStartArray();
            foreach (var diagnostic in compilation.Diagnostics)
            {
                Write(json, DiagnosticRecord.Of(diagnostic));
            }

            json.WriteEndArray();
        }

        writer.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, DiagnosticRecord record)
    {
        json.WriteStartObject();
        json.WriteString("code", record.Code);
        json.WriteString("severity", record.Severity);
        json.WriteString("file", record.File);
        WritePlace(json, record.Line, record.Column, record.EndLine, record.EndColumn);
        json.WriteString("message", record.Message);
        if (record.Fix is { } fix)
        {
            json.WriteStartObject("fix");
            json.WriteString("title", fix.Title);
            WritePlace(json, fix.Line, fix.Column, fix.EndLine, fix.EndColumn);
            json.WriteString("replacement", fix.Replacement);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("fix");
        }

        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, int line, int column, int endLine, int endColumn)
    {
        json.WriteNumber("line", line);
        json.WriteNumber("column", column);
        json.WriteNumber("end_line", endLine);
        json.WriteNumber("end_column", endColumn);
    }

    private static string Counted(int count, string noun) => count == 0 ? "" : $"{count:N0} {noun}{(count == 1 ? "" : "s")}";

    private static string Styled(DiagnosticStyle style, string text, Palette palette) => style switch
    {
        DiagnosticStyle.Error => palette.Red(text),
        DiagnosticStyle.Warning => palette.Yellow(text),
        DiagnosticStyle.Note => palette.Cyan(text),
        DiagnosticStyle.Message => palette.Bold(text),
        DiagnosticStyle.Fix => palette.Green(text),
        _ => palette.Dim(text),
    };
}
