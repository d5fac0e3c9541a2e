using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Engine.Sensitivity;

/// <summary>
/// The derivatives of ratios that are recomputed for a span: those of the formula in its rolled-up operands, and of these in cells.
/// What an operand is, follows <see cref="Recomputation"/>.
/// </summary>
internal sealed class RatioDerivatives : IReadDerivatives, IRuleOperands
{
    private readonly PlanState _state;
    private readonly RollUp _rollUps;
    private readonly RollUpDerivatives _rolled;
    private readonly CellOperands _cells;
    private readonly CellDerivatives _cellDerivatives;
    private readonly Dictionary<RatioSpan, Edges> _direct = [];
    private readonly Dictionary<RatioSpan, List<(long Cell, double Weight)>> _flat = [];
    private CellValue[] _values = new CellValue[64];
    private Edges _edges = new();
    private Slot _slot = null!;
    private int _row;
    private ReportSpan _span;

    public RatioDerivatives(PlanState state, RollUp rollUps, RollUpDerivatives rolled)
    {
        (_state, _rollUps, _rolled) = (state, rollUps, rolled);
        _cells = new CellOperands(state, rollUps);
        _cellDerivatives = new CellDerivatives(state, rollUps, rolled);
    }

    /// <summary>The derivatives of a ratio in cells alone.</summary>
    public List<(long Cell, double Weight)> Of(RatioSpan ratio)
    {
        if (_flat.TryGetValue(ratio, out var known))
        {
            return known;
        }

        // Readers before what they read, so that each ratio passes on all it has received at once.
        var order = ReadersFirst(ratio);
        var weights = order.ToDictionary(static each => each, static _ => 0.0);
        weights[ratio] = 1;
        var cells = new List<(long Cell, double Weight)>();
        foreach (var each in order)
        {
            var weight = weights[each];
            cells.AddRange(_direct[each].Cells.Select(edge => (edge.Cell, edge.Weight * weight)));
            foreach (var (operand, share) in _direct[each].Ratios)
            {
                weights[operand] += share * weight;
            }
        }

        _flat.Add(ratio, cells);
        return cells;
    }

    public CellValue Table(int table) => CellValue.Of(_state.Program.TimeAxes[_slot.TimeAxis].Tables[table][_span.Steps.First]);

    public CellValue Read(SlotRead read, ReadOnlySpan<CellValue> values)
    {
        if (IsFixed(read))
        {
            _cells.MoveTo(_slot.Index, _row, _span.Steps.First);
            return _cells.Read(read, values);
        }

        return Operand(read, _state.Layout.RowRead(read, _slot.Index, _row)) is { } value ? value
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

        var gatherer = new Gatherer(reduction.Reducer, _state.Program.Slots[reduction.Read.Slot].Type == Model.Program.ValueType.Boolean);
        foreach (var row in RowsOf(reduction))
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
        _cells.MoveTo(_slot.Index, _row, _span.Steps.First);
        return _cells.RollUp(rollUp);
    }

    public CellValue Search(Search search)
    {
        _cells.MoveTo(_slot.Index, _row, _span.Steps.First);
        return _cells.Search(search);
    }

    public CellValue Call(Call call, ReadOnlySpan<CellValue> values) => SeriesCall.Evaluate(_state, call, _slot.Index, _row, values);

    bool IReadDerivatives.Read(SlotRead read, double weight)
    {
        if (!IsFixed(read))
        {
            return AddOperand(read, _state.Layout.RowRead(read, _slot.Index, _row), weight);
        }

        _cellDerivatives.MoveTo(_edges, _slot.Index, _row, _span.Steps.First);
        return _cellDerivatives.Read(read, weight);
    }

    void IReadDerivatives.Reduce(Reduction reduction, double weight)
    {
        if (IsFixed(reduction.Read))
        {
            _cellDerivatives.MoveTo(_edges, _slot.Index, _row, _span.Steps.First);
            _cellDerivatives.Reduce(reduction, weight);
            return;
        }

        var rows = RowsOf(reduction);
        var values = rows.Select(row => Operand(reduction.Read, row) ?? CellValue.Blank).ToArray();
        var derivatives = GatherDerivatives.Of(reduction.Reducer, values);
        for (var i = 0; i < derivatives.Length; i++)
        {
            if (derivatives[i] != 0)
            {
                AddOperand(reduction.Read, rows[i], weight * derivatives[i]);
            }
        }
    }

