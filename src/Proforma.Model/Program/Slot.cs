using System.Collections.Immutable;
using Proforma.Model.Units;

namespace Proforma.Model.Program;

/// <summary>What a slot is in the plan.</summary>
public enum SlotRole
{
    Input,
    Line,
    Account,
    Measure,
    Check,

    /// <summary>Foreign exchange, `rate USD/CNY`.</summary>
    Rate,

    /// <summary>Part of another formula that needed a series of its own, an account's `.opening`, a claim's side: never listed.</summary>
    Hidden,
}

/// <summary>What a slot's values are.</summary>
public enum ValueType
{
    Quantity,
    Boolean,

    /// <summary>
    /// The ordinal of a period (<see cref="Time.Period.Ordinal"/>) of the grain in <see cref="Slot.PeriodGrain"/>;
    /// <see cref="PeriodValue.Before"/> and <see cref="PeriodValue.Never"/> stand for no period.
    /// </summary>
    Period,
}

/// <summary>The numbers that stand for "already so before the calendar" and "never" where a period is expected; `never` sorts last.</summary>
public static class PeriodValue
{
    public const double Before = -1e9, Never = 1e9;
}

/// <summary>How a quantity behaves over time; what statements and records call its kind.</summary>
public enum Kind
{
    Flow,
    Stock,

    /// <summary>A formula that is neither flow nor stock: recomputed when rolled up.</summary>
    Ratio,

    /// <summary>A price, rate or growth that a person sets: its roll-up is the mean.</summary>
    Rate,

    /// <summary>Does not vary over the calendar.</summary>
    Constant,
    Boolean,
    Period,
}

/// <summary>
/// A series: one value for each cell of its axes (tracks × leaf members of its dimensions × steps; a missing axis has length 1).
/// Cells are laid out with steps innermost, then members (the last dimension fastest), then tracks outermost.
/// </summary>
/// <param name="Index">Its position in <see cref="PlanProgram.Slots"/>.</param>
/// <param name="Name">As formulas write it, with the entity's alias for a used plan: `openai.revenue`.</param>
/// <param name="Role">What it is in the plan.</param>
public sealed record Slot(int Index, string Name, SlotRole Role)
{
    /// <summary>The words reports show; the name where the plan gives none.</summary>
    public string Label { get; init; } = Name;

    /// <summary>The alias of the plan it belongs to; empty for the root plan.</summary>
    public string Entity { get; init; } = "";

    /// <summary>Index into <see cref="PlanProgram.Sections"/>, or −1.</summary>
    public int Section { get; init; } = -1;

    /// <summary>Index into <see cref="PlanProgram.TimeAxes"/>, or −1 when it does not vary over time.</summary>
    public int TimeAxis { get; init; } = -1;

    /// <summary>Index into <see cref="PlanProgram.TrackAxes"/>, or −1 when it is the same in every track.</summary>
    public int TrackAxis { get; init; } = -1;

    /// <summary>Indices into <see cref="PlanProgram.Dimensions"/>.</summary>
    public ImmutableArray<int> Dimensions { get; init; } = [];

    public ValueType Type { get; init; } = ValueType.Quantity;

    public Kind Kind { get; init; } = Kind.Constant;

    /// <summary>The unit that values are shown in. Stored values are in base units.</summary>
    public Unit Unit { get; init; } = Unit.One;

    /// <summary>The grain of a <see cref="ValueType.Period"/> slot's values.</summary>
    public Time.Grain PeriodGrain { get; init; } = Time.Grain.Month;

    /// <summary>The month that ends the (fiscal) year of a <see cref="ValueType.Period"/> slot's values.</summary>
    public int PeriodYearEnd { get; init; } = 12;

    public RollUpRule RollUp { get; init; } = RollUpRule.Constant;

    /// <summary>For <see cref="RollUpRule.Weighted"/>: the read of the weight (same cell, time Step 0), or null.</summary>
    public SlotRead? RollUpWeight { get; init; }

    /// <summary>For <see cref="RollUpRule.None"/>: a sentence that says why and what to write.</summary>
    public string NoRollUpReason { get; init; } = "";

    /// <summary>For an account (and its hidden parts): the slot of its opening balance, or −1.</summary>
    public int OpeningSlot { get; init; } = -1;

    public ImmutableArray<Rule> Rules { get; init; } = [];

    /// <summary>
    /// Which rule applies where: patterns of segments over steps. Steps in no segment are blank. A slot without a time axis has
    /// the single step 0.
    /// </summary>
    public ImmutableArray<ImmutableArray<RuleSegment>> Patterns { get; init; } = [];

    /// <summary>For each row (track × member combination) its pattern; empty when every row follows pattern 0.</summary>
    public ImmutableArray<int> RowPatterns { get; init; } = [];

    /// <summary>The values of data rules, one for each cell in the slot's layout, in base units (boxed states allowed); null when there are none.</summary>
    public double[]? Data { get; init; }

    /// <summary>Whether same-period cycles through this slot are wanted and solved.</summary>
    public bool IsCircular { get; init; }

    /// <summary>Relative tolerance of the circular solver.</summary>
    public double CircularTolerance { get; init; } = 1e-9;

    /// <summary>For a check: whether a failure is only a warning.</summary>
    public bool IsWarning { get; init; }

    /// <summary>Where it is declared.</summary>
    public Provenance Provenance { get; init; } = Provenance.None;

    /// <summary>The segments of row <paramref name="row"/>.</summary>
    public ImmutableArray<RuleSegment> SegmentsOf(int row) => Patterns.IsEmpty ? [] : Patterns[RowPatterns.IsEmpty ? 0 : RowPatterns[row]];

    /// <summary>Whether a cell holds a reported figure (`actuals`) and not what a formula gives.</summary>
    public bool IsActual(int row, int step) => RuleAt(row, step) is >= 0 and var rule && Rules[rule].IsActual;

    /// <summary>The index of the rule that applies in a cell, or −1 where it is blank.</summary>
    public int RuleAt(int row, int step)
    {
        foreach (var segment in SegmentsOf(row))
        {
            if (step >= segment.First && step <= segment.Last)
            {
                return segment.Rule;
            }
        }

        return -1;
    }
}
