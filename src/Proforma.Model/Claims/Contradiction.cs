using System.Collections.Immutable;

namespace Proforma.Model.Claims;

/// <summary>How hard a contradiction is.</summary>
public enum ContradictionKind
{
    /// <summary>The claims cannot all be true, even where each figure is only as exact as it is printed.</summary>
    Contradiction,

    /// <summary>The claims cannot all be true at their printed figures; only rounding saves them.</summary>
    FaceValue,
}

/// <summary>How the arithmetic of a contradiction is to be written.</summary>
public enum ArithmeticShape
{
    /// <summary>Two claims state the same figure: one term.</summary>
    Same,

    /// <summary>Factor × term + factor × term + … .</summary>
    Sum,

    /// <summary>The first term divided by the second, times <see cref="ClaimArithmetic.Scale"/>.</summary>
    Ratio,

    /// <summary>The first term times the second, times <see cref="ClaimArithmetic.Scale"/>.</summary>
    Product,

    /// <summary>No single operation: taken together the terms leave the implied interval.</summary>
    Together,
}

/// <summary>An interval of a quantity in base units; infinite where an end is open to infinity.</summary>
/// <param name="Low">The least value.</param>
/// <param name="High">The greatest value.</param>
/// <param name="IsLowOpen">Whether the least value itself is excluded.</param>
/// <param name="IsHighOpen">Whether the greatest value itself is excluded.</param>
public readonly record struct QuantityInterval(double Low, double High, bool IsLowOpen = false, bool IsHighOpen = false);

/// <summary>One claim in the arithmetic of a contradiction.</summary>
/// <param name="Claim">The number of the claim; what it speaks of is the name of the term.</param>
/// <param name="Factor">By what it enters a sum; 1 otherwise.</param>
/// <param name="Said">What the claim says: at its rounding for a contradiction, at the printed figure for one at face value.</param>
public sealed record ArithmeticTerm(int Claim, double Factor, QuantityInterval Said);

/// <summary>Why claims cannot all be true: what all but one of them imply for the figure that this one states. Without words, for any
/// language.</summary>
/// <param name="Shape">How the terms are put together.</param>
/// <param name="Terms">The claims on one side.</param>
/// <param name="Implied">What they leave for the figure of the other claim.</param>
/// <param name="Against">The number of the other claim.</param>
/// <param name="Said">What it says.</param>
public sealed record ClaimArithmetic(ArithmeticShape Shape, ImmutableArray<ArithmeticTerm> Terms, QuantityInterval Implied, int Against,
    QuantityInterval Said)
{
    /// <summary>What a ratio or product is multiplied by.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>What a sum is added to.</summary>
    public double Constant { get; init; }
}

/// <summary>A smallest set of claims that cannot all be true: every smaller part of it can.</summary>
/// <param name="Claims">The numbers of the claims, rising.</param>
/// <param name="Kind">Even with rounding, or only at face value.</param>
/// <param name="Arithmetic">The numbers behind it.</param>
public sealed record Contradiction(ImmutableArray<int> Claims, ContradictionKind Kind, ClaimArithmetic Arithmetic)
{
    /// <summary>For each of <see cref="Claims"/> the other claims of the same source that say the very same, so that they contradict in its
    /// place.</summary>
    public ImmutableArray<ImmutableArray<int>> SameAs { get; init; } = [];

    /// <summary>The slots of the plan's checks of the form `x >= 0` without which the claims could all be true.</summary>
    public ImmutableArray<int> Checks { get; init; } = [];

    /// <summary>The name of the track in which they meet; empty when none of them is bound to one.</summary>
    public string Track { get; init; } = "";
}
