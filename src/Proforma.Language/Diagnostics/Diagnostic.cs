using System.Collections.Immutable;
using Proforma.Language.Text;

namespace Proforma.Language.Diagnostics;

public enum Severity
{
    Note,
    Warning,
    Error,
}

/// <summary>A kind of diagnostic: its stable code and what it is about. Each has a page in `docs/errors`.</summary>
/// <param name="Code">`PF1001`; never reused.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Title">A few words, as its page is titled.</param>
public sealed record DiagnosticDescriptor(string Code, Severity Severity, string Title);

/// <summary>Something to tell the author of a plan, at an exact place.</summary>
/// <param name="Descriptor">Which kind.</param>
/// <param name="File">The file.</param>
/// <param name="Span">The place in it.</param>
/// <param name="Message">One sentence that a finance person understands.</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, SourceText File, TextSpan Span, string Message)
{
    public string Code => Descriptor.Code;

    public Severity Severity => Descriptor.Severity;

    /// <summary>Other places that matter: the first declaration of a duplicate, the cells of a cycle.</summary>
    public ImmutableArray<RelatedPlace> Related { get; init; } = [];

    /// <summary>A change that would mend it, or null.</summary>
    public Fix? Fix { get; init; }
}

/// <summary>A place that helps to understand a diagnostic.</summary>
public sealed record RelatedPlace(SourceText File, TextSpan Span, string Message);

/// <summary>A replacement in the file of the diagnostic that would mend it.</summary>
/// <param name="Title">What it does, in a few words.</param>
/// <param name="Span">The text to replace; empty to insert.</param>
/// <param name="Replacement">What to put there.</param>
public sealed record Fix(string Title, TextSpan Span, string Replacement);
