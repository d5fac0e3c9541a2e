namespace Proforma.Model.Claims;

/// <summary>What a claim says about one row of the figure it speaks of, as two intervals in base units.</summary>
/// <param name="Claim">The number of the claim among the plan's claims.</param>
/// <param name="Slot">The slot of what is claimed; it does not vary over time.</param>
/// <param name="Row">The row of the slot: its track and members. A claim that names no track has one constraint for each track.</param>
/// <param name="Low">The least that the printed figure and its hedge may stand for; negative infinity when there is no least.</param>
/// <param name="High">The most that they may stand for; infinity when there is no most.</param>
/// <param name="PrintedLow">The least at the printed figure, without rounding.</param>
/// <param name="PrintedHigh">The most at the printed figure, without rounding.</param>
public sealed record ClaimConstraint(int Claim, int Slot, int Row, double Low, double High, double PrintedLow, double PrintedHigh)
{
    /// <summary>Whether <see cref="Low"/> itself is excluded: `over 2/3`.</summary>
    public bool IsLowOpen { get; init; }

    /// <summary>Whether <see cref="High"/> itself is excluded.</summary>
    public bool IsHighOpen { get; init; }

    /// <summary>Whether <see cref="PrintedLow"/> itself is excluded.</summary>
    public bool IsPrintedLowOpen { get; init; }

    /// <summary>Whether <see cref="PrintedHigh"/> itself is excluded.</summary>
    public bool IsPrintedHighOpen { get; init; }

    /// <summary>
    /// The slot whose figure is subtracted before the interval applies, or −1: `a &lt; b` is a − b below 0. It does not vary over time;
    /// its row is the one of the same track.
    /// </summary>
    public int SubtractedSlot { get; init; } = -1;

    /// <summary>The number of the source that says so, or −1.</summary>
    public int Source { get; init; } = -1;
}
