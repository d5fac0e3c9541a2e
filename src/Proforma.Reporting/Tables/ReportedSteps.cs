using System.Globalization;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Tables;

/// <summary>The steps of an entity's calendar in which some line holds a reported figure, so that a reader can tell history from plan.</summary>
/// <param name="steps">One entry a step; empty when the entity has no actuals.</param>
public sealed class ReportedSteps(bool[] steps)
{
    /// <summary>Finds the steps.</summary>
    /// <param name="program">The plan.</param>
    /// <param name="entity">The alias of a used plan, or empty.</param>
    public static ReportedSteps Of(PlanProgram program, string entity)
    {
        var found = Array.Empty<bool>();
        foreach (var slot in program.Slots)
        {
            if (slot.Entity != entity || slot.TimeAxis < 0 || slot.Role == SlotRole.Hidden || !slot.Rules.Any(static r => r.IsActual))
            {
                continue;
            }

            if (found.Length == 0)
            {
                found = new bool[program.StepsOf(slot)];
            }

            for (var row = 0; row < program.RowsOf(slot.Index); row++)
            {
                foreach (var segment in slot.SegmentsOf(row).Where(s => slot.Rules[s.Rule].IsActual))
                {
                    Array.Fill(found, true, segment.First, segment.Last - segment.First + 1);
                }
            }
        }

        return new ReportedSteps(found);
    }

    /// <summary>Whether a step has reported figures.</summary>
    public bool IsReported(int step) => step >= 0 && step < steps.Length && steps[step];

    /// <summary>What stands behind a period's name: ` A` when all of it is reported, ` 3A+9F` when 3 of 12 steps are, nothing when none is.</summary>
    public string Mark(StepSpan span, ReportLanguage language)
    {
        if (span.IsEmpty)
        {
            return "";
        }

        var reported = Enumerable.Range(span.First, span.Count).Count(IsReported);
        var planned = span.Count - reported;
        var chinese = language == ReportLanguage.Chinese;
        return reported == 0 ? ""
            : planned == 0 ? chinese ? " 实际" : " A"
            : string.Create(CultureInfo.InvariantCulture, $" {reported}{(chinese ? "实" : "A")}+{planned}{(chinese ? "预" : "F")}");
    }
}
