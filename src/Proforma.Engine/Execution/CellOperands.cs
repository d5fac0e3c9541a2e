using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Execution;

/// <summary>The operands of a formula in one cell, read from the grid.</summary>
internal sealed class CellOperands(PlanState state, RollUp rollUps) : IRuleOperands
{
    private readonly List<int> _rows = [];
    private CellValue[] _values = new CellValue[64];
    private Slot _slot = null!;
    private int _row;
    private int _step;

    /// <summary>The value of a cell by the clause that applies in it; blank where none does.</summary>
    public CellValue Evaluate(int slot, int row, int step)
    {
        var rule = state.Program.Slots[slot].RuleAt(row, step);
        return rule < 0 ? CellValue.Blank : Evaluate(slot, state.Program.Slots[slot].Rules[rule], row, step);
    }

    public CellValue Evaluate(int slot, Rule rule, int row, int step)
    {
        if (rule.IsData)
        {
            return state.DataAt(slot, row, step);
        }

        MoveTo(slot, row, step);
        return RuleInterpreter.Evaluate(rule, this, ref _values, state.Layout.CellOf(slot, row, step));
    }

    /// <summary>Makes the operands those of a cell.</summary>
    public void MoveTo(int slot, int row, int step)
    {
        _slot = state.Program.Slots[slot];
        _row = row;
        _step = step;
    }

    public CellValue Table(int table) => CellValue.Of(state.Program.TimeAxes[_slot.TimeAxis].Tables[table][_step]);

    public CellValue Read(SlotRead read, ReadOnlySpan<CellValue> values)
    {
        var step = state.Layout.StepRead(read, _slot.Index, _step);
        return step switch
        {
            GridLayout.NoStep => CellValue.Blank,
            GridLayout.OutsideCalendar => read.DefaultOp is { } op ? values[op] : CellValue.Failed(FailureKind.OutsideCalendar),
            _ => state.At(read.Slot, state.Layout.RowRead(read, _slot.Index, _row), step),
        };
    }

    public CellValue Reduce(Reduction reduction)
    {
        var step = state.Layout.StepRead(reduction.Read, _slot.Index, _step);
        if (step < 0)
        {
            return step == GridLayout.NoStep ? CellValue.Blank : CellValue.Failed(FailureKind.OutsideCalendar);
        }

        _rows.Clear();
        state.Layout.AddRowsReduced(reduction, _slot.Index, _row, _rows);
        var slot = state.Program.Slots[reduction.Read.Slot];
        var gatherer = new Gatherer(reduction.Reducer, slot.Type == Model.Program.ValueType.Boolean);
        foreach (var row in _rows)
        {
            gatherer.Add(state.At(slot.Index, row, step));
        }

        return gatherer.Result(Cell);
    }

    public CellValue Window(Window window)
    {
        var last = state.Layout.StepRead(window.Read, _slot.Index, _step);
        if (last < 0)
        {
            return last == GridLayout.NoStep ? CellValue.Blank : CellValue.Failed(FailureKind.OutsideCalendar);
        }

        var first = Math.Max(0, last - window.Steps + 1L);
        if (window.Kind == WindowKind.AverageRate && last - first + 1 < window.Steps)
        {
            return CellValue.Blank;
        }

        var slot = state.Program.Slots[window.Read.Slot];
        var row = state.Layout.RowRead(window.Read, _slot.Index, _row);
        var lengths = window.Kind == WindowKind.Sum || slot.TimeAxis < 0 ? null : state.LengthsOf(slot);
        var gatherer = new WeightedGatherer();
        for (var step = (int)first; step <= last; step++)
        {
            gatherer.Add(state.At(slot.Index, row, step), lengths is null ? 1 : lengths[step]);
        }

        return window.Kind != WindowKind.AverageRate ? gatherer.Sum(Cell)
            : gatherer.HasGap && gatherer.Mean(Cell) is { State: CellState.Value or CellState.Blank } ? CellValue.Blank
            : gatherer.Mean(Cell);
    }

    public CellValue RollUp(RollUpRead rollUp) => rollUps.Of(
        rollUp.Read.Slot, state.Layout.RowRead(rollUp.Read, _slot.Index, _row), new(rollUp.Steps, rollUp.Period), rollUp.Rule).AsRead;

    public CellValue Search(Search search) => PeriodSearch.Find(state, rollUps, search, state.Layout.RowRead(search.Read, _slot.Index, _row));

    public CellValue Call(Call call, ReadOnlySpan<CellValue> values) => SeriesCall.Evaluate(state, call, _slot.Index, _row, values);

    private long Cell => state.Layout.CellOf(_slot.Index, _row, _step);
}
