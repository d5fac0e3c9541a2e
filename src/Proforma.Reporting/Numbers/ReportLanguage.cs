namespace Proforma.Reporting.Numbers;

/// <summary>The language that a report is written in.</summary>
public enum ReportLanguage
{
    English,

    /// <summary>Simplified Chinese; numbers scale by 万 and 亿 only.</summary>
    Chinese,
}
