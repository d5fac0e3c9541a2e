using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Proforma.Model.Runs;
using Proforma.Model.Units;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Simulation;
using Proforma.Reporting.Tables;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Reporting.Sensitivity;

/// <summary>Writes a tornado as records, one a driver.</summary>
public static class TornadoRecordWriter
{
    /// <summary>The columns of CSV and the properties of JSON, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "line", "member", "track", "period", "unit", "driver", "driver_unit", "driver_low", "driver_high", "start", "at_low", "at_high",
            "per_percent",
    ];

    private static readonly JsonWriterOptions s_json = new() { Indented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object with `reproduce` (version, plan_hash, command) and `records`, an array with one object a line.</summary>
    public static void WriteJson(TornadoContent content, Stream output)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, s_json);
        buffer.Write("{\"reproduce\":"u8);
        json.WriteStartObject();
        json.WriteString("version"u8, content.Version);
        json.WriteString("plan_hash"u8, content.PlanHash);
        json.WriteString("command"u8, content.Command);
        json.WriteEndObject();
        json.Flush();
        buffer.Write(",\n\"records\":["u8);
        var first = true;
        foreach (var fields in Records(content))
        {
            json.Reset();
            buffer.Write(first ? "\n"u8 : ",\n"u8);
            first = false;
            json.WriteStartObject();
            for (var i = 0; i < fields.Length; i++)
            {
                Write(json, Columns[i], fields[i]);
            }

            json.WriteEndObject();
            json.Flush();
        }

        buffer.Write("\n]}\n"u8);
        output.Write(buffer.WrittenSpan);
        output.Flush();
    }

    /// <summary>CSV after RFC 4180 with a header row.</summary>
    public static void WriteCsv(TornadoContent content, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 14, leaveOpen: true);
        writer.Write(string.Join(',', Columns) + "\r\n");
        foreach (var fields in Records(content))
        {
            writer.Write(string.Join(',', fields.Select(Field)) + "\r\n");
        }
    }

    private static IEnumerable<object?[]> Records(TornadoContent content)
    {
        var (program, slot, output) = (content.Program, content.Program.Slots[content.Output.Slot], content.Output);
        var unit = ReportedUnit.Of(slot);
        var isQuantity = slot.Type == ValueType.Quantity;
        object? Figure(CellValue value) => !value.IsValue ? null : isQuantity ? unit.FromBase(value.Raw)
            : FigureFormat.For(slot, [value], NumberOptions.Default).Cell(value);
        foreach (var item in content.Items)
        {
            var driver = program.Slots[item.Slot];
            yield return
            [
                slot.Name, CellNames.MemberOf(program, slot, output.Row), SimulationNames.TrackOf(program, output)?.Name ?? "",
                    output.Period?.ToString() ?? "",
                isQuantity ? unit.Symbol : "", driver.Name, driver.Unit.Symbol, End(driver.Unit, item.Ends?.Low), End(driver.Unit, item.Ends?.High),
                Figure(content.Start), Figure(item.AtLow), Figure(item.AtHigh), isQuantity && double.IsFinite(item.PerPercent)
                    ? unit.FromBase(item.PerPercent) : null,
            ];
        }
    }

    private static object? End(Unit unit, double? value) => value is { } v ? unit.FromBase(v) : null;

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case double number:
                json.WriteNumber(name, number);
                break;
            case string text:
                json.WriteString(name, text);
                break;
            default:
                json.WriteNull(name);
                break;
        }
    }

    private static string Field(object? value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        string text when text.AsSpan().IndexOfAny(",\"\r\n") >= 0 => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        string text => text,
        _ => "",
    };
}
