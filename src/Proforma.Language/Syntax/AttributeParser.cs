using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads the clauses that are a word with something after it.</summary>
internal sealed class AttributeParser(Cursor cursor, ExpressionParser formulas)
{
    /// <summary>The clause of kind <paramref name="word"/>, with its word at the cursor.</summary>
    public ClauseSyntax? Clause(ClauseSet word, string keyword)
    {
        var first = cursor.Take();
        switch (word)
        {
            case ClauseSet.Aggregate:
                return Aggregate(first);
            case ClauseSet.Interpolate:
                return new InterpolateClauseSyntax(first.Span);
            case ClauseSet.Circular:
                var tolerance = cursor.TakeWord("tolerance") ? formulas.Amount() : null;
                return new CircularClauseSyntax(cursor.SpanFrom(first.Start), tolerance);
            case ClauseSet.Domain:
                return Domain(first, isNamed: keyword == "solve");
            case ClauseSet.Column:
                return Column(first);
            case ClauseSet.Calendar:
                return Calendar(first);
            case ClauseSet.FiscalYear:
                return FiscalYear(first);
            default:
                return Attribute(word, first);
        }
    }

    /// <summary>`nearest 1B USD`, `as of 2025-02-13`, `status draft`, with the word taken.</summary>
    public AttributeClauseSyntax? Attribute(ClauseSet word, Lexeme first)
    {
        var name = cursor.Name(first);
        switch (word)
        {
            case ClauseSet.AsOf:
                return TakeSecond(ref name, "of") && Period("as of") is { } date ? Whole(name, [date]) : null;
            case ClauseSet.LeastSquares:
                return TakeSecond(ref name, "squares") ? new AttributeClauseSyntax(name.Span, name, [], "") : null;
            case ClauseSet.Reading or ClauseSet.Basis:
                return Whole(name, [formulas.Side()]);
            case ClauseSet.Nearest or ClauseSet.Tolerance:
                return Whole(name, [formulas.Amount()]);
            case ClauseSet.Span:
                return Offsets(name);
            case ClauseSet.Url:
                return Address(name);
            case ClauseSet.Publisher or ClauseSet.Speaker or ClauseSet.Language:
                return Free(name);
            case ClauseSet.Currency when cursor.At(SymbolKind.Currency):
                return CurrencySign(name);
            default:
                return NameAfter(word == ClauseSet.Currency ? "a currency such as `USD`" : "a word", name.Text) is { } value
                    ? Whole(name, [new NameExpressionSyntax(value.Span, value.Text)])
                    : null;
        }
    }

    /// <summary>The name at the cursor, which must stand there after <paramref name="after"/>.</summary>
    public NameSyntax? NameAfter(string what, string after)
    {
        if (cursor.TryTake(TokenKind.Name, out var name))
        {
            return cursor.Name(name);
        }

        cursor.FailExpected($"{what} after `{after}`");
        return null;
    }

    /// <summary>The period at the cursor, a bare year included; null when none stands there, which is reported.</summary>
    public PeriodSyntax? Period(string after)
    {
        if (!cursor.At(TokenKind.Period) && !cursor.At(TokenKind.Number))
        {
            cursor.FailExpected($"a period or a date after `{after}`");
            return null;
        }

        var selector = formulas.Selector(isInBrackets: false);
        if (selector is PeriodSyntax period)
        {
            return period;
        }

        cursor.Fail(SyntaxDiagnostics.Expected, selector.Span, $"Expected one period or date after `{after}`.");
        return null;
    }

    // Places in the source's text, counted in code points: whole numbers, the first not after the second.
    private AttributeClauseSyntax? Offsets(NameSyntax word)
    {
        if (formulas.RangeFrom(formulas.Amount()) is RangeSyntax { From: NumberSyntax { Unit: null } from, To: NumberSyntax { Unit: null } to } range
            && from.Value == Math.Floor(from.Value)
            && to.Value == Math.Floor(to.Value)
            && from.Value <= to.Value)
        {
            return Whole(word, [range]);
        }

        cursor.FailExpected("two whole numbers after `span`, such as `655 .. 662`");
        return null;
    }

    private AttributeClauseSyntax CurrencySign(NameSyntax word)
    {
        var sign = cursor.Take();
        var code = CurrencySigns.CodeOf(cursor.Slice(sign));
        cursor.Report(
            SyntaxDiagnostics.CurrencySign,
            sign.Span,
            CurrencySigns.Message(cursor.Slice(sign)),
            code is null ? null : new Fix($"Write `{code}`", sign.Span, code));
        return Whole(word, [new NameExpressionSyntax(sign.Span, code ?? "")]);
    }

    private bool TakeSecond(ref NameSyntax name, string second)
    {
        if (!cursor.TakeWord(second))
        {
            cursor.FailExpected($"`{second}` after `{name.Text}`");
            return false;
        }

        name = new NameSyntax(cursor.SpanFrom(name.Span.Start), $"{name.Text} {second}");
        return true;
    }

