using System.Collections.Immutable;

namespace Proforma.Reporting.Charts;

/// <summary>Lays out charts whose categories run down and whose values run across: tornadoes.</summary>
internal sealed class BarLayout(Chart chart, SceneBuilder builder, double width)
{
    private const double RowHeight = 34, BarHeight = 18;

    /// <summary>Draws everything below the heading.</summary>
    /// <returns>Where it ends.</returns>
    public double Draw(double top)
    {
        top = builder.Legend(ChartLayout.Legend(chart, labelsLines: false), width, top) + 6;
        var names = chart.X.Categories;
        var isNarrow = width < ChartLayout.Narrow;
        var label = isNarrow ? 0 : Math.Min(width * 0.38, names.Max(n => TextWidth.Of(n, SceneBuilder.LabelSize)) + 12);
        var row = isNarrow ? RowHeight + 16 : RowHeight;
        var all = chart.Series.SelectMany(static s => s.Points.SelectMany(static p => new[] { p.Y, p.Low })).DefaultIfEmpty(0).ToList();
        var margin = 14 + all.Max(v => TextWidth.Of(chart.Y.Format.Format(v), SceneBuilder.SmallSize));
        var (low, high) = (Math.Min(0, all.Min()), Math.Max(0, all.Max()));
        var span = high > low ? high - low : 1;
        var left = label + (low < 0 ? margin : 4);
        var right = width - margin;
        builder.MarkBack();
        double X(double value) => left + ((value - low) / span * (right - left));
        for (var i = 0; i < names.Length; i++)
        {
            var y = top + (i * row);
            var bar = isNarrow ? y + 20 : y + ((row - BarHeight) / 2);
            builder.Add(isNarrow
                ? new SceneText("pl ha", 2, y + 14, TextWidth.Fit(names[i], SceneBuilder.LabelSize, width - 4), SceneBuilder.LabelSize, TextAnchor.Start)
                : new SceneText("pl", label - 8, y + (row / 2) + 4, TextWidth.Fit(names[i], SceneBuilder.LabelSize, label - 10), SceneBuilder.LabelSize, TextAnchor.End));
            DrawBars(i, bar, X);
            AddSpot(i, y, row);
        }

        var bottom = top + (names.Length * row);
        builder.AddBehind(new SceneLine("pa", X(0), top, X(0), bottom));
        return bottom + 8;
    }

    private void DrawBars(int category, double y, Func<double, double> x)
    {
        foreach (var series in chart.Series)
        {
            foreach (var point in series.Points.Where(p => (int)p.X == category))
            {
                var (a, b) = (x(point.Low), x(point.Y));
                builder.Add(new SceneRect($"f{(point.HasColor ? point.Color : series.Color)}", Math.Min(a, b), y, Math.Max(0.5, Math.Abs(b - a)), BarHeight) { Hint = point.Text, Track = series.Track });
                var isRight = point.Y >= point.Low;
                var text = chart.Y.Format.Format(chart.Type == ChartType.Bridge && point.HasColor ? point.Y - point.Low : point.Y);
                builder.TryAdd(new SceneText("pv", b + (isRight ? 5 : -5), y + 13, text, SceneBuilder.SmallSize, isRight ? TextAnchor.Start : TextAnchor.End), width);
            }
        }
    }

    private void AddSpot(int category, double y, double height)
    {
        var values = chart.Series.SelectMany(s => s.Points.Where(p => (int)p.X == category).Select(p => new SpotValue(s.Color, s.Label, p.Text, s.Track)))
            .ToImmutableArray();
        if (!values.IsEmpty)
        {
            builder.Add(new SceneSpot(0, y, width, height, chart.X.Categories[category], values));
        }
    }
}
