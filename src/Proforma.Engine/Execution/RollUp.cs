using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Engine.Execution;

/// <summary>
/// The values of lines for report periods and runs of steps, each by its <see cref="RollUpRule"/>. Blank steps are skipped, all
/// blank gives blank; a step that straddles the period's boundary counts by its share of days. Results are kept, so one object
/// should serve a whole report. Not safe for use by several threads.
/// </summary>
public sealed class RollUp
{
    private readonly PlanState _state;
    private readonly Recomputation _recomputation;
    private readonly Dictionary<(int TimeAxis, Period Period), ReportSpan> _spans = [];

    /// <param name="run">The run; when it belongs to a session of recalculations, use a new object after each.</param>
    public RollUp(RunResult run)
        : this(run.State)
    {
    }

    internal RollUp(PlanState state)
    {
        _state = state;
        _recomputation = new Recomputation(state, this);
    }

    /// <summary>The value for a report period by the slot's own rule.</summary>
    public RolledUp Of(int slot, int row, Period period)
    {
        var found = _state.Program.Slots[slot];
        return found.TimeAxis < 0
            ? Of(slot, row, default(ReportSpan), found.RollUp)
            : Of(slot, row, SpanOf(found.TimeAxis, period), found.RollUp);
    }

    /// <summary>The value for a run of steps by the slot's own rule.</summary>
    public RolledUp Of(int slot, int row, StepSpan steps) => Of(slot, row, new ReportSpan(steps, null), _state.Program.Slots[slot].RollUp);

    /// <summary>The value for a span by a rule that a formula or report asks for.</summary>
    public RolledUp Of(int slot, int row, ReportSpan span, RollUpRule rule)
    {
        var found = _state.Program.Slots[slot];
        if (found.TimeAxis < 0)
        {
            var value = _state.At(slot, row, 0);
            return new RolledUp(value, value.State == CellState.Blank ? 0 : 1, 1, true);
        }

        return rule == RollUpRule.Recompute ? _recomputation.Of(slot, row, span) : OfSteps(found, row, span, rule);
    }

    // A report asks for the same few periods of every line: finding their steps costs more than adding these up.
    private ReportSpan SpanOf(int timeAxis, Period period)
    {
        if (!_spans.TryGetValue((timeAxis, period), out var span))
        {
            span = ReportSpan.Of(_state.Program.TimeAxes[timeAxis].Calendar, period);
            _spans.Add((timeAxis, period), span);
        }

        return span;
    }

    /// <summary>Forgets what was kept: the grid has changed.</summary>
    internal void Forget() => _recomputation.Forget();

    /// <summary>A rule that needs no other formula: it works on the steps' values.</summary>
    internal RolledUp OfSteps(Slot slot, int row, ReportSpan span, RollUpRule rule)
    {
        var calendar = _state.Program.CalendarOf(slot)!;
        var total = span.TotalSteps(calendar);
        if (span.Steps.IsEmpty)
        {
            return new RolledUp(CellValue.Blank, 0, total, false);
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
                : new RolledUp(CellValue.Failed(FailureKind.NoRollUp), 0, total, false),
        };
    }

    private static bool EndsInside(Calendar calendar, ReportSpan span) =>
        span.Period is { } period ? period.End <= calendar.Last.End : span.Steps.Complete;

    private static bool StartsInside(Calendar calendar, ReportSpan span) =>
        span.Period is { } period ? period.Start >= calendar.First.Start : span.Steps.Complete;

    private RolledUp AtEdge(int slot, int row, ReportSpan span, Calendar calendar, int total, int step, bool reached)
    {
        var value = _state.At(slot, row, step);
        return value.State == CellState.Blank
            ? new RolledUp(value, 0, total, false)
            : new RolledUp(value, reached ? total : span.Steps.Count, total, reached) { Length = calendar.Months[step] };
    }

    private RolledUp Integral(Slot slot, int row, ReportSpan span, int total)
    {
        var gatherer = new WeightedGatherer();
        var lengths = _state.LengthsOf(slot);
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            gatherer.Add(_state.At(slot.Index, row, step), lengths[step] * span.Steps.Share(step));
        }

        return Covering(span, total, gatherer.Sum(-1), gatherer.Covered) with { Length = gatherer.Weight };
    }

    private RolledUp Average(Slot slot, int row, ReportSpan span, int total)
    {
        var gatherer = new WeightedGatherer();
        var lengths = _state.LengthsOf(slot);
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            var value = _state.At(slot.Index, row, step);
            if (slot.OpeningSlot >= 0)
            {
                var both = Arithmetic.Apply(OpCode.Add, _state.At(slot.OpeningSlot, row, step), value, default, -1);
                value = Arithmetic.Apply(OpCode.Divide, both, CellValue.Of(2), default, -1);
            }

            gatherer.Add(value, lengths[step] * span.Steps.Share(step));
        }

        return Covering(span, total, gatherer.Mean(-1), gatherer.Covered);
    }

    private RolledUp Plain(Slot slot, int row, ReportSpan span, int total, bool mean)
    {
        var gatherer = new WeightedGatherer();
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            gatherer.Add(_state.At(slot.Index, row, step), span.Steps.Share(step));
        }

        return Covering(span, total, mean ? gatherer.Mean(-1) : gatherer.Sum(-1), gatherer.Covered);
    }

    private RolledUp Weighted(Slot slot, int row, ReportSpan span, int total)
    {
        if (slot.RollUpWeight is not { } weight)
        {
            return new RolledUp(CellValue.Failed(FailureKind.NoRollUp), 0, total, false);
        }

        var product = new WeightedGatherer();
        var weights = new WeightedGatherer();
        var lengths = _state.LengthsOf(slot);
        var weightRow = _state.Layout.RowRead(weight, slot.Index, row);
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            var weightStep = _state.Layout.StepRead(weight, slot.Index, step);
            var one = weightStep < 0 ? CellValue.Blank : _state.At(weight.Slot, weightRow, weightStep);
            var value = _state.At(slot.Index, row, step);
            var both = Arithmetic.Apply(OpCode.Multiply, value, one, default, -1);
            product.Add(both, lengths[step] * span.Steps.Share(step));
            weights.Add(both.IsValue ? one : both, lengths[step] * span.Steps.Share(step));
        }

        return Covering(span, total, Arithmetic.Apply(OpCode.Divide, product.Sum(-1), weights.Sum(-1), default, -1), product.Covered);
    }

    private RolledUp Gathered(Slot slot, int row, ReportSpan span, int total, Reducer reducer)
    {
        var gatherer = new Gatherer(reducer, slot.Type == Model.Program.ValueType.Boolean);
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            gatherer.Add(_state.At(slot.Index, row, step));
        }

        return Covering(span, total, gatherer.Result(-1), gatherer.Covered);
    }

    private static RolledUp Covering(ReportSpan span, int total, CellValue value, int covered) =>
        new(value, covered, total, span.Steps.Complete && covered == total);
}
