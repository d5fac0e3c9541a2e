using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Charts;

/// <summary>One figure: a line in a track over a period.</summary>
/// <param name="Line">The line or measure.</param>
/// <param name="Track">The track.</param>
/// <param name="Period">The period; null for what does not vary over time.</param>
public sealed record OneFigure(ReportedLine Line, TableTrack Track, Period? Period);

/// <summary>Drivers that are moved together.</summary>
/// <param name="Label">As it is shown.</param>
/// <param name="Inputs">Slots of inputs.</param>
/// <param name="Change">For a tornado: what is added and taken away, in base units, or as a share where <paramref name="IsRelative"/>.</param>
/// <param name="IsRelative">Whether the change is a share of the input.</param>
public sealed record DriverGroup(string Label, ImmutableArray<int> Inputs, double Change = 0, bool IsRelative = false);

/// <summary>One bar of a bridge or tornado.</summary>
/// <param name="Label">The driver.</param>
/// <param name="Low">With the driver lowered; for a bridge where the step begins.</param>
/// <param name="High">With the driver raised; for a bridge where it ends.</param>
public readonly record struct DriverStep(string Label, double Low, double High);

/// <summary>Bridges from one track to another and tornadoes, by asking what a figure would be with other inputs.</summary>
/// <param name="reader">The figures.</param>
/// <param name="whatIf">Recomputes them with other inputs.</param>
/// <param name="numbers">How figures are written.</param>
public sealed class DriverCharts(FigureReader reader, IWhatIf whatIf, NumberOptions numbers)
{
    /// <summary>The most bars that are drawn; the smaller ones are shown together.</summary>
    public const int MostBars = 9;

    private readonly ReportLanguage _language = numbers.Language;

    private PlanProgram Program => reader.Program;

    /// <summary>
    /// What each driver contributes when a figure goes from one track to another, in the order given: drivers take the other track's values one
    /// after the other, so that the steps add up to the whole difference. What the named drivers leave is a step of its own.
    /// </summary>
    /// <param name="figure">The figure in the track from which the bridge starts.</param>
    /// <param name="to">The track to which it leads.</param>
    /// <param name="groups">Drivers in order; empty for every input that differs.</param>
    public ImmutableArray<DriverStep> BridgeSteps(OneFigure figure, TableTrack to, ImmutableArray<DriverGroup> groups)
    {
        var slot = figure.Line.Slot;
        var row = reader.RowOf(figure.Line, figure.Track, figure.Line.Rows[0]);
        var end = whatIf.Of(slot.Index, reader.RowOf(figure.Line, to, figure.Line.Rows[0]), figure.Period, []).Raw;
        var at = whatIf.Of(slot.Index, row, figure.Period, []).Raw;
        var changes = new List<InputChange>();
        var steps = new List<DriverStep>();
        var isAll = groups.IsEmpty;
        foreach (var group in isAll ? Differing(figure, to) : groups)
        {
            changes.AddRange(group.Inputs.SelectMany(input => Swaps(Program.Slots[input], figure.Track, to)));
            var next = whatIf.Of(slot.Index, row, figure.Period, changes).Raw;
            if (!isAll || Math.Abs(next - at) > 1e-9 * (Math.Abs(end) + Math.Abs(at)))
            {
                steps.Add(new DriverStep(group.Label, at, next));
            }

            at = next;
        }

        if (Math.Abs(end - at) > 1e-9 * (Math.Abs(end) + Math.Abs(at)))
        {
            steps.Add(new DriverStep(ChartWords.Rest(_language), at, end));
        }

        return [.. Fewer(steps)];
    }

