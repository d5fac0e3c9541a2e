using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Reporting.Reports;

/// <summary>
/// What an expression speaks of: where it only names a line, with a track and a period, it is that line's figure and is written and explained
/// as such; anything else is a figure of its own.
/// </summary>
/// <param name="Slot">The line, or the expression's own slot.</param>
/// <param name="Row">Its row.</param>
/// <param name="Span">The period, where it is rolled up.</param>
internal readonly record struct FigureTarget(Slot Slot, int Row, ReportSpan? Span)
{
    /// <summary>Looks through an expression's slot.</summary>
    public static FigureTarget Of(PlanProgram program, Slot slot, int row)
    {
        if (slot.Rules is [{ Ops: [{ Code: OpCode.Read }], Reads: [{ Time: ReadTime.None } read] }])
        {
            return new FigureTarget(program.Slots[read.Slot], program.Layout.RowRead(read, slot.Index, row), null);
        }

        if (slot.Rules is [{ Ops: [{ Code: OpCode.RollUp }], RollUps: [var rollUp] }])
        {
            var target = program.Slots[rollUp.Read.Slot];
            var at = program.Layout.RowRead(rollUp.Read, slot.Index, row);
            if (target.Role != SlotRole.Hidden && rollUp.Rule == target.RollUp && at >= 0)
            {
                return new FigureTarget(target, at, new ReportSpan(rollUp.Steps, rollUp.Period));
            }
        }

        return new FigureTarget(slot, row, null);
    }
}
