using System.Text.Encodings.Web;
using System.Text.Json;

namespace Proforma.Reporting.Claims;

/// <summary>Writes claims as one JSON object with an array of records a section; every record has all properties.</summary>
public static class ClaimJson
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes UTF-8.</summary>
    public static void Write(IEnumerable<ClaimRecord> claims, Stream output)
    {
        using var json = new Utf8JsonWriter(output, s_options);
        json.WriteStartObject();
        json.WriteStartArray("claims"u8);
        foreach (var claim in claims)
        {
            Write(json, claim);
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
