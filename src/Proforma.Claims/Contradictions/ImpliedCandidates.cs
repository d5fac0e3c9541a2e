using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Model.Time;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Claims.Contradictions;

/// <summary>A figure of the plan that claims may imply something for.</summary>
internal sealed record ImpliedCandidate(PlanQuantity Quantity, LinearForm Form);

/// <summary>
/// The figures near the claims: of every line that claims reach and every line whose formula reads one of those, for the periods that
/// claims speak of.
/// </summary>
internal static class ImpliedCandidates
{
    private const int MostAsked = 2_000, MostRows = 40;

    private static readonly Grain[] s_grains = [Grain.Month, Grain.Quarter, Grain.Half, Grain.Year];

    public static List<ImpliedCandidate> Of(PlanIdentities identities)
    {
        var program = identities.Program;
        var reached = identities.Known.Keys.Select(static q => q.Slot).ToHashSet();
        var found = new List<ImpliedCandidate>();
        foreach (var slot in program.Slots)
        {
            if (IsFigure(slot) && (reached.Contains(slot.Index) || slot.Rules.Any(r => r.AllReads.Any(read => reached.Contains(read.Slot)))))
            {
                AddSlot(identities, slot, found);
            }

            if (found.Count >= MostAsked || identities.IsCutShort)
            {
                break;
            }
        }

        return found;
    }

    private static bool IsFigure(Slot slot) => slot.Type == ValueType.Quantity && slot.Role is not (SlotRole.Hidden or SlotRole.Check);

    private static void AddSlot(PlanIdentities identities, Slot slot, List<ImpliedCandidate> found)
    {
        var program = identities.Program;
        for (var row = 0; row < Math.Min(MostRows, program.RowsOf(slot.Index)); row++)
        {
            if (slot.TimeAxis < 0)
            {
                found.Add(new ImpliedCandidate(new PlanQuantity(slot.Index, row, null, null, RollUpRule.Constant),
                    identities.Of(Quantity.Cell(slot.Index, row, 0))));
                continue;
            }

            var calendar = program.CalendarOf(slot)!;
            foreach (var (axis, first, last) in identities.Spoken.Where(s => s.TimeAxis == slot.TimeAxis && slot.RollUp != RollUpRule.None))
            {
                if (found.Count < MostAsked && PeriodOf(calendar, first, last) is { } period)
                {
                    var span = ReportSpan.Of(calendar, period);
                    var form = identities.RolledOf(slot.Index, row, span, slot.RollUp);
                    found.Add(new ImpliedCandidate(new PlanQuantity(slot.Index, row, span.Steps, period, slot.RollUp), form));
                }
            }
        }
    }

    /// <summary>The report period that steps are; null for a run that is none.</summary>
    private static Period? PeriodOf(Calendar calendar, int first, int last)
    {
        var (start, end) = (calendar.Step(first), calendar.Step(last));
        if (first == last)
        {
            return start;
        }

        foreach (var grain in s_grains)
        {
            foreach (var yearEnd in new[] { calendar.YearEndMonth, 12 })
            {
                if (Period.Containing(start.Start, grain, yearEnd) is var period && period.Start == start.Start && period.End == end.End)
                {
                    return period;
                }
            }
        }

        return null;
    }
}
