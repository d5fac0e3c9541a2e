using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Engine.Simulation.Tracing;

/// <summary>A traced <see cref="RolledUp"/>.</summary>
internal readonly record struct TracedRollUp(Traced Value, int CoveredSteps, int TotalSteps, bool IsComplete)
{
    public double Length { get; init; }

    /// <summary>What a formula reads: the value, or unknown where steps are missing.</summary>
    public Traced AsRead(Tracer tracer) => Value.IsValue && !IsComplete ? tracer.Guarded(Traced.Of(CellValue.Unknown, true), Value) : Value;
}

/// <summary>Traces what lines come to over report periods: the counterpart of <see cref="RollUp"/>. Sums grow step by step.</summary>
internal sealed class RollUpTracer
{
    private readonly Tracer _tracer;
    private readonly TracedCells _cells;
    private readonly RecomputationTracer _recomputation;

    public RollUpTracer(Tracer tracer, TracedCells cells)
    {
        _tracer = tracer;
        _cells = cells;
        _recomputation = new RecomputationTracer(tracer, cells, this);
    }

    /// <summary>The value for a span by a rule.</summary>
    public TracedRollUp Of(int slot, int row, ReportSpan span, RollUpRule rule)
    {
        var found = _cells.Program.Slots[slot];
        if (found.TimeAxis < 0)
        {
            var value = _cells.At(slot, row, 0);
            return new TracedRollUp(value, value.IsBlank ? 0 : 1, 1, true);
        }

        return rule == RollUpRule.Recompute ? _recomputation.Of(slot, row, span) : OfSteps(found, row, span, rule);
    }

    public TracedRollUp OfSteps(Slot slot, int row, ReportSpan span, RollUpRule rule)
    {
        var calendar = _cells.Program.CalendarOf(slot)!;
        var total = span.TotalSteps(calendar);
        if (span.Steps.IsEmpty)
        {
            return new TracedRollUp(Traced.Of(CellValue.Blank, false), 0, total, false);
        }

        return rule switch
        {
            RollUpRule.Closing or RollUpRule.Constant => AtEdge(slot.Index, row, span, calendar, total, span.Steps.Last, EndsInside(calendar, span)),
            RollUpRule.Opening => AtEdge(
                slot.OpeningSlot >= 0 ? slot.OpeningSlot : slot.Index, row, span, calendar, total, span.Steps.First, StartsInside(calendar, span)),
            RollUpRule.Integral => Integral(slot, row, span, total),
            RollUpRule.Average => Average(slot, row, span, total),
            RollUpRule.Sum or RollUpRule.Mean => Plain(slot, row, span, total, rule == RollUpRule.Mean),
            RollUpRule.Weighted => Weighted(slot, row, span, total),
            RollUpRule.Minimum => Gathered(slot, row, span, total, Reducer.Minimum),
            RollUpRule.Maximum => Gathered(slot, row, span, total, Reducer.Maximum),
            RollUpRule.Any => Gathered(slot, row, span, total, Reducer.Any),
            RollUpRule.All => Gathered(slot, row, span, total, Reducer.All),
            _ => span.IsSingleStep
                ? AtEdge(slot.Index, row, span, calendar, total, span.Steps.Last, true)
                : NoRollUp(total),
        };
    }

    private static TracedRollUp NoRollUp(int total) => new(Traced.Of(CellValue.Failed(FailureKind.NoRollUp), false), 0, total, false);

    private static bool EndsInside(Calendar calendar, ReportSpan span) =>
        span.Period is { } period ? period.End <= calendar.Last.End : span.Steps.Complete;

    private static bool StartsInside(Calendar calendar, ReportSpan span) =>
        span.Period is { } period ? period.Start >= calendar.First.Start : span.Steps.Complete;

    private static TracedRollUp Covering(ReportSpan span, int total, Traced value, int covered) =>
        new(value, covered, total, span.Steps.Complete && covered == total);

