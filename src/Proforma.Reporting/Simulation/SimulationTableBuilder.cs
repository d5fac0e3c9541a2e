using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Reporting.Simulation;

/// <summary>Makes the table of a simulation.</summary>
public sealed class SimulationTableBuilder
{
    private const int ShapeBins = 12;

    private readonly SimulationContent _content;
    private readonly SimulationTableOptions _options;
    private readonly PlanProgram _program;
    private readonly bool _chinese;

    private SimulationTableBuilder(SimulationContent content, SimulationTableOptions options)
    {
        (_content, _options, _program) = (content, options, content.Figures.Program);
        _chinese = options.Language == ReportLanguage.Chinese;
    }

    /// <summary>The table of all outputs.</summary>
    public static SimulationTable Build(SimulationContent content, SimulationTableOptions options) =>
        new SimulationTableBuilder(content, options).Build();

    private SimulationTable Build()
    {
        var conditions = _content.Figures.Figures.Where(f => _content.ConditionOf(f.Output.Slot) is not null).ToList();
        var figures = _content.Figures.Figures.Except(conditions).ToList();
        var probabilities = new ProbabilityTable(_content, _options, NameOfTrack);
        return new SimulationTable
        {
            Title = _program.Title,
            Language = _options.Language,
            Statistics = [.. _options.Quantiles.Select(static q => FormattableString.Invariant($"P{q * 100:0.###}")), _chinese ? "均值" : "mean"],
            Tracks = [.. figures.GroupBy(f => NameOfTrack(f.Output)).Select(g => Track(g.Key, [.. g]))],
            ProbabilityTracks = probabilities.Tracks,
            Probabilities = probabilities.Rows,
            Notes = [.. new SimulationNotes(_content, _options).All(LeftOut(figures))],
            Reproduce = SimulationNotes.Reproduce(_content, _options.Language),
        };
    }

    private string NameOfTrack(SimulationOutput output)
    {
        var slot = _program.Slots[output.Slot];
        return SimulationNames.TrackOf(_program, output) is not { } track ? ""
            : _content.IsMix && slot.Entity.Length == 0 ? _chinese ? "各轨道按权重合并" : "tracks mixed by weight"
            : SimulationNames.Of(track);
    }

    private SimulatedTrack Track(string name, List<SimulatedFigure> figures)
    {
        var series = figures.Where(static f => f.Output.Period is not null).GroupBy(static f => (f.Output.Slot, f.Output.Row)).Select(static g =>
            g.ToList()).ToList();
        var lines = series.Select(Line).ToImmutableArray();
        var measures = figures.Where(static f => f.Output.Period is null
            && !SimulatedValues.IsCertain(f.Distribution)).Select(Measure).ToImmutableArray();
        var first = series.FirstOrDefault()?.FindLast(static f => f.Distribution.Count > 0 && !SimulatedValues.IsCertain(f.Distribution));
        var influences = _content.Influences.Where(i => !i.Inputs.IsEmpty
            && figures.Exists(f => f.Output == i.Output)).Select(Influence).ToImmutableArray();
        return new SimulatedTrack(name, lines, measures, first is null ? null : Histogram(first), influences);
    }

    private SimulatedLine Line(List<SimulatedFigure> periods)
    {
        var slot = _program.Slots[periods[0].Output.Slot];
        var member = SimulationNames.MemberOf(_program, periods[0].Output);
        var shown = periods.Where(static f => !SimulatedValues.IsCertain(f.Distribution)).ToList();
        shown = shown.Count == 0 ? periods : shown;
        var values = shown.Select(Values).ToList();
        var format = FigureFormat.For(slot, values.SelectMany(static v => v), _options.Numbers, program: _program);
        var axis = Axis(shown);
        return new SimulatedLine(
            member.Length == 0 ? slot.Label : $"{slot.Label}: {member}",
            format.Heading,
            [.. shown.Select((f, i) => new SimulatedRow(
                FigureWords.Of(f.Output.Period!.Value, _options.Language), [.. values[i].Select(format.Cell)], Marks(f.Distribution, axis),
                    ShapeOf(f), ""))]);
    }

    private SimulatedRow Measure(SimulatedFigure figure)
    {
        var slot = _program.Slots[figure.Output.Slot];
        var member = SimulationNames.MemberOf(_program, figure.Output);
        var values = Values(figure);
        var format = FigureFormat.For(slot, values, _options.Numbers, program: _program);
        var label = (member.Length == 0 ? slot.Label : $"{slot.Label}: {member}") + (format.Heading.Length == 0 ? "" : $", {format.Heading}");
        return new SimulatedRow(label, [.. values.Select(format.Cell)], null, ShapeOf(figure), slot.Type == ValueType.Period
            ? RemarkOf(figure.Distribution) : "");
    }

    /// <summary>The quantiles and the mean. The mean of periods is over those trials that have one.</summary>
    private List<CellValue> Values(SimulatedFigure figure)
    {
        var slot = _program.Slots[figure.Output.Slot];
        var distribution = figure.Distribution;
        if (distribution.Count == 0)
        {
            var state = figure.Failed > 0 ? CellValue.Failed(FailureKind.None) : figure.Unknown > 0 ? CellValue.Unknown : CellValue.Blank;
            return [.. Enumerable.Repeat(state, _options.Quantiles.Length + 1)];
        }

        var mean = slot.Type != ValueType.Period ? CellValue.Of(distribution.Mean)
            : double.IsFinite(distribution.Mean) && SimulatedValues.ShareOfNever(distribution)
                + SimulatedValues.ShareOfBefore(distribution) < 1 - 1e-12
                ? CellValue.Of(Math.Round(distribution.Mean)) : CellValue.Blank;
        return [.. _options.Quantiles.Select(q => SimulatedValues.Quantile(slot, distribution, q)), mean];
    }

