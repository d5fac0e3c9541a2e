using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Claims;

/// <summary>Writes claims as one JSON object with an array of records a section; every record has all properties.</summary>
public static class ClaimJson
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes UTF-8.</summary>
    /// <param name="claims">The claims' records.</param>
    /// <param name="against">The claims against each other, in English.</param>
    /// <param name="program">The plan.</param>
    /// <param name="output">Receives the text.</param>
    public static void Write(IEnumerable<ClaimRecord> claims, ContradictionTable against, PlanProgram program, Stream output)
    {
        using var json = new Utf8JsonWriter(output, s_options);
        json.WriteStartObject();
        json.WriteStartArray("claims"u8);
        foreach (var claim in claims)
        {
            Write(json, claim);
        }

        json.WriteEndArray();
        json.WriteStartArray("contradictions"u8);
        foreach (var row in against.Contradictions)
        {
            Write(json, row);
        }

        json.WriteEndArray();
        json.WriteStartArray("implied"u8);
        foreach (var row in against.Implied)
        {
            Write(json, row, program);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, ClaimRecord claim)
    {
        json.WriteStartObject();
        json.WriteString("claim"u8, claim.Claim);
        json.WriteString("kind"u8, claim.Kind);
        json.WriteString("source"u8, claim.Source);
        json.WriteString("quote"u8, claim.Quote);
        json.WriteString("speaker"u8, claim.Speaker);
        json.WriteString("entity"u8, claim.Entity);
        json.WriteString("metric"u8, claim.Metric);
        json.WriteString("period"u8, claim.Period);
        json.WriteString("track"u8, claim.Track);
        json.WriteString("hedge"u8, claim.Hedge);
        Write(json, "said_low", claim.SaidLow);
        Write(json, "said_high", claim.SaidHigh);
        json.WriteString("unit"u8, claim.Unit);
        Write(json, "plan_value", claim.PlanValue);
        json.WriteString("verdict"u8, claim.Verdict);
        Write(json, "difference", claim.Difference);
        json.WriteString("reason"u8, claim.Reason);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ContradictionRow row)
    {
        json.WriteStartObject();
        WriteNames(json, "claims", row.Names);
        json.WriteString("kind"u8, row.Found.Kind == ContradictionKind.Contradiction ? "contradiction" : "face_value");
        json.WriteString("track"u8, row.Found.Track);
        json.WriteString("arithmetic"u8, row.Arithmetic);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImpliedRow row, PlanProgram program)
    {
        var unit = ReportedUnit.Of(program.Slots[row.Found.Quantity.Slot]);
        json.WriteStartObject();
        json.WriteString("quantity"u8, row.Quantity);
        json.WriteString("track"u8, row.Found.Track);
        Write(json, "low", unit.FromBase(row.Found.Said.Low));
        Write(json, "high", unit.FromBase(row.Found.Said.High));
        json.WriteString("unit"u8, unit.Symbol);
        WriteNames(json, "from", row.From);
        json.WriteBoolean("stated"u8, row.Found.IsStated);
        json.WriteBoolean("exact"u8, row.Found.IsExact);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string property, ImmutableArray<string> names)
    {
        json.WriteStartArray(property);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case double number when double.IsFinite(number):
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
}
