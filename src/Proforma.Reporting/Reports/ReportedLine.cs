using System.Collections.Immutable;
using Proforma.Model.Program;

namespace Proforma.Reporting.Reports;

/// <summary>A line, or one member of it, as a table or chart shows it.</summary>
/// <param name="Slot">The line, or the hidden slot of an expression.</param>
/// <param name="Label">Its name for readers.</param>
/// <param name="Rows">Its rows within one track; several are added up.</param>
public sealed record ReportedLine(Slot Slot, string Label, ImmutableArray<int> Rows)
{
    /// <summary>The whole line.</summary>
    public static ReportedLine Of(PlanProgram program, Slot slot, string label) =>
        new(slot, label, [.. Enumerable.Range(0, program.Layout.MembersOf(slot.Index))]);
}
