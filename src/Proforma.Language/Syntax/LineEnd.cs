using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Says what is wrong with text that stands where a declaration's line or a clause should end.</summary>
internal sealed class LineEnd(Cursor cursor)
{
    public void Expect()
    {
        if (cursor.IsAtEnd || cursor.HasFailed)
        {
            return;
        }

        if (cursor.Current.Place == LexemePlace.DeeperLine)
        {
            EndOfClauseAbove();
            return;
        }

        var current = cursor.Current;
        switch (current.Symbol)
        {
            case SymbolKind.CloseParen or SymbolKind.CloseBracket:
                cursor.Fail(SyntaxDiagnostics.UnmatchedBracket, current.Span, "No bracket is open here.", new Fix("Delete it", current.Span, ""));
                break;
            case SymbolKind.Percent:
                cursor.Fail(SyntaxDiagnostics.UnexpectedText, current.Span, "`%` belongs directly after a number; there is no remainder operator.");
                break;
            case SymbolKind.Equal:
                cursor.Fail(SyntaxDiagnostics.UnexpectedText, current.Span, "A line of a plan has one `=`. To compare, use brackets: `(a = b)`.");
                break;
            case SymbolKind.Tilde:
                cursor.Fail(SyntaxDiagnostics.NotUncertain, current.Span, "Only the values of inputs and rates, and noise, can have a distribution.");
                break;
            case SymbolKind.DotDot:
                cursor.Fail(
                    SyntaxDiagnostics.UnexpectedText,
                    current.Span,
                    "A range of periods stands before `=`, in square brackets or as an argument, not in a formula.");
                break;
            default:
                Operand(current);
                break;
        }
    }

    /// <summary>True when the token begins a declaration, given the one after it.</summary>
    public static bool BeginsDeclaration(ReadOnlySpan<char> word, TokenKind next) =>
        next is TokenKind.Name or TokenKind.Text && Words.IsDeclaration(word);

    private void Operand(Lexeme current)
    {
        if (cursor.AtWord("to"))
        {
            cursor.Fail(
                SyntaxDiagnostics.IntervalInFormula,
                current.Span,
                "An interval such as `11% to 17%` is a distribution and stands after `~`.");
        }
        else if (current.Kind is TokenKind.Name or TokenKind.Number or TokenKind.Period || current.Symbol == SymbolKind.OpenParen)
        {
            cursor.Fail(
                SyntaxDiagnostics.UnexpectedText,
                current.Span,
                $"The line could end before `{Excerpt.Of(cursor.Slice(current))}`. Is an operator such as `+` or `*` missing?");
        }
        else
        {
            cursor.Fail(SyntaxDiagnostics.UnexpectedText, current.Span, $"`{Excerpt.Of(cursor.Slice(current))}` does not belong here.");
        }
    }

    private void EndOfClauseAbove()
    {
        var current = cursor.Current;
        if (current.Kind != TokenKind.Name || !BeginsDeclaration(cursor.Slice(current), cursor.Peek(1).Kind))
        {
            var (line, _) = cursor.Reporter.File.LocationOf(current.Start);
            var start = cursor.Reporter.File.StartOfLine(line);
            cursor.Report(
                SyntaxDiagnostics.WrongIndentation,
                current.Span,
                "This line is indented deeper than the clause above and so continues it, but that one is complete.",
                new Fix("Indent it like the clause above", TextSpan.Between(start, current.Start), cursor.Lines.IndentText));
        }

        cursor.CutHere();
    }
}