    private TracedRollUp AtEdge(int slot, int row, ReportSpan span, Calendar calendar, int total, int step, bool reached)
    {
        var value = _cells.At(slot, row, step);
        return value.IsBlank
            ? new TracedRollUp(value, 0, total, false)
            : new TracedRollUp(value, reached ? total : span.Steps.Count, total, reached) { Length = calendar.Months[step] };
    }

    private TracedRollUp Integral(Slot slot, int row, ReportSpan span, int total)
    {
        var gatherer = new TracedWeightedGatherer(_tracer, -1);
        var lengths = _cells.Base.LengthsOf(slot);
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            gatherer.Add(_cells.At(slot.Index, row, step), lengths[step] * span.Steps.Share(step), _cells.Timeline.Of(slot, step));
        }

        return Covering(span, total, gatherer.Sum(-1), gatherer.Covered) with { Length = gatherer.Weight };
    }

    private TracedRollUp Average(Slot slot, int row, ReportSpan span, int total)
    {
        var gatherer = new TracedWeightedGatherer(_tracer, -1);
        var lengths = _cells.Base.LengthsOf(slot);
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            var value = _cells.At(slot.Index, row, step);
            if (slot.OpeningSlot >= 0)
            {
                var both = _tracer.Apply(OpCode.Add, _cells.At(slot.OpeningSlot, row, step), value, Traced.OfNumber(0), -1, -1);
                value = _tracer.Apply(OpCode.Divide, both, Traced.OfNumber(2), Traced.OfNumber(0), -1, -1);
            }

            gatherer.Add(value, lengths[step] * span.Steps.Share(step), _cells.Timeline.Of(slot, step));
        }

        return Covering(span, total, gatherer.Mean(-1), gatherer.Covered);
    }

    private TracedRollUp Plain(Slot slot, int row, ReportSpan span, int total, bool mean)
    {
        var gatherer = new TracedWeightedGatherer(_tracer, -1);
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            gatherer.Add(_cells.At(slot.Index, row, step), span.Steps.Share(step), _cells.Timeline.Of(slot, step));
        }

        return Covering(span, total, mean ? gatherer.Mean(-1) : gatherer.Sum(-1), gatherer.Covered);
    }

    private TracedRollUp Weighted(Slot slot, int row, ReportSpan span, int total)
    {
        if (slot.RollUpWeight is not { } weight)
        {
            return NoRollUp(total);
        }

        var product = new TracedWeightedGatherer(_tracer, -1);
        var weights = new TracedWeightedGatherer(_tracer, -1);
        var lengths = _cells.Base.LengthsOf(slot);
        var layout = _cells.Base.Layout;
        var weightRow = layout.RowRead(weight, slot.Index, row);
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            var weightStep = layout.StepRead(weight, slot.Index, step);
            var one = weightStep < 0 ? Traced.Of(CellValue.Blank, true) : _cells.At(weight.Slot, weightRow, weightStep);
            var both = _tracer.Apply(OpCode.Multiply, _cells.At(slot.Index, row, step), one, Traced.OfNumber(0), -1, -1);
            product.Add(both, lengths[step] * span.Steps.Share(step), _cells.Timeline.Of(slot, step));
            weights.Add(both.IsValue ? one : both, lengths[step] * span.Steps.Share(step), _cells.Timeline.Of(slot, step));
        }

        return Covering(
            span, total, _tracer.Apply(OpCode.Divide, product.Sum(-1), weights.Sum(-1), Traced.OfNumber(0), -1, -1), product.Covered);
    }

    private TracedRollUp Gathered(Slot slot, int row, ReportSpan span, int total, Reducer reducer)
    {
        var gatherer = new TracedGatherer(_tracer, reducer, slot.Type == Model.Program.ValueType.Boolean, -1, overSteps: true);
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            gatherer.Add(_cells.At(slot.Index, row, step), _cells.Timeline.Of(slot, step));
        }

        return Covering(span, total, gatherer.Result(-1), gatherer.Covered);
    }
}
