using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Engine.Simulation.Tracing;

/// <summary>
/// Traces a search for a period: the counterpart of <see cref="PeriodSearch"/>. The answer so far is carried from period to period: the first
/// is the least ordinal of those in which the condition holds, the last the latest, and a sustained state begins anew wherever it breaks off.
/// </summary>
internal static class SearchTracer
{
    public static Traced Find(Tracer tracer, TracedCells cells, RollUpTracer rollUps, Search search, int row)
    {
        var slot = cells.Program.Slots[search.Read.Slot];
        var calendar = cells.Program.CalendarOf(slot)!;
        var periods = new List<(Period Period, Traced Value, int Time)>();
        var fromStart = false;
        if (search.IsByStep(cells.Base.Layout))
        {
            for (var step = 0; step < calendar.Count; step++)
            {
                periods.Add((calendar.Step(step), cells.At(slot.Index, row, step), cells.Timeline.Of(slot, step)));
            }

            fromStart = !periods[0].Value.IsBlank;
        }
        else if (!calendar.CanReport(search.Grain))
        {
            return Traced.Of(CellValue.Failed(FailureKind.InvalidArgument), false);
        }
        else
        {
            foreach (var period in calendar.Periods(search.Grain, search.Fiscal))
            {
                var span = ReportSpan.Of(calendar, period);
                var value = span.Steps.Complete ? rollUps.Of(slot.Index, row, span, RollUpRule.Recompute) : default;
                var counts = span.Steps.Complete && (value.IsComplete || !value.Value.IsValue);
                fromStart |= periods.Count == 0 && counts && span.Steps.First == 0 && !value.Value.IsBlank;
                var time = cells.Timeline.Of(slot, span.Steps.IsEmpty ? 0 : span.Steps.Last);
                periods.Add((period, counts ? value.Value : Traced.Of(CellValue.Blank, true), time));
            }
        }

        return Find(tracer, search.Kind, periods, fromStart);
    }

    private static Traced Find(Tracer tracer, SearchKind kind, List<(Period Period, Traced Value, int Time)> periods, bool fromStart)
    {
        var tested = periods.Where(static p => !p.Value.IsBlank).ToList();
        if (tested.Exists(static p => !p.Value.IsValue))
        {
            throw new UntraceableException("a search meets a condition that is unknown or fails in every trial");
        }

        if (tested.Count == 0)
        {
            return Traced.Of(CellValue.Blank, false);
        }

        var never = Traced.OfNumber(PeriodValue.Never);
        var found = never;
        foreach (var (period, holds, time) in tested)
        {
            var isFirst = period == periods[0].Period;
            var ordinal = Traced.OfNumber(kind == SearchKind.SustainedFrom && fromStart && isFirst ? PeriodValue.Before : period.Ordinal).InStep();
            var carried = holds.IsNode || found.IsNode ? tracer.Carry(found, time).InStep() : found;
            found = kind switch
            {
                SearchKind.First => tracer.Numbers(
                    OpCode.Minimum, carried, tracer.Apply(OpCode.Select, holds, ordinal, never, -1, time), time, NodeKind.Running),
                SearchKind.Last => tracer.Apply(OpCode.Select, holds, ordinal, carried, -1, time),
                _ => tracer.Apply(
                    OpCode.Select, holds, tracer.Numbers(OpCode.Minimum, carried, ordinal, time, NodeKind.Running), never, -1, time),
            };
        }

        return found;
    }
}
