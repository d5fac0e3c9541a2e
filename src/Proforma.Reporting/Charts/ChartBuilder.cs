using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;
using Proforma.Reporting.Tables;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Reporting.Charts;

/// <summary>Charts of lines over report periods: lines, columns, stacked columns, peers, runway.</summary>
/// <param name="reader">The figures.</param>
/// <param name="request">What is to be shown.</param>
public sealed class ChartBuilder(FigureReader reader, ChartRequest request)
{
    private const double Visible = 0.02;

    private readonly ReportLanguage _language = request.Language;

    /// <summary>The chart.</summary>
    /// <exception cref="ArgumentException">There is no line or no period to show.</exception>
    public Chart Build()
    {
        if (request.Lines.IsEmpty || request.Periods.IsEmpty)
        {
            throw new ArgumentException("A chart shows at least one line over one period.", nameof(request));
        }

        var drafts = Drafts();
        var format = FormatOf(drafts);
        var isStacked = request.Type == ChartType.Stacked;
        var isColumns = isStacked || request.Type is ChartType.Columns or ChartType.Peers;
        var series = isStacked ? Stacked(drafts, format) : Side(drafts, format, isColumns);
        var chart = new Chart
        {
            Type = request.Type,
            Title = request.Title.Length > 0 ? request.Title : TitleOf(),
            Subtitle = SubtitleOf(format),
            Note = request.Note,
            Language = _language,
            X = isStacked ? StackedAxis(drafts) : new ChartAxis { Categories = Categories },
            Y = AxisOf(format, request.FromZero || isColumns || request.Type == ChartType.Runway),
            Series = series,
            Annotations = Dates(),
        };
        return chart with { Description = ChartDescription.Of(chart) };
    }

    /// <summary>An axis on which figures are written in a format.</summary>
    internal static ChartAxis AxisOf(FigureFormat format, bool fromZero) => new()
    {
        Format = format.Number,
        Unit = (format.Words.Before(format.Language), format.Words.After(format.Language, isOne: false)),
        FromZero = fromZero,
    };

    private List<Draft> Drafts()
    {
        var drafts = new List<Draft>();
        foreach (var line in request.Lines)
        {
            foreach (var track in line.Slot.TrackAxis < 0 || Program.TracksOf(line.Slot) == 1 ? request.Tracks.Take(1) : request.Tracks)
            {
                var hasTracks = line.Slot.TrackAxis >= 0 && track.Name.Length > 0 && Program.TracksOf(line.Slot) > 1;
                drafts.Add(new Draft(line, track, hasTracks, [.. request.Periods.Select(p => reader.Of(line, track, p))]));
            }
        }

        return drafts;
    }

    private PlanProgram Program => reader.Program;

    // Next to its largest values a chart's smallest are a pixel high: they do not decide how many decimals stand over the columns.
    private FigureFormat FormatOf(List<Draft> drafts)
    {
        var values = drafts.SelectMany(static d => d.Figures).Select(static f => f.Value).Where(static v => v.IsValue).ToList();
        var seen = values.Select(static v => Math.Abs(v.Raw)).DefaultIfEmpty(0).Max() * Visible;
        return reader.Format(request.Lines[0], values.Where(v => Math.Abs(v.Raw) >= seen), request.Numbers);
    }

    private string TextOf(Draft draft, CellValue value) => reader.Format(draft.Line, [value], request.Numbers).Inline(value);

    private ImmutableArray<ChartSeries> Side(List<Draft> drafts, FigureFormat format, bool isColumns)
    {
        var shown = ImmutableArray.CreateBuilder<ChartSeries>();
        foreach (var draft in drafts)
        {
            shown.Add(new ChartSeries
            {
                Label = LabelOf(draft),
                Shape = isColumns ? SeriesShape.Column : SeriesShape.Line,
                Color = shown.Count % ChartPalette.Count,
                Cluster = shown.Count,
                Track = draft.HasTracks ? draft.Track.Name : "",
                ShowsValues = isColumns,
                Points = [.. Points(draft, format)],
            });
        }

        return shown.ToImmutable();
    }

    private IEnumerable<ChartPoint> Points(Draft draft, FigureFormat format)
    {
        for (var i = 0; i < draft.Figures.Length; i++)
        {
            if (draft.Figures[i] is { Value.IsValue: true, IsComplete: true } figure)
            {
                yield return new ChartPoint(i, format.Unit.FromBase(figure.Value.Raw), TextOf(draft, figure.Value))
                {
                    IsForecast = IsForecast(draft, i),
                    Explained = Explained(draft, i),
                };
            }
        }
    }

    // Without anything reported there is nothing to tell apart: all is drawn solid.
    private bool IsForecast(Draft draft, int period) => !reader.IsActual(draft.Line, request.Periods[period], request.ActualThrough) && HasActuals(draft);

    private bool HasActuals(Draft draft) => request.ActualThrough is not null
        || request.Periods.Any(p => reader.IsActual(draft.Line, p, null));

