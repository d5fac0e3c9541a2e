using System.Collections.Immutable;
using System.Globalization;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Simulation;
using Proforma.Reporting.Tables;

namespace Proforma.Cli.Rendering;

/// <summary>A simulation as text: for each track quantiles by period with a fan, dates, a histogram and what moves the lines; then
/// probabilities.</summary>
internal sealed class SimulationPage(TextWriter writer, Palette palette, int width)
{
    private const int Indent = 4, LeastFan = 12, MostFan = 40, ShapeWidth = 12, LeastLabel = 24, ChartHeight = 6, BarWidth = 20;

    public void Write(SimulationTable table)
    {
        var chinese = table.Language == ReportLanguage.Chinese;
        writer.WriteLine(palette.Bold(DisplayWidth.Clean(table.Title)));
        writer.WriteLine();
        foreach (var track in table.Tracks)
        {
            WriteTrack(table, track, chinese);
        }

        WriteProbabilities(table, chinese);
        foreach (var note in table.Notes)
        {
            writer.WriteLine(palette.Yellow(DisplayWidth.Clean(note)));
        }

        if (!table.Notes.IsEmpty)
        {
            writer.WriteLine();
        }

        foreach (var line in table.Reproduce)
        {
            writer.WriteLine(palette.Dim(line));
        }
    }

    private void WriteTrack(SimulationTable table, SimulatedTrack track, bool chinese)
    {
        if (track.Name.Length > 0)
        {
            writer.WriteLine(palette.Cyan(track.Name));
        }

        WriteLines(table, track);
        WriteMeasures(table, track, chinese);
        if (track.Histogram is { } histogram)
        {
            WriteHistogram(histogram, chinese);
        }

        WriteInfluences(track, chinese);
    }

    private void WriteLines(SimulationTable table, SimulatedTrack track)
    {
        if (track.Lines.IsEmpty)
        {
            return;
        }

        var rows = track.Lines.SelectMany(static l => l.Rows).ToList();
        var columns = Columns(table, rows);
        var label = Math.Max(rows.Max(static r => DisplayWidth.Of(r.Label)) + Indent, 12);
        var left = width - label - columns.Sum(static c => c + 2);
        var hasShapes = left >= LeastFan + 2 + ShapeWidth + 2 && rows.Exists(static r => r.Shape.Length > 0);
        var fan = Math.Min(MostFan, left - 2 - (hasShapes ? ShapeWidth + 2 : 0));
        writer.WriteLine(palette.Dim((new string(' ', label) + Cells(table.Statistics, columns)).TrimEnd()));
        foreach (var line in track.Lines)
        {
            writer.WriteLine(palette.Bold("  " + DisplayWidth.Fit(line.Unit.Length == 0 ? line.Label : $"{line.Label}, {line.Unit}", width - 2)));
            foreach (var row in line.Rows)
            {
                var strip = fan >= LeastFan && row.Fan is { } marks ? "  " + palette.Cyan(DisplayWidth.PadEnd(FanStrip.Draw(marks, fan), fan)) : "";
                var shape = hasShapes && strip.Length > 0 ? "  " + palette.Dim(row.Shape) : "";
                writer.WriteLine((DisplayWidth.PadEnd(new string(' ', Indent) + row.Label, label) + Cells(row.Texts, columns) + strip
                    + shape).TrimEnd());
            }
        }

        writer.WriteLine();
    }

    private void WriteMeasures(SimulationTable table, SimulatedTrack track, bool chinese)
    {
        if (track.Measures.IsEmpty)
        {
            return;
        }

        var columns = Columns(table, track.Measures);
        var figures = columns.Sum(static c => c + 2);
        var widest = track.Measures.Max(static m => DisplayWidth.Of(m.Label)) + 2;
        var label = Math.Min(widest, Math.Max(LeastLabel, width - figures));

        // Where both do not fit beside each other the figures go below their label.
        var isFolded = label + figures > width;
        var lead = isFolded ? Math.Max(0, Math.Min(Indent, width - figures)) : label;
        var heading = chinese ? "指标" : "Measures";
        writer.WriteLine(isFolded ? palette.Bold(heading) : palette.Bold(DisplayWidth.PadEnd(heading, label))
            + palette.Dim(Cells(table.Statistics, columns)));
        if (isFolded)
        {
            writer.WriteLine(palette.Dim(new string(' ', lead) + Cells(table.Statistics, columns)));
        }

        foreach (var measure in track.Measures)
        {
            var name = "  " + DisplayWidth.Fit(measure.Label, isFolded ? width - 2 : label - 2);
            var remark = measure.Remark.Length == 0 ? "" : "  " + palette.Yellow(measure.Remark);
            var text = Cells(measure.Texts, columns) + (lead + figures + 2 + DisplayWidth.Of(measure.Remark) <= width ? remark : remark.Length == 0
                ? "" : "\n" + new string(' ', lead) + remark);
            if (isFolded)
            {
                writer.WriteLine(name);
            }

            writer.WriteLine((isFolded ? new string(' ', lead) + text : DisplayWidth.PadEnd(name, label) + text).TrimEnd());
        }

        writer.WriteLine();
    }

