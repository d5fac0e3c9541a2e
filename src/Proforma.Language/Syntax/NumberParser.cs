using System.Text;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads quantities: a number with its unit, and what people write instead of one.</summary>
internal sealed class NumberParser(Cursor cursor, ExpressionParser formulas, UnitParser units)
{
    /// <summary>A number with its unit, with the number at the cursor.</summary>
    public NumberSyntax Number()
    {
        var number = cursor.Take();
        var (digits, value) = Value(number);
        var unit = cursor.At(SymbolKind.Currency) && cursor.Current.IsOnSameLine ? SignAfter(digits) : units.AfterNumber();
        return new NumberSyntax(cursor.SpanFrom(number.Start), digits, value, unit);
    }

    /// <summary>True when four digits stand at the cursor and nothing that would make a quantity or a formula of them.</summary>
    public bool IsBareYear()
    {
        var number = cursor.Current;
        if (number.Kind != TokenKind.Number || number.Length != 4 || cursor.Plain(number).ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var next = cursor.Peek(1);
        return next.Kind is not TokenKind.Symbol
            || next.Symbol is SymbolKind.Comma or SymbolKind.CloseBracket or SymbolKind.CloseParen or SymbolKind.Equal or SymbolKind.Tilde
                or SymbolKind.DotDot;
    }

    public PeriodSyntax Year()
    {
        var year = cursor.Take();
        return new PeriodSyntax(year.Span, cursor.Plain(year).ToString());
    }

    /// <summary>`$34.5B`, reported, read as `34.5B USD`.</summary>
    public ExpressionSyntax AfterCurrencySign()
    {
        var sign = cursor.Take();
        if (!cursor.TryTake(TokenKind.Number, out var number))
        {
            cursor.Fail(SyntaxDiagnostics.CurrencySign, sign.Span, CurrencySigns.Message(cursor.Slice(sign)));
            return formulas.Error(sign.Start);
        }

        var (digits, value) = Value(number);
        var code = CurrencySigns.CodeOf(cursor.Slice(sign)) ?? "";
        var unit = units.AfterCurrencySign(new NameSyntax(new TextSpan(digits.End, 0), code), digits.End);
        var whole = cursor.SpanFrom(sign.Start);
        cursor.Report(
            SyntaxDiagnostics.CurrencySign,
            sign.Span,
            CurrencySigns.Message(cursor.Slice(sign)),
            code.Length == 0 ? null : new Fix($"Write `{code}` after the number", whole, $"{cursor.Slice(digits)} {code}{cursor.Slice(unit.Span)}"));
        return new NumberSyntax(whole, digits, value, unit);
    }

    private UnitSyntax SignAfter(TextSpan digits)
    {
        var sign = cursor.Take();
        var code = CurrencySigns.CodeOf(cursor.Slice(sign));
        cursor.Report(
            SyntaxDiagnostics.CurrencySign,
            sign.Span,
            CurrencySigns.Message(cursor.Slice(sign)),
            code is null ? null : new Fix($"Write `{code}`", TextSpan.Between(digits.End, sign.End), " " + code));
        return units.AfterCurrencySign(new NameSyntax(sign.Span, code ?? ""), sign.Start);
    }

    private (TextSpan Digits, double Value) Value(Lexeme number)
    {
        var digits = number.Span;
        var value = NumberValue.Of(cursor.Plain(number));
        if (cursor.At(SymbolKind.Comma) && IsThousandsComma(number))
        {
            (digits, value) = WithoutCommas(number);
        }

        if (cursor.At(SymbolKind.Percent) && !IsOperand(cursor.Peek(1)))
        {
            var percent = cursor.Take();
            var gap = TextSpan.Between(digits.End, percent.Start);
            cursor.Report(
                SyntaxDiagnostics.DetachedPercent,
                percent.Span,
                "`%` stands directly after its number.",
                new Fix("Delete the space", gap, ""));
            value = NumberValue.Of($"{cursor.Plain(number)}e-2");
        }
        else if (cursor.Current is { Kind: TokenKind.Name, IsOnSameLine: true } word && NumberValue.SuffixOfWord(cursor.Slice(word)) is { } suffix)
        {
            cursor.Take();
            var words = TextSpan.Between(digits.End, word.End);
            cursor.Report(
                SyntaxDiagnostics.NumberWord,
                word.Span,
                $"A plan writes `{Excerpt.Of(cursor.Slice(digits))}{suffix}`: the suffix stands directly after the digits.",
                new Fix($"Write `{suffix}`", words, suffix));
            value = NumberValue.Of($"{cursor.Plain(number)}{suffix}");
        }

        if (double.IsInfinity(value))
        {
            cursor.Report(SyntaxDiagnostics.NumberTooLarge, digits, "This number is too large: the largest is about 1.8e308.");
            value = double.MaxValue;
        }

        return (digits, value);
    }

    // 1,000 where no comma separates anything, or 1,000 anywhere when the part after the comma begins with a 0.
    private bool IsThousandsComma(Lexeme number)
    {
        var group = cursor.Peek(1);
        return cursor.Current.IsAttached
            && number.Length <= 3
            && !cursor.Plain(number).ContainsAnyExceptInRange('0', '9')
            && IsGroup(group)
            && (!formulas.CommaSeparates || cursor.Plain(group)[0] == '0');
    }

    private bool IsGroup(Lexeme group)
    {
        if (group is not { Kind: TokenKind.Number, IsAttached: true, Length: >= 3 })
        {
            return false;
        }

        var text = cursor.Plain(group);
        return !text[..3].ContainsAnyExceptInRange('0', '9') && (text.Length == 3 || !(Characters.IsDigit(text[3]) || text[3] is '_' or 'e' or 'E'));
    }

    private (TextSpan Digits, double Value) WithoutCommas(Lexeme number)
    {
        var written = new StringBuilder().Append(cursor.Plain(number));
        var read = new StringBuilder().Append(cursor.Plain(number));
        while (cursor.At(SymbolKind.Comma) && cursor.Current.IsAttached && IsGroup(cursor.Peek(1)))
        {
            cursor.Take();
            var group = cursor.Take();
            written.Append('_').Append(cursor.Plain(group));
            read.Append(cursor.Plain(group));
        }

        var digits = cursor.SpanFrom(number.Start);
        cursor.Report(
            SyntaxDiagnostics.ThousandsComma,
            digits,
            $"A comma separates values; inside a number write `_`: `{Excerpt.Of(written.ToString())}`.",
            new Fix("Write `_`", digits, written.ToString()));
        return (digits, NumberValue.Of(read.ToString()));
    }

    private static bool IsOperand(Lexeme lexeme) =>
        lexeme.Kind is TokenKind.Number or TokenKind.Name or TokenKind.Text || lexeme.Symbol is SymbolKind.OpenParen;
}
