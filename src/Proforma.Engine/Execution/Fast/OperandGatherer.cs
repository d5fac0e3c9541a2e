using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Execution.Fast;

/// <summary>Fills the room of gathered operands for a row: windows, reductions, roll-ups, searches, and reads that follow another calendar.</summary>
internal sealed class OperandGatherer(PlanState state, CellOperands operands)
{
    private readonly List<int> _rows = [];
    private Gatherer[] _gatherers = [];

    public void Fill(GatheredOperand operand, int row)
    {
        var slot = operand.Reader;
        var (rule, op) = (operand.Rule, operand.Op);
        var steps = operand.IsScalar ? 1 : state.Layout.StepsOf(slot);
        var room = state.Cells.AsSpan((int)operand.Place, steps);
        switch (op.Code)
        {
            case OpCode.Window when rule.Windows[op.A] is { Steps: int.MaxValue, Kind: not WindowKind.AverageRate } window
                && window.Read is { Time: ReadTime.Step, Offset: 0 }:
                FillCumulative(window, slot, row, room);
                return;
            case OpCode.Reduce when rule.Reductions[op.A].Read is { Time: ReadTime.Step, Offset: 0 } read && state.Layout.StepsOf(read.Slot) == steps:
                FillReduction(rule.Reductions[op.A], slot, row, room);
                return;
            default:
                break;
        }

        for (var step = 0; step < steps; step++)
        {
            operands.MoveTo(slot, row, step);
            room[step] = (op.Code switch
            {
                OpCode.Read => operands.Read(rule.Reads[op.A], []),
                OpCode.Reduce => operands.Reduce(rule.Reductions[op.A]),
                OpCode.Window => operands.Window(rule.Windows[op.A]),
                OpCode.RollUp => operands.RollUp(rule.RollUps[op.A]),
                _ => operands.Search(rule.Searches[op.A]),
            }).Raw;
        }
    }

    // The same sums in the same order as a window that is added up anew for each step, without starting over.
    private void FillCumulative(Window window, int slot, int row, Span<double> room)
    {
        var source = state.Program.Slots[window.Read.Slot];
        var target = state.Layout.RowRead(window.Read, slot, row);
        var lengths = window.Kind == WindowKind.Sum || source.TimeAxis < 0 ? null : state.LengthsOf(source);
        var cell = state.Layout.CellOf(slot, row, 0);
        var gatherer = new WeightedGatherer();
        for (var step = 0; step < room.Length; step++)
        {
            if (source.TimeAxis >= 0 || step == 0)
            {
                gatherer.Add(state.At(source.Index, target, step), lengths is null ? 1 : lengths[step]);
            }

            room[step] = gatherer.Sum(cell + step).Raw;
        }
    }

    // Row after row, as they lie in memory; each step takes them in the same order as when it is gathered alone.
    private void FillReduction(Reduction reduction, int slot, int row, Span<double> room)
    {
        _rows.Clear();
        state.Layout.AddRowsReduced(reduction, slot, row, _rows);
        var source = state.Program.Slots[reduction.Read.Slot];
        if (_gatherers.Length < room.Length)
        {
            _gatherers = new Gatherer[room.Length];
        }

        var gatherers = _gatherers.AsSpan(0, room.Length);
        gatherers.Fill(new Gatherer(reduction.Reducer, source.Type == Model.Program.ValueType.Boolean));
        foreach (var gathered in _rows)
        {
            var values = state.Cells.AsSpan((int)state.Layout.CellOf(source.Index, gathered, 0), room.Length);
            for (var step = 0; step < room.Length; step++)
            {
                gatherers[step].Add(new CellValue(values[step]));
            }
        }

        var cell = state.Layout.CellOf(slot, row, 0);
        for (var step = 0; step < room.Length; step++)
        {
            room[step] = gatherers[step].Result(cell + step).Raw;
        }
    }
}
