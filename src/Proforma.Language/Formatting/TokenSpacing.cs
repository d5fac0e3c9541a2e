using Proforma.Language.Syntax;

namespace Proforma.Language.Formatting;

/// <summary>Whether a blank stands between two tokens of a line.</summary>
internal static class TokenSpacing
{
    /// <param name="text">The file.</param>
    /// <param name="previous">The token before.</param>
    /// <param name="next">The token after.</param>
    /// <param name="depth">How many brackets are open, up to and including <paramref name="next"/>.</param>
    /// <param name="marks">What the tree knows.</param>
    public static bool IsSpaced(string text, SyntaxToken previous, SyntaxToken next, int depth, SpacingMarks marks)
    {
        if (marks.IsTight(next.Start) || marks.IsPrefix(previous.Start))
        {
            return false;
        }

        if (previous.Symbol is SymbolKind.OpenParen or SymbolKind.OpenBracket or SymbolKind.Dot)
        {
            return false;
        }

        return next.Symbol switch
        {
            SymbolKind.Comma or SymbolKind.CloseParen or SymbolKind.CloseBracket or SymbolKind.Dot => false,
            SymbolKind.OpenBracket => false,
            SymbolKind.OpenParen => !marks.IsCalled(previous.Start),
            SymbolKind.Colon => depth == 0,
            _ => true,
        };
    }
}
