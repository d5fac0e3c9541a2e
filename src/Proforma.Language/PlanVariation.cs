using System.Collections.Immutable;

namespace Proforma.Language;

/// <summary>What is asked of a plan beyond its text: other values of inputs, and conditions whose probability is wanted. The files stay as they are.</summary>
public sealed record PlanVariation
{
    /// <summary>The plan as it is written.</summary>
    public static PlanVariation None { get; } = new();

    /// <summary>
    /// Inputs or exchange rates with the value that they have instead, in every period, track and member: what may stand behind `=` in the plan,
    /// a distribution included.
    /// </summary>
    public ImmutableArray<InputOverride> Overrides { get; init; } = [];

    /// <summary>Conditions in the words of the root plan, each of which becomes a <see cref="Model.Program.ProbabilityMeasure"/>.</summary>
    public ImmutableArray<string> Conditions { get; init; } = [];
}

/// <summary>An input with the value that it has instead of what the plan states.</summary>
/// <param name="Input">Its name; with the alias of the used file in front where it is declared there.</param>
/// <param name="Value">`4B`, `3% ~ normal(sd: 1%)`, `11% to 17%` behind `~`.</param>
public sealed record InputOverride(string Input, string Value);
