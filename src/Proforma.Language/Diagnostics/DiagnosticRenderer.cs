using System.Globalization;
using System.Text;
using Proforma.Language.Text;

namespace Proforma.Language.Diagnostics;

/// <summary>
/// Writes diagnostics as plain text: what is wrong, where, with the line and marks under the place, related places, and the line as it
/// would be mended.
/// </summary>
public static class DiagnosticRenderer
{
    /// <summary>
    /// All of <paramref name="diagnostics"/>, separated by blank lines; empty when there are none. Every line ends with a line feed.
    /// </summary>
    public static string Render(IEnumerable<Diagnostic> diagnostics, DiagnosticRendering? rendering = null) =>
        string.Join('\n', diagnostics.Select(d => Render(d, rendering)));

    /// <summary>One diagnostic. Every line ends with a line feed.</summary>
    public static string Render(Diagnostic diagnostic, DiagnosticRendering? rendering = null)
    {
        var page = new Page(rendering ?? DiagnosticRendering.Plain, GutterWidth(diagnostic));
        var style = StyleOf(diagnostic.Severity);
        page.Heading(style, $"{NameOf(diagnostic.Severity)}[{diagnostic.Code}]", diagnostic.Message);
        page.Place(diagnostic.File, diagnostic.Span, style, '^');
        foreach (var related in diagnostic.Related)
        {
            page.Heading(DiagnosticStyle.Note, "note", related.Message);
            page.Place(related.File, related.Span, DiagnosticStyle.Note, '-');
        }

        if (diagnostic.Fix is { } fix)
        {
            page.Heading(DiagnosticStyle.Fix, "fix", fix.Title);
            page.Mended(diagnostic.File, fix);
        }

        return page.ToString();
    }

    private static string NameOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static DiagnosticStyle StyleOf(Severity severity) => severity switch
    {
        Severity.Error => DiagnosticStyle.Error,
        Severity.Warning => DiagnosticStyle.Warning,
        _ => DiagnosticStyle.Note,
    };

    // One gutter for all excerpts of a diagnostic, as wide as its largest line number.
    private static int GutterWidth(Diagnostic diagnostic)
    {
        var last = diagnostic.File.LocationOf(diagnostic.Span.Start).Line;
        foreach (var related in diagnostic.Related)
        {
            last = Math.Max(last, related.File.LocationOf(related.Span.Start).Line);
        }

        return last.ToString(CultureInfo.InvariantCulture).Length;
    }

    private sealed class Page(DiagnosticRendering rendering, int gutter)
    {
        private const int LongestMendedLine = 10_000;

        private readonly StringBuilder _text = new();

        public void Heading(DiagnosticStyle style, string name, string message) =>
            _text.Append(rendering.Apply(style, name)).Append(": ").Append(rendering.Apply(DiagnosticStyle.Message, message)).Append('\n');

        public void Place(SourceText file, TextSpan span, DiagnosticStyle style, char mark)
        {
            var (line, column) = file.LocationOf(span.Start);
            Frame($"{new string(' ', gutter)}--> ");
            _text.Append(CultureInfo.InvariantCulture, $"{file.Path}:{line}:{column}\n");
            if (file.Text.Length == 0)
            {
                return;
            }

            var excerpt = SourceExcerpt.Of(file.Line(line), column - 1, column - 1 + span.Length, rendering.Width);
            Line(line, excerpt, style, mark);
        }

        public void Mended(SourceText file, Fix fix)
        {
            var (line, column) = file.LocationOf(fix.Span.Start);
            var original = file.Line(line);
            var start = Math.Min(column - 1, original.Length);
            var end = Math.Min(start + fix.Span.Length, original.Length);
            var endOfLine = file.StartOfLine(line) + original.Length;
            var isOneLine = fix.Span.End <= endOfLine && !fix.Replacement.AsSpan().ContainsAny('\r', '\n');
            if (!isOneLine || original.Length > LongestMendedLine)
            {
                return;
            }

            var mended = $"{original[..start]}{fix.Replacement}{original[end..]}";
            var excerpt = SourceExcerpt.Of(mended, start, start + fix.Replacement.Length, rendering.Width);
            Line(line, excerpt, DiagnosticStyle.Fix, fix.Replacement.Length == 0 ? '\0' : '+');
        }

        public override string ToString() => _text.ToString();

        private void Line(int number, SourceExcerpt excerpt, DiagnosticStyle style, char mark)
        {
            var blank = new string(' ', gutter);
            Frame($"{blank} |\n");
            Frame($"{number.ToString(CultureInfo.InvariantCulture).PadLeft(gutter)} |");
            _text.Append(excerpt.Line.Length == 0 ? "" : " ").Append(excerpt.Line).Append('\n');
            if (mark == '\0')
            {
                return;
            }

            Frame($"{blank} |");
            _text.Append(' ', excerpt.Indent + 1).Append(rendering.Apply(style, new string(mark, excerpt.Marks))).Append('\n');
        }

        private void Frame(string text) => _text.Append(rendering.Apply(DiagnosticStyle.Frame, text));
    }
}
