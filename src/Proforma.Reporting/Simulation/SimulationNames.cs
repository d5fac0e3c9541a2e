using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Simulation;

/// <summary>Names the outputs and inputs of a simulation.</summary>
public static class SimulationNames
{
    /// <summary>The track of an output, or null when it is the same in all or the plan has none.</summary>
    public static Track? TrackOf(PlanProgram program, SimulationOutput output)
    {
        var slot = program.Slots[output.Slot];
        return slot.TrackAxis < 0 || program.TrackAxes[slot.TrackAxis].Tracks[program.Layout.TrackOf(output.Slot,
            output.Row)] is not { Name.Length: > 0 } track ? null : track;
    }

    /// <summary>The name and label of a track: `aggressive 激进预期`.</summary>
    public static string Of(Track track) => track.Label.Length == 0 || string.Equals(track.Label, track.Name, StringComparison.OrdinalIgnoreCase)
        ? track.Name : $"{track.Name} {DisplayWidth.Clean(track.Label)}";

    /// <summary>The members of an output: `product=api; region=us`, or empty.</summary>
    public static string MemberOf(PlanProgram program, SimulationOutput output) =>
        CellNames.MemberOf(program, program.Slots[output.Slot], output.Row);

    /// <summary>The output as commands take it: `revenue[aggressive, product=api, 2027]`.</summary>
    public static string CellOf(PlanProgram program, SimulationOutput output)
    {
        var parts = new List<string>();
        if (TrackOf(program, output) is { } track)
        {
            parts.Add(track.Name);
        }

        if (MemberOf(program, output) is { Length: > 0 } member)
        {
            parts.Add(member.Replace("; ", ", ", StringComparison.Ordinal));
        }

        if (output.Period is { } period)
        {
            parts.Add(period.ToString());
        }

        var name = program.Slots[output.Slot].Name;
        return parts.Count == 0 ? name : $"{name}[{string.Join(", ", parts)}]";
    }

    /// <summary>A drawn value: the input's label, the period from which it holds, its member.</summary>
    public static string Of(PlanProgram program, InputInfluence input, ReportLanguage language)
    {
        var slot = program.Slots[input.Slot];
        var label = slot.Label;
        if (input.FirstStep > 0 && program.CalendarOf(slot) is { } calendar)
        {
            label += " " + FigureWords.Of(calendar.Step(input.FirstStep), language);
        }

        var member = CellNames.MemberOf(program, slot, input.Row);
        return member.Length == 0 ? label : $"{label} ({member})";
    }
}
