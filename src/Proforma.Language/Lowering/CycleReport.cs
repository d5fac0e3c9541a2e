using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;
using Proforma.Model.Program;
using Proforma.Model.Program.Scheduling;

namespace Proforma.Language.Lowering;

/// <summary>Tells the author which cells depend on each other, by name and period, all the way round.</summary>
internal sealed class CycleReport(BindingContext binding, GridLayout layout)
{
    /// <summary>How much of a long cycle is written out; the rest is counted.</summary>
    private const int MostShown = 24;

    public void Report(ImmutableArray<ScheduleProblem> problems)
    {
        foreach (var problem in problems)
        {
            switch (problem)
            {
                case UnwantedCycle cycle:
                    ReportCycle(cycle.Path, "An account or line may wait for itself only through an earlier period: read prev(…) or `.opening`, or mark every line of the cycle `circular`.");
                    break;
                case UnsolvableCircularity circular:
                    ReportCycle(circular.Path, circular.Path.Select(static cell => cell.Step).Distinct().Count() > 1
                        ? "Lines marked `circular` are solved within one period; this cycle runs through several."
                        : "Lines marked `circular` are solved one period after the other, so what hangs together with them may not be read over a longer period, "
                            + "as in x[2026], nor both before and after; carry it forward with prev(…) instead.");
                    break;
                case TooManyCells many:
                    var first = SymbolOf(many.Slots[0]);
                    binding.Diagnostics.Add(BindingDiagnostics.OrderTooLarge, first.File, first.Span,
                        $"{Lines(first.Name, many.Slots.Length - 1)} both the past and the future and {(many.Slots.Length > 1 ? "have" : "has")} {many.Cells:N0} cells; at most {many.Limit:N0} can be put in order.");
                    break;
            }
        }
    }

    private static string Lines(string first, int others) =>
        others switch { 0 => $"{first} reads", 1 => $"{first} and another line read", _ => $"{first} and {others} other lines read" };

    private void ReportCycle(ImmutableArray<CellRef> path, string advice)
    {
        var steps = path.Select(NameOf).ToList();
        steps = [.. steps.Where((name, i) => i == 0 || name != steps[i - 1])];
        var distinct = steps.Distinct().Count();
        var shown = steps.Count <= MostShown ? steps.Append(steps[0]) : steps.Take(MostShown - 1).Append($"… {steps.Count - MostShown + 1} more …").Append(steps[0]);
        var series = path.Select(static cell => cell.Slot).Distinct().Select(SymbolOf).DistinctBy(static s => s.Slot).ToList();
        var at = series[0];
        var lead = distinct == 1 ? $"{at.Name} depends on itself in the same period" : "These depend on each other in the same period";
        binding.Diagnostics.Add(BindingDiagnostics.Cycle, at.File, at.Span, $"{lead}: {string.Join(" → ", shown)}. {advice}",
            related: [.. series.Skip(1).Take(MostShown).Select(static s => new RelatedPlace(s.File, s.Span, $"{s.Name} is on the cycle"))]);
    }

    private string NameOf(CellRef cell)
    {
        var slot = layout.Slots[cell.Slot];
        var name = slot.Role == SlotRole.Hidden && !slot.Name.EndsWith(".opening", StringComparison.Ordinal) ? SymbolOf(cell.Slot).Name : slot.Name;
        return slot.TimeAxis < 0 ? name : $"{name}[{layout.TimeAxes[slot.TimeAxis].Calendar.Step(cell.Step)}]";
    }

    /// <summary>The declared series of a slot; a hidden one is named after the series that needed it.</summary>
    private SeriesSymbol SymbolOf(int slot)
    {
        if (slot < binding.Series.Count)
        {
            return binding.Series[slot];
        }

        var name = layout.Slots[slot].Name;
        return binding.Series.FirstOrDefault(s => s.OpeningSlot == slot)
            ?? binding.Series.FirstOrDefault(s => name.StartsWith(s.Name + ":", StringComparison.Ordinal))
            ?? binding.Series[0];
    }
}
