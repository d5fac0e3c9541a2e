using System.Collections.Immutable;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Charts;

/// <summary>Charts of a simulation: fans over time, histograms, cumulative distributions.</summary>
/// <param name="reader">The plan's own figures, drawn beside the simulated ones.</param>
/// <param name="simulated">The simulation.</param>
/// <param name="numbers">How figures are written.</param>
public sealed class DistributionCharts(FigureReader reader, ISimulatedFigures simulated, NumberOptions numbers)
{
    private const int Bins = 40, Quantiles = 100;

    private readonly ReportLanguage _language = numbers.Language;

    /// <summary>The distribution of a figure, or null when the simulation did not keep it.</summary>
    public ISampleDistribution? Find(ReportedLine line, TableTrack track, Period? period)
    {
        var row = reader.RowOf(line, track, line.Rows[0]);
        return simulated.Figures.FirstOrDefault(f => f.Output.Slot == line.Slot.Index && f.Output.Row == row
            && f.Output.Period == period)?.Distribution;
    }

    /// <summary>P10, P50 and P90 of a line over periods; periods that were not simulated are left out.</summary>
    public Chart Fan(ReportedLine line, TableTrack track, ImmutableArray<Period> periods, string title, string note)
    {
        var found = periods.Select((p, i) => (Index: i, Found: Find(line, track, p))).Where(static f => f.Found is { Count: > 0 }).ToList();
        var format = reader.Format(line, found.Select(static f => CellValue.Of(f.Found!.Quantile(0.9))), numbers);
        double Shown(double raw) => format.Unit.FromBase(raw);
        string Text(double raw) => format.Inline(CellValue.Of(raw));
        var chart = Empty(ChartType.Fan, line, track, format, periods[0], periods[^1], title, note) with
        {
            X = new ChartAxis { Categories = [.. periods.Select(p => ChartWords.Short(p, _language))] },
            Y = ChartBuilder.AxisOf(format, fromZero: false),
            Series =
            [
                new ChartSeries
                {
                    Label = ChartWords.Range80(_language), Shape = SeriesShape.Band,
                    Points =
                    [
                        .. found.Select(f => new ChartPoint(f.Index, Shown(f.Found!.Quantile(0.9)),
                            ChartWords.Range(Text(f.Found.Quantile(0.1)), Text(f.Found.Quantile(0.9)),
                                _language)) { Low = Shown(f.Found.Quantile(0.1)) }),
                    ],
                },
                new ChartSeries
                {
                    Label = ChartWords.Median(_language), Shape = SeriesShape.Line,
                    Points = [.. found.Select(f => new ChartPoint(f.Index, Shown(f.Found!.Quantile(0.5)), Text(f.Found.Quantile(0.5))))],
                },
            ],
        };
        return chart with { Description = ChartDescription.Of(chart) };
    }

    /// <summary>How often a figure falls where.</summary>
    public Chart Histogram(ReportedLine line, TableTrack track, Period? period, ISampleDistribution sample, string title, string note)
    {
        var bins = sample.Histogram(Bins);
        var format = reader.Format(line, bins.Select(static b => CellValue.Of(b.High)), numbers);
        var share = ShareFormat();
        var chart = Empty(ChartType.Histogram, line, track, format, period, period, title, note) with
        {
            X = ChartBuilder.AxisOf(format, fromZero: false),
            Y = new ChartAxis { Format = share, FromZero = true },
            Series =
            [
                new ChartSeries
                {
                    Label = ChartWords.Trials(_language), Shape = SeriesShape.Column,
                    Points =
                    [
                        .. bins.Select(b => new ChartPoint(format.Unit.FromBase((b.Low + b.High) / 2), (double)b.Count / Math.Max(1, sample.Count),
                            share.Format((double)b.Count / Math.Max(1, sample.Count))) { Width = Math.Max(format.Unit.FromBase(b.High - b.Low),
                                double.Epsilon) }),
                    ],
                },
            ],
            Annotations = Marks(format, sample),
        };
        return chart with { Description = ChartDescription.Of(chart) };
    }

    /// <summary>With which probability a figure is at most so much.</summary>
    public Chart Cumulative(ReportedLine line, TableTrack track, Period? period, ISampleDistribution sample, string title, string note)
    {
        var levels = Enumerable.Range(0, Quantiles + 1).Select(static i => Math.Clamp((double)i / Quantiles, 0.001, 0.999)).ToList();
        var format = reader.Format(line, [CellValue.Of(sample.Quantile(0.001)), CellValue.Of(sample.Quantile(0.999))], numbers);
        var share = ShareFormat();
        var chart = Empty(ChartType.Cumulative, line, track, format, period, period, title, note) with
        {
            X = ChartBuilder.AxisOf(format, fromZero: false),
            Y = new ChartAxis { Format = share, FromZero = true },
            Series =
            [
                new ChartSeries
                {
                    Label = ChartWords.Probability(_language), Shape = SeriesShape.Line,
                    Points = [.. levels.Select(p => new ChartPoint(format.Unit.FromBase(sample.Quantile(p)), p, share.Format(p)))],
                },
            ],
            Annotations = Marks(format, sample),
        };
        return chart with { Description = ChartDescription.Of(chart) };
    }

    private static ImmutableArray<ChartAnnotation> Marks(FigureFormat format, ISampleDistribution sample) =>
    [
        .. new[] { (0.1, "P10"), (0.5, "P50"), (0.9, "P90") }.Select(m =>
            new ChartAnnotation($"{m.Item2} {format.Inline(CellValue.Of(sample.Quantile(m.Item1)))}", format.Unit.FromBase(sample.Quantile(m.Item1)),
                double.NaN)),
    ];

    private NumberFormat ShareFormat() => new() { Style = NumberStyle.Percent, Decimals = 1, Language = _language };

    private Chart Empty(ChartType type, ReportedLine line, TableTrack track, FigureFormat format, Period? first, Period? last, string title,
        string note) => new()
    {
        Type = type,
        Title = title.Length > 0 ? title : line.Label,
        Subtitle = string.Join(" · ", new[]
        {
            ChartWords.Unit(format),
            first is { } a && last is { } b ? ChartWords.Range(FigureWords.Of(a, _language), FigureWords.Of(b, _language), _language) : "",
            track.Label,
            ChartWords.Say(_language, $"{simulated.TrialsRun:N0} trials", $"模拟 {simulated.TrialsRun} 次"),
        }.Where(static t => t.Length > 0)),
        Note = note,
        Language = _language,
        X = new ChartAxis(),
        Y = new ChartAxis(),
        Series = [],
    };
}
