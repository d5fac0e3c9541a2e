using Proforma.Reporting.Claims;
using Proforma.Reporting.Numbers;

namespace Proforma.Workbook;

/// <summary>How a workbook is made.</summary>
public sealed record WorkbookOptions
{
    public static WorkbookOptions Default { get; } = new();

    /// <summary>The language of headings, units and number formats.</summary>
    public ReportLanguage Language { get; init; }

    /// <summary>The track that the selector shows first: an index into the root plan's tracks.</summary>
    public int SelectedTrack { get; init; }

    /// <summary>Claims as they came out against the plan in every track, for a sheet of their own; null for none.</summary>
    public ClaimTable? Claims { get; init; }
}
