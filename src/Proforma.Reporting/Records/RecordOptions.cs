using System.Collections.Immutable;
using Proforma.Model.Time;

namespace Proforma.Reporting.Records;

/// <summary>Which figures become records.</summary>
public sealed record RecordOptions
{
    public static RecordOptions Default { get; } = new();

    /// <summary>The length of the report periods; a calendar with longer steps gives its own steps.</summary>
    public Grain Grain { get; init; } = Grain.Year;

    public bool Fiscal { get; init; }

    /// <summary>Only report periods that overlap these days.</summary>
    public DateSpan Span { get; init; } = DateSpan.All;

    /// <summary>Names of tracks; empty for all.</summary>
    public ImmutableArray<string> Tracks { get; init; } = [];

    /// <summary>Names of lines with `*` and `?`; empty for all.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>Whether inputs and exchange rates are among them.</summary>
    public bool Inputs { get; init; } = true;

    /// <summary>The currency to translate money into, or empty.</summary>
    public string Currency { get; init; } = "";
}
