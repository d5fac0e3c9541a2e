using System.Collections.Immutable;

namespace Proforma.Reporting.Charts;

/// <summary>Lays out charts.</summary>
internal static class ChartLayout
{
    /// <summary>A picture narrower than this is for a phone: labels go into the key, columns carry fewer figures.</summary>
    public const double Narrow = 480;

    /// <summary>Lays out a chart in a width.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="width">In CSS pixels.</param>
    /// <param name="hasHeading">Whether title, units and remark are part of the picture; on a page they stand around it.</param>
    public static Scene Of(Chart chart, double width, bool hasHeading)
    {
        var builder = new SceneBuilder();
        var top = hasHeading ? builder.Heading(chart, width) + 2 : 4;

        // A waterfall has more steps than a phone has room for names side by side.
        var bottom = chart.IsHorizontal || (chart.Type == ChartType.Bridge && width < Narrow)
            ? new BarLayout(chart, builder, width).Draw(top)
            : new CartesianLayout(chart, builder, width).Draw(top);
        var height = hasHeading ? builder.Footing(chart, width, bottom) : bottom;
        return builder.Build(width, Math.Ceiling(height));
    }

    /// <summary>What the key lists: each series once, and how actual and forecast differ.</summary>
    public static ImmutableArray<LegendEntry> Legend(Chart chart, bool labelsLines)
    {
        var entries = ImmutableArray.CreateBuilder<LegendEntry>();
        foreach (var series in chart.Series)
        {
            if (!series.IsUnlisted && !(labelsLines && series.Shape == SeriesShape.Line)
                && !entries.Any(e => e.Label == series.Label && e.Color == series.Color))
            {
                entries.Add(new LegendEntry(series.Label, series.Shape, series.Color, series.Track, false));
            }
        }

        if (entries.Count == 1 && chart.Series.Length == 1)
        {
            entries.Clear();
        }

        if (chart.MixesActualAndForecast)
        {
            var shape = chart.Series.Any(static s => s.Shape == SeriesShape.Column) ? SeriesShape.Column : SeriesShape.Line;
            entries.Add(new LegendEntry(ChartWords.Actual(chart.Language), shape, ChartPalette.Neutral, "", false));
            entries.Add(new LegendEntry(ChartWords.Forecast(chart.Language), shape, ChartPalette.Neutral, "", true));
        }

        return entries.ToImmutable();
    }
}
