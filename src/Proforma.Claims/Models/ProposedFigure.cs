using System.Text.Json;

namespace Proforma.Claims.Models;

/// <summary>A figure as a language model says it; nothing of it is believed before it is checked.</summary>
internal sealed record ProposedFigure(
    string Quote, int Occurrence, double? Value, string? Entity, string? Metric, string? Period, string? Track, string? Speaker)
{
    private const int MaxDepth = 8;
    private const int LongestText = 200;

    /// <summary>Reads an answer; whatever is not of the form asked for is left out.</summary>
    public static IReadOnlyList<ProposedFigure> Parse(string answer, int most)
    {
        var start = answer.IndexOf('{', StringComparison.Ordinal);
        var end = answer.LastIndexOf('}');
        var found = new List<ProposedFigure>();
        if (start < 0 || end <= start)
        {
            return found;
        }

        try
        {
            using var document = JsonDocument.Parse(answer.AsMemory(start, end + 1 - start), new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (!document.RootElement.TryGetProperty("figures", out var figures) || figures.ValueKind != JsonValueKind.Array)
            {
                return found;
            }

            foreach (var figure in figures.EnumerateArray().Take(most))
            {
                if (figure.ValueKind == JsonValueKind.Object && Text(figure, "quote") is { } quote)
                {
                    found.Add(new ProposedFigure(
                        quote,
                        Number(figure, "occurrence") is { } n and >= 1 and <= 10_000 ? (int)n : 1,
                        Number(figure, "value"),
                        Text(figure, "entity"),
                        Text(figure, "metric"),
                        Text(figure, "period"),
                        Text(figure, "track"),
                        Text(figure, "speaker")));
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // An answer that is no JSON, or whose escapes are no text (half a surrogate pair), says nothing.
            found.Clear();
        }

        return found;
    }

    private static string? Text(JsonElement figure, string name) =>
        figure.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestText } text
            ? text
            : null;

    private static double? Number(JsonElement figure, string name) =>
        figure.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : null;
}
