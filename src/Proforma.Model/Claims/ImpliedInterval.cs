using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Model.Claims;

/// <summary>A figure of the plan for a period.</summary>
/// <param name="Slot">Index into <see cref="PlanProgram.Slots"/>.</param>
/// <param name="Row">Track × leaf members.</param>
/// <param name="Steps">The steps covered; null for what does not vary over time.</param>
/// <param name="Period">The period that these steps are; null for a run of steps that is none.</param>
/// <param name="Rule">How the steps become one figure.</param>
public sealed record PlanQuantity(int Slot, int Row, StepSpan? Steps, Period? Period, RollUpRule Rule);

/// <summary>What claims that agree imply for a figure, without the plan's drivers.</summary>
/// <param name="Quantity">The figure.</param>
/// <param name="Said">What is left for it, in base units (a flow as an amount).</param>
/// <param name="From">The numbers of the claims it rests on, rising; without any one of them it would be wider.</param>
public sealed record ImpliedInterval(PlanQuantity Quantity, QuantityInterval Said, ImmutableArray<int> From)
{
    /// <summary>Whether some claim states the figure too; it is not among <see cref="From"/>.</summary>
    public bool IsStated { get; init; }

    /// <summary>Whether the interval is as narrow as these claims allow; false where products of unknowns were only enclosed.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>The slots of the plan's checks of the form `x >= 0` that it rests on.</summary>
    public ImmutableArray<int> Checks { get; init; } = [];

    /// <summary>The name of the track of the claims; empty when none of them is bound to one.</summary>
    public string Track { get; init; } = "";
}