    private ImmutableArray<ChartSeries> Stacked(List<Draft> drafts, FigureFormat format)
    {
        var tracks = drafts.Where(static d => d.HasTracks).Select(static d => d.Track).Distinct().ToList();
        var columns = Math.Max(1, tracks.Count);
        var ups = new double[request.Periods.Length * columns];
        var downs = new double[ups.Length];
        var shown = ImmutableArray.CreateBuilder<ChartSeries>();
        foreach (var line in request.Lines)
        {
            var points = ImmutableArray.CreateBuilder<ChartPoint>();
            for (var at = 0; at < ups.Length; at++)
            {
                var (period, column) = (at / columns, at % columns);
                var draft = drafts.Find(d => d.Line == line && (!d.HasTracks || d.Track == tracks[column]))!;
                if (draft.Figures[period] is not { Value.IsValue: true } figure)
                {
                    continue;
                }

                var value = format.Unit.FromBase(figure.Value.Raw);
                ref var sum = ref value >= 0 ? ref ups[at] : ref downs[at];
                points.Add(new ChartPoint(at, sum + value, TextOf(draft, figure.Value))
                {
                    Low = sum,
                    IsForecast = IsForecast(draft, period),
                    Explained = Explained(draft, period),
                    Track = tracks.Count > 1 ? tracks[column].Name : "",
                });
                sum += value;
            }

            shown.Add(new ChartSeries { Label = line.Label, Shape = SeriesShape.Column, Color = shown.Count % ChartPalette.Count, Points = points.ToImmutable() });
        }

        return shown.ToImmutable();
    }

    private ImmutableArray<string> Categories => [.. request.Periods.Select(p => ChartWords.Short(p, _language))];

    private ChartAxis StackedAxis(List<Draft> drafts)
    {
        var tracks = drafts.Where(static d => d.HasTracks).Select(static d => d.Track).Distinct().ToList();
        return tracks.Count <= 1 ? new ChartAxis { Categories = Categories } : new ChartAxis
        {
            Categories = [.. Categories.SelectMany(p => tracks.Select(t => $"{p} {t.Label}"))],
            Short = [.. Categories.SelectMany(_ => tracks.Select(static t => t.Label))],
            Groups = [.. Categories.Select(p => (p, tracks.Count))],
        };
    }

    private int Explained(Draft draft, int period) => request.Explain is { } explain && draft.Line.Rows.Length == 1
        ? explain(draft.Line, draft.Track, request.Periods[period]) + 1 : 0;

    private string LabelOf(Draft draft)
    {
        var sharesLine = request.Lines.Length == 1;
        return !draft.HasTracks || (!sharesLine && request.Tracks.Length == 1) ? draft.Line.Label
            : sharesLine ? draft.Track.Label
            : _language == ReportLanguage.Chinese ? $"{draft.Line.Label}（{draft.Track.Label}）" : $"{draft.Line.Label}, {Lowered(draft.Track.Label)}";
    }

    private static string Lowered(string label) => label.Length > 1 && char.IsAsciiLetterUpper(label[0]) && char.IsAsciiLetterLower(label[1])
        ? char.ToLowerInvariant(label[0]) + label[1..] : label;

    private string TitleOf() => string.Join(ChartWords.Say(_language, ", ", "、"), request.Lines.Select(static l => l.Label).Distinct());

    private string SubtitleOf(FigureFormat format)
    {
        var periods = request.Periods;
        var range = ChartWords.Range(FigureWords.Of(periods[0], _language), FigureWords.Of(periods[^1], _language), _language);
        return $"{ChartWords.Unit(format)} · {ChartWords.By(periods[0].Grain, _language)} · {range}";
    }

    private ImmutableArray<ChartAnnotation> Dates()
    {
        var found = ImmutableArray.CreateBuilder<ChartAnnotation>();
        foreach (var date in request.Dates.Where(static d => d.Slot.Type == ValueType.Period))
        {
            foreach (var track in date.Slot.TrackAxis < 0 ? request.Tracks.Take(1) : request.Tracks)
            {
                var value = reader.Constant(date, track);
                if (!value.IsValue || Math.Abs(value.Raw) >= PeriodValue.Never)
                {
                    continue;
                }

                var when = new Period(date.Slot.PeriodGrain, (int)value.Raw, date.Slot.PeriodYearEnd);
                var at = Array.FindIndex([.. request.Periods], p => p.Start <= when.Start && p.End >= when.Start);
                if (at >= 0)
                {
                    var color = request.Lines.Length == 1 && request.Tracks.Length > 1 && date.Slot.TrackAxis >= 0 ? request.Tracks.IndexOf(track) : -1;
                    var name = FigureWords.Of(when, _language);
                    found.Add(new ChartAnnotation($"{date.Label} {name}", at, double.NaN, date.Slot.TrackAxis < 0 ? "" : track.Name, color));
                }
            }
        }

        return [.. found.OrderBy(static a => a.X)];
    }

    private sealed record Draft(ReportedLine Line, TableTrack Track, bool HasTracks, ImmutableArray<ReportedFigure> Figures);
}
