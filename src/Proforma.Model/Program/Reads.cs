using System.Collections.Immutable;
using Proforma.Model.Time;

namespace Proforma.Model.Program;

/// <summary>How the step that is read follows from the step that reads.</summary>
public enum ReadTime
{
    /// <summary>The slot read has no time axis.</summary>
    None,

    /// <summary>The same step, <see cref="SlotRead.Offset"/> steps away (0: the same). In a roll-up, that many report periods away.</summary>
    Step,

    /// <summary>As <see cref="Step"/>, but the offset is a number of years: in a roll-up the same period of another year (同比).</summary>
    Year,

    /// <summary>Always step <see cref="SlotRead.Offset"/>.</summary>
    Fixed,

    /// <summary>Step <c>Map[step]</c> of another entity's calendar; −1 where it has none (the value is blank).</summary>
    Mapped,
}

/// <summary>How a member position (or track) of the slot read follows from the reader's cell.</summary>
/// <param name="ReaderAxis">Position in the reader's <see cref="Slot.Dimensions"/> of the same dimension, or −1 when <paramref name="Fixed"/> applies.</param>
/// <param name="Fixed">The leaf position that is always read.</param>
public readonly record struct MemberIndex(int ReaderAxis, int Fixed = -1);

/// <summary>A reference from a formula to another slot's cells (or its own, at another step).</summary>
/// <param name="Slot">The slot read.</param>
/// <param name="Time">How the step follows.</param>
/// <param name="Offset">Steps, years, or the fixed step; see <paramref name="Time"/>.</param>
/// <param name="Track">−1: the reader's own track (or the slot has no track axis); otherwise always this track of the slot's track axis.</param>
/// <param name="Members">One entry for each dimension of the slot read, in its order.</param>
/// <param name="Text">As the formula writes it, for explanations.</param>
public sealed record SlotRead(int Slot, ReadTime Time, int Offset, int Track, ImmutableArray<MemberIndex> Members, string Text)
{
    /// <summary>For <see cref="ReadTime.Mapped"/>: the step of the slot's calendar for each of the reader's steps, or −1.</summary>
    public ImmutableArray<int> StepMap { get; init; } = [];

    /// <summary>For a slot of another entity: its track for each of the reader's tracks; empty when they are the same.</summary>
    public ImmutableArray<int> TrackMap { get; init; } = [];

    /// <summary>
    /// Read when the step lies outside of the calendar; null: the cell fails with OutsideCalendar. The index of an op before the read.
    /// </summary>
    public int? DefaultOp { get; init; }
}

/// <summary>What a reduction, window or roll-up does with the values it gathers. Blanks are skipped; all blank gives blank.</summary>
public enum Reducer
{
    Sum,
    Mean,
    Minimum,
    Maximum,

    /// <summary>
    /// The number of cells that are numbers (for booleans: that are true), 0 where there are none. An unknown amount is not counted;
    /// an unknown boolean makes the count unknown.
    /// </summary>
    Count,

    /// <summary>True when one is true, whatever the others are.</summary>
    Any,

    /// <summary>False when one is false, whatever the others are.</summary>
    All,
}

/// <summary>A reduction over members and/or tracks at the reader's step.</summary>
/// <param name="Read">The slot; its <see cref="SlotRead.Members"/> apply to the dimensions that are not reduced.</param>
/// <param name="Reducer">What is done.</param>
/// <param name="Over">For each dimension of the slot read: the leaf positions gathered, or default when it is not reduced.</param>
/// <param name="OverTracks">Whether all tracks are gathered.</param>
public sealed record Reduction(SlotRead Read, Reducer Reducer, ImmutableArray<ImmutableArray<int>> Over, bool OverTracks);

/// <summary>A window of steps that ends at the reader's step.</summary>
/// <param name="Read">The slot; its time is <see cref="ReadTime.Step"/> with offset 0.</param>
/// <param name="Steps">How many steps, this one included; <see cref="int.MaxValue"/> for all from the calendar's start (cumulative).</param>
/// <param name="Kind">What is done.</param>
public sealed record Window(SlotRead Read, int Steps, WindowKind Kind);

/// <summary>What a window over earlier steps gives.</summary>
public enum WindowKind
{
    /// <summary>
    /// The mean rate, weighted by the steps' lengths: `trailing`. Blank until the window is full: before enough steps have passed, and
    /// where one of them is blank.
    /// </summary>
    AverageRate,

