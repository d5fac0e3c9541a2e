using System.Globalization;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

// grammar
// end

/// <summary>
/// Reads a file into its tree. Pure, linear in the file's length, and it never throws: what cannot be read is reported and passed over, to the
/// next clause or declaration.
/// </summary>
public static class Parser
{
    /// <summary>How deep brackets, calls, choices and signs can be nested in a formula.</summary>
    public const int MaxNesting = 100;

    /// <summary>How many operators between terms one formula can have.</summary>
    public const int MaxTerms = 100_000;

    /// <summary>How many `else if` one formula can have.</summary>
    public const int MaxLinks = 1_000;

    /// <summary>The tree of <paramref name="source"/> with all that its lexer and parser have to say.</summary>
    public static SyntaxTree Parse(SourceText source)
    {
        var bag = new DiagnosticBag();
        var tokens = Lexer.LexToList(source, bag);
        var reporter = new DiagnosticReporter(source, bag);
        var declarations = new DeclarationParser(new Cursor(source, tokens, reporter)).Read();
        if (declarations.Count == 0 && bag.Count == 0)
        {
            reporter.Report(SyntaxDiagnostics.EmptyFile, new TextSpan(0, 0), "This file declares nothing.");
        }

        var diagnostics = bag.ToImmutable();
        if (bag.Count > diagnostics.Length)
        {
            var last = diagnostics[^1].Span;
            var more = bag.Count - diagnostics.Length;
            diagnostics = diagnostics.Add(new Diagnostic(
                SyntaxDiagnostics.TooManyDiagnostics,
                source,
                new TextSpan(last.End, 0),
                string.Create(CultureInfo.InvariantCulture, $"The file has {more:N0} more problems, which are not listed.")));
        }

        return new SyntaxTree(source, tokens, declarations, diagnostics);
    }
}
