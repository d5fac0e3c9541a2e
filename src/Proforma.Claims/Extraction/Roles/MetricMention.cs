namespace Proforma.Claims.Extraction.Roles;

/// <summary>A metric where it is said, with the segment before it joined: "cloud revenue" is <c>cloud_revenue</c>.</summary>
internal readonly record struct MetricMention(int Start, int End, string Key, MetricEntry Entry, bool IsWeak);

/// <summary>Makes metric mentions of a block's vocabulary words.</summary>
internal static class MetricMentions
{
    private const int LongestJoint = 4;

    public static List<MetricMention> Of(BlockText block)
    {
        var found = new List<MetricMention>();
        var segments = block.Cues.Where(mention => mention.Cue.Kind == CueKind.Segment).ToList();
        int next = 0;
        foreach (var (start, end, cue) in block.Cues)
        {
            if (cue.Kind != CueKind.Metric || IsInName(block, start, end) || IsOtherWord(block.Folded, start, end))
            {
                continue;
            }

            while (next < segments.Count && segments[next].Start < start - 24)
            {
                next++;
            }

            var segment = cue.Key == "revenue" ? SegmentBefore(block.Folded, segments, next, start) : null;
            found.Add(segment is { } part
                ? new MetricMention(part.Start, end, $"{part.Cue.Key}_{cue.Key}", cue.Metric!, cue.IsWeak)
                : new MetricMention(start, end, cue.Key, cue.Metric!, cue.IsWeak));
        }

        return found;
    }

    private static CueMention? SegmentBefore(ReadOnlySpan<char> text, List<CueMention> segments, int from, int start)
    {
        CueMention? best = null;
        for (int i = from; i < segments.Count && segments[i].Start < start; i++)
        {
            int gap = start - segments[i].End;
            if (gap >= 0 && gap <= LongestJoint && IsJoint(text[segments[i].End..start]))
            {
                best = segments[i];
            }
        }

        return best;
    }

    private static bool IsJoint(ReadOnlySpan<char> between) => between.Trim() is "" or "的" or "业务" or "服务" or "部门" or "板块" or "分部" or "业务的" or "市场" or "业务总" or "总";

    private static bool IsInName(BlockText block, int start, int end)
    {
        foreach (var entity in block.Entities)
        {
            if (!entity.IsPronoun && entity.Start <= start && end <= entity.End)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"sales staff", "cost-cutting", "profit guidance" keep their word; 收入 in 纳入, 产量 in 生产量 and the like do not arise.</summary>
    private static bool IsOtherWord(ReadOnlySpan<char> text, int start, int end)
    {
        var word = text[start..end];
        if (word is "values" or "worth" or "loss" or "users" or "team")
        {
            return Quantities.Words.IsBefore(text, start, "core") || word is "loss" && Quantities.Words.IsBefore(text, start, "weight");
        }

        return word is "投资" && end < text.Length && "者人银机组基".Contains(text[end]) || word is "raise" or "raised" && IsGuidance(text, end)
            || word is "cost" or "costs" && end < text.Length && text[end] == '-' || word is "团队" && start > 0 && text[start - 1] == '始'
            || word is "stock" && Quantities.Words.Is(text, Quantities.Words.Skip(text, end), "exchange", out _) || word is "cut" or "cuts" or "cutting" && !IsJobs(text, end);
    }

    /// <summary>"raised its 2025 outlook" raises no money.</summary>
    private static bool IsGuidance(ReadOnlySpan<char> text, int end)
    {
        var window = text[end..Math.Min(text.Length, end + 48)];
        int stop = window.IndexOfAny(',', '.', ';');
        window = stop >= 0 ? window[..stop] : window;
        return window.Contains("outlook", StringComparison.Ordinal) || window.Contains("forecast", StringComparison.Ordinal) || window.Contains("guidance", StringComparison.Ordinal)
            || window.Contains("price", StringComparison.Ordinal) || window.Contains("dividend", StringComparison.Ordinal) || window.Contains("target", StringComparison.Ordinal)
            || window.Contains(" by ", StringComparison.Ordinal);
    }

    private static bool IsJobs(ReadOnlySpan<char> text, int end)
    {
        var window = text[end..Math.Min(text.Length, end + 48)];
        foreach (string word in (ReadOnlySpan<string>)["job", "staff", "employee", "worker", "position", "contractor", "people", "workforce", "headcount", "roles"])
        {
            if (window.Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
