using System.Collections.Immutable;

namespace Proforma.Reporting.Charts;

/// <summary>Lays out charts with values going up: lines, columns, bands, intervals, waterfalls, histograms.</summary>
internal sealed class CartesianLayout(Chart chart, SceneBuilder builder, double width)
{
    private const double SlotShare = 0.72, LabelGap = 14;

    private readonly bool _isNarrow = width < ChartLayout.Narrow;
    private readonly bool _hasColumns = chart.Series.Any(static s => s.Shape == SeriesShape.Column);
    private PlotArea _plot;

    private ImmutableArray<ChartSeries> Lines => [.. chart.Series.Where(static s => s.Shape == SeriesShape.Line && !s.IsUnlisted && !s.Points.IsEmpty)];

    /// <summary>Draws everything below the heading.</summary>
    /// <returns>Where it ends.</returns>
    public double Draw(double top)
    {
        var labelsLines = !_isNarrow && Lines.Length is > 1 and <= 8;
        top = builder.Legend(ChartLayout.Legend(chart, labelsLines), width, top);
        top += Math.Min(2, AnnotationRows()) * 16;
        var height = Math.Round(_isNarrow ? Math.Max(200, width * 0.58) : Math.Min(width * 0.42, 320));
        var ticks = Ticks(height);
        var left = Math.Ceiling(ticks.Values.Max(v => TextWidth.Of(TickText(v, ticks), SceneBuilder.SmallSize))) + 8;
        var right = labelsLines ? Math.Min(width * 0.3, Lines.Max(s => TextWidth.Of(s.Label, SceneBuilder.LabelSize)) + 14) : 10;
        var (low, high) = XRange();
        _plot = new PlotArea(left, top + 10, width - right, top + 10 + height, low, high, ticks.Low, ticks.High);
        DrawValues(ticks);

        // What must be said comes first: values are written where room is left.
        var bottom = DrawPlaces();
        if (labelsLines)
        {
            LabelLines(_plot.Right + 6, width - _plot.Right - 6);
        }

        DrawBands();
        DrawColumns();
        DrawConnectors();
        DrawZero();
        builder.MarkBack();
        DrawAnnotations();
        DrawLines();
        DrawIntervals();
        AddSpots();
        return bottom;
    }

    private int AnnotationRows() => chart.Annotations.Count(static a => double.IsNaN(a.Y));

    private NiceTicks Ticks(double height)
    {
        var values = chart.Series.SelectMany(static s => s.Points.SelectMany(p => s.Shape switch
        {
            SeriesShape.Line => new[] { p.Y },
            SeriesShape.Interval => [p.Y, p.Low, p.High],
            _ => [p.Y, p.Low],
        })).Concat(chart.Annotations.Where(static a => !double.IsNaN(a.Y)).Select(static a => a.Y)).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, high) = (values.Min(), values.Max());
        if (chart.Y.FromZero || _hasColumns || (low > 0 && low < 0.4 * high))
        {
            (low, high) = (Math.Min(0, low), Math.Max(0, high));
        }

