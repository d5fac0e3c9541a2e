using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Engine.Simulation.Tracing;

/// <summary>Traces ratios over longer periods, the formula again on rolled-up operands: the counterpart of <see cref="Recomputation"/>.</summary>
internal sealed class RecomputationTracer(Tracer tracer, TracedCells cells, RollUpTracer rollUps)
{
    private const int MostNested = 200;

    private readonly Dictionary<(int Slot, int Row, ReportSpan Span), TracedRollUp> _kept = [];
    private readonly HashSet<(int Slot, int Row, ReportSpan Span)> _started = [];

    public TracedRollUp Of(int slot, int row, ReportSpan span)
    {
        var key = (slot, row, span);
        if (_kept.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_started.Count > MostNested)
        {
            throw new UntraceableException("ratios of ratios are nested too deeply");
        }

        if (!_started.Add(key))
        {
            // A loop through report periods that the steps do not have: nothing to recompute from.
            return new TracedRollUp(Traced.Of(CellValue.Failed(FailureKind.NoRollUp), false), 0, 1, false);
        }

        var result = Trace(cells.Program.Slots[slot], row, span);
        _started.Remove(key);
        _kept.Add(key, result);
        return result;
    }

    private TracedRollUp Trace(Slot slot, int row, ReportSpan whole)
    {
        var total = whole.TotalSteps(cells.Program.CalendarOf(slot)!);
        var blank = new TracedRollUp(Traced.Of(CellValue.Blank, false), 0, total, false);
        var none = new TracedRollUp(Traced.Of(CellValue.Failed(FailureKind.NoRollUp), false), 0, total, false);
        if (whole.Steps.IsEmpty)
        {
            return blank;
        }

        if (!Recomputation.TryFindRule(slot, row, whole, out var rule, out var span))
        {
            return none;
        }

        if (rule < 0)
        {
            return blank;
        }

        if (span.Steps is { Count: 1, FirstShare: 1 })
        {
            var value = cells.At(slot.Index, row, span.Steps.First);
            var covered = value.IsBlank ? 0 : 1;
            return new TracedRollUp(value, covered, total, covered == total);
        }

        if (slot.Rules[rule].IsData)
        {
            return none;
        }

        var operands = new SpanOperands(this, slot, row, span);
        return operands.Covered(RuleTracer.Trace(tracer, slot.Rules[rule], operands, -1, -1), total);
    }

    /// <summary>The operands of one formula over one span, and how much of the span they cover.</summary>
    private sealed class SpanOperands(RecomputationTracer owner, Slot slot, int row, ReportSpan span) : ITracedOperands
    {
        private readonly CellTracer _cell = new(owner.Tracer, owner.Cells, owner.RollUps);
        private int _covered;
        private int _total;
        private bool _differ;
        private bool _incomplete;

        private GridLayout Layout => owner.Cells.Base.Layout;

        public Traced Table(int table)
        {
            var entries = owner.Cells.Program.TimeAxes[slot.TimeAxis].Tables[table];
            for (var step = span.Steps.First + 1; step <= span.Steps.Last; step++)
            {
                if (entries[step] != entries[span.Steps.First])
                {
                    return Traced.Of(CellValue.Failed(FailureKind.NoRollUp), false);
                }
            }

            return Traced.OfNumber(entries[span.Steps.First]);
        }

        public Traced Read(SlotRead read, ReadOnlySpan<Traced> values)
        {
            if (IsFixed(read))
            {
                _cell.MoveTo(slot.Index, row, span.Steps.First);
                return _cell.Read(read, values);
            }

            return Operand(read, Layout.RowRead(read, slot.Index, row)) is { } value ? value
                : read.DefaultOp is { } op ? values[op]
                : Traced.Of(CellValue.Failed(FailureKind.OutsideCalendar), false);
        }

        public Traced Reduce(Reduction reduction)
        {
            if (IsFixed(reduction.Read))
            {
                _cell.MoveTo(slot.Index, row, span.Steps.First);
                return _cell.Reduce(reduction);
            }

            var rows = new List<int>();
            Layout.AddRowsReduced(reduction, slot.Index, row, rows);
            var isBoolean = owner.Cells.Program.Slots[reduction.Read.Slot].Type == Model.Program.ValueType.Boolean;
            var gatherer = new TracedGatherer(owner.Tracer, reduction.Reducer, isBoolean, -1, overSteps: false);
            foreach (var each in rows)
            {
                gatherer.Add(Operand(reduction.Read, each) ?? Traced.Of(CellValue.Failed(FailureKind.OutsideCalendar), false));
            }

            return gatherer.Result(-1);
        }

        public Traced Window(Window window)
        {
            _cell.MoveTo(slot.Index, row, span.Steps.Last);
            return _cell.Window(window);
        }

        public Traced RollUp(RollUpRead rollUp) => owner.RollUps.Of(
            rollUp.Read.Slot, Layout.RowRead(rollUp.Read, slot.Index, row), new(rollUp.Steps, rollUp.Period), rollUp.Rule).AsRead(owner.Tracer);

        public Traced Search(Search search) =>
            SearchTracer.Find(owner.Tracer, owner.Cells, owner.RollUps, search, Layout.RowRead(search.Read, slot.Index, row));

        public Traced Call(Call call, ReadOnlySpan<Traced> values) =>
            CallTracer.Trace(owner.Tracer, owner.Cells, call, slot.Index, row, values, -1);

        public TracedRollUp Covered(Traced value, int total)
        {
            if (value.IsBlank)
            {
                return new TracedRollUp(value, 0, total, false);
            }

            var complete = !_incomplete && span.Steps.Complete && span.Steps.Count == total;
            var covered = _total > 0 && _total == total ? _covered : span.Steps.Count;
            var result = _differ && value.IsValue ? owner.Tracer.Guarded(Traced.Of(CellValue.Unknown, false), value) : value;
            return new TracedRollUp(result, complete ? total : Math.Min(covered, total), total, complete);
        }

        private bool IsFixed(SlotRead read) =>
            owner.Cells.Program.Slots[read.Slot].TimeAxis < 0 || read.Time is ReadTime.None or ReadTime.Fixed;

        private Traced? Operand(SlotRead read, int targetRow)
        {
            var target = owner.Cells.Program.Slots[read.Slot];
            if (Layout.OperandSpan(read, span, owner.Cells.Program.CalendarOf(slot)!) is not { Steps.IsEmpty: false } operandSpan)
            {
                return read.Time == ReadTime.Mapped ? Traced.Of(CellValue.Blank, false) : null;
            }

            var found = target.RollUp == RollUpRule.Recompute
                ? owner.Of(target.Index, targetRow, operandSpan)
                : owner.RollUps.OfSteps(target, targetRow, operandSpan, target.RollUp);
            Note(found, target.RollUp);
            return target.RollUp == RollUpRule.Integral && found.Value.IsValue
                ? owner.Tracer.Numbers(OpCode.Divide, found.Value, Traced.OfNumber(found.Length), -1)
                : found.Value;
        }

        private void Note(TracedRollUp operand, RollUpRule rule)
        {
            _incomplete |= !operand.IsComplete;
            if (rule is RollUpRule.Closing or RollUpRule.Opening or RollUpRule.Constant or RollUpRule.Any or RollUpRule.All)
            {
                return;
            }

            _differ |= _total > 0 && (long)_covered * operand.TotalSteps != (long)operand.CoveredSteps * _total;
            (_covered, _total) = (operand.CoveredSteps, operand.TotalSteps);
        }
    }

    private Tracer Tracer => tracer;

    private TracedCells Cells => cells;

    private RollUpTracer RollUps => rollUps;
}
