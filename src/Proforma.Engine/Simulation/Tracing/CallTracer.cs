using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Simulation.Tracing;

/// <summary>Traces a call of a finance function: the counterpart of <see cref="SeriesCall"/>.</summary>
internal static class CallTracer
{
    public static Traced Trace(Tracer tracer, TracedCells cells, Call call, int reader, int row, ReadOnlySpan<Traced> values, int anchor)
    {
        var worst = CellValue.Of(0);
        var nodes = new List<Traced>();
        var scalars = new Traced?[call.Arguments.Length];
        for (var i = 0; i < scalars.Length; i++)
        {
            if (call.Arguments[i] >= 0)
            {
                scalars[i] = values[call.Arguments[i]];
                Note(values[call.Arguments[i]], nodes, ref worst);
            }
        }

        int first = int.MaxValue, last = -1;
        var series = new Traced[call.Series.Length][];
        for (var i = 0; i < series.Length; i++)
        {
            series[i] = Gather(tracer, cells, call, call.Series[i], reader, row, nodes, ref first, ref last, ref worst);
        }

        if (!worst.IsValue)
        {
            return tracer.Guarded(Traced.Of(worst, true), [.. nodes]);
        }

        if (series.Length > 0 && last < first)
        {
            return Traced.Of(CellValue.Blank, true);
        }

        var calendar = series.Length == 0 ? null : cells.Program.CalendarOf(cells.Program.Slots[call.Series[0].Slot]);
        var firstStep = call.Steps.First + (last < 0 ? 0 : first);
        if (nodes.Count > 0)
        {
            return Traced.OfNode(tracer.Graph.Call(
                new TracedCall(
                    call.Function,
                    [.. scalars.Select(s => s is { } given ? tracer.Operand(given) : TrialGraph.None)],
                    [.. series.Select(entries => entries[first..(last + 1)].Select(tracer.Operand).ToArray())],
                    calendar,
                    firstStep),
                anchor));
        }

        var counted = series.Select(entries => entries[first..(last + 1)].Select(static e => e.Value.Raw).ToArray()).ToArray();
        var result = cells.Base.Finance.Call(
            call.Function, new FinanceArguments([.. scalars.Select(static s => s?.Value.Raw)], counted, calendar, firstStep));
        return Traced.Of(Arithmetic.Normal(result.Raw, -1), true);
    }

    private static Traced[] Gather(
        Tracer tracer,
        TracedCells cells,
        Call call,
        SlotRead read,
        int reader,
        int row,
        List<Traced> nodes,
        ref int first,
        ref int last,
        ref CellValue worst)
    {
        var slot = cells.Program.Slots[read.Slot];
        var target = cells.Base.Layout.RowRead(read, reader, row);
        var lengths = slot.TimeAxis >= 0 && slot.RollUp == RollUpRule.Integral ? cells.Base.LengthsOf(slot) : null;
        var entries = new Traced[slot.TimeAxis < 0 ? 1 : call.Steps.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var step = slot.TimeAxis < 0 ? 0 : call.Steps.First + i;
            var value = cells.At(slot.Index, target, step);
            entries[i] = Traced.OfNumber(0);
            if (value.IsBlank)
            {
                continue;
            }

            Note(value, nodes, ref worst);
            if (value.IsValue)
            {
                var length = lengths is null ? 1 : lengths[step] * call.Steps.Share(step);
                entries[i] = tracer.Numbers(OpCode.Multiply, value, Traced.OfNumber(length), -1);
            }

            first = Math.Min(first, i);
            last = Math.Max(last, i);
        }

        return entries;
    }

    private static void Note(Traced value, List<Traced> nodes, ref CellValue worst)
    {
        if (value.IsNode)
        {
            nodes.Add(value);
        }
        else
        {
            worst = CellValue.Worse(worst, value.Value);
        }
    }
}
