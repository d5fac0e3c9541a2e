using System.Collections.Immutable;
using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;

namespace Proforma.Engine.Simulation;

/// <summary>What an output means, read from a run.</summary>
internal static class OutputReader
{
    /// <summary>The output of a run; in a mix of tracks that of <paramref name="track"/>, unless it is negative.</summary>
    public static double Read(PlanState state, RollUp rollUps, SimulationOutput output, int track)
    {
        var row = RowOf(state.Program, output, track);
        var slot = state.Program.Slots[output.Slot];
        if (slot.TimeAxis < 0)
        {
            return state.At(slot.Index, row, 0).Raw;
        }

        if (output.Period is { } period)
        {
            return rollUps.Of(slot.Index, row, period).Value.Raw;
        }

        var gatherer = new Gatherer(Reducer.All, ofBooleans: true);
        for (var step = 0; step < state.Layout.StepsOf(slot.Index); step++)
        {
            gatherer.Add(state.At(slot.Index, row, step));
        }

        return gatherer.Result(-1).Raw;
    }

    /// <summary>The row that an output reads in a track of a mix.</summary>
    public static int RowOf(PlanProgram program, SimulationOutput output, int track) =>
        track < 0 || program.Slots[output.Slot].TrackAxis != 0 ? output.Row
        : (track * program.Layout.MembersOf(output.Slot)) + (output.Row % program.Layout.MembersOf(output.Slot));

    /// <summary>A sentence that says what is wrong with the outputs asked for; null when nothing is.</summary>
    public static string? Problem(PlanProgram program, ImmutableArray<SimulationOutput> outputs)
    {
        foreach (var output in outputs)
        {
            if (output.Slot < 0 || output.Slot >= program.Slots.Length || output.Row < 0 || output.Row >= program.RowsOf(output.Slot))
            {
                return "An output names a line or a row that the plan does not have.";
            }

            var slot = program.Slots[output.Slot];
            if (slot.TimeAxis >= 0 && output.Period is null && slot.Type != Model.Program.ValueType.Boolean)
            {
                return $"{slot.Name} varies over time: say for which period its distribution is wanted.";
            }

            if (slot.TimeAxis >= 0 && output.Period is { } period && !program.CalendarOf(slot)!.CanReport(period.Grain))
            {
                return $"{slot.Name} has no value for {period}: its calendar has longer steps.";
            }
        }

        return null;
    }
}
