using System.Collections.Immutable;
using Proforma.Model.Runs;

namespace Proforma.Model.Claims;

/// <summary>How a claim stands against the plan in one track.</summary>
public enum ClaimVerdict
{
    /// <summary>The plan's figure would be printed so, digit by digit.</summary>
    Holds,

    /// <summary>Only what was rounded away lies between them.</summary>
    HoldsByRounding,

    /// <summary>Possible within rounding, but not at the figures themselves: `over two thirds` of what is two thirds.</summary>
    UnsupportedAtFaceValue,

    Off,

    /// <summary>The two figures measure different things; the result offers what they come to on one basis.</summary>
    NotComparable,

    CannotBeChecked,

    /// <summary>A claim in words.</summary>
    NotScored,
}

/// <summary>Why a claim is not comparable, cannot be checked, or is off in another way than by its amount.</summary>
public enum ClaimReasonKind
{
    None,

    /// <summary>The plan has no such line; <see cref="ClaimReason.Text"/> says which.</summary>
    NoLine,

    /// <summary>The calendar does not reach the period; <see cref="ClaimReason.Text"/> says which.</summary>
    OutsideCalendar,

    /// <summary>A part of the claim is still open (`?`).</summary>
    Unfinished,

    /// <summary>A line without formula, of which only claims speak.</summary>
    NoFormula,

    /// <summary>No clause gives the line a value in the period.</summary>
    NoValue,

    /// <summary>The period is only partly covered.</summary>
    Partial,

    /// <summary>It depends on an amount that nobody gave.</summary>
    Unknown,
    Failed,

    /// <summary>Flows of periods of different lengths: a year against a half-year.</summary>
    DifferentLengths,

    /// <summary>Balances of different lines at different dates: two headcounts three months apart.</summary>
    DifferentDates,

    /// <summary>The figure is one of something else (`basis`): a run-rate, the valuation after the money, a figure with its one-off.</summary>
    OtherBasis,

    /// <summary>`up to` a figure that no track reaches.</summary>
    NotReached,

    /// <summary>The date comes in no period of the calendar.</summary>
    Never,

    /// <summary>It was so before the calendar begins.</summary>
    Before,
}

/// <summary>A reason with what it names; reports put it into words.</summary>
/// <param name="Kind">Which.</param>
public sealed record ClaimReason(ClaimReasonKind Kind)
{
    public static ClaimReason None { get; } = new(ClaimReasonKind.None);

    /// <summary>The lines concerned, as formulas write them with their periods.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    public FailureKind Failure { get; init; }

    /// <summary>A sentence or formula that belongs to it.</summary>
    public string Text { get; init; } = "";
}

/// <summary>On what footing a further comparison stands.</summary>
public enum ComparisonBasis
{
    /// <summary>The words may mean an increase: the multiple less one.</summary>
    AsIncrease,

    /// <summary>The words may mean a multiple: the increase and one.</summary>
    AsMultiple,

    /// <summary>Another reading that the claim states.</summary>
    OtherReading,

    /// <summary>The periods brought to one length.</summary>
    SameLength,

    /// <summary>What the figure measures in truth.</summary>
    OwnBasis,
}

/// <summary>The claim's figure against another figure of the plan.</summary>
/// <param name="Basis">On what footing.</param>
/// <param name="Text">What is compared, as a formula.</param>
/// <param name="Slot">The hidden slot of that formula; the claim's own where the figure follows from it.</param>
/// <param name="Plan">The plan's figure in base units, or a state.</param>
/// <param name="Verdict">How the claim would stand.</param>
/// <param name="Difference">Plan less claim in base units; null where there is none.</param>
public sealed record ClaimComparison(ComparisonBasis Basis, string Text, int Slot, CellValue Plan, ClaimVerdict Verdict, double? Difference);

/// <summary>A claim held against the plan in one track.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Track">Index into the tracks of <see cref="ClaimDefinition.TrackAxis"/>, or −1 where the figure is the same in all of them.</param>
/// <param name="Plan">What the plan says, in base units, or a state; the ordinal of a period for a date.</param>
/// <param name="Verdict">How they stand.</param>
public sealed record ClaimResult(ClaimDefinition Claim, int Track, CellValue Plan, ClaimVerdict Verdict)
{
    /// <summary>The lower end of what the claim stands for after rounding, in base units; null where it is open or there is none.</summary>
    public double? SaidLow { get; init; }

    /// <summary>The upper end; null where it is open or there is none.</summary>
    public double? SaidHigh { get; init; }

    /// <summary>The right side of an ordering, in base units; null otherwise.</summary>
    public double? Against { get; init; }

    /// <summary>Plan less claim in base units; for a date the periods by which it lies outside. Null where there is none.</summary>
    public double? Difference { get; init; }

    public ClaimReason Reason { get; init; } = ClaimReason.None;

    /// <summary>Other readings, and what a comparison that was refused comes to on one basis.</summary>
    public ImmutableArray<ClaimComparison> Comparisons { get; init; } = [];
}