    void IReadDerivatives.Window(Window window, double weight)
    {
        _cellDerivatives.MoveTo(_edges, _slot.Index, _row, _span.Steps.Last);
        _cellDerivatives.Window(window, weight);
    }

    void IReadDerivatives.RollUp(RollUpRead rollUp, double weight)
    {
        _cellDerivatives.MoveTo(_edges, _slot.Index, _row, _span.Steps.First);
        _cellDerivatives.RollUp(rollUp, weight);
    }

    void IReadDerivatives.Call(Call call, ReadOnlySpan<CellValue> values, double weight, Span<double> derivatives) =>
        CallDerivatives.Add(_state, call, _slot.Index, _row, values, weight, derivatives, _edges);

    private bool IsFixed(SlotRead read) => _state.Program.Slots[read.Slot].TimeAxis < 0 || read.Time is ReadTime.None or ReadTime.Fixed;

    private List<int> RowsOf(Reduction reduction)
    {
        var rows = new List<int>();
        _state.Layout.AddRowsReduced(reduction, _slot.Index, _row, rows);
        return rows;
    }

    private ReportSpan? SpanOf(SlotRead read) =>
        _state.Layout.OperandSpan(read, _span, _state.Program.CalendarOf(_slot)!) is { Steps.IsEmpty: false } span ? span : null;

    private CellValue? Operand(SlotRead read, int row)
    {
        if (SpanOf(read) is not { } span)
        {
            return read.Time == ReadTime.Mapped ? CellValue.Blank : null;
        }

        var target = _state.Program.Slots[read.Slot];
        var found = _rollUps.Of(target.Index, row, span, target.RollUp);
        return target.RollUp == RollUpRule.Integral && found.Value.IsValue ? CellValue.Of(found.Value.Raw / found.Length) : found.Value;
    }

    private bool AddOperand(SlotRead read, int row, double weight)
    {
        if (SpanOf(read) is not { } span)
        {
            return read.Time == ReadTime.Mapped;
        }

        var target = _state.Program.Slots[read.Slot];
        var length = target.RollUp == RollUpRule.Integral ? _rollUps.Of(target.Index, row, span, target.RollUp).Length : 1;
        _rolled.AddTo(_edges, target.Index, row, span, target.RollUp, weight / length);
        return true;
    }

    private List<RatioSpan> ReadersFirst(RatioSpan ratio)
    {
        var done = new List<RatioSpan>();
        var seen = new HashSet<RatioSpan> { ratio };
        var open = new Stack<(RatioSpan Ratio, int Next)>();
        open.Push((ratio, 0));
        while (open.TryPop(out var at))
        {
            var operands = Direct(at.Ratio).Ratios;
            if (at.Next == operands.Count)
            {
                done.Add(at.Ratio);
                continue;
            }

            open.Push((at.Ratio, at.Next + 1));
            if (seen.Add(operands[at.Next].Ratio))
            {
                open.Push((operands[at.Next].Ratio, 0));
            }
        }

        done.Reverse();
        return done;
    }

    private Edges Direct(RatioSpan ratio)
    {
        if (_direct.TryGetValue(ratio, out var known))
        {
            return known;
        }

        var edges = new Edges();
        var slot = _state.Program.Slots[ratio.Slot];
        if (Recomputation.TryFindRule(slot, ratio.Row, ratio.Span, out var rule, out var span) && rule >= 0)
        {
            if (span.Steps is { Count: 1, FirstShare: 1 })
            {
                edges.Add(_state.Layout.CellOf(slot.Index, ratio.Row, span.Steps.First), 1);
            }
            else if (!slot.Rules[rule].IsData)
            {
                (_slot, _row, _span, _edges) = (slot, ratio.Row, span, edges);
                _ = RuleInterpreter.Evaluate(slot.Rules[rule], this, ref _values, -1);
                RulePullback.Run(slot.Rules[rule], _values, this);
            }
        }

        _direct.Add(ratio, edges);
        return edges;
    }
}
