using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using Proforma.Reporting.Charts;
using Proforma.Reporting.Numbers;
using Xunit;

namespace Proforma.Reporting.Tests.Charts;

/// <summary>What holds for every chart, whatever it shows: it is XML, texts do not touch, nothing lies outside, values are where they belong.</summary>
public sealed class ChartLayoutTests
{
    private static readonly Gen<string> s_label = OneOf("Revenue", "激进预期（含一次性付款）", "A & B <b>\"quoted\"</b>", "营收", "x", "A rather long name of a line of business", "é̀\u0001");

    private static readonly Gen<double> s_value = Gen.OneOf(Gen.Double[-1e3, 1e3], Gen.Double[-1e11, 1e11], Gen.Double[-1, 1], Gen.Const(0.0));

    private static readonly Gen<Chart> s_chart =
        from type in OneOf(ChartType.Lines, ChartType.Columns, ChartType.Stacked, ChartType.Fan, ChartType.Bridge, ChartType.Tornado, ChartType.Claims, ChartType.Runway)
        from categories in Gen.Int[1, 60]
        from names in s_label.Array[categories]
        from series in Series(type, categories).Array[1, 7]
        from isChinese in Gen.Bool
        from title in s_label
        from notes in Gen.Select(s_label, Gen.Int[0, categories - 1], Gen.Int[-1, 5]).Array[0, 5]
        select Of(type, names, series, isChinese, title, notes);

    private static Gen<ChartSeries> Series(ChartType type, int categories) =>
        from label in s_label
        from color in Gen.Int[0, 5]
        from values in s_value.Array[categories]
        from width in Gen.Double[0, 1]
        from forecast in Gen.Int[0, categories]
        select new ChartSeries
        {
            Label = label,
            Shape = type switch { ChartType.Lines or ChartType.Runway => SeriesShape.Line, ChartType.Fan => SeriesShape.Band, ChartType.Claims => SeriesShape.Interval, _ => SeriesShape.Column },
            Color = color,
            Cluster = type == ChartType.Columns ? color : 0,
            ShowsValues = true,
            Points = [.. values.Select((v, i) => new ChartPoint(i, v, v.ToString("R", CultureInfo.InvariantCulture)) { Low = type is ChartType.Fan or ChartType.Claims ? v - (Math.Abs(v) * width) : 0, High = v, IsForecast = i >= forecast })],
        };

    private static Chart Of(ChartType type, string[] names, ChartSeries[] series, bool isChinese, string title, (string, int, int)[] notes) => new()
    {
        Type = type,
        Title = title,
        Subtitle = "USD · by year",
        Language = isChinese ? ReportLanguage.Chinese : ReportLanguage.English,
        IsHorizontal = type == ChartType.Tornado,
        X = new ChartAxis { Categories = [.. names] },
        Y = new ChartAxis { Format = new NumberFormat { Scale = NumberScale.Million, Decimals = 1 }, Unit = ("$", "") },
        Series = [.. series],
        Annotations = [.. notes.Select(n => new ChartAnnotation(n.Item1, n.Item2, double.NaN, "", n.Item3))],
    };

    [Fact]
    public void Every_chart_is_XML_whose_texts_do_not_touch_and_lie_inside() => Gen.Select(s_chart, OneOf(320.0, 350, 720, 760, 1400)).Sample(static (chart, width) =>
    {
        var scene = ChartLayout.Of(chart, width, hasHeading: true);
        var texts = scene.Items.OfType<SceneText>().Where(static t => t.Text.Length > 0).ToList();
        for (var i = 0; i < texts.Count; i++)
        {
            Assert.InRange(texts[i].Box.Top, -0.5, scene.Height);
            Assert.InRange(texts[i].Box.Bottom, 0, scene.Height + 0.5);
            Assert.True(texts[i].Box.Left >= -1 && texts[i].Box.Right <= width + 1, $"{texts[i].Text} leaves the picture: {texts[i].Box}");
            for (var j = 0; j < i; j++)
            {
                Assert.False(texts[i].Overlaps(texts[j]), $"\"{texts[i].Text}\" and \"{texts[j].Text}\" touch in a {chart.Type}, {width} wide.");
            }
        }

        var svg = XDocument.Parse(SvgWriter.Standalone(chart, width));
        Assert.Equal("svg", svg.Root!.Name.LocalName);
        Assert.All(svg.Descendants().Attributes().Where(static a => a.Name.LocalName is "x" or "y" or "width" or "height" or "cx" or "cy"),
            static a => Assert.True(double.IsFinite(double.Parse(a.Value, CultureInfo.InvariantCulture)), a.ToString()));
    }, iter: 400);

    [Fact]
    public void A_columns_height_is_its_value_on_the_axis() => s_value.Array[1, 12].Sample(static values =>
    {
        var chart = Of(ChartType.Columns, [.. values.Select(static (_, i) => i.ToString(CultureInfo.InvariantCulture))],
        [
            new ChartSeries { Label = "a", Shape = SeriesShape.Column, Points = [.. values.Select(static (v, i) => new ChartPoint(i, v, "v"))] },
        ], false, "t", []);
        var scene = ChartLayout.Of(chart, 720, hasHeading: false);
        var columns = scene.Items.OfType<SceneRect>().Where(static r => r.Class == "f0" && r.Hint == "v").ToList();
        Assert.Equal(values.Length, columns.Count);

        // Heights of any two columns are in the ratio of their values; a column is at least half a pixel high.
        var highest = columns.Zip(values).MaxBy(static p => Math.Abs(p.Second));
        foreach (var (column, value) in columns.Zip(values))
        {
            var expected = highest.Second == 0 ? 0.5 : Math.Max(0.5, highest.First.Height * Math.Abs(value / highest.Second));
            Assert.Equal(expected, column.Height, Math.Max(0.51, 1e-9));
        }
    }, iter: 200);

    [Fact]
    public void A_forecast_column_is_hatched_and_a_forecast_line_dashed()
    {
        ImmutableArray<ChartPoint> points = [new(0, 1, "a"), new(1, 2, "b"), new(2, 3, "c") { IsForecast = true }];
        ChartSeries Made(SeriesShape shape) => new() { Label = "s", Shape = shape, Points = points };
        var columns = ChartLayout.Of(Of(ChartType.Columns, ["1", "2", "3"], [Made(SeriesShape.Column)], false, "t", []), 720, false);
        Assert.Equal([false, false, true], columns.Items.OfType<SceneRect>().Where(static r => r.Hint.Length > 0).Select(static r => r.IsHatched));
        var lines = ChartLayout.Of(Of(ChartType.Lines, ["1", "2", "3"], [Made(SeriesShape.Line)], false, "t", []), 720, false);
        Assert.Equal(["l0", "l0 fc"], lines.Items.OfType<ScenePath>().Select(static p => p.Class));
    }

    [Fact]
    public void Markup_in_labels_stays_text()
    {
        var chart = Of(ChartType.Columns, ["<script>alert(1)</script>", "b"],
            [new ChartSeries { Label = "\"><img src=x onerror=alert(1)>", Shape = SeriesShape.Column, Points = [new(0, 1, "<b>1</b>"), new(1, 2, "2")], ShowsValues = true }], false, "</title><script>", []);
        foreach (var svg in new[] { SvgWriter.Standalone(chart), SvgWriter.Inline(chart, "c1", 400) })
        {
            var names = XDocument.Parse(svg).Descendants().Select(static e => e.Name.LocalName).Distinct();
            Assert.Empty(names.Intersect(["script", "img", "b", "foreignObject"]));
        }
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
