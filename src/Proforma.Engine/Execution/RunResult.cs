using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Engine.Execution;

/// <summary>The values of all cells of a plan after a run.</summary>
public sealed class RunResult
{
    internal RunResult(PlanState state) => State = state;

    public PlanProgram Program => State.Program;

    /// <summary>All cells in the layout of the program: finite numbers in base units, or boxed states.</summary>
    public ReadOnlySpan<double> Cells => State.Cells.AsSpan(0, (int)Program.CellCount);

    internal PlanState State { get; }

    /// <summary>The value of a cell.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="row">Its row: track × leaf members.</param>
    /// <param name="step">Its step; 0 for a slot that does not vary over time.</param>
    public CellValue At(int slot, int row, int step) => State.At(slot, row, step);

    /// <summary>The value of a cell by track and members.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="track">The track; ignored for a slot that is the same in all.</param>
    /// <param name="members">One leaf position for each dimension of the slot.</param>
    /// <param name="step">Its step; 0 for a slot that does not vary over time.</param>
    public CellValue At(int slot, int track, ReadOnlySpan<int> members, int step) => State.At(slot, Program.Layout.RowOf(slot, track, members), step);

    /// <summary>The steps of one row.</summary>
    public ReadOnlySpan<double> Row(int slot, int row) =>
        State.Cells.AsSpan((int)Program.Layout.CellOf(slot, row, 0), Program.Layout.StepsOf(slot));

    /// <summary>The value for a report period by the slot's own rule. For many, use one <see cref="RollUp"/>.</summary>
    public RolledUp RollUpOf(int slot, int row, Period period) => new RollUp(this).Of(slot, row, period);
}
