using Proforma.Model.Program;

namespace Proforma.Engine.Simulation.Tracing;

/// <summary>
/// The order in which a trial goes through time: the steps of the calendar that has the most. A step of another calendar belongs to the last
/// of them that it overlaps.
/// </summary>
internal sealed class Timeline
{
    private readonly int[][] _steps;

    public Timeline(PlanProgram program)
    {
        var longest = 0;
        for (var axis = 1; axis < program.TimeAxes.Length; axis++)
        {
            longest = program.TimeAxes[axis].Calendar.Count > program.TimeAxes[longest].Calendar.Count ? axis : longest;
        }

        Count = program.TimeAxes.IsEmpty ? 0 : program.TimeAxes[longest].Calendar.Count;
        _steps = new int[program.TimeAxes.Length][];
        for (var axis = 0; axis < _steps.Length; axis++)
        {
            var calendar = program.TimeAxes[axis].Calendar;
            var primary = program.TimeAxes[longest].Calendar;
            _steps[axis] = [.. Enumerable.Range(0, calendar.Count).Select(
                step => axis == longest ? step : Math.Clamp(primary.StepOf(calendar.Step(step).End), 0, primary.Count - 1))];
        }
    }

    /// <summary>The number of steps.</summary>
    public int Count { get; }

    /// <summary>The step of the timeline for a step of a slot; −1 for a slot that does not vary over time.</summary>
    public int Of(Slot slot, int step) => slot.TimeAxis < 0 ? -1 : _steps[slot.TimeAxis][step];
}
