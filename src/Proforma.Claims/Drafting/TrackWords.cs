namespace Proforma.Claims.Drafting;

/// <summary>What the reader's tracks are called.</summary>
internal static class TrackWords
{
    private static readonly (string Key, string Chinese, string[] Words)[] All =
    [
        ("aggressive", "激进", ["aggressive", "optimistic", "bull", "upside", "best", "high", "激进", "乐观", "牛市"]),
        ("base", "基准", ["base", "baseline", "central", "neutral", "middle", "基准", "中性", "基础"]),
        ("conservative", "保守", ["conservative", "cautious", "pessimistic", "bear", "downside", "worst", "low", "保守", "谨慎", "悲观", "审慎"]),
    ];

    /// <summary>The track's name for people.</summary>
    public static string Label(string track, bool chinese) =>
        Array.Find(All, known => known.Key == track) is { Key: not null } found && chinese ? found.Chinese : track;

    /// <summary>How well a name or a label says a track: 2 exactly, 1 by one of its words, 0 not at all.</summary>
    public static int Match(string track, string name)
    {
        var bare = MetricWords.Bare(name);
        if (bare == track)
        {
            return 2;
        }

        var words = Array.Find(All, known => known.Key == track).Words ?? [];
        var parts = name.Split(' ', '_', '-').Select(MetricWords.Bare).ToHashSet(StringComparer.Ordinal);
        return Array.Exists(words, word => word[0] >= '\u2E80' ? bare.Contains(word, StringComparison.Ordinal) : parts.Contains(word)) ? 1 : 0;
    }
}
