using System.Collections.Immutable;

namespace Proforma.Reporting.Charts;

/// <summary>What lies over a chart: lines with a few words, and the places to point at.</summary>
internal sealed class ChartOverlay(Chart chart, SceneBuilder builder, PlotArea plot, double width)
{
    /// <summary>Draws lines across the picture with their words, moved apart where they would touch.</summary>
    public void DrawAnnotations()
    {
        foreach (var note in chart.Annotations)
        {
            var color = note.Color < 0 ? "px ha" : $"t{note.Color} ha";
            if (!double.IsNaN(note.Y))
            {
                builder.Add(new SceneLine("pn", plot.Left, plot.Y(note.Y), plot.Right, plot.Y(note.Y)) { Track = note.Track });
                builder.TryAdd(new SceneText(color, plot.Left + 4, plot.Y(note.Y) - 5, note.Text, SceneBuilder.SmallSize,
                    TextAnchor.Start) { Track = note.Track }, width);
                continue;
            }

            var x = plot.X(note.X);
            var isLeft = x - plot.Left > plot.Width * 0.5;
            for (var (y, tries) = (plot.Top - 4, 0); tries < 6; tries++, y += tries == 1 ? -15 : tries == 2 ? 34 : 16)
            {
                var text = new SceneText(color, x + (isLeft ? -4 : 4), y, note.Text, SceneBuilder.SmallSize, isLeft ? TextAnchor.End
                    : TextAnchor.Start) { Track = note.Track };
                if (builder.TryAdd(text, width))
                {
                    builder.AddBehind(new SceneLine(note.Color < 0 ? "pn" : $"pn n{note.Color}", x, Math.Min(y - 9, plot.Top), x,
                        plot.Bottom) { Track = note.Track });
                    break;
                }
            }
        }
    }

    /// <summary>Marks the places where a pointer or the keyboard reads values.</summary>
    public void AddSpots()
    {
        if (!chart.X.IsCategories)
        {
            AddValueSpots();
            return;
        }

        for (var i = 0; i < chart.X.Categories.Length; i++)
        {
            var values = chart.Series.SelectMany(s => s.Points.Where(p => (int)Math.Round(p.X) == i && p.Text.Length > 0)
                .Select(p => new SpotValue(p.HasColor ? p.Color : s.Color, s.Label, p.Text, p.Track ?? s.Track))).ToImmutableArray();
            if (!values.IsEmpty)
            {
                var left = Math.Max(plot.Left, plot.X(i - 0.5));
                builder.Add(new SceneSpot(left, plot.Top, Math.Min(plot.Right, plot.X(i + 0.5)) - left, plot.Height, chart.X.Categories[i],
                    values));
            }
        }
    }

    private void AddValueSpots()
    {
        var points = chart.Series.SelectMany(static s => s.Points.Select(p => (Series: s, Point: p))).Where(static p => p.Point.Text.Length > 0)
            .OrderBy(static p => p.Point.X).ToList();
        for (var i = 0; i < points.Count; i++)
        {
            var (series, point) = points[i];
            var from = point.Width > 0 ? point.X - (point.Width / 2) : i == 0 ? plot.XLow : (points[i - 1].Point.X + point.X) / 2;
            var to = point.Width > 0 ? point.X + (point.Width / 2) : i == points.Count - 1 ? plot.XHigh : (points[i + 1].Point.X + point.X) / 2;
            builder.Add(new SceneSpot(plot.X(from), plot.Top, Math.Max(0.1, plot.X(to) - plot.X(from)), plot.Height, chart.X.Text(point.X),
                [new SpotValue(series.Color, series.Label, point.Text, series.Track)]));
        }
    }
}
