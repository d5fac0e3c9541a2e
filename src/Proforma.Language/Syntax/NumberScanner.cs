using System.Globalization;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads numbers with their suffixes; what looks like a period goes to <see cref="PeriodScanner"/>.</summary>
internal sealed class NumberScanner(string text, DiagnosticReporter reporter)
{
    private readonly PeriodScanner _periods = new(text, reporter);

    /// <summary>The number or period that begins with the digit at <paramref name="start"/>.</summary>
    public SyntaxToken Scan(int start)
    {
        var end = EndOfDigits(start);
        if (end - start == 4 && _periods.ScanAfterYear(start) is { Kind: TokenKind.Period } period)
        {
            return period;
        }

        if (Peek(end) == '.' && Characters.IsDigit(Peek(end + 1)))
        {
            end = EndOfDigits(end + 1);
        }

        if (Peek(end) is 'e' or 'E')
        {
            var digits = end + (Peek(end + 1) is '+' or '-' ? 2 : 1);
            if (Characters.IsDigit(Peek(digits)))
            {
                end = EndOfDigits(digits);
            }
        }

        return ScanSuffix(start, end);
    }

    /// <summary>`.5`, reported, read as `0.5`.</summary>
    public SyntaxToken ScanWithoutLeadingDigit(int start)
    {
        var token = ScanSuffix(start, EndOfDigits(start + 1));
        reporter.Report(
            SyntaxDiagnostics.MalformedNumber,
            token.Span,
            $"A number begins with a digit: `0{Folded(token.Span)}`.",
            new Fix("Put a 0 before it", new TextSpan(start, 0), "0"));
        return token with { Symbol = SymbolKind.Respelled };
    }

    /// <summary>The period that a name of six characters such as `FY2027` begins, or no token.</summary>
    public SyntaxToken ScanFiscal(int start) => _periods.ScanFiscal(start);

    private SyntaxToken ScanSuffix(int start, int end)
    {
        if (Peek(end) == '.' && Characters.IsDigit(Peek(end + 1)))
        {
            return SecondPoint(start, end);
        }

        if (Peek(end) == '%')
        {
            end++;
        }

        var word = Characters.EndOfName(text, end);
        if (word == end)
        {
            return Number(start, end);
        }

        var letters = Folded(TextSpan.Between(end, word));
        if (Peek(end - 1) != '%' && NumberValue.IsSuffix(letters))
        {
            return Number(start, word);
        }

        return UnknownSuffix(start, end, word, letters);
    }

    private SyntaxToken UnknownSuffix(int start, int end, int word, string letters)
    {
        var whole = TextSpan.Between(start, word);
        var digits = Folded(TextSpan.Between(start, end));
        if (letters[0] == '_')
        {
            reporter.Report(
                SyntaxDiagnostics.MalformedNumber,
                whole,
                $"`{Excerpt.Of(digits + letters)}` is not a number: `_` stands between two digits, and a name does not begin with a digit.");
            return Number(start, word, isRespelled: true);
        }

        if (end - start == 4 && PeriodScanner.Respell(digits, letters) is { } respelled)
        {
            reporter.Report(
                SyntaxDiagnostics.MalformedPeriod,
                whole,
                $"`{digits}{letters}` is written `{respelled}`.",
                new Fix($"Write `{respelled}`", whole, respelled));
            return new SyntaxToken(TokenKind.Period, start, word - start) { Symbol = SymbolKind.Respelled };
        }

        var isPercent = Peek(end - 1) == '%';
        if (!isPercent && NumberValue.IntendedSuffix(letters) is { } intended)
        {
            reporter.Report(
                SyntaxDiagnostics.UnknownSuffix, whole, $"`{letters}` is not a suffix of numbers. Did you mean `{digits}{intended}`?", new Fix(
                    $"Write `{intended}`",
                    TextSpan.Between(end, word),
                    intended));
            return Number(start, word, isRespelled: true);
        }

        if (letters is "x" or "X" or "\u500D")
        {
            reporter.Report(
                SyntaxDiagnostics.UnknownSuffix,
                whole,
                $"A multiple is a plain number: `{digits}`.",
                new Fix("Leave it out", TextSpan.Between(end, word), ""));
            return Number(start, word, isRespelled: true);
        }

        var split = end + (isPercent ? 0 : NumberValue.SuffixBeforeUnit(letters));
        reporter.Report(
            SyntaxDiagnostics.UnknownSuffix,
            TextSpan.Between(start, word),
            $"`{Excerpt.Of(text.AsSpan(split, word - split))}` is not a suffix of numbers (those are K M B T 万 亿 万亿 % bp). "
                + "A unit stands after a space.",
            new Fix("Put a space before the unit", new TextSpan(split, 0), " "));
        return Number(start, split);
    }

    private SyntaxToken SecondPoint(int start, int end)
    {
        while (Peek(end) == '.' && Characters.IsDigit(Peek(end + 1)))
        {
            end = EndOfDigits(end + 1);
        }

        var span = TextSpan.Between(start, end);
        reporter.Report(
            SyntaxDiagnostics.MalformedNumber,
            span,
            $"`{Excerpt.Of(Folded(span))}` is not a number: it has more than one decimal point.");
        return new SyntaxToken(TokenKind.Number, start, end - start) { Symbol = SymbolKind.Respelled };
    }

    private SyntaxToken Number(int start, int end, bool isRespelled = false)
    {
        var span = TextSpan.Between(start, end);
        if (PeriodScanner.ReportFullWidth(text, span, reporter))
        {
            isRespelled = true;
        }

        return new SyntaxToken(TokenKind.Number, start, end - start) { Symbol = isRespelled ? SymbolKind.Respelled : SymbolKind.None };
    }

    // Separators stand between digits only; another one is left for the suffix, which reports it.
    private int EndOfDigits(int i)
    {
        while (Characters.IsDigit(Peek(i)) || (Peek(i) == '_' && Characters.IsDigit(Peek(i - 1)) && Characters.IsDigit(Peek(i + 1))))
        {
            i++;
        }

        return i;
    }

    private string Folded(TextSpan span) => TokenText.Fold(text.AsSpan(span.Start, span.Length));

    private char Peek(int i) => i < text.Length ? Characters.Narrow(text[i]) : '\0';
}
