using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Engine.Execution;

/// <summary>
/// Ratios over longer periods: the formula again, on rolled-up operands. Flows enter as average rates, so that the unit does not
/// change; stocks by their closing values; ratios among the operands are recomputed in turn; offsets count report periods; what
/// does not vary over time, fixed steps, other roll-ups and searches are as they are; a window is the one that ends with the span.
/// </summary>
/// <remarks>
/// Operands that are covered in part give a result that is covered in part; operands that are covered differently do not belong to
/// the same time, and the result is unknown. Several clauses in one span, history imported for a ratio, and numbers that differ
/// from step to step have no roll-up. Nested ratios are worked off on an explicit stack: chains of them may be 100,000 long.
/// </remarks>
internal sealed class Recomputation(PlanState state, RollUp rollUps) : IRuleOperands
{
    private const int MaxKept = 1_000_000;

    private readonly Dictionary<RatioKey, RolledUp> _kept = [];
    private readonly Stack<RatioKey> _open = new();
    private readonly HashSet<RatioKey> _started = [];
    private readonly List<RatioKey> _missing = [];
    private readonly CellOperands _cells = new(state, rollUps);
    private CellValue[] _values = new CellValue[64];
    private Slot _slot = null!;
    private int _row;
    private ReportSpan _span;
    private Coverage _coverage;

    public RolledUp Of(int slot, int row, ReportSpan span)
    {
        var wanted = new RatioKey(slot, row, span);
        if (_kept.TryGetValue(wanted, out var known))
        {
            return known;
        }

        if (_kept.Count >= MaxKept)
        {
            _kept.Clear();
        }

        _open.Push(wanted);
        while (_open.TryPeek(out var key))
        {
            Work(key);
        }

        return _kept[wanted];
    }

    public void Forget() => _kept.Clear();

    public CellValue Table(int table)
    {
        var entries = state.Program.TimeAxes[_slot.TimeAxis].Tables[table];
        var first = entries[_span.Steps.First];
        for (var step = _span.Steps.First + 1; step <= _span.Steps.Last; step++)
        {
            if (entries[step] != first)
            {
                return CellValue.Failed(FailureKind.NoRollUp);
            }
        }

        return CellValue.Of(first);
    }

    public CellValue Read(SlotRead read, ReadOnlySpan<CellValue> values)
    {
        if (IsFixed(read))
        {
            _cells.MoveTo(_slot.Index, _row, _span.Steps.First);
            return _cells.Read(read, values);
        }

        return Operand(read, state.Layout.RowRead(read, _slot.Index, _row)) is { } value ? value
            : read.DefaultOp is { } op ? values[op]
            : CellValue.Failed(FailureKind.OutsideCalendar);
    }

    public CellValue Reduce(Reduction reduction)
    {
        if (IsFixed(reduction.Read))
        {
            _cells.MoveTo(_slot.Index, _row, _span.Steps.First);
            return _cells.Reduce(reduction);
        }

        var rows = new List<int>();
        state.Layout.AddRowsReduced(reduction, _slot.Index, _row, rows);
        var gatherer = new Gatherer(reduction.Reducer, state.Program.Slots[reduction.Read.Slot].Type == Model.Program.ValueType.Boolean);
        foreach (var row in rows)
        {
            gatherer.Add(Operand(reduction.Read, row) ?? CellValue.Failed(FailureKind.OutsideCalendar));
        }

        return gatherer.Result(-1);
    }

    public CellValue Window(Window window)
    {
        _cells.MoveTo(_slot.Index, _row, _span.Steps.Last);
        return _cells.Window(window);
    }

    public CellValue RollUp(RollUpRead rollUp)
    {
        var row = state.Layout.RowRead(rollUp.Read, _slot.Index, _row);
        var span = new ReportSpan(rollUp.Steps, rollUp.Period);
        return rollUp.Rule == RollUpRule.Recompute && state.Program.Slots[rollUp.Read.Slot].TimeAxis >= 0
            ? Kept(new RatioKey(rollUp.Read.Slot, row, span)).AsRead
            : rollUps.Of(rollUp.Read.Slot, row, span, rollUp.Rule).AsRead;
    }

    public CellValue Search(Search search)
    {
        var row = state.Layout.RowRead(search.Read, _slot.Index, _row);
        var calendar = state.Program.CalendarOf(state.Program.Slots[search.Read.Slot])!;
        var missing = _missing.Count;
        if (!search.IsByStep(state.Layout) && calendar.CanReport(search.Grain))
        {
            foreach (var period in calendar.Periods(search.Grain, search.Fiscal))
            {
                if (ReportSpan.Of(calendar, period) is { Steps.Complete: true } span)
                {
                    Kept(new RatioKey(search.Read.Slot, row, span));
                }
            }
        }

        return _missing.Count > missing ? CellValue.Blank : PeriodSearch.Find(state, rollUps, search, row);
    }

    public CellValue Call(Call call, ReadOnlySpan<CellValue> values) => SeriesCall.Evaluate(state, call, _slot.Index, _row, values);

    private bool IsFixed(SlotRead read) => state.Program.Slots[read.Slot].TimeAxis < 0 || read.Time is ReadTime.None or ReadTime.Fixed;

