using System.Collections.Immutable;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Charts;

/// <summary>What a chart shall show.</summary>
public sealed record ChartRequest
{
    public ChartType Type { get; init; } = ChartType.Lines;

    /// <summary>The lines, in one unit.</summary>
    public required ImmutableArray<ReportedLine> Lines { get; init; }

    /// <summary>The report periods, in order.</summary>
    public required ImmutableArray<Period> Periods { get; init; }

    /// <summary>The tracks to show; lines that are the same in all are shown once.</summary>
    public required ImmutableArray<TableTrack> Tracks { get; init; }

    /// <summary>Empty for the names of the lines.</summary>
    public string Title { get; init; } = "";

    public string Note { get; init; } = "";

    public NumberOptions Numbers { get; init; } = NumberOptions.Default;

    /// <summary>The last reported day, or null to go by the plan's own actuals.</summary>
    public DateOnly? ActualThrough { get; init; }

    /// <summary>Measures whose value is a period, marked by a line across: when cash runs out, when it turns.</summary>
    public ImmutableArray<ReportedLine> Dates { get; init; } = [];

    public bool FromZero { get; init; }

    /// <summary>The node of a figure among a report's explanations, or −1; null where nothing is explained.</summary>
    public Func<ReportedLine, TableTrack, Period, int>? Explain { get; init; }

    internal ReportLanguage Language => Numbers.Language;
}
