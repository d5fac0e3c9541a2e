using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Proforma.Reporting.Simulation;

/// <summary>Writes the records of a simulation as JSON or CSV, with what it takes to draw the same trials again.</summary>
public static class SimulationRecordWriter
{
    /// <summary>The columns of CSV and the properties of JSON, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["entity", "line", "member", "track", "period", "grain", "unit", "statistic", "value", "standard_error", "text"];

    private static readonly JsonWriterOptions s_json = new() { Indented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// An object with two properties: `reproduce` (version, plan_hash, seed, sampling, trials, trials_run, is_partial, command) and `records`, an
    /// array with one object a line.
    /// </summary>
    public static void WriteJson(SimulationContent content, IEnumerable<SimulationRecord> records, Stream output)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, s_json);
        buffer.Write("{\"reproduce\":"u8);
        WriteRecipe(json, content);
        buffer.Write(",\n\"records\":["u8);
        var first = true;
        foreach (var record in records)
        {
            json.Flush();
            json.Reset();
            buffer.Write(first ? "\n"u8 : ",\n"u8);
            first = false;
            WriteObject(json, record);
        }

        json.Flush();
        buffer.Write("\n]}\n"u8);
        output.Write(buffer.WrittenSpan);
        output.Flush();
    }

    /// <summary>CSV after RFC 4180 with a header row; the last row's statistic is `reproduce`, its text the command.</summary>
    public static void WriteCsv(SimulationContent content, IEnumerable<SimulationRecord> records, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        writer.Write(string.Join(',', Columns) + "\r\n");
        foreach (var r in records)
        {
            WriteRow(writer, [r.Entity, r.Line, r.Member, r.Track, r.Period, r.Grain, r.Unit, r.Statistic, Number(r.Value), Number(r.StandardError),
                r.Text ?? ""]);
        }

        var recipe = content.Figures.Recipe;
        WriteRow(writer, ["", "", "", "", "", "", "1", "trials_run", Number(content.Figures.TrialsRun), "", content.WasCancelled ? "partial" : ""]);
        WriteRow(writer, ["", "", "", "", "", "", "", "reproduce", "", "",
            $"Proforma {recipe.Version}; plan {recipe.PlanHash}; {SimulationNotes.Command(content)}"]);
    }

    private static void WriteRecipe(Utf8JsonWriter json, SimulationContent content)
    {
        var recipe = content.Figures.Recipe;
        json.WriteStartObject();
        json.WriteString("version"u8, recipe.Version);
        json.WriteString("plan_hash"u8, recipe.PlanHash);
        json.WriteNumber("seed"u8, recipe.Seed);
        json.WriteString("sampling"u8, recipe.Sampling);
        json.WriteNumber("trials"u8, recipe.Trials);
        json.WriteNumber("trials_run"u8, content.Figures.TrialsRun);
        json.WriteBoolean("is_partial"u8, content.WasCancelled);
        json.WriteString("command"u8, SimulationNotes.Command(content));
        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteObject(Utf8JsonWriter json, SimulationRecord r)
    {
        json.WriteStartObject();
        json.WriteString("entity"u8, r.Entity);
        json.WriteString("line"u8, r.Line);
        json.WriteString("member"u8, r.Member);
        json.WriteString("track"u8, r.Track);
        json.WriteString("period"u8, r.Period);
        json.WriteString("grain"u8, r.Grain);
        json.WriteString("unit"u8, r.Unit);
        json.WriteString("statistic"u8, r.Statistic);
        WriteNumber(json, "value", r.Value);
        WriteNumber(json, "standard_error", r.StandardError);
        json.WriteString("text"u8, r.Text);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteRow(StreamWriter writer, string[] fields) => writer.Write(string.Join(',', fields.Select(Quoted)) + "\r\n");

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