    /// <summary>The integral of a rate: `cumulative` of a flow. Blank steps are skipped.</summary>
    Integral,

    /// <summary>The plain sum of the steps' values: `cumulative` of what is not a flow. Blank steps are skipped.</summary>
    Sum,
}

/// <summary>A roll-up of one slot over a fixed period, read inside a formula: `revenue[2027]`.</summary>
/// <param name="Read">The slot, its track and its members; the time is ignored.</param>
/// <param name="Steps">The steps covered.</param>
/// <param name="Period">The period, when it is one (growth is evaluated at its grain); null for a range.</param>
/// <param name="Rule">How values are rolled up: the slot's own rule unless the formula says otherwise (`.average`, `mean(x, over: 2027)`).</param>
public sealed record RollUpRead(SlotRead Read, StepSpan Steps, Period? Period, RollUpRule Rule);

/// <summary>How the values of a slot become one value for a longer period.</summary>
public enum RollUpRule
{
    /// <summary>Rate × length, summed: an amount. For flows. Lengths are days for a unit per day, months for all others.</summary>
    Integral,

    /// <summary>The value at the last step. For stocks.</summary>
    Closing,

    /// <summary>The value before the first step (an account's opening), otherwise at the first step.</summary>
    Opening,

    /// <summary>Mean over the steps weighted by their lengths; for an account the mean of opening and closing of each step.</summary>
    Average,
    Sum,
    Mean,
    Minimum,
    Maximum,

    /// <summary>
    /// The formula evaluated on rolled-up operands, flows as average rates. For ratios. Undefined (NoRollUp) where several clauses or
    /// data apply within the period, or where the formula reads a table whose entries differ within it. Windows are those that end
    /// with the period.
    /// </summary>
    Recompute,

    /// <summary>Mean weighted by another slot (<see cref="Slot.RollUpWeight"/>).</summary>
    Weighted,
    Any,
    All,

    /// <summary>Does not vary over time: the value itself.</summary>
    Constant,

    /// <summary>Not defined: asking for it is a diagnostic; <see cref="Slot.NoRollUpReason"/> says why.</summary>
    None,
}

/// <summary>
/// Which period a search gives. Blank periods are skipped; a failed or unknown condition makes the answer so where it could change
/// the answer; where no condition was tested the answer is blank, and where none held it is <see cref="PeriodValue.Never"/>.
/// </summary>
public enum SearchKind
{
    /// <summary>The first period in which the condition holds, be it the first of the calendar.</summary>
    First,

    /// <summary>The last period in which the condition holds.</summary>
    Last,

    /// <summary>
    /// The period from which the condition holds through the end of the calendar; <see cref="PeriodValue.Before"/> when it holds in
    /// every period from the calendar's first step on, for then nobody can say since when.
    /// </summary>
    SustainedFrom,
}

/// <summary>A search for a period in which a condition holds.</summary>
/// <param name="Read">A boolean slot with a time axis.</param>
/// <param name="Kind">Which period.</param>
/// <param name="Grain">
/// The grain at which the condition is evaluated: step by step at the calendar's own, recomputed on rolled-up operands at a longer
/// one. There only periods count that lie in the calendar and have a value in every step.
/// </param>
/// <param name="Fiscal">Whether years and quarters follow the fiscal year.</param>
public sealed record Search(SlotRead Read, SearchKind Kind, Grain Grain, bool Fiscal)
{
    /// <summary>True when the condition is tested step by step: the grain is the calendar's own.</summary>
    public bool IsByStep(GridLayout layout)
    {
        var calendar = layout.TimeAxes[layout.Slots[Read.Slot].TimeAxis].Calendar;
        return Grain == calendar.Grain && (Grain <= Grain.Month || calendar.First.YearEndMonth == (Fiscal ? calendar.YearEndMonth : 12));
    }
}

/// <summary>A call of a finance function.</summary>
/// <param name="Function">Its name in the language, such as `irr`.</param>
/// <param name="Arguments">Op indices of the scalar arguments, in the function's order; −1 for one that is left out.</param>
/// <param name="Series">The whole series that it reads, in the function's order; the time of each read is ignored.</param>
/// <param name="Steps">The steps of the series that count.</param>
public sealed record Call(string Function, ImmutableArray<int> Arguments, ImmutableArray<SlotRead> Series, StepSpan Steps);
