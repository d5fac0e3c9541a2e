using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads quoted texts, with the quotation marks that word processors put in place of `"`.</summary>
internal sealed class QuoteScanner(string text, DiagnosticReporter reporter)
{
    // No apostrophe stands between here and there: else a line of lone marks would be searched anew from each.
    private (int From, int To) _noApostrophe = (int.MaxValue, int.MinValue);
    private (int From, int To) _noCurly = (int.MaxValue, int.MinValue);

    /// <summary>
    /// Reads the text that opens at <paramref name="start"/>. One that is never closed ends with its line and is marked as respelled.
    /// </summary>
    public SyntaxToken Scan(int start)
    {
        var open = text[start];
        var needsOwn = IsCurly(open) && IsCurlyClosed(start);
        var i = start + 1;
        while (i < text.Length && text[i] is not ('\r' or '\n'))
        {
            if (needsOwn ? text[i] == '\u201D' : Closes(open, text[i]))
            {
                ReportMarks(TextSpan.Between(start, i + 1));
                return new SyntaxToken(TokenKind.Text, start, i + 1 - start);
            }

            i += text[i] == '\\' ? ScanEscape(i) : 1;
        }

        var span = TextSpan.Between(start, i);
        reporter.Report(
            SyntaxDiagnostics.UnterminatedText,
            span,
            "This text has no closing quotation mark; a text ends on the line where it begins.",
            new Fix("Close the text", new TextSpan(start + text.AsSpan(start, i - start).TrimEnd().Length, 0), "\""));
        return new SyntaxToken(TokenKind.Text, start, i - start) { Symbol = SymbolKind.Respelled };
    }

    /// <summary>True when a text opens at <paramref name="start"/>. An apostrophe opens one only when another follows on its line.</summary>
    public bool Opens(int start)
    {
        var closing = Characters.ClosingQuote(text[start]);
        if (closing != '\'')
        {
            return closing != '\0';
        }

        if (start >= _noApostrophe.From && start < _noApostrophe.To)
        {
            return false;
        }

        var i = start + 1;
        while (i < text.Length && text[i] is not ('\r' or '\n'))
        {
            if (Closes(text[start], text[i]))
            {
                return true;
            }

            i++;
        }

        _noApostrophe = (start, i);
        return false;
    }

    private static bool Closes(char open, char c)
    {
        var closing = Characters.ClosingQuote(open);
        return c == closing || closing switch
        {
            '"' => false,
            '\'' => c is '\u2019' or '\uFF07',
            '\u201D' => c is '"' or '\u201C',
            _ => false,
        };
    }

    private static bool IsCurly(char open) => Characters.ClosingQuote(open) == '\u201D';

    // A curly mark is closed by a curly one where the line has one, so that straight marks may stand between; else by a straight one.
    private bool IsCurlyClosed(int start)
    {
        if (start >= _noCurly.From && start < _noCurly.To)
        {
            return false;
        }

        var i = start + 1;
        while (i < text.Length && text[i] is not ('\r' or '\n'))
        {
            if (text[i] == '\u201D')
            {
                return true;
            }

            i++;
        }

        _noCurly = (start, i);
        return false;
    }

    private int ScanEscape(int at)
    {
        if (at + 1 == text.Length || text[at + 1] is '\r' or '\n')
        {
            return 1;
        }

        if (text[at + 1] is not ('"' or '\\' or 'n' or 't'))
        {
            reporter.Report(
                SyntaxDiagnostics.UnknownEscape,
                new TextSpan(at, 2),
                "In a text, `\\` begins an escape: `\\\"`, `\\\\`, `\\n` or `\\t`.",
                new Fix("Double the backslash", new TextSpan(at, 1), "\\\\"));
        }

        return 2;
    }

    private void ReportMarks(TextSpan span)
    {
        if (text[span.Start] == '"')
        {
            return;
        }

        var content = text.AsSpan(span.Start + 1, span.Length - 2);
        reporter.Report(
            SyntaxDiagnostics.QuotationMarks,
            span,
            "A text stands between two `\"`.",
            new Fix("Use `\"`", span, $"\"{content.ToString().Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
    }
}
