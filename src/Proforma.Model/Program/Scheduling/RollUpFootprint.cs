using Proforma.Model.Time;

namespace Proforma.Model.Program.Scheduling;

/// <summary>
/// The cells that must be known before a rolled-up value is: the steps of the slot, an account's openings, the weights, and for a
/// ratio the same of its operands, over spans that its formula shifts.
/// </summary>
internal sealed class RollUpFootprint(GridLayout layout)
{
    private readonly HashSet<(int Slot, int Row, ReportSpan Span, RollUpRule Rule)> _seen = [];
    private readonly Stack<(int Slot, int Row, ReportSpan Span, RollUpRule Rule)> _open = [];
    private readonly HashSet<CellRef> _cells = [];

    /// <summary>The cells behind one roll-up, or one search, read by row <paramref name="row"/> of slot <paramref name="reader"/>.</summary>
    public static IReadOnlyCollection<CellRef> Of(GridLayout layout, int reader, int row, RollUpRead read)
    {
        var footprint = new RollUpFootprint(layout);
        footprint.Visit(read.Read.Slot, layout.RowRead(read.Read, reader, row), new ReportSpan(read.Steps, read.Period), read.Rule);
        return footprint.Close();
    }

    /// <inheritdoc cref="Of(GridLayout,int,int,RollUpRead)"/>
    public static IReadOnlyCollection<CellRef> Of(GridLayout layout, int reader, int row, Search search)
    {
        var footprint = new RollUpFootprint(layout);
        var slot = search.Read.Slot;
        var target = layout.RowRead(search.Read, reader, row);
        var calendar = layout.TimeAxes[layout.Slots[slot].TimeAxis].Calendar;
        if (search.IsByStep(layout))
        {
            footprint.AddCells(slot, target, 0, calendar.Count - 1);
            return footprint._cells;
        }

        foreach (var period in calendar.Periods(search.Grain, search.Fiscal))
        {
            footprint.Visit(slot, target, ReportSpan.Of(calendar, period), RollUpRule.Recompute);
        }

        return footprint.Close();
    }

    private HashSet<CellRef> Close()
    {
        while (_open.TryPop(out var item))
        {
            Expand(item.Slot, item.Row, item.Span, item.Rule);
        }

        return _cells;
    }

    private void Visit(int slot, int row, ReportSpan span, RollUpRule rule)
    {
        if (_seen.Add((slot, row, span, rule)))
        {
            _open.Push((slot, row, span, rule));
        }
    }

    private void Expand(int index, int row, ReportSpan span, RollUpRule rule)
    {
        var slot = layout.Slots[index];
        if (slot.TimeAxis < 0)
        {
            _cells.Add(new CellRef(index, row, 0));
            return;
        }

        if (span.Steps.IsEmpty)
        {
            return;
        }

        AddCells(index, row, rule == RollUpRule.Closing ? span.Steps.Last : span.Steps.First, span.Steps.Last);
        if (rule is RollUpRule.Average or RollUpRule.Opening && slot.OpeningSlot >= 0)
        {
            AddCells(slot.OpeningSlot, row, span.Steps.First, span.Steps.Last);
        }

        if (rule == RollUpRule.Weighted && slot.RollUpWeight is { } weight)
        {
            AddCells(weight.Slot, layout.RowRead(weight, index, row), span.Steps.First, span.Steps.Last);
        }

        if (rule == RollUpRule.Recompute)
        {
            ExpandOperands(slot, row, span);
        }
    }

    private void ExpandOperands(Slot slot, int row, ReportSpan span)
    {
        var calendar = layout.TimeAxes[slot.TimeAxis].Calendar;
        foreach (var segment in slot.SegmentsOf(row))
        {
            if (segment.Last < span.Steps.First || segment.First > span.Steps.Last)
            {
                continue;
            }

            var rule = slot.Rules[segment.Rule];
            foreach (var read in rule.Reads)
            {
                VisitOperand(read, slot.Index, row, span, calendar);
            }

            foreach (var reduction in rule.Reductions)
            {
                var rows = new List<int>();
                layout.AddRowsReduced(reduction, slot.Index, row, rows);
                foreach (var gathered in rows)
                {
                    VisitOperand(reduction.Read, gathered, span, calendar);
                }
            }
        }
    }

    private void VisitOperand(SlotRead read, int reader, int row, ReportSpan span, Calendar calendar) =>
        VisitOperand(read, layout.RowRead(read, reader, row), span, calendar);

    private void VisitOperand(SlotRead read, int target, ReportSpan span, Calendar calendar)
    {
        if (layout.OperandSpan(read, span, calendar) is { } shifted)
        {
            Visit(read.Slot, target, shifted, layout.Slots[read.Slot].RollUp);
        }
    }

    private void AddCells(int slot, int row, int first, int last)
    {
        var top = layout.StepsOf(slot) - 1;
        for (var step = first; step <= Math.Min(last, top); step++)
        {
            _cells.Add(new CellRef(slot, row, step));
        }
    }
}
