using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Execution;

/// <summary>The grid of a run while it is computed (or after), with the inputs behind it.</summary>
internal sealed class PlanState
{
    private readonly double[][] _months;
    private readonly double[][] _days;

    public PlanState(PlanProgram program, double[] cells, FinanceCalls finance)
    {
        Program = program;
        Layout = program.Layout;
        Cells = cells;
        Finance = finance;
        Data = [.. program.Slots.Select(static slot => slot.Data)];
        _months = [.. program.TimeAxes.Select(static axis => axis.Calendar.Months.ToArray())];
        _days = [.. program.TimeAxes.Select(static axis => Array.ConvertAll(axis.Calendar.Days.ToArray(), static days => (double)days))];
    }

    public PlanProgram Program { get; }

    public GridLayout Layout { get; }

    /// <summary>One number or boxed state for each cell.</summary>
    public double[] Cells { get; }

    /// <summary>The values of data rules by slot: the program's own, or a copy in which inputs were edited.</summary>
    public double[]?[] Data { get; }

    public FinanceCalls Finance { get; }

    public CellValue this[long cell] => new(Cells[cell]);

    public CellValue At(int slot, int row, int step) => new(Cells[Layout.CellOf(slot, row, step)]);

    /// <summary>The lengths of the steps of a slot's calendar in its own unit of time: days for a quantity per day, otherwise months.</summary>
    public double[] LengthsOf(Slot slot) => (slot.Unit.Dimension.DayExponent.IsZero ? _months : _days)[slot.TimeAxis];

    /// <summary>The value that an input gives to a cell.</summary>
    public CellValue DataAt(int slot, int row, int step)
    {
        var cell = Layout.CellOf(slot, row, step);
        return Data[slot] is { } data ? Arithmetic.Normal(data[cell - Layout.OffsetOf(slot)], cell) : CellValue.Blank;
    }
}