    private string RemarkOf(ISampleDistribution distribution)
    {
        var parts = new List<string>();
        var (never, before) = (SimulatedValues.ShareOfNever(distribution), SimulatedValues.ShareOfBefore(distribution));
        if (never > 0)
        {
            parts.Add($"{(_chinese ? "从未" : "never")} {ProbabilityText.Of(never, distribution.Count, _options.Language)}");
        }

        if (before > 0)
        {
            parts.Add($"{(_chinese ? "此前" : "before")} {ProbabilityText.Of(before, distribution.Count, _options.Language)}");
        }

        return string.Join(_chinese ? "，" : ", ", parts);
    }

    private (double Low, double High) Axis(List<SimulatedFigure> figures)
    {
        var known = figures.Where(static f => f.Distribution.Count > 0).ToList();
        return known.Count == 0 || _program.Slots[known[0].Output.Slot].Type != ValueType.Quantity ? (0, 0)
            : (known.Min(static f => f.Distribution.Quantile(0.05)), known.Max(static f => f.Distribution.Quantile(0.95)));
    }

    private static FanMarks? Marks(ISampleDistribution d, (double Low, double High) axis)
    {
        if (d.Count == 0 || !(axis.High > axis.Low))
        {
            return null;
        }

        // Halves keep the span finite at the ends of what a double holds.
        double Share(double x) => Math.Clamp(((x / 2) - (axis.Low / 2)) / ((axis.High / 2) - (axis.Low / 2)), 0, 1);
        var zero = axis.Low <= 0 && axis.High >= 0 ? Share(0) : double.NaN;
        return new FanMarks(Share(d.Quantile(0.05)), Share(d.Quantile(0.10)), Share(d.Quantile(0.5)), Share(d.Quantile(0.9)),
            Share(d.Quantile(0.95)), zero);
    }

    private string ShapeOf(SimulatedFigure figure)
    {
        var distribution = figure.Distribution;
        return _program.Slots[figure.Output.Slot].Type != ValueType.Quantity || distribution.Count < ShapeBins
            || SimulatedValues.IsCertain(distribution) ? ""
            : Sparkline.Of([.. distribution.Histogram(ShapeBins, 0.005, 0.995).Select(static b => CellValue.Of(b.Count))], ShapeBins);
    }

    private HistogramChart? Histogram(SimulatedFigure figure)
    {
        var slot = _program.Slots[figure.Output.Slot];
        if (slot.Type != ValueType.Quantity || figure.Distribution.Count < _options.Bins)
        {
            return null;
        }

        var bins = figure.Distribution.Histogram(_options.Bins, 0.001, 0.999).ToImmutableArray();
        var (low, high, median) = (bins[0].Low, bins[^1].High, figure.Distribution.Quantile(0.5));
        var format = FigureFormat.For(slot, [CellValue.Of(low), CellValue.Of(high), CellValue.Of(median)], _options.Numbers, program: _program);
        return new HistogramChart(
            TitleOf(figure.Output), bins, format.Inline(CellValue.Of(low)), format.Inline(CellValue.Of(high)), format.Inline(CellValue.Of(median)),
            high > low ? (median - low) / (high - low) : 0.5);
    }

    private InfluenceChart Influence(OutputInfluences influences)
    {
        // Of a noise only its strongest step stands for all.
        var noises = _program.Uncertainties.Where(static u => u.EachPeriod).Select(static u => u.Slot).ToHashSet();
        var inputs = influences.Inputs.DistinctBy(i => noises.Contains(i.Slot) ? (i.Slot, -1, -1) : (i.Slot, i.Row, i.FirstStep));
        return new InfluenceChart(
            TitleOf(influences.Output), [.. inputs.Take(_options.MostInputs).Select(i =>
                (SimulationNames.Of(_program, i, _options.Language), i.RankCorrelation))]);
    }

    private string TitleOf(SimulationOutput output)
    {
        var label = _program.Slots[output.Slot].Label;
        return output.Period is { } period ? $"{label} {FigureWords.Of(period, _options.Language)}" : label;
    }

    /// <summary>The periods that no line shows, and the measures, because nothing in them is uncertain.</summary>
    private string LeftOut(List<SimulatedFigure> figures)
    {
        var series = figures.Where(static f => f.Output.Period is not null).ToList();
        var shown = series.Where(static f => !SimulatedValues.IsCertain(f.Distribution)).Select(static f => f.Output.Period).ToHashSet();
        var periods = shown.Count == 0 ? [] : series.Select(static f => f.Output.Period).Distinct().Where(p => !shown.Contains(p)).Select(p =>
            FigureWords.Of(p!.Value, _options.Language));
        var measures = figures.Where(static f => f.Output.Period is null).GroupBy(static f => f.Output.Slot)
            .Where(static g => g.All(static f => SimulatedValues.IsCertain(f.Distribution))).Select(g => _program.Slots[g.Key].Label);
        return string.Join(_chinese ? "、" : ", ", periods.Concat(measures));
    }
}