    private void Work(RatioKey key)
    {
        if (_kept.ContainsKey(key))
        {
            _open.Pop();
            return;
        }

        _started.Add(key);
        _missing.Clear();
        var result = Evaluate(key);
        if (_missing.Count > 0)
        {
            foreach (var missing in _missing)
            {
                _open.Push(missing);
            }

            return;
        }

        _kept.Add(key, result);
        _started.Remove(key);
        _open.Pop();
    }

    private RolledUp Evaluate(RatioKey key)
    {
        var slot = state.Program.Slots[key.Slot];
        var total = key.Span.TotalSteps(state.Program.CalendarOf(slot)!);
        if (key.Span.Steps.IsEmpty)
        {
            return new RolledUp(CellValue.Blank, 0, total, false);
        }

        if (!TryFindRule(slot, key.Row, key.Span, out var rule, out var span))
        {
            return new RolledUp(CellValue.Failed(FailureKind.NoRollUp), 0, total, false);
        }

        if (rule < 0)
        {
            return new RolledUp(CellValue.Blank, 0, total, false);
        }

        if (span.Steps is { Count: 1, FirstShare: 1 })
        {
            var value = state.At(slot.Index, key.Row, span.Steps.First);
            var covered = value.State == CellState.Blank ? 0 : 1;
            return new RolledUp(value, covered, total, covered == total);
        }

        if (slot.Rules[rule].IsData)
        {
            return new RolledUp(CellValue.Failed(FailureKind.NoRollUp), 0, total, false);
        }

        (_slot, _row, _span, _coverage) = (slot, key.Row, span, default);
        var result = RuleInterpreter.Evaluate(slot.Rules[rule], this, ref _values, -1);
        return _coverage.Of(result, span, total);
    }

    /// <summary>The single rule that applies in the span, and the steps where it does; −1 where all steps are blank.</summary>
    internal static bool TryFindRule(Slot slot, int row, ReportSpan span, out int rule, out ReportSpan within)
    {
        rule = -1;
        within = span;
        int first = -1, last = -1, count = 0;
        foreach (var segment in slot.SegmentsOf(row))
        {
            var from = Math.Max(segment.First, span.Steps.First);
            var to = Math.Min(segment.Last, span.Steps.Last);
            if (to < from)
            {
                continue;
            }

            if (rule >= 0 && segment.Rule != rule)
            {
                return false;
            }

            rule = segment.Rule;
            first = first < 0 ? from : Math.Min(first, from);
            last = Math.Max(last, to);
            count += to - from + 1;
        }

        if (rule < 0 || count == span.Steps.Count)
        {
            return true;
        }

        within = new ReportSpan(new StepSpan(first, last, span.Steps.Share(first), span.Steps.Share(last), span.Steps.Complete), null);
        return count == last - first + 1;
    }

    /// <summary>The rolled-up value of an operand; null where the calendar does not reach its span.</summary>
    private CellValue? Operand(SlotRead read, int row)
    {
        var target = state.Program.Slots[read.Slot];
        if (state.Layout.OperandSpan(read, _span, state.Program.CalendarOf(_slot)!) is not { Steps.IsEmpty: false } span)
        {
            return read.Time == ReadTime.Mapped ? CellValue.Blank : null;
        }

        var found = target.RollUp == RollUpRule.Recompute
            ? Kept(new RatioKey(target.Index, row, span))
            : rollUps.OfSteps(target, row, span, target.RollUp);
        _coverage.Note(found, target.RollUp);
        return target.RollUp == RollUpRule.Integral && found.Value.IsValue ? CellValue.Of(found.Value.Raw / found.Length) : found.Value;
    }

    /// <summary>A ratio that is known already; otherwise it is noted as missing, and this formula is evaluated again after it.</summary>
    private RolledUp Kept(RatioKey key)
    {
        if (_kept.TryGetValue(key, out var found))
        {
            return found;
        }

        if (_started.Contains(key))
        {
            // A loop through report periods that the steps do not have: nothing to recompute from.
            return new RolledUp(CellValue.Failed(FailureKind.NoRollUp), 0, 1, false);
        }

        _missing.Add(key);
        return default;
    }

    private readonly record struct RatioKey(int Slot, int Row, ReportSpan Span);

    /// <summary>How much of the span the operands cover, and whether they cover the same.</summary>
    private struct Coverage
    {
        private int _covered;
        private int _total;
        private bool _differ;
        private bool _incomplete;

        public void Note(RolledUp operand, RollUpRule rule)
        {
            _incomplete |= !operand.IsComplete;
            if (rule is RollUpRule.Closing or RollUpRule.Opening or RollUpRule.Constant or RollUpRule.Any or RollUpRule.All)
            {
                return;
            }

            // Compared as shares, for an operand of another entity may have another number of steps.
            _differ |= _total > 0 && (long)_covered * operand.TotalSteps != (long)operand.CoveredSteps * _total;
            (_covered, _total) = (operand.CoveredSteps, operand.TotalSteps);
        }

        public readonly RolledUp Of(CellValue value, ReportSpan span, int total)
        {
            if (value.State == CellState.Blank)
            {
                return new RolledUp(value, 0, total, false);
            }

            var complete = !_incomplete && span.Steps.Complete && span.Steps.Count == total;
            var covered = _total > 0 && _total == total ? _covered : span.Steps.Count;
            return new RolledUp(_differ && value.IsValue ? CellValue.Unknown : value, complete ? total : Math.Min(covered, total), total, complete);
        }
    }
}
