using System.Globalization;
using Proforma.Claims.Extraction;

namespace Proforma.Claims.Tests.Extraction;

/// <summary>A figure as annotated by hand; every field may have alternatives.</summary>
internal sealed record ExpectedFigure
{
    public required string Quote { get; init; }

    public required int Start { get; init; }

    public required int End { get; init; }

    public required IReadOnlyList<(double Low, double High)> Values { get; init; }

    public required IReadOnlyDictionary<string, string[]> Fields { get; init; }

    public required bool IsOptional { get; init; }
}

/// <summary>An evaluation text with its annotations: the form is described in Evaluation/README.md.</summary>
internal sealed class EvaluationText
{
    public required string Name { get; init; }

    public required string Source { get; init; }

    public required DateOnly PublishedOn { get; init; }

    public required ArticleFormat Format { get; init; }

    public required IReadOnlyList<ExpectedFigure> Figures { get; init; }

    public static EvaluationText Parse(string name, string content)
    {
        int text = content.IndexOf("=== text\n", StringComparison.Ordinal);
        int figures = content.IndexOf("\n=== figures\n", StringComparison.Ordinal);
        string source = content[(text + "=== text\n".Length)..(figures + 1)];
        var head = content[..text].Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line.Split(' ')[0], line => line[(line.IndexOf(' ') + 1)..]);
        return new EvaluationText
        {
            Name = name,
            Source = source,
            PublishedOn = DateOnly.ParseExact(head["published"], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Format = Enum.Parse<ArticleFormat>(head["format"], ignoreCase: true),
            Figures = [.. content[(figures + "\n=== figures\n".Length)..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Figure(name, source, line))],
        };
    }

    private static ExpectedFigure Figure(string name, string source, string line)
    {
        bool optional = line.StartsWith("? ", StringComparison.Ordinal);
        string[] fields = (optional ? line[2..] : line).Split('|', StringSplitOptions.TrimEntries);
        if (fields.Length != 10)
        {
            throw new InvalidDataException($"{name}: ten fields are needed in: {line}");
        }

        int mark = fields[0].LastIndexOf('#');
        bool numbered = mark > 0 && int.TryParse(fields[0][(mark + 1)..], out _);
        string quote = numbered ? fields[0][..mark] : fields[0];
        int occurrence = numbered ? int.Parse(fields[0][(mark + 1)..], CultureInfo.InvariantCulture) : 1;
        int start = -1;
        for (int i = 0; i < occurrence; i++)
        {
            start = source.IndexOf(quote, start + 1, StringComparison.Ordinal);
            if (start < 0)
            {
                throw new InvalidDataException($"{name}: \"{fields[0]}\" is not in the text");
            }
        }

        string[] names = ["unit", "hedge", "kind", "entity", "metric", "period", "track", "speaker"];
        return new ExpectedFigure
        {
            Quote = quote,
            Start = CodePoints(source.AsSpan(0, start)),
            End = CodePoints(source.AsSpan(0, start + quote.Length)),
            Values = [.. Alternatives(fields[1]).Select(Value)],
            Fields = names.Select((field, i) => (field, Alternatives(fields[i + 2]))).ToDictionary(pair => pair.field, pair => pair.Item2),
            IsOptional = optional,
        };
    }

    private static string[] Alternatives(string field) => field.Split(" or ", StringSplitOptions.TrimEntries);

    private static (double Low, double High) Value(string text)
    {
        string[] ends = text.Split("..");
        return (Number(ends[0]), Number(ends[^1]));
    }

    private static double Number(string text)
    {
        string[] parts = text.Split('/');
        double over = double.Parse(parts[0], CultureInfo.InvariantCulture);
        return parts.Length == 1 ? over : over / double.Parse(parts[1], CultureInfo.InvariantCulture);
    }

    private static int CodePoints(ReadOnlySpan<char> text)
    {
        int count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
