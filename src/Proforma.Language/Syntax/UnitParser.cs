using System.Globalization;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>
/// Reads units: after a number without white space inside, after `:` and `->` on their own. After a number `*` is no part of a unit: `10 USD*users`
/// is far more often a product written without spaces.
/// </summary>
internal sealed class UnitParser(Cursor cursor)
{
    /// <summary>The unit of the number that was just taken, or null when it has none.</summary>
    public UnitSyntax? AfterNumber()
    {
        var first = cursor.Current;
        if (first.Symbol == SymbolKind.Slash && first.IsAttached && IsFactor(1, isTight: true))
        {
            return Tail(first.Start, [], isTight: true, takesProducts: false);
        }

        // `300M ?`: an amount whose unit is still open.
        if (first.IsOnSameLine && cursor.Take(SymbolKind.Question))
        {
            return new UnitSyntax(first.Span, [], isHole: true);
        }

        return AfterWord();
    }

    /// <summary>The unit that begins with the name at the cursor, as after a number or `unknown`; null when none stands there.</summary>
    public UnitSyntax? AfterWord()
    {
        var first = cursor.Current;
        if (!first.IsOnSameLine || !IsFactor(0, isTight: false))
        {
            return null;
        }

        var factors = new List<UnitFactorSyntax>(2) { Factor(sign: 1, isTight: true) };
        return Tail(first.Start, factors, isTight: true, takesProducts: false);
    }

    /// <summary>The unit after a currency sign was read as <paramref name="currency"/>: `$20/seat` is 20 USD/seat.</summary>
    public UnitSyntax AfterCurrencySign(NameSyntax currency, int start) =>
        Tail(start, [new UnitFactorSyntax(currency.Span, currency, 1, 1)], isTight: true, takesProducts: false);

    /// <summary>The unit in a declaration's `: UNIT`; blanks may stand around its `/`.</summary>
    public UnitSyntax Declared() => Whole(isTight: false);

    /// <summary>The unit after `->`, without blanks inside: what follows after a blank belongs to the formula.</summary>
    public UnitSyntax Target() => Whole(isTight: true);

    private UnitSyntax Whole(bool isTight)
    {
        var first = cursor.Current;
        if (cursor.Take(SymbolKind.Question))
        {
            return new UnitSyntax(first.Span, [], isHole: true);
        }

        if (cursor.Take(SymbolKind.Percent))
        {
            cursor.Report(
                SyntaxDiagnostics.InvalidUnit,
                first.Span,
                "The unit of a share or a growth rate is `1`; only its numbers carry `%`.",
                new Fix("Write `1`", first.Span, "1"));
            return new UnitSyntax(first.Span, []);
        }

        if (cursor.TryTake(TokenKind.Number, out var number))
        {
            if (cursor.Plain(number) is not "1")
            {
                cursor.Report(
                    SyntaxDiagnostics.InvalidUnit,
                    number.Span,
                    "A unit holds no number but `1`, as in `1/month`. Declare a derived unit with `unit NAME = 12 month`.");
                return AfterWord() ?? new UnitSyntax(number.Span, []);
            }

            return Tail(first.Start, [], isTight);
        }

        if (cursor.At(SymbolKind.Currency))
        {
            cursor.Take();
            var code = CurrencySigns.CodeOf(cursor.Slice(first));
            cursor.Report(
                SyntaxDiagnostics.CurrencySign,
                first.Span,
                CurrencySigns.Message(cursor.Slice(first)),
                code is null ? null : new Fix($"Write `{code}`", first.Span, code));
            return AfterCurrencySign(new NameSyntax(first.Span, code ?? ""), first.Start);
        }

        if (!IsFactor(0, isTight: false))
        {
            FailUnit();
            return new UnitSyntax(cursor.SpanFrom(first.Start), [], isHole: true);
        }

        return Tail(first.Start, [Factor(sign: 1, isTight)], isTight);
    }

