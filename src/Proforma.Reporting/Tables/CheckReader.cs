using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Tables;

/// <summary>How a check came out over its cells.</summary>
public static class CheckReader
{
    /// <summary>How many failing cells are named.</summary>
    private const int Named = 3;

    /// <summary>Reads a check in the tracks shown. Blank cells are skipped; an unknown or failed cell leaves the check undecided.</summary>
    public static CheckRow Read(IPlanFigures figures, Slot slot, ImmutableArray<TableTrack> tracks, ReportLanguage language)
    {
        var program = figures.Program;
        var members = program.Layout.MembersOf(slot.Index);
        var failed = new List<string>();
        var undecided = new List<string>();
        long tested = 0, failures = 0, open = 0;
        foreach (var track in slot.TrackAxis < 0 ? [new TableTrack(0, "", "")] : tracks)
        {
            for (var row = track.Index * members; row < (track.Index + 1) * members; row++)
            {
                for (var step = 0; step < program.StepsOf(slot); step++)
                {
                    var value = figures.At(slot.Index, row, step);
                    if (value.State == CellState.Blank)
                    {
                        continue;
                    }

                    tested++;
                    if (value.IsValue && value.Raw != 0)
                    {
                        continue;
                    }

                    failures += value.IsValue ? 1 : 0;
                    open += value.IsValue ? 0 : 1;
                    var names = value.IsValue ? failed : undecided;
                    if (names.Count < Named)
                    {
                        names.Add(CellNames.PlaceOf(program, slot, row, step, language));
                    }
                }
            }
        }

        var outcome = failures > 0 ? CheckOutcome.Failed : open > 0 ? CheckOutcome.Undecided : CheckOutcome.Passed;
        return new CheckRow(CellNames.WithinEntity(slot), slot.Label, outcome, slot.IsWarning, tested, failures,
            [.. failures > 0 ? failed : undecided]);
    }
}
