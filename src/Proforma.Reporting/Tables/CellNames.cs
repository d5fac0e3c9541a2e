using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Tables;

/// <summary>Names cells as formulas select them: `revenue[aggressive, product=api, 2027-01]`.</summary>
public static class CellNames
{
    /// <summary>The cell where a failure arose, or empty when it is not known.</summary>
    public static string OriginOf(PlanProgram program, CellValue value, ReportLanguage language)
    {
        if (value.FailureOrigin < 0 || value.FailureOrigin >= program.CellCount)
        {
            return "";
        }

        var (slot, row, step) = program.Locate(value.FailureOrigin);
        var place = PlaceOf(program, program.Slots[slot], row, step, language);
        return place.Length == 0 ? program.Slots[slot].Name : $"{program.Slots[slot].Name}[{place}]";
    }

    /// <summary>Track, members and period of a cell, separated by commas; empty for a slot without axes.</summary>
    public static string PlaceOf(PlanProgram program, Slot slot, int row, int step, ReportLanguage language)
    {
        var parts = new List<string>();
        if (slot.TrackAxis >= 0 && program.TrackAxes[slot.TrackAxis].Tracks[program.Layout.TrackOf(slot.Index, row)] is { Name.Length: > 0 } track)
        {
            parts.Add(language == ReportLanguage.Chinese ? track.Label : track.Name);
        }

        if (MemberOf(program, slot, row) is { Length: > 0 } member)
        {
            parts.Add(member);
        }

        if (program.CalendarOf(slot) is { } calendar)
        {
            parts.Add(FigureWords.Of(calendar.Step(step), language));
        }

        return string.Join(", ", parts);
    }

    /// <summary>The leaf members of a row: `product=api; region=us`; empty for a slot without dimensions.</summary>
    public static string MemberOf(PlanProgram program, Slot slot, int row)
    {
        if (slot.Dimensions.IsEmpty)
        {
            return "";
        }

        var parts = new string[slot.Dimensions.Length];
        for (var axis = 0; axis < parts.Length; axis++)
        {
            var dimension = program.Dimensions[slot.Dimensions[axis]];
            var leaf = dimension.Leaves[program.Layout.MemberOf(slot.Index, row, axis)];
            parts[axis] = $"{dimension.Name}={dimension.Members[leaf].Name}";
        }

        return string.Join("; ", parts);
    }

    /// <summary>A line's name within its plan: without the alias of a used plan.</summary>
    public static string WithinEntity(Slot slot) =>
        slot.Entity.Length > 0 && slot.Name.StartsWith(slot.Entity + ".", StringComparison.Ordinal) ? slot.Name[(slot.Entity.Length + 1)..]
            : slot.Name;
}
