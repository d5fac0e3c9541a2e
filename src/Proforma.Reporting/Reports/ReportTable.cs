using System.Collections.Immutable;

namespace Proforma.Reporting.Reports;

/// <summary>A table of a report as plain data: the page and the Markdown file show the same cells.</summary>
public sealed record ReportTable
{
    public required string Title { get; init; }

    /// <summary>Units and period, or empty.</summary>
    public string Subtitle { get; init; } = "";

    public string Note { get; init; } = "";

    /// <summary>A heading over several columns each (tracks), or none.</summary>
    public ImmutableArray<TableHead> Groups { get; init; } = [];

    /// <summary>One for each column of cells.</summary>
    public required ImmutableArray<TableHead> Columns { get; init; }

    public required ImmutableArray<ReportRow> Rows { get; init; }

    /// <summary>Whether cells are words and not figures, so that they stand left.</summary>
    public bool IsText { get; init; }
}

/// <summary>A heading.</summary>
/// <param name="Text">The words.</param>
/// <param name="Span">Over how many columns.</param>
/// <param name="Track">The track whose figures stand below it, or empty.</param>
/// <param name="IsText">Whether words stand below it, not figures.</param>
public sealed record TableHead(string Text, int Span = 1, string Track = "", bool IsText = false);

/// <summary>A row.</summary>
/// <param name="Label">What its figures are of.</param>
/// <param name="Cells">One for each column; none for a heading within the table.</param>
public sealed record ReportRow(string Label, ImmutableArray<ReportCell> Cells)
{
    public int Depth { get; init; }

    public bool IsTotal { get; init; }

    /// <summary>The track whose figures it shows, or empty.</summary>
    public string Track { get; init; } = "";
}

/// <summary>A cell.</summary>
/// <param name="Text">As it is shown.</param>
/// <param name="Key">Its node among the explanations, or −1.</param>
public readonly record struct ReportCell(string Text, int Key = -1)
{
    /// <summary>The track whose figure it is, or null.</summary>
    public string? Track { get; init; }

    public bool IsText { get; init; }

    /// <summary>True where rounded parts do not add up to this rounded total.</summary>
    public bool IsRounded { get; init; }
}
