namespace Proforma.Language.Diagnostics;

/// <summary>What a piece of a rendered diagnostic is, for whoever colours it.</summary>
public enum DiagnosticStyle
{
    /// <summary>`error[PF2003]`, and the marks under its place.</summary>
    Error,

    /// <summary>`warning[PF2001]`, and the marks under its place.</summary>
    Warning,

    /// <summary>`note`, and the marks under its place.</summary>
    Note,

    /// <summary>The message itself.</summary>
    Message,

    /// <summary>Line numbers, bars and arrows.</summary>
    Frame,

    /// <summary>`fix`, and the marks under what it changes.</summary>
    Fix,
}

/// <summary>How diagnostics are rendered.</summary>
/// <param name="Width">The most columns of an excerpt's line; a longer one is clipped around the place.</param>
/// <param name="Style">Wraps a piece of text in what shows it in its style, such as terminal colours; null leaves plain text.</param>
public sealed record DiagnosticRendering(int Width = 120, Func<DiagnosticStyle, string, string>? Style = null)
{
    public static DiagnosticRendering Plain { get; } = new();

    internal string Apply(DiagnosticStyle style, string text) => Style is null || text.Length == 0 ? text : Style(style, text);
}