    private void WriteHistogram(HistogramChart histogram, bool chinese)
    {
        var counts = ColumnChart.Joined([.. histogram.Bins.Select(static b => b.Count)], Math.Max(1, width - Indent));
        writer.WriteLine(palette.Bold($"{(chinese ? "分布" : "Distribution")}: {DisplayWidth.Fit(histogram.Title, Math.Max(8, width - 16))}"));
        var lead = new string(' ', Indent);
        foreach (var line in ColumnChart.Draw(counts, ChartHeight))
        {
            writer.WriteLine(lead + palette.Cyan(line));
        }

        // The two ends stand below the first and last column, the median below its own.
        var median = (int)Math.Round(histogram.MedianShare * (counts.Length - 1));
        writer.WriteLine(lead + palette.Dim(string.Concat(Enumerable.Range(0, counts.Length).Select(i => i == median ? '┃' : '─'))));
        var room = counts.Length - DisplayWidth.Of(histogram.High);
        var low = DisplayWidth.Of(histogram.Low);
        var middle = Math.Clamp(median - (DisplayWidth.Of(histogram.Median) / 2), low + 1,
            Math.Max(low + 1, room - DisplayWidth.Of(histogram.Median) - 1));
        var axis = DisplayWidth.PadEnd(DisplayWidth.PadEnd(histogram.Low, middle) + histogram.Median, room) + histogram.High;
        writer.WriteLine(lead + palette.Dim(axis));
        writer.WriteLine();
    }

    private void WriteInfluences(SimulatedTrack track, bool chinese)
    {
        if (track.Influences.IsEmpty)
        {
            return;
        }

        writer.WriteLine(palette.Bold(chinese ? "影响最大的输入（秩相关）" : "What moves them (rank correlation)"));
        var label = Math.Min(Math.Max(LeastLabel, width - BarWidth - 16),
            track.Influences.SelectMany(static i => i.Inputs).Max(static i => DisplayWidth.Of(i.Label)) + Indent);
        foreach (var chart in track.Influences)
        {
            writer.WriteLine("  " + DisplayWidth.Fit(chart.Title, width - 2));
            foreach (var (name, correlation) in chart.Inputs)
            {
                var bar = new string('█', Math.Max(1, (int)Math.Round(Math.Abs(correlation) * BarWidth)));
                var figure = correlation.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture).PadLeft(7);
                writer.WriteLine(DisplayWidth.PadEnd(new string(' ', Indent) + DisplayWidth.Fit(name, label - Indent), label) + figure + "  "
                    + (correlation < 0 ? palette.Red(bar) : palette.Green(bar)));
            }
        }

        writer.WriteLine();
    }

    private void WriteProbabilities(SimulationTable table, bool chinese)
    {
        if (table.Probabilities.IsEmpty)
        {
            return;
        }

        int[] columns =
        [
            .. table.ProbabilityTracks.Select((t, i) => Math.Max(DisplayWidth.Of(t), table.Probabilities.Max(p => DisplayWidth.Of(p.Texts[i])))),
        ];
        var figures = columns.Sum(static c => c + 2);
        var widest = Math.Max(table.Probabilities.Max(p => DisplayWidth.Of(LabelOf(p, chinese))) + 2, LeastLabel);
        var label = Math.Min(widest, Math.Max(LeastLabel, width - figures));
        var isFolded = label < widest || label + figures > width;
        label = isFolded ? Math.Max(0, Math.Min(label, width - figures)) : label;
        var tracks = Cells(table.ProbabilityTracks, columns);
        var title = chinese ? "概率" : "Probabilities";
        writer.WriteLine(tracks.Trim().Length == 0 ? palette.Bold(title) : palette.Bold(DisplayWidth.PadEnd(title, label)) + palette.Cyan(tracks));
        foreach (var row in table.Probabilities)
        {
            var name = "  " + LabelOf(row, chinese);
            if (isFolded && DisplayWidth.Of(name) > label)
            {
                writer.WriteLine(DisplayWidth.Fit(name, width));
                name = "";
            }

            writer.WriteLine((DisplayWidth.PadEnd(name, label) + Cells(row.Texts, columns)).TrimEnd());
        }

        writer.WriteLine();
    }

    private static string LabelOf(ProbabilityRow row, bool chinese)
    {
        var label = DisplayWidth.Clean(row.Member.Length == 0 ? row.Label : $"{row.Label} ({row.Member})");
        return row.Origin == ConditionOrigin.Check ? $"{(chinese ? "检查" : "check")}: {label}" : label;
    }

    private static int[] Columns(SimulationTable table, IEnumerable<SimulatedRow> rows) =>
        [.. table.Statistics.Select((s, i) => Math.Max(DisplayWidth.Of(s), rows.Max(r => DisplayWidth.Of(r.Texts[i]))))];

    private static string Cells(ImmutableArray<string> texts, int[] columns) =>
        string.Concat(texts.Select((t, i) => "  " + DisplayWidth.PadStart(t, columns[i])));
}
