using Proforma.Model.Runs;

namespace Proforma.Reporting.Tables;

/// <summary>A line of a few characters that shows the course of a series: ▁▂▃▄▅▆▇█, a space where there is no number.</summary>
public static class Sparkline
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>Draws a series; several neighbours share a character by their mean when it is longer than the width.</summary>
    /// <param name="values">The values, in order.</param>
    /// <param name="width">The most characters to use; at least 1.</param>
    public static string Of(IReadOnlyList<CellValue> values, int width)
    {
        var count = Math.Min(values.Count, Math.Max(1, width));
        var means = new double[count];
        for (var i = 0; i < count; i++)
        {
            means[i] = Mean(values, (int)((long)i * values.Count / count), (int)((long)(i + 1) * values.Count / count));
        }

        var known = means.Where(double.IsFinite).ToArray();
        if (known.Length == 0)
        {
            return "";
        }

        var low = known.Min();
        var high = known.Max();
        return string.Concat(means.Select(v => Level(v, low, high))).TrimEnd();
    }

    private static char Level(double value, double low, double high)
    {
        if (!double.IsFinite(value))
        {
            return ' ';
        }

        // Halves keep the span finite where low and high are at opposite ends of what a double holds.
        var span = (high / 2) - (low / 2);
        var isFlat = span <= 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high));
        var share = isFlat ? 0 : ((value / 2) - (low / 2)) / span;
        return Levels[Math.Clamp((int)Math.Round(share * (Levels.Length - 1)), 0, Levels.Length - 1)];
    }

    private static double Mean(IReadOnlyList<CellValue> values, int from, int to)
    {
        var mean = 0.0;
        var count = 0;
        for (var i = from; i < to; i++)
        {
            if (values[i].IsValue)
            {
                count++;
                mean += (values[i].Raw - mean) / count;
            }
        }

        return count == 0 ? double.NaN : mean;
    }
}
