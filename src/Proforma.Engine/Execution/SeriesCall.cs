using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Execution;

/// <summary>Gathers the arguments of a finance function and calls it.</summary>
internal static class SeriesCall
{
    /// <param name="state">The grid.</param>
    /// <param name="call">The call.</param>
    /// <param name="reader">The slot whose formula calls.</param>
    /// <param name="row">The reader's row.</param>
    /// <param name="values">The ops computed so far.</param>
    public static CellValue Evaluate(PlanState state, Call call, int reader, int row, ReadOnlySpan<CellValue> values)
    {
        var worst = CellValue.Of(0);
        var scalars = new double?[call.Arguments.Length];
        for (var i = 0; i < scalars.Length; i++)
        {
            if (call.Arguments[i] >= 0)
            {
                worst = CellValue.Worse(worst, values[call.Arguments[i]]);
                scalars[i] = values[call.Arguments[i]].Raw;
            }
        }

        var series = new double[call.Series.Length][];
        int first = int.MaxValue, last = -1;
        for (var i = 0; i < series.Length; i++)
        {
            series[i] = Gather(state, call, call.Series[i], reader, row, ref first, ref last, ref worst);
        }

        if (!worst.IsValue)
        {
            return worst;
        }

        if (series.Length > 0 && last < first)
        {
            return CellValue.Blank;
        }

        var calendar = series.Length == 0 ? null : state.Program.CalendarOf(state.Program.Slots[call.Series[0].Slot]);
        var counted = series.Select(entries => entries[first..(last + 1)]).ToArray();
        var result = state.Finance.Call(call.Function, new FinanceArguments(scalars, counted, calendar, call.Steps.First + (last < 0 ? 0 : first)));
        return Arithmetic.Normal(result.Raw, -1);
    }

    private static double[] Gather(
        PlanState state, Call call, SlotRead read, int reader, int row, ref int first, ref int last, ref CellValue worst)
    {
        var slot = state.Program.Slots[read.Slot];
        var target = state.Layout.RowRead(read, reader, row);
        var lengths = slot.TimeAxis >= 0 && slot.RollUp == RollUpRule.Integral ? state.LengthsOf(slot) : null;
        var entries = new double[slot.TimeAxis < 0 ? 1 : call.Steps.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var step = slot.TimeAxis < 0 ? 0 : call.Steps.First + i;
            var value = state.At(slot.Index, target, step);
            if (value.State == CellState.Blank)
            {
                continue;
            }

            worst = CellValue.Worse(worst, value);
            entries[i] = value.Raw * (lengths is null ? 1 : lengths[step] * call.Steps.Share(step));
            first = Math.Min(first, i);
            last = Math.Max(last, i);
        }

        return entries;
    }
}
