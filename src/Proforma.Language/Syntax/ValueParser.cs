using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads values: a point, its distribution and where they come from; and the tables they are read from.</summary>
internal sealed class ValueParser(Cursor cursor, ExpressionParser formulas)
{
    /// <summary>`= point ~ distribution from SOURCE "quote" assumed "why"`, from the `=` or `~` on. A missing `=` is reported.</summary>
    /// <param name="keyword">The declaration, which decides whether a value can be uncertain.</param>
    public ValueSyntax AfterEquals(string keyword)
    {
        if (!cursor.Take(SymbolKind.Equal) && !cursor.At(SymbolKind.Tilde))
        {
            if (!BeginsFormula(cursor.Current))
            {
                cursor.FailExpected("`=` and a value");
            }
            else
            {
                var before = new TextSpan(cursor.Current.Start, 0);
                cursor.Report(
                    SyntaxDiagnostics.MissingEquals,
                    cursor.Current.Span,
                    $"`=` is missing before `{Excerpt.Of(cursor.Slice(cursor.Current))}`.",
                    new Fix("Put `=` before it", before, "= "));
            }
        }

        return Value(keyword);
    }

    /// <summary>A value without `=`, as after `plus`.</summary>
    public ValueSyntax Value(string keyword)
    {
        var start = cursor.Current.Start;
        var point = cursor.At(SymbolKind.Tilde) ? null : formulas.Formula();
        ExpressionSyntax? distribution = null;
        var tilde = cursor.Current;
        if (cursor.Take(SymbolKind.Tilde))
        {
            distribution = formulas.Distribution();
            if (keyword is not ("input" or "rate"))
            {
                var whole = TextSpan.Between(cursor.HasFailed || point is null ? tilde.Start : point.Span.End, distribution.Span.End);
                cursor.Report(
                    SyntaxDiagnostics.NotUncertain,
                    tilde.Span,
                    $"Only the values of inputs and rates, and noise, can have a distribution; the value of `{keyword}` is computed. "
                    + "Give the uncertain part an `input` of its own.",
                    point is null ? null : new Fix("Leave out the distribution", whole, ""));
                distribution = null;
                point ??= formulas.Error(tilde.Start);
            }
        }

        var citations = Citations();
        return new ValueSyntax(cursor.SpanFrom(start), point, distribution, citations);
    }

    /// <summary>True when a formula can begin with <paramref name="lexeme"/>.</summary>
    public static bool BeginsFormula(Lexeme lexeme) => lexeme.Kind switch
    {
        TokenKind.Symbol => lexeme.Symbol is SymbolKind.Minus or SymbolKind.OpenParen or SymbolKind.Question or SymbolKind.Currency or SymbolKind.Not,
        TokenKind.EndOfFile or TokenKind.Raw => false,
        _ => true,
    };

    /// <summary>True at `from SOURCE` or `assumed`.</summary>
    public bool IsCitation() => cursor.AtWord("assumed") || (cursor.AtWord("from") && cursor.Peek(1).Kind == TokenKind.Name);

    /// <summary>One citation, with its word at the cursor.</summary>
    public CitationSyntax Citation()
    {
        var word = cursor.Take();
        NameSyntax? source = null;
        if (cursor.IsWord(word, "from"))
        {
            source = cursor.Name(cursor.Take());
            while (cursor.At(SymbolKind.Dot) && cursor.Peek(1).Kind == TokenKind.Name)
            {
                cursor.Take();
                cursor.Take();
                var span = cursor.SpanFrom(source.Span.Start);
                source = new NameSyntax(span, cursor.Slice(span).ToString());
            }
        }

        var text = cursor.TryTake(TokenKind.Text, out var quote) ? cursor.Text(quote) : null;
        return new CitationSyntax(cursor.SpanFrom(word.Start), source, text);
    }

    /// <summary>`from "file.csv" key sku column "Price"`, with `from` at the cursor. Options end before <paramref name="stop"/>.</summary>
    public FileClauseSyntax? File(string? stop = null)
    {
        var start = cursor.Take().Start;
        if (!cursor.TryTake(TokenKind.Text, out var path))
        {
            cursor.FailExpected("a file name in quotation marks after `from`");
            return null;
        }

        var options = new List<FileOptionSyntax>();
        while (cursor.At(TokenKind.Name) && (stop is null || !cursor.AtWord(stop)))
        {
            var word = cursor.Take();
            var column = cursor.Current;
            if (column.Kind is not (TokenKind.Name or TokenKind.Text))
            {
                cursor.FailExpected($"a column's name after `{Excerpt.Of(cursor.Slice(word))}`");
                break;
            }

            cursor.Take();
            var text = column.Kind == TokenKind.Text ? cursor.Text(column) : new TextSyntax(column.Span, cursor.NameText(column));
            options.Add(new FileOptionSyntax(cursor.SpanFrom(word.Start), cursor.Name(word), text));
        }

        return new FileClauseSyntax(cursor.SpanFrom(start), cursor.Text(path), options);
    }

    private IReadOnlyList<CitationSyntax> Citations()
    {
        if (!IsCitation())
        {
            return [];
        }

        var citations = new List<CitationSyntax>(1);
        while (IsCitation())
        {
            citations.Add(Citation());
        }

        return citations;
    }
}
