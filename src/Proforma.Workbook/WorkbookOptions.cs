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
}
