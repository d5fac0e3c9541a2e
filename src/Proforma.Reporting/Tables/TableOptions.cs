using System.Collections.Immutable;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Tables;

/// <summary>What a statement table shows.</summary>
public sealed record TableOptions
{
    public static TableOptions Default { get; } = new();

    /// <summary>The length of the report periods; a calendar with longer steps is shown step by step.</summary>
    public Grain Grain { get; init; } = Grain.Year;

    /// <summary>Whether quarters, halves and years follow the plan's fiscal year.</summary>
    public bool Fiscal { get; init; }

    /// <summary>Only report periods that overlap these days.</summary>
    public DateSpan Span { get; init; } = DateSpan.All;

    /// <summary>Names of the tracks to show; empty for all. Plans without such tracks show all of theirs.</summary>
    public ImmutableArray<string> Tracks { get; init; } = [];

    /// <summary>Names of lines to show, `*` and `?` stand for any characters; empty for all.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>Whether nothing but checks is of interest.</summary>
    public bool ChecksOnly { get; init; }

    /// <summary>Whether inputs and exchange rates are shown.</summary>
    public bool Inputs { get; init; }

    /// <summary>The currency to translate money into, or empty.</summary>
    public string Currency { get; init; } = "";

    public NumberOptions Numbers { get; init; } = NumberOptions.Default;

    /// <summary>A line with more member rows than this shows its roll-ups only.</summary>
    public int MaxMemberRows { get; init; } = 60;

    /// <summary>The most characters of a sparkline; 0 for none.</summary>
    public int SparklineWidth { get; init; } = 12;

    internal ReportLanguage Language => Numbers.Language;
}
