using Proforma.Claims.Extraction.Data;

namespace Proforma.Claims.Extraction;

/// <summary>What a metric measures, which decides the figures it can take.</summary>
public enum MetricClass
{
    /// <summary>Money in a period.</summary>
    Flow,

    /// <summary>Money at a time.</summary>
    Stock,

    /// <summary>Money for one unit of something.</summary>
    Price,

    /// <summary>A share, margin or rate.</summary>
    Ratio,

    /// <summary>A number of things.</summary>
    Count,

    /// <summary>A ratio of two amounts, such as price to earnings.</summary>
    Multiple,

    /// <summary>A measured quantity, counted or with a physical unit.</summary>
    Quantity,
}

/// <summary>A metric: its key, what it measures, the unit that its counts have, its names, and the words that say it.</summary>
/// <param name="Key">The name that figures report, such as <c>gross_margin</c>.</param>
/// <param name="Class">What it measures.</param>
/// <param name="Unit">What a count of it counts (<c>person</c>), or null.</param>
/// <param name="English">The English name.</param>
/// <param name="Chinese">The Chinese name.</param>
/// <param name="Words">The words that say it, in both languages; one that begins with <c>~</c> says it only near a figure.</param>
/// <param name="IsPerPeriod">Whether a count of it is of what happens in a period (deliveries) and not of what there is at a time (employees).</param>
public sealed record MetricEntry(
    string Key, MetricClass Class, string? Unit, string English, string Chinese, IReadOnlyList<string> Words, bool IsPerPeriod = false);

/// <summary>A word that before "revenue" names a part of it: cloud, API, 海外.</summary>
/// <param name="Key">The part's key, such as <c>cloud</c>.</param>
/// <param name="Words">The words that say it.</param>
public sealed record SegmentEntry(string Key, IReadOnlyList<string> Words);

/// <summary>
/// The bilingual glossary of metrics. A caller adds to the standard one with text in the same form, one entry a line:
/// <c>metric KEY CLASS [UNIT] [per-period] | English name | Chinese name | words, 词</c> or <c>segment KEY | words, 词</c>; <c>#</c> starts a comment.
/// CLASS is flow, stock, price, ratio, count, multiple or quantity.
/// </summary>
public sealed class MetricGlossary
{
    private MetricGlossary(IReadOnlyList<MetricEntry> metrics, IReadOnlyList<SegmentEntry> segments)
    {
        Metrics = metrics;
        Segments = segments;
    }

    /// <summary>The glossary that is built in.</summary>
    public static MetricGlossary Standard { get; } = Load();

    /// <summary>The metrics; of two with the same word the first is preferred.</summary>
    public IReadOnlyList<MetricEntry> Metrics { get; }

    /// <summary>The segments.</summary>
    public IReadOnlyList<SegmentEntry> Segments { get; }

    /// <summary>This glossary with the entries of a text before its own.</summary>
    /// <param name="text">Entries in the glossary's form.</param>
    /// <returns>The glossary, and a sentence for every line that could not be read; such lines are left out.</returns>
    public (MetricGlossary Glossary, IReadOnlyList<string> Errors) With(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#');
        var (metrics, segments, errors) = Parse(lines);
        return (new MetricGlossary([.. metrics, .. Metrics], [.. segments, .. Segments]), errors);
    }

    private static MetricGlossary Load()
    {
        var (metrics, segments, errors) = Parse(EmbeddedText.Lines("glossary.txt"));
        return errors.Count == 0 ? new MetricGlossary(metrics, segments) : throw new InvalidOperationException(errors[0]);
    }

    private static (List<MetricEntry> Metrics, List<SegmentEntry> Segments, List<string> Errors) Parse(IEnumerable<string> lines)
    {
        var metrics = new List<MetricEntry>();
        var segments = new List<SegmentEntry>();
        var errors = new List<string>();
        foreach (string line in lines)
        {
            string[] fields = line.Split('|', StringSplitOptions.TrimEntries);
            string[] head = fields[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            bool perPeriod = head is ["metric", _, _, .., "per-period"];
            head = perPeriod ? head[..^1] : head;
            if (head is ["metric", var key, var kind, ..] && fields.Length == 4 && Enum.TryParse<MetricClass>(kind, ignoreCase: true, out var @class) && head.Length <= 4)
            {
                string[] words = [fields[1], fields[2], .. Words(fields[3])];
                metrics.Add(new MetricEntry(key, @class, head.Length == 4 ? head[3] : null, fields[1], fields[2], [.. words.Where(word => word.Length > 0)], perPeriod));
            }
            else if (head is ["segment", var segment] && fields.Length == 2)
            {
                segments.Add(new SegmentEntry(segment, Words(fields[1])));
            }
            else
            {
                errors.Add($"The glossary line \"{line}\" is neither \"metric KEY CLASS [UNIT] [per-period] | English | Chinese | words\" nor \"segment KEY | words\".");
            }
        }

        return (metrics, segments, errors);
    }

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
