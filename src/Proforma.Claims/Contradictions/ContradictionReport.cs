using System.Collections.Immutable;
using Proforma.Model.Claims;

namespace Proforma.Claims.Contradictions;

/// <summary>How far the search for contradictions goes.</summary>
public sealed record ContradictionOptions
{
    public static ContradictionOptions Default { get; } = new();

    /// <summary>The most sets that are looked for of each kind in each group of linked claims.</summary>
    public int MostSets { get; init; } = 100;

    /// <summary>The most implied intervals that are worked out; 0 for none.</summary>
    public int MostImplied { get; init; } = 200;

    /// <summary>
    /// The work after which the search for contradictions ends, and then the one for implied intervals, in operations on fractions: some
    /// ten million a second. The same work gives the same report on every machine.
    /// </summary>
    public long MostWork { get; init; } = 10_000_000;

    /// <summary>The most figures that the plan's identities are followed through.</summary>
    public int MostFigures { get; init; } = 20_000;

    /// <summary>Only contradictions between these two sources, and only their claims; null for all.</summary>
    public (int A, int B)? Between { get; init; }
}

/// <summary>What claims say against each other and imply together.</summary>
/// <param name="Contradictions">The smallest sets that cannot all be true; those that hold even with rounding first, then the small ones, then by
/// the numbers of their claims.</param>
/// <param name="Implied">What claims that agree imply for figures, by slot, row and period.</param>
public sealed record ContradictionReport(ImmutableArray<Contradiction> Contradictions, ImmutableArray<ImpliedInterval> Implied)
{
    /// <summary>
    /// Whether every set was found, as far as the identities are linear. False when a limit of <see cref="ContradictionOptions"/> or a
    /// cancellation ended the search: what is reported is true, and there may be more.
    /// </summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Whether every figure near the claims was looked at for what they imply.</summary>
    public bool IsImpliedComplete { get; init; } = true;

    /// <summary>The claims that took no part: they are not of a figure, or of one that no arithmetic reaches.</summary>
    public ImmutableArray<int> Unused { get; init; } = [];
}
