using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Charts;

/// <summary>Says in words what a chart shows: each series with its first, last and extreme values.</summary>
internal static class ChartDescription
{
    private const int MostSeries = 12;

    public static string Of(Chart chart)
    {
        var isChinese = chart.Language == ReportLanguage.Chinese;
        var said = chart.Series.Where(static s => !s.IsUnlisted && !s.Points.IsEmpty).Take(MostSeries).Select(s => Of(chart, s))
            .Concat(chart.Annotations.Select(static a => a.Text));
        return string.Join(isChinese ? "；" : "; ", said) + (isChinese ? "。" : ".");
    }

    private static string Of(Chart chart, ChartSeries series)
    {
        var (first, last) = (series.Points[0], series.Points[^1]);
        var colon = chart.Language == ReportLanguage.Chinese ? "：" : ": ";
        if (series.Points.Length <= 6)
        {
            return series.Label + colon + string.Join(ChartWords.Say(chart.Language, ", ", "，"), series.Points.Select(p => At(chart, p)));
        }

        var high = series.Points.MaxBy(static p => p.Y);
        var low = series.Points.MinBy(static p => p.Y);
        var between = ChartWords.Say(chart.Language, $", between {At(chart, low)} and {At(chart, high)}",
            $"，介于 {At(chart, low)} 与 {At(chart, high)} 之间");
        return $"{series.Label}{colon}{ChartWords.Range(At(chart, first), At(chart, last), chart.Language)}{between}";
    }

    private static string At(Chart chart, ChartPoint point) => chart.X.IsCategories
        ? $"{chart.X.Categories[(int)Math.Round(point.X)]} {point.Text}"
        : $"{chart.X.Text(point.X)} {point.Text}";
}
