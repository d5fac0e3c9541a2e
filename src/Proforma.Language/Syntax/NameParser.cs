using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads the names and labels that declarations give, and what people write in their place.</summary>
internal sealed class NameParser(Cursor cursor)
{
    /// <summary>
    /// The name that a declaration gives. One that is missing is empty, with an empty span, and was reported; one of several words or with hyphens
    /// is reported and joined with `_`.
    /// </summary>
    public NameSyntax Declared(string keyword)
    {
        var first = cursor.Current;
        if (first.Kind == TokenKind.Text)
        {
            cursor.Report(
                SyntaxDiagnostics.Expected,
                first.Span,
                $"`{keyword}` needs a name, which formulas use, before its label: `{keyword} some_name {Excerpt.Of(cursor.Slice(first))}`.");
            return Missing(first.Start);
        }

        if (first.Kind is TokenKind.Number or TokenKind.Period)
        {
            cursor.Fail(
                SyntaxDiagnostics.InvalidName,
                first.Span,
                $"A name begins with a letter, not with a digit: `{Excerpt.Of(cursor.Slice(first))}`.");
            return Missing(first.Start);
        }

        if (first.Kind != TokenKind.Name)
        {
            cursor.FailExpected($"a name after `{keyword}`");
            return Missing(cursor.HasFailed ? cursor.PreviousEnd : first.Start);
        }

        cursor.Take();
        if (IsJoined())
        {
            return Joined(first);
        }

        if (Words.IsReserved(cursor.Slice(first)))
        {
            cursor.Report(SyntaxDiagnostics.ReservedName, first.Span, $"`{cursor.Slice(first)}` is a word of formulas and cannot be a name.");
        }

        return cursor.Name(first);
    }

    /// <summary>Names separated by commas.</summary>
    public List<NameSyntax> List(string after)
    {
        var names = new List<NameSyntax>(2);
        do
        {
            if (!cursor.TryTake(TokenKind.Name, out var name))
            {
                cursor.FailExpected($"a name after `{after}`");
                break;
            }

            names.Add(cursor.Name(name));
        }
        while (cursor.Take(SymbolKind.Comma));
        return names;
    }

    /// <summary>The quoted text at the cursor, or null when none stands there.</summary>
    public TextSyntax? Label() => cursor.TryTake(TokenKind.Text, out var text) ? cursor.Text(text) : null;

    /// <summary>The quoted text that must stand at the cursor.</summary>
    public TextSyntax? Title(string what)
    {
        if (Label() is { } label)
        {
            return label;
        }

        var start = cursor.Current.Start;
        if (cursor.IsAtEnd || cursor.At(TokenKind.Symbol))
        {
            cursor.FailExpected(what);
            return null;
        }

        var end = start;
        while (!cursor.IsAtEnd && cursor.Current.IsOnSameLine | cursor.Current.Start == start && !cursor.At(TokenKind.Text))
        {
            end = cursor.Take().End;
        }

        var words = TextSpan.Between(start, end);
        cursor.Fail(
            SyntaxDiagnostics.Expected,
            words,
            $"Expected {what}.",
            new Fix("Put it into quotation marks", words, $"\"{cursor.Slice(words)}\""));
        return null;
    }

    private NameSyntax Joined(Lexeme first)
    {
        var isHyphen = cursor.At(SymbolKind.Minus);
        var isDot = cursor.At(SymbolKind.Dot);
        while (IsJoined())
        {
            if (cursor.At(TokenKind.Symbol))
            {
                cursor.Take();
            }

            cursor.Take();
        }

        var span = cursor.SpanFrom(first.Start);
        var name = string.Create(span.Length, cursor.Slice(span), static (chars, written) =>
        {
            for (var i = 0; i < chars.Length; i++)
            {
                chars[i] = written[i] is '-' or '.' or ' ' or '\t' ? '_' : written[i];
            }
        });
        var message = isHyphen ? "`-` is minus and cannot be part of a name." : isDot ? "A name that is declared has no dot." : "A name is one word.";
        cursor.Report(SyntaxDiagnostics.InvalidName, span, message, new Fix($"Write `{Excerpt.Of(name)}`", span, name));
        return new NameSyntax(span, name);
    }

    // `api-revenue`, `api.revenue` and `API revenue` where a name ends; `API revenue` only where a value or a label still follows.
    private bool IsJoined()
    {
        var current = cursor.Current;
        if (current.Symbol is SymbolKind.Minus or SymbolKind.Dot && current.IsAttached)
        {
            return cursor.Peek(1) is { Kind: TokenKind.Name or TokenKind.Number, IsAttached: true };
        }

        return current is { Kind: TokenKind.Name, IsOnSameLine: true }
            && !cursor.IsWord(current, "by")
            && !Words.EndsQuantity(cursor.Slice(current))
            && EndsName(cursor.Peek(1));
    }

    private bool EndsName(Lexeme next) =>
        next.Symbol is SymbolKind.Equal or SymbolKind.Colon
        || next.Kind == TokenKind.Text
        || (next.Kind == TokenKind.Name && cursor.Lines.HasValue);

    private static NameSyntax Missing(int position) => new(new TextSpan(position, 0), "");
}
