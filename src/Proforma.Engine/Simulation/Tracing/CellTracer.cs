using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Simulation.Tracing;

/// <summary>Traces a formula in one cell: the counterpart of <see cref="CellOperands"/>.</summary>
internal sealed class CellTracer(Tracer tracer, TracedCells cells, RollUpTracer rollUps) : ITracedOperands
{
    private readonly List<int> _rows = [];
    private Slot _slot = null!;
    private int _row;
    private int _step;

    private int Anchor => cells.Timeline.Of(_slot, _step);

    private long Cell => cells.Base.Layout.CellOf(_slot.Index, _row, _step);

    /// <summary>Traces a cell by the clause that applies in it.</summary>
    public void Trace(int slot, int row, int step)
    {
        var rule = cells.Program.Slots[slot].RuleAt(row, step);
        if (rule >= 0 && !cells.Program.Slots[slot].Rules[rule].IsData)
        {
            MoveTo(slot, row, step);
            cells.Set(slot, row, step, RuleTracer.Trace(tracer, cells.Program.Slots[slot].Rules[rule], this, Cell, Anchor));
        }
    }

    public void MoveTo(int slot, int row, int step) => (_slot, _row, _step) = (cells.Program.Slots[slot], row, step);

    public Traced Table(int table) => Traced.Of(CellValue.Of(cells.Program.TimeAxes[_slot.TimeAxis].Tables[table][_step]), variesByStep: true);

    public Traced Read(SlotRead read, ReadOnlySpan<Traced> values)
    {
        var layout = cells.Base.Layout;
        var step = layout.StepRead(read, _slot.Index, _step);
        return step switch
        {
            GridLayout.NoStep => Traced.Of(CellValue.Blank, true),
            GridLayout.OutsideCalendar => read.DefaultOp is { } op ? values[op] : Traced.Of(CellValue.Failed(FailureKind.OutsideCalendar), true),
            _ when read.Time is ReadTime.Step or ReadTime.Year && read.Offset < 0 =>
                cells.AtOtherStep(read.Slot, layout.RowRead(read, _slot.Index, _row), step, Anchor),
            _ => cells.At(read.Slot, layout.RowRead(read, _slot.Index, _row), step),
        };
    }

    public Traced Reduce(Reduction reduction)
    {
        var layout = cells.Base.Layout;
        var step = layout.StepRead(reduction.Read, _slot.Index, _step);
        if (step < 0)
        {
            return Traced.Of(step == GridLayout.NoStep ? CellValue.Blank : CellValue.Failed(FailureKind.OutsideCalendar), true);
        }

        _rows.Clear();
        layout.AddRowsReduced(reduction, _slot.Index, _row, _rows);
        var slot = cells.Program.Slots[reduction.Read.Slot];
        var gatherer = new TracedGatherer(tracer, reduction.Reducer, slot.Type == Model.Program.ValueType.Boolean, Anchor, overSteps: false);
        foreach (var row in _rows)
        {
            gatherer.Add(cells.At(slot.Index, row, step));
        }

        return gatherer.Result(Cell);
    }

    public Traced Window(Window window)
    {
        var layout = cells.Base.Layout;
        var last = layout.StepRead(window.Read, _slot.Index, _step);
        if (last < 0)
        {
            return Traced.Of(last == GridLayout.NoStep ? CellValue.Blank : CellValue.Failed(FailureKind.OutsideCalendar), true);
        }

        var first = Math.Max(0, last - window.Steps + 1L);
        if (window.Kind == WindowKind.AverageRate && last - first + 1 < window.Steps)
        {
            return Traced.Of(CellValue.Blank, true);
        }

        var slot = cells.Program.Slots[window.Read.Slot];
        var row = layout.RowRead(window.Read, _slot.Index, _row);
        var lengths = window.Kind == WindowKind.Sum || slot.TimeAxis < 0 ? null : cells.Base.LengthsOf(slot);
        var gatherer = new TracedWeightedGatherer(tracer, Anchor);
        for (var step = (int)first; step <= last; step++)
        {
            gatherer.Add(cells.At(slot.Index, row, step), lengths is null ? 1 : lengths[step], cells.Timeline.Of(slot, step));
        }

        if (window.Kind != WindowKind.AverageRate)
        {
            return gatherer.Sum(Cell);
        }

        var mean = gatherer.Mean(Cell);
        return !gatherer.HasGap || (!mean.IsNode && mean.Value.State is not (CellState.Value or CellState.Blank)) ? mean
            : tracer.Guarded(Traced.Of(CellValue.Blank, true), mean);
    }

    public Traced RollUp(RollUpRead rollUp) => rollUps.Of(
        rollUp.Read.Slot, cells.Base.Layout.RowRead(rollUp.Read, _slot.Index, _row), new(rollUp.Steps, rollUp.Period), rollUp.Rule).AsRead(tracer);

    public Traced Search(Search search) =>
        SearchTracer.Find(tracer, cells, rollUps, search, cells.Base.Layout.RowRead(search.Read, _slot.Index, _row));

    public Traced Call(Call call, ReadOnlySpan<Traced> values) => CallTracer.Trace(tracer, cells, call, _slot.Index, _row, values, Anchor);
}
