using System.Text.Json.Serialization;
using Proforma.Language.Text;

namespace Proforma.Language.Diagnostics;

/// <summary>A diagnostic as it is written to JSON. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive.</summary>
/// <param name="Code">`PF2003`.</param>
/// <param name="Severity">`error`, `warning` or `note`.</param>
/// <param name="File">The file as the workspace names it.</param>
/// <param name="Line">The line where it begins.</param>
/// <param name="Column">The column where it begins.</param>
/// <param name="EndLine">The line where it ends.</param>
/// <param name="EndColumn">The column after its last character.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Fix">A change that would mend it, or null.</param>
public sealed record DiagnosticRecord(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("severity")] string Severity,
    [property: JsonPropertyName("file")] string File,
    [property: JsonPropertyName("line")] int Line,
    [property: JsonPropertyName("column")] int Column,
    [property: JsonPropertyName("end_line")] int EndLine,
    [property: JsonPropertyName("end_column")] int EndColumn,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("fix")] FixRecord? Fix)
{
    public static DiagnosticRecord Of(Diagnostic diagnostic)
    {
        var (line, column) = diagnostic.File.LocationOf(diagnostic.Span.Start);
        var (endLine, endColumn) = diagnostic.File.LocationOf(diagnostic.Span.End);
        var severity = diagnostic.Severity switch
        {
            Diagnostics.Severity.Error => "error",
            Diagnostics.Severity.Warning => "warning",
            _ => "note",
        };
        var fix = diagnostic.Fix is { } mend ? FixRecord.Of(diagnostic.File, mend) : null;
        return new DiagnosticRecord(diagnostic.Code, severity, diagnostic.File.Path, line, column, endLine, endColumn, diagnostic.Message, fix);
    }
}

/// <summary>A fix as it is written to JSON: the text from its start to its end is replaced.</summary>
public sealed record FixRecord(
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("line")] int Line,
    [property: JsonPropertyName("column")] int Column,
    [property: JsonPropertyName("end_line")] int EndLine,
    [property: JsonPropertyName("end_column")] int EndColumn,
    [property: JsonPropertyName("replacement")] string Replacement)
{
    public static FixRecord Of(SourceText file, Fix fix)
    {
        var (line, column) = file.LocationOf(fix.Span.Start);
        var (endLine, endColumn) = file.LocationOf(fix.Span.End);
        return new FixRecord(fix.Title, line, column, endLine, endColumn, fix.Replacement);
    }
}
