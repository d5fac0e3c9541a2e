using System.Collections.Immutable;

namespace Proforma.Model.Program;

/// <summary>A distribution as the plan states it, with arguments in base units.</summary>
/// <param name="Family">normal, lognormal, uniform, …; `interval` for `a to b`; `mixture`.</param>
/// <param name="Arguments">In order; the name is null for one given by position.</param>
public sealed record DistributionSpec(string Family, ImmutableArray<DistributionArgument> Arguments)
{
    /// <summary>Bounds from the input's `domain`, in base units; null where open.</summary>
    public (double? Low, double? High) Domain { get; init; }
}

/// <summary>One argument: a number, a weighted value (`discrete(1: 30%)`), a nested distribution (`mixture`), or a list of samples (`empirical`).</summary>
public sealed record DistributionArgument(string? Name, double Value)
{
    /// <summary>The weight after the colon of a keyed argument.</summary>
    public double? Weight { get; init; }

    public DistributionSpec? Nested { get; init; }

    /// <summary>The samples of `empirical("file.csv")`, in base units.</summary>
    public ImmutableArray<double> Samples { get; init; } = [];
}

/// <summary>The uncertainty of one clause of an input.</summary>
/// <param name="Slot">The input (or noise).</param>
/// <param name="Rule">Which of the slot's rules (clauses) it belongs to; its cells are those the patterns give to that rule.</param>
/// <param name="Distribution">What is drawn.</param>
/// <param name="HasPoint">Whether the plan states a point; where it does not, a deterministic run uses the median.</param>
/// <param name="EachPeriod">True for `noise`: a new draw each step; false: one score held while the clause's value is held.</param>
/// <param name="Autoregression">The coefficient of `ar(…)`, 0 for none.</param>
public sealed record Uncertainty(int Slot, int Rule, DistributionSpec Distribution, bool HasPoint, bool EachPeriod = false, double Autoregression = 0);

/// <summary>Rank correlations between uncertain inputs, as stated.</summary>
/// <param name="Slots">The inputs.</param>
/// <param name="Matrix">Row-major, symmetric, ones on the diagonal.</param>
public sealed record Correlation(ImmutableArray<int> Slots, ImmutableArray<double> Matrix);

/// <summary>A measure that is the probability of a condition: unknown in a run, the share of trials in a simulation.</summary>
/// <param name="Measure">The slot of the measure; its cells are unknown.</param>
/// <param name="Condition">
/// The hidden boolean slot of the condition. Where it varies over time, what counts is that it holds in every step that has a value, as for a check.
/// </param>
/// <param name="Text">The condition as it is written.</param>
public sealed record ProbabilityMeasure(int Measure, int Condition, string Text);
