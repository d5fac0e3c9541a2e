using System.Collections.Immutable;

namespace Proforma.Reporting.Simulation;

/// <summary>A histogram of characters: a column a bin, eighths of a line high.</summary>
public static class ColumnChart
{
    private const string Eighths = " ▁▂▃▄▅▆▇█";

    /// <summary>Draws columns from the top line to the bottom one.</summary>
    /// <param name="counts">The counts, not negative.</param>
    /// <param name="height">How many lines; at least 1.</param>
    public static ImmutableArray<string> Draw(IReadOnlyList<long> counts, int height)
    {
        var lines = Math.Max(1, height);
        var largest = counts.Count == 0 ? 0 : counts.Max();
        var chart = ImmutableArray.CreateBuilder<string>(lines);
        for (var line = lines - 1; line >= 0; line--)
        {
            var columns = counts.Select(count =>
            {
                var eighths = largest == 0 ? 0 : (int)Math.Round((double)count / largest * lines * 8);

                // A bin with trials in it is never shown as empty.
                eighths = count > 0 ? Math.Max(1, eighths) : eighths;
                return Eighths[Math.Clamp(eighths - (line * 8), 0, 8)];
            });
            chart.Add(string.Concat(columns).TrimEnd());
        }

        return chart.MoveToImmutable();
    }

    /// <summary>Counts of neighbouring bins together, so that at most so many are left.</summary>
    public static ImmutableArray<long> Joined(IReadOnlyList<long> counts, int most)
    {
        var each = Math.Max(1, (counts.Count + Math.Max(1, most) - 1) / Math.Max(1, most));
        return [.. counts.Chunk(each).Select(static c => c.Sum())];
    }
}
