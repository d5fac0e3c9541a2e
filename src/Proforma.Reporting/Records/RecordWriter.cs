using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Proforma.Reporting.Records;

/// <summary>Writes records as JSON or CSV, record by record: memory does not grow with their number.</summary>
public static class RecordWriter
{
    /// <summary>The columns of CSV and the properties of JSON, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["entity", "line", "label", "member", "track", "period", "grain", "kind", "unit", "value", "value_text", "reason"];

    private const int FlushAt = 1 << 16;

    private static readonly JsonWriterOptions s_json = new() { Indented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON array with one object a line; numbers with all their digits, null where there is no value.</summary>
    /// <param name="records">The records; read once.</param>
    /// <param name="output">Receives UTF-8.</param>
    /// <param name="cancellation">Stops between two records.</param>
    public static void WriteJson(IEnumerable<FigureRecord> records, Stream output, CancellationToken cancellation = default)
    {
        var buffer = new ArrayBufferWriter<byte>(FlushAt + 4096);
        using var json = new Utf8JsonWriter(buffer, s_json);
        buffer.Write("["u8);
        var first = true;
        foreach (var record in records)
        {
            cancellation.ThrowIfCancellationRequested();
            buffer.Write(first ? "\n"u8 : ",\n"u8);
            first = false;
            WriteObject(json, record);
            json.Flush();
            json.Reset();
            if (buffer.WrittenCount >= FlushAt)
            {
                output.Write(buffer.WrittenSpan);
                buffer.ResetWrittenCount();
            }
        }

        buffer.Write(first ? "]\n"u8 : "\n]\n"u8);
        output.Write(buffer.WrittenSpan);
        output.Flush();
    }

    /// <summary>CSV after RFC 4180 with a header row, line breaks CR LF, fields quoted where they must be.</summary>
    /// <param name="records">The records; read once.</param>
    /// <param name="output">Receives UTF-8 without a byte order mark.</param>
    /// <param name="spreadsheetSafe">
    /// Puts an apostrophe before texts that begin with `=`, `+`, `-`, `@`, tab or carriage return, so that no spreadsheet takes a label for a
    /// formula. Numbers are never changed.
    /// </param>
    /// <param name="cancellation">Stops between two records.</param>
    public static void WriteCsv(IEnumerable<FigureRecord> records, Stream output, bool spreadsheetSafe = false,
        CancellationToken cancellation = default)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), FlushAt, leaveOpen: true);
        writer.Write(string.Join(',', Columns));
        writer.Write("\r\n");
        foreach (var r in records)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var text in (ReadOnlySpan<string>)[r.Entity, r.Line, r.Label, r.Member, r.Track, r.Period, r.Grain, r.Kind, r.Unit])
            {
                WriteField(writer, text, spreadsheetSafe);
                writer.Write(',');
            }

            if (r.Value is { } value)
            {
                writer.Write(value.ToString("R", CultureInfo.InvariantCulture));
            }

            writer.Write(',');
            WriteField(writer, r.ValueText ?? "", spreadsheetSafe);
            writer.Write(',');
            WriteField(writer, r.Reason ?? "", spreadsheetSafe);
            writer.Write("\r\n");
        }
    }

    private static void WriteObject(Utf8JsonWriter json, FigureRecord r)
    {
        json.WriteStartObject();
        json.WriteString("entity"u8, r.Entity);
        json.WriteString("line"u8, r.Line);
        json.WriteString("label"u8, r.Label);
        json.WriteString("member"u8, r.Member);
        json.WriteString("track"u8, r.Track);
        json.WriteString("period"u8, r.Period);
        json.WriteString("grain"u8, r.Grain);
        json.WriteString("kind"u8, r.Kind);
        json.WriteString("unit"u8, r.Unit);
        if (r.Value is { } value)
        {
            json.WriteNumber("value"u8, value);
        }
        else
        {
            json.WriteNull("value"u8);
        }

        json.WriteString("value_text"u8, r.ValueText);
        json.WriteString("reason"u8, r.Reason);
        json.WriteEndObject();
    }

    private static void WriteField(StreamWriter writer, string text, bool spreadsheetSafe)
    {
        var guarded = spreadsheetSafe && text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal);
        var quoted = text.AsSpan().IndexOfAny(",\"\r\n") >= 0;
        if (quoted)
        {
            writer.Write('"');
        }

        if (guarded)
        {
            writer.Write('\'');
        }

        writer.Write(quoted ? text.Replace("\"", "\"\"", StringComparison.Ordinal) : text);
        if (quoted)
        {
            writer.Write('"');
        }
    }
}