    /// <summary>A waterfall of <see cref="BridgeSteps"/>.</summary>
    public Chart Bridge(OneFigure figure, TableTrack to, ImmutableArray<DriverGroup> groups, string title, string note)
    {
        var steps = BridgeSteps(figure, to, groups);
        var row = reader.RowOf(figure.Line, figure.Track, figure.Line.Rows[0]);
        var start = whatIf.Of(figure.Line.Slot.Index, row, figure.Period, []).Raw;
        var end = steps.IsEmpty ? start : steps[^1].High;
        var format = FormatOf(figure, [start, end]);
        var names = ImmutableArray.CreateBuilder<string>();
        var ends = ImmutableArray.CreateBuilder<ChartPoint>();
        var moves = ImmutableArray.CreateBuilder<ChartPoint>();
        double Shown(double value) => format.Unit.FromBase(value);
        names.Add(figure.Track.Label);
        ends.Add(new ChartPoint(0, Shown(start), format.Inline(CellValue.Of(start))));
        foreach (var step in steps)
        {
            var change = format.Inline(CellValue.Of(step.High - step.Low));
            moves.Add(new ChartPoint(names.Count, Shown(step.High), step.High >= step.Low ? "+" + change : change)
            {
                Low = Shown(step.Low),
                Color = step.High >= step.Low ? 2 : 1,
                HasColor = true,
            });
            names.Add(step.Label);
        }

        ends.Add(new ChartPoint(names.Count, Shown(end), format.Inline(CellValue.Of(end))));
        names.Add(to.Label);
        var chart = Empty(ChartType.Bridge, figure, format, title, note) with
        {
            X = new ChartAxis { Categories = names.ToImmutable() },
            Series =
            [
                new ChartSeries { Label = figure.Line.Label, Shape = SeriesShape.Column, Color = 0, ShowsValues = true, IsUnlisted = true,
                    Points = ends.ToImmutable() },
                new ChartSeries
                {
                    Label = ChartWords.Say(_language, "change", "变动"), Shape = SeriesShape.Column, Color = 2, ShowsValues = true, IsUnlisted = true,
                    Points = moves.ToImmutable(),
                },
            ],
        };
        return chart with { Description = ChartDescription.Of(chart) };
    }

    /// <summary>What a figure gains and loses when each driver is moved by its change, largest first.</summary>
    public ImmutableArray<DriverStep> TornadoSteps(OneFigure figure, ImmutableArray<DriverGroup> groups)
    {
        var slot = figure.Line.Slot.Index;
        var row = reader.RowOf(figure.Line, figure.Track, figure.Line.Rows[0]);
        var now = whatIf.Of(slot, row, figure.Period, []).Raw;
        double Moved(DriverGroup group, int sign) =>
            whatIf.Of(slot, row, figure.Period, [.. group.Inputs.SelectMany(i => Shifts(Program.Slots[i], figure.Track, group, sign))]).Raw - now;
        return
        [
            .. groups.Select(g => new DriverStep(g.Label, Moved(g, -1), Moved(g, 1)))
                .Where(static s => double.IsFinite(s.Low) && double.IsFinite(s.High) && (s.Low != 0 || s.High != 0))
                .OrderByDescending(static s => Math.Max(Math.Abs(s.Low), Math.Abs(s.High))).Take(MostBars + 3),
        ];
    }

    /// <summary>Bars of <see cref="TornadoSteps"/> around the figure as it is planned.</summary>
    public Chart Tornado(OneFigure figure, ImmutableArray<DriverGroup> groups, string title, string note)
    {
        var steps = TornadoSteps(figure, groups);
        var format = FormatOf(figure, [.. steps.SelectMany(static s => new[] { s.Low, s.High })]);
        ChartSeries Side(string label, int color, Func<DriverStep, double> value) => new()
        {
            Label = label,
            Shape = SeriesShape.Column,
            Color = color,
            Points = [.. steps.Select((s, i) => new ChartPoint(i, format.Unit.FromBase(value(s)), Signed(format, value(s))))],
        };
        var chart = Empty(ChartType.Tornado, figure, format, title, note) with
        {
            IsHorizontal = true,
            X = new ChartAxis { Categories = [.. steps.Select(static s => s.Label)] },
            Y = ChartBuilder.AxisOf(format, fromZero: true) with { Format = format.Number with { ShowsPlus = true } },
            Series =
            [
                Side(ChartWords.Say(_language, "driver raised", "驱动因素上调"), 0, static s => s.High),
                Side(ChartWords.Say(_language, "driver lowered", "驱动因素下调"), 1, static s => s.Low),
            ],
        };
        return chart with { Description = ChartDescription.Of(chart) };
    }

