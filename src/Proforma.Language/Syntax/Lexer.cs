using System.Globalization;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Splits a file into tokens. Pure: the tokens, white space and comments included, are exactly the file's text.</summary>
public static class Lexer
{
    /// <summary>The most characters a file may have (UTF-16 units); a longer one is reported and not read.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    /// <summary>
    /// Every token of <paramref name="source"/> in order, ending with <see cref="TokenKind.EndOfFile"/>; problems go to <paramref
    /// name="diagnostics"/>.
    /// </summary>
    public static IReadOnlyList<SyntaxToken> Lex(SourceText source, DiagnosticBag diagnostics) => LexToList(source, diagnostics);

    internal static List<SyntaxToken> LexToList(SourceText source, DiagnosticBag diagnostics)
    {
        var reporter = new DiagnosticReporter(source, diagnostics);
        var text = source.Text;
        if (text.Length > MaxLength)
        {
            reporter.Report(
                SyntaxDiagnostics.FileTooLarge,
                new TextSpan(0, 0),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The file has {text.Length:N0} characters; at most {MaxLength:N0} are read. Split it into modules and join them with `use`."));
            return [new SyntaxToken(TokenKind.Bad, 0, text.Length), new SyntaxToken(TokenKind.EndOfFile, text.Length, 0)];
        }

        ReportHidden(text, reporter);
        return new Scanner(text, reporter).Run();
    }

    // One pass for the whole file, comments and texts included: nearly every file has none, and then this costs next to nothing.
    private static void ReportHidden(string text, DiagnosticReporter reporter)
    {
        var position = 0;
        while (true)
        {
            var found = text.AsSpan(position).IndexOfAny(Characters.Hidden);
            if (found < 0)
            {
                return;
            }

            var start = position + found;
            position = start + 1;
            while (position < text.Length && Characters.Hidden.Contains(text[position]))
            {
                position++;
            }

            var span = TextSpan.Between(start, position);
            reporter.Report(
                SyntaxDiagnostics.HiddenCharacter,
                span,
                $"There is an invisible control character here ({Excerpt.Of(text.AsSpan(start, 1))}); a plan is plain text.",
                new Fix("Delete it", span, ""));
        }
    }
}