    private UnitSyntax Tail(int start, List<UnitFactorSyntax> factors, bool isTight, bool takesProducts = true)
    {
        while (IsJoint(takesProducts) && (!isTight || cursor.Current.IsAttached))
        {
            if (!IsFactor(1, isTight))
            {
                if (isTight)
                {
                    break;
                }

                cursor.Take();
                FailUnit();
                break;
            }

            var sign = cursor.Take().Symbol == SymbolKind.Slash ? -1 : 1;
            factors.Add(Factor(sign, isTight));
        }

        return new UnitSyntax(cursor.SpanFrom(start), factors);
    }

    private bool IsJoint(bool takesProducts) =>
        cursor.Current.Symbol == SymbolKind.Slash || (takesProducts && cursor.Current.Symbol == SymbolKind.Star);

    private UnitFactorSyntax Factor(int sign, bool isTight)
    {
        var name = cursor.Take();
        var (numerator, denominator) = (1, 1);
        var caret = cursor.Current;
        if (caret.Symbol == SymbolKind.Caret && (!isTight || caret.IsAttached))
        {
            var length = ExponentLength();
            if (length > 0)
            {
                (numerator, denominator) = Exponent(length);
            }
            else if (!isTight)
            {
                cursor.Fail(
                    SyntaxDiagnostics.InvalidUnit,
                    caret.Span,
                    "The exponent of a unit is a whole number or a fraction: `person^2`, `month^-1`, `month^(1/2)`.");
            }
        }

        return new UnitFactorSyntax(cursor.SpanFrom(name.Start), cursor.Name(name), sign * numerator, denominator);
    }

    // How many lexemes from the `^` at the cursor make an exponent: `^2`, `^-1`, `^(1/2)`, `^(-1/2)`; 0 when they do not.
    private int ExponentLength()
    {
        var i = 1;
        var isBracketed = cursor.Peek(i).Symbol == SymbolKind.OpenParen;
        i += isBracketed ? 1 : 0;
        i += cursor.Peek(i).Symbol == SymbolKind.Minus ? 1 : 0;
        if (!IsSmallInteger(cursor.Peek(i)))
        {
            return 0;
        }

        i++;
        if (!isBracketed)
        {
            return i;
        }

        if (cursor.Peek(i).Symbol == SymbolKind.Slash && IsSmallInteger(cursor.Peek(i + 1)) && cursor.Plain(cursor.Peek(i + 1)) is not ("0" or "00"))
        {
            i += 2;
        }

        return cursor.Peek(i).Symbol == SymbolKind.CloseParen ? i + 1 : 0;
    }

    private (int Numerator, int Denominator) Exponent(int length)
    {
        var sign = 1;
        Span<int> parts = [1, 1];
        var part = 0;
        for (var i = 0; i < length; i++)
        {
            var lexeme = cursor.Take();
            if (lexeme.Symbol == SymbolKind.Minus)
            {
                sign = -1;
            }
            else if (lexeme.Kind == TokenKind.Number)
            {
                parts[part++] = int.Parse(cursor.Plain(lexeme), CultureInfo.InvariantCulture);
            }
        }

        return (sign * parts[0], parts[1]);
    }

    private bool IsSmallInteger(Lexeme lexeme) =>
        lexeme is { Kind: TokenKind.Number, Length: <= 2 } && !cursor.Plain(lexeme).ContainsAnyExceptInRange('0', '9');

    // A name that is called, indexed or opened with a dot is a line or a function, not a unit.
    private bool IsFactor(int ahead, bool isTight)
    {
        var name = cursor.Peek(ahead);
        return name.Kind == TokenKind.Name
            && (!isTight || name.IsAttached)
            && !Words.EndsQuantity(cursor.Slice(name))
            && cursor.Peek(ahead + 1).Symbol is not (SymbolKind.OpenParen or SymbolKind.OpenBracket or SymbolKind.Dot);
    }

    private void FailUnit()
    {
        if (cursor.At(SymbolKind.OpenParen))
        {
            cursor.Fail(
                SyntaxDiagnostics.InvalidUnit,
                cursor.Current.Span,
                "A unit has no brackets: write each divisor after its own `/`, as in `USD/seat/month`.");
        }
        else
        {
            cursor.Fail(
                SyntaxDiagnostics.InvalidUnit,
                cursor.Current.Span,
                $"Expected a unit such as `USD/month`, `1` or `?`, but {cursor.Found()}.");
        }
    }
}
