using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Proforma.Claims.Extraction;

/// <summary>Writes figures as JSON records.</summary>
public static class FigureJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The figures as a JSON array. Each record has <c>quote, start, end, value | low, high, unit, hedge, kind, entity, metric, period, track, speaker,
    /// confidence</c>, in this order; a role that is open, and a unit that is not said, is <c>null</c>.
    /// </summary>
    public static string Write(IEnumerable<Figure> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            writer.WriteStartArray();
            foreach (var figure in figures)
            {
                Write(writer, figure);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, Figure figure)
    {
        writer.WriteStartObject();
        writer.WriteString("quote", figure.Quote);
        writer.WriteNumber("start", figure.Start);
        writer.WriteNumber("end", figure.End);
        if (figure.Value is { } value)
        {
            writer.WriteNumber("value", value);
        }
        else
        {
            writer.WriteNumber("low", figure.Low ?? 0);
            writer.WriteNumber("high", figure.High ?? 0);
        }

        writer.WriteString("unit", figure.Unit);
        writer.WriteString("hedge", figure.Hedge.Notation());
        writer.WriteString("kind", figure.Kind.Notation());
        writer.WriteString("entity", figure.Entity.Value);
        writer.WriteString("metric", figure.Metric.Value);
        writer.WriteString("period", figure.Period.Value);
        writer.WriteString("track", figure.Track.Value);
        writer.WriteString("speaker", figure.Speaker.Value);
        writer.WriteNumber("confidence", figure.Confidence);
        writer.WriteEndObject();
    }
}
