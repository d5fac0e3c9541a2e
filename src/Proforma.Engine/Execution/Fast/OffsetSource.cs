using Proforma.Model.Program;

namespace Proforma.Engine.Execution.Fast;

/// <summary>How an offset of an instance follows from its row.</summary>
/// <param name="Reader">The slot whose formula reads.</param>
/// <param name="Read">The read; null for the reader's own output or a fixed place.</param>
/// <param name="Step">The step read, or 0 for a series.</param>
/// <param name="Place">A place that is the same for every row (a table, room for a gathered operand); −1 otherwise.</param>
internal readonly record struct OffsetSource(int Reader, SlotRead? Read, int Step, long Place)
{
    /// <summary>The offset for a row. Kernels write and read there unchecked, so rows and steps are checked here.</summary>
    public long Of(GridLayout layout, int row)
    {
        if (Place >= 0)
        {
            return Place;
        }

        if (Read is null)
        {
            return layout.CellOf(Reader, row, 0);
        }

        var target = layout.RowRead(Read, Reader, row);
        return (uint)target < (uint)layout.RowsOf(Read.Slot) && (uint)Step < (uint)layout.StepsOf(Read.Slot)
            ? layout.CellOf(Read.Slot, target, Step)
            : throw new InvalidOperationException($"Slot {Reader} reads row {target}, step {Step} of slot {Read.Slot}, which has no such cell.");
    }
}

/// <summary>An operand that is gathered for a row before its formula is computed over all steps.</summary>
/// <param name="Reader">The slot whose formula reads.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Op">The op of the rule: a window, reduction, roll-up, search, or a read that follows another calendar.</param>
/// <param name="Place">Where its values go in the grid's tail.</param>
/// <param name="IsScalar">Whether it is one number for all steps.</param>
internal sealed record GatheredOperand(int Reader, Rule Rule, Op Op, long Place, bool IsScalar);
