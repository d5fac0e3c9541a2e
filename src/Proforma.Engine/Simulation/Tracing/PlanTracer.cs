using System.Collections.Immutable;
using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;
using Proforma.Model.Time;

namespace Proforma.Engine.Simulation.Tracing;

/// <summary>The trials of a plan as a graph.</summary>
/// <param name="Graph">What a trial computes.</param>
/// <param name="Outputs">The outputs, in order: nodes, or what they are in every trial.</param>
/// <param name="Steps">The number of steps of the timeline.</param>
internal sealed record TracedPlan(TrialGraph Graph, ImmutableArray<Traced> Outputs, int Steps);

/// <summary>
/// Follows the schedule of a plan once, with the drawn inputs as unknowns, and notes what a trial has to compute. Everything else is settled by
/// the run on the inputs' points: that is the partial evaluation of the plan by what varies.
/// </summary>
internal static class PlanTracer
{
    /// <exception cref="UntraceableException">Kernels cannot express the plan.</exception>
    public static TracedPlan Trace(SimulationPlan plan, CancellationToken cancellation)
    {
        var graph = new TrialGraph();
        var tracer = new Tracer(graph);
        var cells = new TracedCells(plan, graph);
        var rollUps = new RollUpTracer(tracer, cells);
        var cell = new CellTracer(tracer, cells, rollUps);
        foreach (var step in plan.Program.Schedule.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            Trace(plan.Program, step, cells, cell);
        }

        var outputs = plan.Options.Outputs.Select(output => Output(plan, tracer, cells, rollUps, output)).ToImmutableArray();
        return new TracedPlan(graph, outputs, cells.Timeline.Count);
    }

    private static void Trace(PlanProgram program, ScheduleStep step, TracedCells cells, CellTracer cell)
    {
        switch (step)
        {
            case CircularStep circular when circular.Slots.Any(cells.IsTraced):
                throw new UntraceableException($"{program.Slots[circular.Slots[0]].Name} is solved in a circle");
            case SweepStep sweep when cells.IsTraced(sweep.Slot):
                for (var row = 0; row < program.RowsOf(sweep.Slot); row++)
                {
                    for (var at = 0; at < program.Layout.StepsOf(sweep.Slot); at++)
                    {
                        cell.Trace(sweep.Slot, row, at);
                    }
                }

                break;
            case RecurrenceStep recurrence:
                Trace(program, recurrence, cells, cell);
                break;
            case CellStep ordered:
                foreach (var index in ordered.Cells)
                {
                    var (slot, row, at) = program.Locate(index);
                    if (cells.IsTraced(slot))
                    {
                        cell.Trace(slot, row, at);
                    }
                }

                break;
        }
    }

    private static void Trace(PlanProgram program, RecurrenceStep recurrence, TracedCells cells, CellTracer cell)
    {
        var slots = recurrence.Slots.Where(cells.IsTraced).ToArray();
        var steps = program.Layout.StepsOf(recurrence.Slots[0]);
        for (var i = 0; i < steps && slots.Length > 0; i++)
        {
            foreach (var slot in slots)
            {
                for (var row = 0; row < program.RowsOf(slot); row++)
                {
                    cell.Trace(slot, row, recurrence.Backwards ? steps - 1 - i : i);
                }
            }
        }
    }

    private static Traced Output(SimulationPlan plan, Tracer tracer, TracedCells cells, RollUpTracer rollUps, SimulationOutput output)
    {
        if (plan.Mix is not { } mix || plan.Program.Slots[output.Slot].TrackAxis != 0)
        {
            return Output(plan.Program, tracer, cells, rollUps, output, output.Row);
        }

        var score = Traced.OfNode(tracer.Graph.TrackScore());
        var last = mix.UpTo.Length - 1;
        var chosen = Output(plan.Program, tracer, cells, rollUps, output, OutputReader.RowOf(plan.Program, output, last));
        for (var track = last - 1; track >= 0; track--)
        {
            var isBelow = tracer.Numbers(OpCode.Less, score, Traced.OfNumber(mix.UpTo[track]), -1);
            var here = Output(plan.Program, tracer, cells, rollUps, output, OutputReader.RowOf(plan.Program, output, track));
            chosen = tracer.Apply(OpCode.Select, isBelow, here, chosen, -1, -1);
        }

        return chosen;
    }

    private static Traced Output(PlanProgram program, Tracer tracer, TracedCells cells, RollUpTracer rollUps, SimulationOutput output, int row)
    {
        var slot = program.Slots[output.Slot];
        if (slot.TimeAxis < 0)
        {
            return cells.At(slot.Index, row, 0);
        }

        if (output.Period is { } period)
        {
            return rollUps.Of(slot.Index, row, ReportSpan.Of(program.CalendarOf(slot)!, period), slot.RollUp).Value;
        }

        var gatherer = new TracedGatherer(tracer, Reducer.All, ofBooleans: true, -1, overSteps: true);
        for (var step = 0; step < program.Layout.StepsOf(slot.Index); step++)
        {
            gatherer.Add(cells.At(slot.Index, row, step), cells.Timeline.Of(slot, step));
        }

        return gatherer.Result(-1);
    }
}
