using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Sensitivity;

/// <summary>The derivatives of a cell in what its formula reads, at the values of a run.</summary>
internal sealed class CellDerivatives(PlanState state, RollUp rollUps, RollUpDerivatives rolled) : IReadDerivatives
{
    private readonly CellOperands _operands = new(state, rollUps);
    private CellValue[] _values = new CellValue[64];
    private Edges _edges = new();
    private Slot _slot = null!;
    private int _row;
    private int _step;

    /// <summary>Adds the derivatives of a cell that a formula computes.</summary>
    public void AddTo(Edges edges, int slot, int row, int step)
    {
        MoveTo(edges, slot, row, step);
        var rule = _slot.Rules[_slot.RuleAt(row, step)];
        _operands.MoveTo(slot, row, step);
        _ = RuleInterpreter.Evaluate(rule, _operands, ref _values, state.Layout.CellOf(slot, row, step));
        RulePullback.Run(rule, _values, this);
    }

    /// <summary>Makes the reader a cell, for whoever differentiates single reads.</summary>
    public void MoveTo(Edges edges, int slot, int row, int step) => (_edges, _slot, _row, _step) = (edges, state.Program.Slots[slot], row, step);

    public bool Read(SlotRead read, double weight)
    {
        var step = state.Layout.StepRead(read, _slot.Index, _step);
        if (step >= 0)
        {
            _edges.Add(state.Layout.CellOf(read.Slot, state.Layout.RowRead(read, _slot.Index, _row), step), weight);
        }

        return step != GridLayout.OutsideCalendar;
    }

    public void Reduce(Reduction reduction, double weight)
    {
        var step = state.Layout.StepRead(reduction.Read, _slot.Index, _step);
        if (step < 0)
        {
            return;
        }

        var rows = new List<int>();
        state.Layout.AddRowsReduced(reduction, _slot.Index, _row, rows);
        var derivatives = GatherDerivatives.Of(reduction.Reducer, [.. rows.Select(row => state.At(reduction.Read.Slot, row, step))]);
        for (var i = 0; i < derivatives.Length; i++)
        {
            _edges.Add(state.Layout.CellOf(reduction.Read.Slot, rows[i], step), weight * derivatives[i]);
        }
    }

    public void Window(Window window, double weight)
    {
        var last = state.Layout.StepRead(window.Read, _slot.Index, _step);
        if (last < 0)
        {
            return;
        }

        var first = (int)Math.Max(0, last - window.Steps + 1L);
        var slot = state.Program.Slots[window.Read.Slot];
        var row = state.Layout.RowRead(window.Read, _slot.Index, _row);
        var lengths = window.Kind == WindowKind.Sum || slot.TimeAxis < 0 ? null : state.LengthsOf(slot);
        double Length(int step) => !state.At(slot.Index, row, step).IsValue ? 0 : lengths is null ? 1 : lengths[step];
        var total = window.Kind == WindowKind.AverageRate ? Enumerable.Range(first, last - first + 1).Sum(Length) : 1;
        for (var step = first; step <= last; step++)
        {
            _edges.Add(state.Layout.CellOf(slot.Index, row, step), weight * Length(step) / total);
        }
    }

    public void RollUp(RollUpRead rollUp, double weight) => rolled.AddTo(
        _edges, rollUp.Read.Slot, state.Layout.RowRead(rollUp.Read, _slot.Index, _row), new(rollUp.Steps, rollUp.Period), rollUp.Rule, weight);

    public void Call(Call call, ReadOnlySpan<CellValue> values, double weight, Span<double> derivatives) =>
        CallDerivatives.Add(state, call, _slot.Index, _row, values, weight, derivatives, _edges);
}
