using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads `claim`, `check` and `solve`: what is said about the plan's figures.</summary>
internal sealed class ClaimParser(
    Cursor cursor,
    ExpressionParser formulas,
    ValueParser values,
    NameParser names,
    ClauseParser clauses,
    LineEnd lineEnd)
{
    private readonly AttributeParser _attributes = new(cursor, formulas);

    /// <summary>`claim NAME: expr HEDGE expr in TRACK`, or `claim "text"`, with what follows `claim` at the cursor.</summary>
    public ClaimSyntax Claim(TextSpan keyword)
    {
        NameSyntax? name = null;
        if (cursor.At(TokenKind.Name) && cursor.Peek(1).Symbol == SymbolKind.Colon)
        {
            name = cursor.Name(cursor.Take());
            cursor.Take();
        }

        TextSyntax? text = null;
        var comparison = default(Comparison);
        if (cursor.At(TokenKind.Text) && cursor.Peek(1).Symbol is not (SymbolKind.Equal or SymbolKind.NotEqual))
        {
            text = names.Label();
        }
        else
        {
            comparison = ReadComparison();
        }

        var track = cursor.TakeWord("in") ? _attributes.NameAfter("a track", "in") : null;
        var own = new List<ClauseSyntax>();
        ReadInlineClauses(own);
        lineEnd.Expect();
        clauses.Read("claim", own);
        return new ClaimSyntax(
            Declarations.Span(keyword, cursor, own),
            keyword,
            name,
            comparison.Left,
            comparison.Hedge,
            comparison.Right,
            comparison.Upper,
            track ?? clauses.Track,
            text,
            own);
    }

    /// <summary>`check expr "Label"`, with the condition at the cursor.</summary>
    public CheckSyntax Check(TextSpan keyword)
    {
        var condition = formulas.Formula();
        var label = names.Label();
        lineEnd.Expect();
        var own = new List<ClauseSyntax>();
        clauses.Read("check", own);
        return new CheckSyntax(Declarations.Span(keyword, cursor, own), keyword, condition, label, own);
    }

    /// <summary>`solve a, b so that x = v, y = w in TRACK`, with the first name at the cursor.</summary>
    public SolveSyntax Solve(TextSpan keyword)
    {
        var drivers = names.List("solve");
        if (!cursor.TakeWord("so") || !cursor.TakeWord("that"))
        {
            cursor.FailExpected("`so that` and a target");
        }

        var targets = new List<ExpressionSyntax>();
        formulas.CommaSeparates = true;
        do
        {
            targets.Add(Target());
        }
        while (cursor.Take(SymbolKind.Comma));
        formulas.CommaSeparates = false;
        var track = cursor.TakeWord("in") ? _attributes.NameAfter("a track", "in") : null;
        lineEnd.Expect();
        var own = new List<ClauseSyntax>();
        clauses.Read("solve", own);
        return new SolveSyntax(Declarations.Span(keyword, cursor, own), keyword, drivers, targets, track ?? clauses.Track, own);
    }

    private ExpressionSyntax Target()
    {
        var left = formulas.Side();
        var equals = cursor.Current;
        if (!cursor.Take(SymbolKind.Equal))
        {
            cursor.FailExpected("`=` and the value to reach");
            return formulas.Error(left.Span.Start);
        }

        var right = formulas.Side();
        return new BinarySyntax(left.Span.Through(right.Span), left, BinaryOperator.Equal, equals.Span, right);
    }

    private Comparison ReadComparison()
    {
        var left = formulas.Side();
        if (ReadHedge() is not { } hedge)
        {
            if (!cursor.HasFailed)
            {
                cursor.Fail(
                    SyntaxDiagnostics.MissingHedge,
                    cursor.Current.Span,
                    "A claim compares: `=`, `~=`, `nearly`, `<=`, `up to`, `>=`, `<`, `>`, `over`, `between … and …` or `in PERIOD`, "
                    + $"but {cursor.Found()}.");
            }

            return new Comparison(left, Hedge.Equal, formulas.Error(cursor.PreviousEnd), null);
        }

        if (hedge == Hedge.In)
        {
            return new Comparison(left, hedge, formulas.Selector(isInBrackets: false), null);
        }

        var right = formulas.Side();
        if (hedge != Hedge.Between)
        {
            return new Comparison(left, hedge, right, null);
        }

        if (!cursor.TakeWord("and"))
        {
            cursor.FailExpected("`and` and the upper end after `between`");
            return new Comparison(left, hedge, right, formulas.Error(cursor.PreviousEnd));
        }

        return new Comparison(left, hedge, right, formulas.Side());
    }

    private Hedge? ReadHedge()
    {
        var current = cursor.Current;
        Hedge? hedge = current.Kind switch
        {
            TokenKind.Symbol => current.Symbol switch
            {
                SymbolKind.Equal => Hedge.Equal,
                SymbolKind.About => Hedge.About,
                SymbolKind.LessOrEqual => Hedge.AtMost,
                SymbolKind.GreaterOrEqual => Hedge.AtLeast,
                SymbolKind.Less => Hedge.Below,
                SymbolKind.Greater => Hedge.Over,
                _ => null,
            },
            TokenKind.Name => cursor.Slice(current) switch
            {
                "nearly" => Hedge.Nearly,
                "over" => Hedge.Over,
                "between" => Hedge.Between,
                "up" when cursor.IsWord(cursor.Peek(1), "to") => Hedge.UpTo,
                "in" when IsPeriod(cursor.Peek(1)) => Hedge.In,
                _ => null,
            },
            _ => null,
        };
        if (hedge is not null)
        {
            cursor.Take();
            if (hedge == Hedge.UpTo)
            {
                cursor.Take();
            }
        }

        return hedge;
    }

    private static bool IsPeriod(Lexeme lexeme) => lexeme.Kind is TokenKind.Period or TokenKind.Number || lexeme.Symbol == SymbolKind.DotDot;

    private void ReadInlineClauses(List<ClauseSyntax> own)
    {
        while (true)
        {
            if (values.IsCitation() && cursor.AtWord("from"))
            {
                var citation = values.Citation();
                own.Add(new CitationClauseSyntax(citation.Span, citation));
                continue;
            }

            var word = cursor.At(TokenKind.Name) ? ClauseWords.Of(cursor.Slice(cursor.Current)) : ClauseSet.None;
            if (word is not (ClauseSet.Nearest or ClauseSet.AsOf or ClauseSet.Status))
            {
                return;
            }

            if (_attributes.Attribute(word, cursor.Take()) is { } attribute)
            {
                own.Add(attribute);
            }
        }
    }

    private readonly record struct Comparison(ExpressionSyntax? Left, Hedge Hedge, ExpressionSyntax? Right, ExpressionSyntax? Upper);
}
