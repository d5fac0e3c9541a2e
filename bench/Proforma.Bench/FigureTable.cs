using System.Globalization;

namespace Proforma.Bench;

/// <summary>The figures of a run, printed as a Markdown table.</summary>
internal sealed class FigureTable
{
    private readonly List<string[]> _rows = [["what", "measured", "best", "processor", "target", "ratio"]];

    /// <summary>A median time with the best of its samples.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="samples">Seconds.</param>
    /// <param name="targetSeconds">What it may take, or null when there is no target.</param>
    /// <param name="ratio">How it compares, in words.</param>
    public void Add(string what, Samples samples, double? targetSeconds = null, string ratio = "")
    {
        var busy = samples.Median >= 1e-3 ? samples.Processor : null;
        _rows.Add([what, Time(samples.Median), Time(samples.Best), busy is { } time ? Time(time) : "", targetSeconds is { } target ? Time(target) : "", ratio]);
    }

    public void Add(string what, string measured, string target = "", string ratio = "") => _rows.Add([what, measured, "", "", target, ratio]);

    public void Print(TextWriter output)
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        for (var i = 0; i < _rows.Count; i++)
        {
            output.WriteLine("| " + string.Join(" | ", _rows[i].Select((cell, column) => cell.PadRight(widths[column]))) + " |");
            if (i == 0)
            {
                output.WriteLine("|" + string.Join("|", widths.Select(static width => new string('-', width + 2))) + "|");
            }
        }
    }

    private static string Time(double seconds) => seconds switch
    {
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F2} s"),
        >= 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:F2} ms"),
        >= 1e-6 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:F2} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e9:F0} ns"),
    };
}
