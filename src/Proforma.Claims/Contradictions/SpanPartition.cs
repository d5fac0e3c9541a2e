using Proforma.Model.Time;

namespace Proforma.Claims.Contradictions;

/// <summary>A year is the sum of its quarters: amounts of one line over spans that overlap are cut into parts that they share.</summary>
internal static class SpanPartition
{
    /// <summary>What to put in the place of each unknown whose span overlaps another one's.</summary>
    public static Dictionary<int, LinearForm> Of(PlanIdentities identities)
    {
        var replaced = new Dictionary<int, LinearForm>();
        var groups = Enumerable.Range(0, identities.Unknowns.Count)
            .Where(u => identities.Unknowns[u] is { IsAdditive: true, IsWhole: true })
            .GroupBy(u => identities.Unknowns[u]!.Value with { Span = default });
        foreach (var group in groups.Select(static g => g.ToList()).Where(static g => g.Count > 1).ToList())
        {
            Cut(identities, group, replaced);
        }

        return replaced;
    }

    private static void Cut(PlanIdentities identities, List<int> group, Dictionary<int, LinearForm> replaced)
    {
        var spans = group.ConvertAll(u =>
            (Unknown: u, identities.Unknowns[u]!.Value.Span.Steps.First, End: identities.Unknowns[u]!.Value.Span.Steps.Last + 1));
        int[] cuts = [.. spans.SelectMany(static s => new[] { s.First, s.End }).Distinct().Order()];
        var whole = spans.Where(s => Array.BinarySearch(cuts, s.End) == Array.BinarySearch(cuts, s.First) + 1).GroupBy(static s => s.First)
            .ToDictionary(static g => g.Key, static g => g.First().Unknown);
        var like = identities.Unknowns[group[0]]!.Value;
        foreach (var (unknown, first, end) in spans)
        {
            var (from, to) = (Array.BinarySearch(cuts, first), Array.BinarySearch(cuts, end));
            if (to == from + 1)
            {
                if (whole[first] != unknown)
                {
                    replaced.Add(unknown, LinearForm.OfUnknown(whole[first]));
                }

                continue;
            }

            var sum = LinearForm.Zero;
            for (var i = from; i < to; i++)
            {
                if (!whole.TryGetValue(cuts[i], out var part))
                {
                    part = identities.Fresh(like with { Span = ReportSpan.Whole(cuts[i], cuts[i + 1] - 1) });
                    whole.Add(cuts[i], part);
                }

                sum += LinearForm.OfUnknown(part);
            }

            replaced.Add(unknown, sum);
        }
    }
}
