using Proforma.Claims.Extraction;

namespace Proforma.Claims.Drafting;

/// <summary>A claim of a draft.</summary>
/// <param name="Figure">The index of its figure in the reading.</param>
/// <param name="Line">The line of its keyword in the text, from 1.</param>
/// <param name="Open">How many places of it are open.</param>
/// <param name="Notes">What the person should look at.</param>
public sealed record DraftedClaim(int Figure, int Line, int Open, IReadOnlyList<Wording> Notes);

/// <summary>Claims as <c>.plan</c> text, for a person to finish.</summary>
public sealed record ClaimsDraft
{
    /// <summary>The text: it parses, and the formatter leaves it as it is.</summary>
    public required string Text { get; init; }

    /// <summary>The claims, in the order of the text.</summary>
    public required IReadOnlyList<DraftedClaim> Claims { get; init; }

    /// <summary>The source's name in the text.</summary>
    public required string Source { get; init; }

    /// <summary>Claims with an open place.</summary>
    public int OpenClaims => Claims.Count(claim => claim.Open > 0);

    /// <summary>Claims without an open place that a person should still look at.</summary>
    public int DoubtfulClaims => Claims.Count(claim => claim.Open == 0 && claim.Notes.Count > 0);
}
