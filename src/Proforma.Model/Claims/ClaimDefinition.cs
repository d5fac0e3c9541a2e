using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Model.Units;

namespace Proforma.Model.Claims;

/// <summary>A sourced statement about the plan's figures: `claim revenue[2027] up to 34.5B USD in aggressive from press "…"`.</summary>
/// <param name="Index">Its position in <see cref="PlanProgram.Claims"/>.</param>
/// <param name="Name">As the plan names it; `claim 12` where it does not.</param>
/// <param name="Kind">What it is about.</param>
public sealed record ClaimDefinition(int Index, string Name, ClaimKind Kind)
{
    /// <summary>The words of a qualitative claim; otherwise the comparison as the plan writes it.</summary>
    public string Text { get; init; } = "";

    /// <summary>Index into <see cref="PlanProgram.Sources"/> of the first source cited, or −1.</summary>
    public int Source { get; init; } = -1;

    /// <summary>The words quoted from the source, or empty.</summary>
    public string Quote { get; init; } = "";

    /// <summary>Who says it: the claim's own speaker, else the source's, else empty.</summary>
    public string Speaker { get; init; } = "";

    /// <summary>When the source was published.</summary>
    public DateOnly? Published { get; init; }

    /// <summary>The date at which the figure stands (`as of`).</summary>
    public Period? AsOf { get; init; }

    public ClaimStatus Status { get; init; }

    public ClaimHedge Hedge { get; init; }

    public ClaimModality Modality { get; init; }

    /// <summary>What is measured; null for a qualitative claim.</summary>
    public ClaimReading? Metric { get; init; }

    /// <summary>Other ways to read what is measured (`reading EXPR`): a growth or a multiple, before or after the money.</summary>
    public ImmutableArray<ClaimReading> Readings { get; init; } = [];

    /// <summary>What the figure is a figure of, where that is not what the claim says it is of (`basis EXPR`): a run-rate called a year's revenue.</summary>
    public ClaimReading? Basis { get; init; }

    /// <summary>The printed figure, or the lower end of a range; null where <see cref="LowSlot"/> computes it, for dates, and for qualitative claims.</summary>
    public ClaimFigure? Low { get; init; }

    /// <summary>The upper end of a range, otherwise the same as <see cref="Low"/>.</summary>
    public ClaimFigure? High { get; init; }

    /// <summary>The hidden slot of a right side that reads the plan (`revenue[2027] &lt; openai.revenue[2027]`), or −1.</summary>
    public int LowSlot { get; init; } = -1;

    /// <summary>The hidden slot of the upper end where that reads the plan, otherwise the same as <see cref="LowSlot"/>.</summary>
    public int HighSlot { get; init; } = -1;

    /// <summary>What the right side reads where it reads the plan; for explanations and for comparing periods.</summary>
    public ImmutableArray<ClaimRead> RightReads { get; init; } = [];

    /// <summary>For a date: the days that it is claimed to lie in.</summary>
    public DateSpan? Within { get; init; }

    /// <summary>`nearest 1B USD`: the unit to which the figure is rounded, in base units; null where the digits say it.</summary>
    public double? Nearest { get; init; }

    /// <summary>`tolerance 5%`: how far the plan may be off, as a part of the figure; null where none is stated.</summary>
    public double? RelativeTolerance { get; init; }

    /// <summary>`tolerance 100M USD`: how far the plan may be off, in base units; null where none is stated.</summary>
    public double? AbsoluteTolerance { get; init; }

    /// <summary>The unit that the figure is printed in; the metric's own for an ordering.</summary>
    public Unit Unit { get; init; } = Unit.One;

    /// <summary>Index into <see cref="PlanProgram.TrackAxes"/> of the plan that declares the claim.</summary>
    public int TrackAxis { get; init; }

    /// <summary>The track it is about, or −1: it is tested in every track.</summary>
    public int Track { get; init; } = -1;

    /// <summary>The aliases of the plans whose lines it reads, the root plan's empty one first, then by name; empty for a qualitative claim.</summary>
    public ImmutableArray<string> Entities { get; init; } = [];

    /// <summary>The periods that it reads, in the order of the formula, each once.</summary>
    public ImmutableArray<Period> Periods { get; init; } = [];

    /// <summary>Why it cannot be held against the plan, where that was found while reading it.</summary>
    public ClaimGap Gap { get; init; }

    /// <summary>The sentence that says so.</summary>
    public string GapReason { get; init; } = "";

    public Provenance Provenance { get; init; } = Provenance.None;
}
