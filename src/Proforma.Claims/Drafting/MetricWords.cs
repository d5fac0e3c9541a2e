using Proforma.Claims.Extraction;

namespace Proforma.Claims.Drafting;

/// <summary>What a metric's key means: a metric of the glossary, or a segment of one, such as <c>cloud_revenue</c>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Entry">The glossary's metric; null for a key that is not of it.</param>
/// <param name="Segment">The segment; null for the whole.</param>
internal sealed record MetricWords(string Key, MetricEntry? Entry, SegmentEntry? Segment)
{
    public const string Revenue = "revenue", Share = "_share";

    /// <summary>The class; null for a key that is not of the glossary.</summary>
    public MetricClass? Class => Entry?.Class;

    /// <summary>Whether it is an amount or a number of things in a period, and not at a time.</summary>
    public bool IsFlow => Entry is { Class: MetricClass.Flow } or { IsPerPeriod: true };

    /// <summary>Finds a key in a glossary.</summary>
    public static MetricWords Of(MetricGlossary glossary, string key)
    {
        if (glossary.Metrics.FirstOrDefault(metric => metric.Key == key) is { } whole)
        {
            return new MetricWords(key, whole, null);
        }

        foreach (var segment in glossary.Segments)
        {
            if (key.StartsWith(segment.Key + "_", StringComparison.Ordinal)
                && glossary.Metrics.FirstOrDefault(metric => metric.Key == key[(segment.Key.Length + 1)..]) is { } part)
            {
                return new MetricWords(key, part, segment);
            }
        }

        return new MetricWords(key, null, null);
    }

    /// <summary>Its name for people.</summary>
    public string Label(bool chinese)
    {
        if (Entry is null)
        {
            return Key.Replace('_', ' ');
        }

        var metric = chinese ? Entry.Chinese : Entry.English;
        if (Segment is null)
        {
            return metric;
        }

        var han = Segment.Words.FirstOrDefault(static word => word.Length > 0 && word[0] >= '\u2E80');
        return chinese && han is not null ? han + metric : $"{Segment.Key.Replace('_', ' ')}: {metric}";
    }

    /// <summary>Every way to say it, with blanks, marks and case taken out.</summary>
    public IEnumerable<string> Spellings()
    {
        yield return Bare(Key);
        if (Entry is null)
        {
            yield break;
        }

        foreach (var word in Entry.Words.Where(static word => word[0] != '~'))
        {
            if (Segment is null)
            {
                yield return Bare(word);
                continue;
            }

            foreach (var part in Segment.Words)
            {
                yield return Bare(part + word);
            }
        }
    }

    /// <summary>Letters and digits in one case: what a name and a label have in common.</summary>
    public static string Bare(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetterOrDigit));
}