    private AttributeClauseSyntax Whole(NameSyntax word, List<ExpressionSyntax> values) =>
        new(cursor.SpanFrom(word.Span.Start), word, values, RawAfter(word));

    private string RawAfter(NameSyntax word) => cursor.Slice(TextSpan.Between(word.Span.End, cursor.PreviousEnd)).Trim().ToString();

    private AttributeClauseSyntax? Address(NameSyntax word)
    {
        if (cursor.TryTake(TokenKind.Raw, out _))
        {
            return Whole(word, []);
        }

        cursor.FailExpected("an address after `url`");
        return null;
    }

    // Whatever a person writes for a name of a paper, a speaker or a language: quoted or not.
    private AttributeClauseSyntax? Free(NameSyntax word)
    {
        if (cursor.IsAtEnd)
        {
            cursor.FailExpected($"something after `{word.Text}`");
            return null;
        }

        var first = cursor.Take();
        var values = new List<ExpressionSyntax>(1);
        if (cursor.IsAtEnd && first.Kind is TokenKind.Text or TokenKind.Name)
        {
            values.Add(first.Kind == TokenKind.Text
                ? new TextExpressionSyntax(first.Span, cursor.TextValue(first))
                : new NameExpressionSyntax(first.Span, cursor.NameText(first)));
        }

        while (!cursor.IsAtEnd && cursor.Current.IsOnSameLine)
        {
            cursor.Take();
        }

        return Whole(word, values);
    }

    private AggregateClauseSyntax? Aggregate(Lexeme first)
    {
        if (NameAfter(
            "a rule (`sum`, `mean`, `opening`, `closing`, `min`, `max`, `any`, `all`, `none` or `weighted by …`)",
            "aggregate") is not { } rule)
        {
            return null;
        }

        ExpressionSyntax? weight = null;
        if (rule.Text == "weighted")
        {
            if (!cursor.TakeWord("by"))
            {
                cursor.FailExpected("`by` after `weighted`");
                return null;
            }

            weight = formulas.Formula();
        }

        return new AggregateClauseSyntax(cursor.SpanFrom(first.Start), rule, weight);
    }

    private DomainClauseSyntax? Domain(Lexeme first, bool isNamed)
    {
        NameSyntax? name = null;
        if (isNamed && cursor.At(TokenKind.Name) && BeginsAmount(cursor.Peek(1), cursor.Peek(2)))
        {
            name = cursor.Name(cursor.Take());
        }

        var range = cursor.At(SymbolKind.DotDot) ? formulas.RangeTo() : formulas.RangeFrom(formulas.Amount());
        if (range is RangeSyntax bounds)
        {
            return new DomainClauseSyntax(cursor.SpanFrom(first.Start), name, bounds);
        }

        cursor.FailExpected("a range such as `0 .. 1` after `domain`");
        return null;
    }

    // After the name of an input: `-1 .. 1`, but not `a - 1 .. 1`.
    private static bool BeginsAmount(Lexeme first, Lexeme second) =>
        first.Kind is TokenKind.Number or TokenKind.Name || (first.Symbol == SymbolKind.Minus && second.IsAttached);

    private ColumnClauseSyntax? Column(Lexeme first)
    {
        if (!cursor.TryTake(TokenKind.Text, out var column) && !cursor.TryTake(TokenKind.Name, out column))
        {
            cursor.FailExpected("the name of a column after `column`");
            return null;
        }

        if (!cursor.Take(SymbolKind.Equal))
        {
            cursor.FailExpected("`=` and a line after the column");
            return null;
        }

        var line = formulas.Side();
        var text = column.Kind == TokenKind.Text ? cursor.Text(column) : new TextSyntax(column.Span, cursor.NameText(column));
        return new ColumnClauseSyntax(cursor.SpanFrom(first.Start), text, line);
    }

    private CalendarClauseSyntax? Calendar(Lexeme first)
    {
        if (NameAfter("`daily`, `weekly`, `monthly`, `quarterly` or `yearly`", "calendar") is not { } grain)
        {
            return null;
        }

        if (!cursor.IsAtEnd && formulas.Selector(isInBrackets: false) is RangeSyntax { From: not null, To: not null } range)
        {
            return new CalendarClauseSyntax(cursor.SpanFrom(first.Start), grain, range);
        }

        cursor.FailExpected("the calendar's first and last period, such as `2024-01 .. 2027-12`");
        return null;
    }

    private FiscalYearClauseSyntax? FiscalYear(Lexeme first)
    {
        if (!cursor.TakeWord("year") || !cursor.TakeWord("ends"))
        {
            cursor.FailExpected("`fiscal year ends` and a month");
            return null;
        }

        var month = cursor.Current;
        if (month.Kind is not (TokenKind.Name or TokenKind.Number))
        {
            cursor.FailExpected("a month such as `June` after `ends`");
            return null;
        }

        cursor.Take();
        return new FiscalYearClauseSyntax(cursor.SpanFrom(first.Start), month.Span, cursor.Plain(month).ToString());
    }
}
