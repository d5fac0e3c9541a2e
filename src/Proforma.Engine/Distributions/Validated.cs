using System.Diagnostics.CodeAnalysis;

namespace Proforma.Engine.Distributions;

/// <summary>A value, or the problem that kept it from being made.</summary>
/// <param name="Value">The value, or null.</param>
/// <param name="Problem">The problem, or null.</param>
public readonly record struct Validated<T>(T? Value, DistributionProblem? Problem)
    where T : class
{
    /// <summary>Whether there is a value. Otherwise there is a problem.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsValid => Value is not null;

    /// <summary>The value as one of a wider type.</summary>
    public Validated<TOther> As<TOther>()
        where TOther : class => new(Value as TOther, Problem);

    /// <summary>A valid value.</summary>
    public static implicit operator Validated<T>(T value) => new(value, null);

    /// <summary>A problem in place of a value.</summary>
    public static implicit operator Validated<T>(DistributionProblem problem) => new(null, problem);
}
