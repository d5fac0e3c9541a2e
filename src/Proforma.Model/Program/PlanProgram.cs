using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Model.Time;

namespace Proforma.Model.Program;

/// <summary>
/// A checked plan without its syntax: numbered slots, flat formulas, and the order in which cells are computed. The language
/// stages produce it, the engine runs it, and neither knows the other. Plans that are used as entities are part of it, on time
/// and track axes of their own.
/// </summary>
public sealed class PlanProgram
{
    public PlanProgram(
        string title,
        ImmutableArray<TimeAxis> timeAxes,
        ImmutableArray<TrackAxis> trackAxes,
        ImmutableArray<MemberAxis> dimensions,
        ImmutableArray<string> sections,
        ImmutableArray<Slot> slots,
        Schedule schedule)
    {
        Title = title;
        TimeAxes = timeAxes;
        TrackAxes = trackAxes;
        Dimensions = dimensions;
        Sections = sections;
        Slots = slots;
        Schedule = schedule;
        Layout = new GridLayout(timeAxes, trackAxes, dimensions, slots);
    }

    public string Title { get; }

    /// <summary>The root plan's calendar is the first.</summary>
    public ImmutableArray<TimeAxis> TimeAxes { get; }

    /// <summary>The root plan's tracks are the first.</summary>
    public ImmutableArray<TrackAxis> TrackAxes { get; }

    public ImmutableArray<MemberAxis> Dimensions { get; }

    public ImmutableArray<string> Sections { get; }

    public ImmutableArray<Slot> Slots { get; }

    public Schedule Schedule { get; }

    /// <summary>Where cells lie in the grid.</summary>
    public GridLayout Layout { get; }

    /// <summary>The number of cells of all slots.</summary>
    public long CellCount => Layout.CellCount;

    /// <summary>The currency of the root plan, an ISO 4217 code, or empty.</summary>
    public string Currency { get; init; } = "";

    /// <summary>What is uncertain; a deterministic run uses the points.</summary>
    public ImmutableArray<Uncertainty> Uncertainties { get; init; } = [];

    public ImmutableArray<Correlation> Correlations { get; init; } = [];

    /// <summary>The measures that ask how likely something is; only a simulation can answer them.</summary>
    public ImmutableArray<ProbabilityMeasure> Probabilities { get; init; } = [];

    /// <summary>The currency of each used plan by its alias.</summary>
    public ImmutableDictionary<string, string> EntityCurrencies { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The titles of used plans by alias.</summary>
    public ImmutableDictionary<string, string> EntityTitles { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Where figures and claims come from, in the order of the files.</summary>
    public ImmutableArray<SourceDefinition> Sources { get; init; } = [];

    /// <summary>What is claimed, in the order of the files; empty unless the plan was compiled for claims. Their hidden slots are the last ones.</summary>
    public ImmutableArray<ClaimDefinition> Claims { get; init; } = [];

    /// <summary>The index of a slot's first cell in the grid.</summary>
    public long OffsetOf(int slot) => Layout.OffsetOf(slot);

    /// <summary>The number of rows of a slot: tracks × leaf members.</summary>
    public int RowsOf(int slot) => Layout.RowsOf(slot);

    /// <summary>The number of tracks of a slot, 1 when it does not vary by track.</summary>
    public int TracksOf(Slot slot) => slot.TrackAxis < 0 ? 1 : TrackAxes[slot.TrackAxis].Count;

    /// <summary>The number of steps of a slot, 1 when it does not vary over time.</summary>
    public int StepsOf(Slot slot) => slot.TimeAxis < 0 ? 1 : TimeAxes[slot.TimeAxis].Calendar.Count;

    /// <summary>The calendar of a slot, or null when it does not vary over time.</summary>
    public Calendar? CalendarOf(Slot slot) => slot.TimeAxis < 0 ? null : TimeAxes[slot.TimeAxis].Calendar;

    /// <summary>The slot to which a cell of the grid belongs, with its row and step.</summary>
    public (int Slot, int Row, int Step) Locate(long cell) => Layout.Locate(cell);
}
