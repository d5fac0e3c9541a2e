using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;
using Proforma.Model.Units;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Reporting.Simulation;

/// <summary>A simulation as records: for each output its statistics, then its correlations with the inputs.</summary>
public sealed class SimulationRecordSource
{
    private readonly SimulationContent _content;
    private readonly ImmutableArray<double> _quantiles;
    private readonly PlanProgram _program;

    private SimulationRecordSource(SimulationContent content, ImmutableArray<double> quantiles) =>
        (_content, _quantiles, _program) = (content, quantiles, content.Figures.Program);

    /// <summary>The records of all outputs.</summary>
    /// <param name="content">The simulation.</param>
    /// <param name="quantiles">Which quantiles are among them, from 0 to 1.</param>
    public static IEnumerable<SimulationRecord> Of(SimulationContent content, ImmutableArray<double> quantiles)
    {
        var source = new SimulationRecordSource(content, quantiles);
        return content.Figures.Figures.SelectMany(source.OfFigure).Concat(content.Influences.SelectMany(source.OfInfluences));
    }

    private IEnumerable<SimulationRecord> OfFigure(SimulatedFigure figure)
    {
        var slot = _program.Slots[figure.Output.Slot];
        var record = Blank(figure.Output);
        var statistics = _content.ConditionOf(slot.Index) is { } condition ? OfCondition(record, figure, condition)
            : slot.Type == ValueType.Period ? OfPeriods(record with { Unit = "" }, slot, figure.Distribution)
            : OfQuantity(record, ReportedUnit.Of(slot), figure.Distribution);
        return statistics.Concat(OfStates(record with { Unit = "1" }, figure));
    }

    private SimulationRecord Blank(SimulationOutput output)
    {
        var slot = _program.Slots[output.Slot];
        var condition = _content.ConditionOf(output.Slot);
        var track = SimulationNames.TrackOf(_program, output) is not { } found ? "" : _content.IsMix && slot.Entity.Length == 0 ? "mix" : found.Name;
        return new SimulationRecord(
            slot.Entity,
            condition?.Line ?? CellNames.WithinEntity(slot),
            SimulationNames.MemberOf(_program, output),
            track,
            output.Period?.ToString() ?? "",
            output.Period is { } period ? period.Grain.ToString().ToLowerInvariant() : "",
            condition is null ? ReportedUnit.Of(slot).Symbol : "1",
            "",
            null,
            null,
            null);
    }

    private static IEnumerable<SimulationRecord> OfCondition(SimulationRecord record, SimulatedFigure figure, SimulatedCondition condition)
    {
        var distribution = figure.Distribution;
        if (distribution.Count > 0)
        {
            yield return record with
            {
                Statistic = "probability",
                Value = distribution.Mean,
                StandardError = SimulatedValues.ShareError(distribution.Mean, distribution.Count),
                Text = condition.Text,
            };
        }
    }

    private IEnumerable<SimulationRecord> OfPeriods(SimulationRecord record, Slot slot, ISampleDistribution distribution)
    {
        if (distribution.Count == 0)
        {
            yield break;
        }

        foreach (var q in _quantiles)
        {
            var value = SimulatedValues.Quantile(slot, distribution, q).Raw;
            yield return record with
            {
                Statistic = NameOf(q),
                Text = FigureWords.PeriodOf(value, slot.PeriodGrain, slot.PeriodYearEnd, ReportLanguage.English),
            };
        }

        foreach (var (name, share) in new[] { ("never", SimulatedValues.ShareOfNever(distribution)),
            ("before", SimulatedValues.ShareOfBefore(distribution)) })
        {
            yield return record with { Unit = "1", Statistic = name, Value = share,
                StandardError = SimulatedValues.ShareError(share, distribution.Count) };
        }
    }

    private IEnumerable<SimulationRecord> OfQuantity(SimulationRecord record, Unit unit, ISampleDistribution d)
    {
        if (d.Count == 0)
        {
            yield break;
        }

        // Units may have a scale, but no origin of their own, so a deviation is converted like a figure.
        SimulationRecord With(string statistic, double value, double? error) => record with
        {
            Statistic = statistic,
            Value = Finite(unit.FromBase(value)),
            StandardError = error is { } e ? Finite(unit.FromBase(e)) : null,
        };
        yield return With("mean", d.Mean, d.MeanStandardError);
        yield return With("sd", d.StandardDeviation, null);
        yield return record with { Unit = "1", Statistic = "skewness", Value = Finite(d.Skewness) };
        yield return With("min", d.Minimum, null);
        yield return With("max", d.Maximum, null);
        foreach (var q in _quantiles)
        {
            yield return With(NameOf(q), d.Quantile(q), d.QuantileStandardError(q));
        }
    }

    private IEnumerable<SimulationRecord> OfStates(SimulationRecord record, SimulatedFigure figure)
    {
        var run = Math.Max(1, _content.Figures.TrialsRun);
        foreach (var (name, count) in new[] { ("blank", figure.Blank), ("unknown", figure.Unknown), ("failed", figure.Failed) })
        {
            if (count > 0)
            {
                var share = (double)count / run;
                yield return record with { Statistic = name, Value = share, StandardError = SimulatedValues.ShareError(share, run) };
            }
        }

        if (figure.FirstFailedTrial >= 0)
        {
            yield return record with { Statistic = "first_failed_trial", Value = figure.FirstFailedTrial };
        }
    }

    private IEnumerable<SimulationRecord> OfInfluences(OutputInfluences influences)
    {
        var record = Blank(influences.Output) with { Unit = "1", Statistic = "rank_correlation" };
        foreach (var input in influences.Inputs)
        {
            var slot = _program.Slots[input.Slot];
            var text = slot.Name + (input.FirstStep > 0 && _program.CalendarOf(slot) is { } calendar ? $"[{calendar.Step(input.FirstStep)}]" : "");
            yield return record with { Value = Finite(input.RankCorrelation), Text = text };
        }
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string NameOf(double quantile) => FormattableString.Invariant($"p{quantile * 100:0.######}").Replace('.', '_');
}