        return NiceTicks.Covering(low, high, Math.Max(3, (int)(height / 52)));
    }

    private (double Low, double High) XRange()
    {
        if (chart.X.IsCategories)
        {
            return _hasColumns || chart.X.Categories.Length == 1 || chart.Series.Any(static s => s.Shape == SeriesShape.Interval) ? (-0.5, chart.X.Categories.Length - 0.5) : (-0.15, chart.X.Categories.Length - 0.85);
        }

        var xs = chart.Series.SelectMany(static s => s.Points.SelectMany(static p => new[] { p.X - (p.Width / 2), p.X + (p.Width / 2) }))
            .DefaultIfEmpty(0).ToList();
        return xs.Max() > xs.Min() ? (xs.Min(), xs.Max()) : (xs.Min() - 1, xs.Max() + 1);
    }

    private string TickText(double value, NiceTicks ticks) => TickText(chart.Y, value, ticks);

    private static string TickText(ChartAxis axis, double value, NiceTicks ticks)
    {
        var scale = axis.Format.Style == Numbers.NumberStyle.Percent ? 0.01 : axis.Format.Scale.Factor;
        return value == 0 ? "0" : (axis.Format with { Decimals = ticks.Decimals(scale), TrimZeros = false }).Format(value);
    }

    private void DrawValues(NiceTicks ticks)
    {
        foreach (var value in ticks.Values)
        {
            var y = _plot.Y(value);
            builder.Add(new SceneLine("pg", _plot.Left, y, _plot.Right, y));
            builder.Add(new SceneText("px", _plot.Left - 6, y + 4, TickText(value, ticks), SceneBuilder.SmallSize, TextAnchor.End));
        }
    }

    private void DrawZero()
    {
        if (_plot is { YLow: <= 0, YHigh: >= 0 })
        {
            builder.Add(new SceneLine("pa", _plot.Left, _plot.Y(0), _plot.Right, _plot.Y(0)));
        }
    }

    private double DrawPlaces() => chart.X.IsCategories ? DrawCategories() : DrawXValues();

    private double DrawXValues()
    {
        var ticks = NiceTicks.Covering(_plot.XLow, _plot.XHigh, Math.Max(3, (int)(_plot.Width / 90)));
        foreach (var value in ticks.Values.Where(v => v >= _plot.XLow && v <= _plot.XHigh))
        {
            builder.Add(new SceneLine("pa", _plot.X(value), _plot.Bottom, _plot.X(value), _plot.Bottom + 4));
            builder.TryAdd(new SceneText("px", _plot.X(value), _plot.Bottom + 18, TickText(chart.X, value, ticks), SceneBuilder.SmallSize, TextAnchor.Middle), width);
        }

        return _plot.Bottom + 28;
    }

    private double DrawCategories()
    {
        if (!chart.X.Groups.IsEmpty)
        {
            return DrawGroups();
        }

        var names = chart.X.Categories;
        var widest = names.Max(n => TextWidth.Of(n, SceneBuilder.SmallSize)) + 8;
        if (_hasColumns && names.Length <= 12 && widest > _plot.Slot)
        {
            var wrapped = names.Select(n => TextWidth.Wrap(n, SceneBuilder.SmallSize, _plot.Slot - 4)).ToList();
            if (wrapped.All(w => w.Count <= 4 && w.All(l => TextWidth.Of(l, SceneBuilder.SmallSize) <= _plot.Slot - 2)))
            {
                return DrawWrapped(wrapped);
            }
        }

        var every = Every((int)Math.Ceiling(widest / _plot.Slot), names.Length);
        for (var i = 0; i < names.Length; i += every)
        {
            builder.TryAdd(new SceneText("px", _plot.X(i), _plot.Bottom + 18, names[i], SceneBuilder.SmallSize, TextAnchor.Middle), width);
            if (!_hasColumns)
            {
                builder.Add(new SceneLine("pa", _plot.X(i), _plot.Bottom, _plot.X(i), _plot.Bottom + 4));
            }
        }

        return _plot.Bottom + 28;
    }

    private double DrawGroups()
    {
        for (var (at, group) = (0, 0); group < chart.X.Groups.Length; at += chart.X.Groups[group].Count, group++)
        {
            var (name, count) = chart.X.Groups[group];
            for (var i = at; i < at + count; i++)
            {
                var label = TextWidth.Fit(chart.X.Short[i], SceneBuilder.SmallSize, _plot.Slot - 3);
                builder.TryAdd(new SceneText("px", _plot.X(i), _plot.Bottom + 17, label, SceneBuilder.SmallSize, TextAnchor.Middle), width);
            }

            builder.TryAdd(new SceneText("pl", _plot.X(at + ((count - 1) / 2.0)), _plot.Bottom + 34, name, SceneBuilder.LabelSize, TextAnchor.Middle) { IsBold = true }, width);
        }

        return _plot.Bottom + 44;
    }

    private double DrawWrapped(List<IReadOnlyList<string>> wrapped)
    {
        for (var i = 0; i < wrapped.Count; i++)
        {
            for (var line = 0; line < wrapped[i].Count; line++)
            {
                builder.Add(new SceneText("px", _plot.X(i), _plot.Bottom + 18 + (line * 14), wrapped[i][line], SceneBuilder.SmallSize, TextAnchor.Middle));
            }
        }

        return _plot.Bottom + 14 + (wrapped.Max(static w => w.Count) * 14);
    }

    // Months are labelled by the quarter, half or year: a reader counts in those.
    private static int Every(int least, int count) => least <= 1 ? 1
        : count > 12 ? new[] { 2, 3, 6, 12, 24, 60, 120, 600 }.FirstOrDefault(n => n >= least, least) : least;

    private void DrawBands()
    {
        foreach (var series in chart.Series.Where(static s => s.Shape == SeriesShape.Band && s.Points.Length > 1))
        {
            var rim = series.Points.Select(p => (_plot.X(p.X), _plot.Y(p.Y))).Concat(series.Points.Reverse().Select(p => (_plot.X(p.X), _plot.Y(p.Low))));
            builder.Add(new ScenePath($"b{series.Color}", [.. rim], true) { Track = series.Track });
        }
    }

    private void DrawColumns()
    {
        var columns = chart.Series.Where(static s => s.Shape == SeriesShape.Column).ToList();
        if (columns.Count == 0)
        {
            return;
        }

        var clusters = columns.Max(static s => s.Cluster) + 1;
        foreach (var series in columns)
        {
            foreach (var point in series.Points)
            {
                var (x, w) = Place(series, point, clusters);
                var (a, b) = (_plot.Y(point.Y), _plot.Y(point.Low));
                builder.Add(new SceneRect($"f{(point.HasColor ? point.Color : series.Color)}", x, Math.Min(a, b), w, Math.Max(0.5, Math.Abs(a - b)))
                {
                    IsHatched = point.IsForecast,
                    Track = point.Track ?? series.Track,
                    Hint = point.Text,
                });
            }
        }

        DrawTotals(columns);
        foreach (var series in columns.Where(static s => s.ShowsValues))
        {
            foreach (var point in series.Points)
            {
                var (x, w) = Place(series, point, clusters);
                var text = chart.Y.Format.Format(chart.Type == ChartType.Bridge && point.HasColor ? point.Y - point.Low : point.Y);
                if (TextWidth.Of(text, SceneBuilder.SmallSize) <= Math.Max(w + 10, _plot.Slot * SlotShare / clusters * 1.15))
                {
                    var isUp = point.Y >= point.Low;
                    var y = isUp ? _plot.Y(point.Y) - 5 : _plot.Y(point.Y) + 13;
                    builder.TryAdd(new SceneText("pv", x + (w / 2), y, text, SceneBuilder.SmallSize, TextAnchor.Middle) { Track = series.Track }, width);
                }
            }
        }
    }

    /// <summary>What the parts of a stacked column come to, above it.</summary>
    private void DrawTotals(List<ChartSeries> columns)
    {
        if (chart.Type != ChartType.Stacked)
        {
            return;
        }

        foreach (var stack in columns.SelectMany(static s => s.Points).GroupBy(static p => p.X).OrderBy(static g => g.Key))
        {
            var sum = stack.Sum(static p => p.Y - p.Low);
            var top = Math.Max(0, stack.Max(static p => p.Y));
            var text = new SceneText("pv", _plot.X(stack.Key), _plot.Y(top) - 5, chart.Y.Format.Format(sum), SceneBuilder.SmallSize, TextAnchor.Middle)
            {
                Track = stack.First().Track ?? "",
            };
            builder.TryAdd(text, width);
        }
    }

    private (double X, double Width) Place(ChartSeries series, ChartPoint point, int clusters)
    {
        if (!chart.X.IsCategories)
        {
            var from = _plot.X(point.X - (point.Width / 2));
            return (from + 0.5, Math.Max(0.5, _plot.X(point.X + (point.Width / 2)) - from - 1));
        }

        var all = Math.Min(_plot.Slot * SlotShare, 64.0 * clusters);
        var one = all / clusters;
        return (_plot.X(point.X) - (all / 2) + (series.Cluster * one) + (clusters > 1 ? one * 0.06 : 0), one * (clusters > 1 ? 0.88 : 1));
    }

    /// <summary>The thin lines between the columns of a waterfall.</summary>
    private void DrawConnectors()
    {
        if (chart.Type != ChartType.Bridge)
        {
            return;
        }

        var points = chart.Series.SelectMany(static s => s.Points).OrderBy(static p => p.X).ToList();
        var half = Math.Min(_plot.Slot * SlotShare, 64) / 2;
        for (var i = 1; i < points.Count; i++)
        {
            var y = _plot.Y(points[i - 1].Y);
            builder.Add(new SceneLine("pc", _plot.X(i - 1) + half, y, _plot.X(i) - half, y));
        }
    }

    private void DrawLines()
    {
        foreach (var series in chart.Series.Where(static s => s.Shape == SeriesShape.Line))
        {
            foreach (var run in Runs(series.Points))
            {
                var path = run.Select(p => (_plot.X(p.X), _plot.Y(p.Y))).ToImmutableArray();
                var isForecast = run[^1].IsForecast && chart.MixesActualAndForecast;
                builder.Add(new ScenePath($"l{series.Color}{(isForecast ? " fc" : "")}", path, false) { Track = series.Track });
            }

            if (series.Points.Length <= 12)
            {
                foreach (var point in series.Points)
                {
                    builder.Add(new SceneDot($"f{series.Color}", _plot.X(point.X), _plot.Y(point.Y), 3) { Track = series.Track, Hint = point.Text });
                }
            }
        }

        foreach (var series in chart.Series.Where(static s => s.Shape == SeriesShape.Line && s.ShowsValues && s.Points.Length <= 12))
        {
            foreach (var point in series.Points)
            {
                builder.TryAdd(new SceneText("pv", _plot.X(point.X), _plot.Y(point.Y) - 8, chart.Y.Format.Format(point.Y), SceneBuilder.SmallSize, TextAnchor.Middle)
                {
                    Track = series.Track,
                }, width);
            }
        }
    }

    /// <summary>Pieces of a line without a gap; a forecast piece begins at the last actual point.</summary>
    private static IEnumerable<List<ChartPoint>> Runs(ImmutableArray<ChartPoint> points)
    {
        var run = new List<ChartPoint>();
        foreach (var point in points)
        {
            if (run.Count > 0 && point.X - run[^1].X > 1 + 1e-9 && point.Width == 0 && run[^1].X == Math.Floor(run[^1].X))
            {
                yield return run;
                run = [];
            }
            else if (run.Count > 0 && run[^1].IsForecast != point.IsForecast)
            {
                yield return run;
                run = [run[^1]];
            }

            run.Add(point);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private void DrawIntervals()
    {
        foreach (var series in chart.Series.Where(static s => s.Shape == SeriesShape.Interval))
        {
            foreach (var point in series.Points)
            {
                var x = _plot.X(point.X);
                var color = point.HasColor ? point.Color : series.Color;
                var track = point.Track ?? series.Track;
                if (point.High > point.Low)
                {
                    builder.Add(new SceneLine($"w{color}", x, _plot.Y(point.Low), x, _plot.Y(point.High)) { Track = track });
                }

                builder.Add(new SceneDot($"f{color}", x, _plot.Y(point.Y), 4.5) { Track = track, Hint = point.Text });
            }
        }
    }

    /// <summary>Names lines at their right ends; names that would touch move apart.</summary>
    private void LabelLines(double x, double room)
    {
        var labels = Lines.Select(s => (Series: s, Y: _plot.Y(s.Points[^1].Y) + 4)).OrderBy(static l => l.Y).ToList();
        var ys = labels.Select(static l => l.Y).ToArray();
        for (var i = 1; i < ys.Length; i++)
        {
            ys[i] = Math.Max(ys[i], ys[i - 1] + LabelGap);
        }

        for (var (i, limit) = (ys.Length - 1, _plot.Bottom + 4); i >= 0 && ys[i] > limit; i--, limit -= LabelGap)
        {
            ys[i] = limit;
        }

        for (var i = 0; i < labels.Count; i++)
        {
            var text = TextWidth.Fit(labels[i].Series.Label, SceneBuilder.LabelSize, room);
            builder.Add(new SceneText($"t{labels[i].Series.Color}", x, ys[i], text, SceneBuilder.LabelSize, TextAnchor.Start) { Track = labels[i].Series.Track });
        }
    }

    private void DrawAnnotations()
    {
        foreach (var note in chart.Annotations)
        {
            var color = note.Color < 0 ? "px ha" : $"t{note.Color} ha";
            if (!double.IsNaN(note.Y))
            {
                builder.Add(new SceneLine("pn", _plot.Left, _plot.Y(note.Y), _plot.Right, _plot.Y(note.Y)) { Track = note.Track });
                builder.TryAdd(new SceneText(color, _plot.Left + 4, _plot.Y(note.Y) - 5, note.Text, SceneBuilder.SmallSize, TextAnchor.Start) { Track = note.Track }, width);
                continue;
            }

            var x = _plot.X(note.X);
            var isLeft = x - _plot.Left > _plot.Width * 0.5;
            for (var (y, tries) = (_plot.Top - 4, 0); tries < 6; tries++, y += tries == 1 ? -15 : tries == 2 ? 34 : 16)
            {
                var text = new SceneText(color, x + (isLeft ? -4 : 4), y, note.Text, SceneBuilder.SmallSize, isLeft ? TextAnchor.End : TextAnchor.Start) { Track = note.Track };
                if (builder.TryAdd(text, width))
                {
                    builder.AddBehind(new SceneLine(note.Color < 0 ? "pn" : $"pn n{note.Color}", x, Math.Min(y - 9, _plot.Top), x, _plot.Bottom) { Track = note.Track });
                    break;
                }
            }
        }
    }

    private void AddSpots()
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
                var left = Math.Max(_plot.Left, _plot.X(i - 0.5));
                builder.Add(new SceneSpot(left, _plot.Top, Math.Min(_plot.Right, _plot.X(i + 0.5)) - left, _plot.Height, chart.X.Categories[i], values));
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
            var from = point.Width > 0 ? point.X - (point.Width / 2) : i == 0 ? _plot.XLow : (points[i - 1].Point.X + point.X) / 2;
            var to = point.Width > 0 ? point.X + (point.Width / 2) : i == points.Count - 1 ? _plot.XHigh : (points[i + 1].Point.X + point.X) / 2;
            builder.Add(new SceneSpot(_plot.X(from), _plot.Top, Math.Max(0.1, _plot.X(to) - _plot.X(from)), _plot.Height, chart.X.Text(point.X),
                [new SpotValue(series.Color, series.Label, point.Text, series.Track)]));
        }
    }
}