    private static string Signed(FigureFormat format, double value) => (value > 0 ? "+" : "") + format.Inline(CellValue.Of(value));

    private FigureFormat FormatOf(OneFigure figure, IReadOnlyList<double> values) =>
        reader.Format(figure.Line, values.Select(CellValue.Of), numbers);

    private Chart Empty(ChartType type, OneFigure figure, FigureFormat format, string title, string note) => new()
    {
        Type = type,
        Title = title.Length > 0 ? title : figure.Line.Label,
        Subtitle = string.Join(" · ", new[]
        {
            figure.Line.Label, ChartWords.Unit(format), figure.Period is { } p ? FigureWords.Of(p, _language) : "",
            type == ChartType.Tornado ? figure.Track.Label : "",
        }.Where(static t => t.Length > 0)),
        Note = note,
        Language = _language,
        X = new ChartAxis(),
        Y = ChartBuilder.AxisOf(format, fromZero: true),
        Series = [],
    };

    /// <summary>Every input whose values differ between two tracks, in the order of the plan.</summary>
    private IEnumerable<DriverGroup> Differing(OneFigure figure, TableTrack to) =>
        from slot in Program.Slots
        where slot is { Role: SlotRole.Input, Data: not null, TrackAxis: >= 0 } && slot.TrackAxis == figure.Line.Slot.TrackAxis
        select new DriverGroup(slot.Label, [slot.Index]);

    private IEnumerable<InputChange> Swaps(Slot input, TableTrack from, TableTrack to)
    {
        if (input.TrackAxis < 0)
        {
            yield break;
        }

        var members = Program.Layout.MembersOf(input.Index);
        var axis = Program.TrackAxes[input.TrackAxis];
        var (a, b) = (Math.Max(0, axis.IndexOf(from.Name)), Math.Max(0, axis.IndexOf(to.Name)));
        for (var member = 0; member < members; member++)
        {
            yield return new InputChange(input.Index, (a * members) + member, (b * members) + member);
        }
    }

    private IEnumerable<InputChange> Shifts(Slot input, TableTrack track, DriverGroup group, int sign)
    {
        var members = Program.Layout.MembersOf(input.Index);
        var at = input.TrackAxis < 0 ? 0 : Math.Max(0, Program.TrackAxes[input.TrackAxis].IndexOf(track.Name));
        for (var row = at * members; row < (at + 1) * members; row++)
        {
            yield return group.IsRelative
                ? new InputChange(input.Index, row, row, Factor: 1 + (sign * group.Change))
                : new InputChange(input.Index, row, row, Add: sign * group.Change);
        }
    }

    // The smallest steps of a long bridge are shown as one; their sum is kept, so that the bridge still closes.
    private List<DriverStep> Fewer(List<DriverStep> steps)
    {
        if (steps.Count <= MostBars)
        {
            return steps;
        }

        var kept = steps.OrderByDescending(static s => Math.Abs(s.High - s.Low)).Take(MostBars - 1).ToHashSet();
        var fewer = new List<DriverStep>();
        var at = steps[0].Low;
        foreach (var step in steps.Where(kept.Contains))
        {
            fewer.Add(new DriverStep(step.Label, at, at + step.High - step.Low));
            at = fewer[^1].High;
        }

        fewer.Add(new DriverStep(ChartWords.Rest(_language), at, steps[^1].High));
        return fewer;
    }
}
