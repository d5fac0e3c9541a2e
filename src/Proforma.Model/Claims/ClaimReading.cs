using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Model.Claims;

/// <summary>One way to read what a claim measures, as a figure of the plan.</summary>
/// <param name="Slot">
/// The hidden slot that computes it, without a time axis: plain ops over the plan's lines, such as two roll-ups and a divide for
/// `api_revenue[2027] / revenue[2027]`. −1 when it cannot be computed.
/// </param>
/// <param name="Text">As the plan writes it.</param>
public sealed record ClaimReading(int Slot, string Text)
{
    /// <summary>What it reads directly, in the order of the formula.</summary>
    public ImmutableArray<ClaimRead> Reads { get; init; } = [];
}

/// <summary>A line that a claim reads.</summary>
/// <param name="Slot">Index into <see cref="PlanProgram.Slots"/>.</param>
/// <param name="Period">The period; null for a range of steps, and for what does not vary over time.</param>
/// <param name="Steps">The steps covered; null for what does not vary over time.</param>
/// <param name="Rule">How it is rolled up; <see cref="RollUpRule.Constant"/> for what does not vary over time.</param>
/// <param name="Text">As the formula writes it.</param>
public sealed record ClaimRead(int Slot, Period? Period, StepSpan? Steps, RollUpRule Rule, string Text);
