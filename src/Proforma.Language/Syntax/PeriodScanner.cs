using System.Globalization;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;
using Proforma.Model.Time;

namespace Proforma.Language.Syntax;

/// <summary>Reads the periods that are always periods: 2027-01, 2027-Q1, 2027-H1, 2027-W05, 2027-01-15, FY2027, FY2027-Q1.</summary>
internal sealed class PeriodScanner(string text, DiagnosticReporter reporter)
{
    private const int MinYear = Model.Time.Period.MinYear;
    private const int MaxYear = Model.Time.Period.MaxYear;

    /// <summary>The period that the four digits at <paramref name="start"/> begin; no token when they are a bare year or a number.</summary>
    public SyntaxToken ScanAfterYear(int start)
    {
        var dash = start + 4;
        if (Peek(dash) != '-')
        {
            return default;
        }

        return Characters.IsDigit(Peek(dash + 1)) ? ScanMonth(start, dash) : ScanLettered(start, dash, isFiscal: false);
    }

    /// <summary>The fiscal period that the six characters at <paramref name="start"/> begin, when they are FY and a year.</summary>
    public SyntaxToken ScanFiscal(int start)
    {
        if (Peek(start) != 'F' || Peek(start + 1) != 'Y')
        {
            return default;
        }

        for (var i = start + 2; i < start + 6; i++)
        {
            if (!Characters.IsDigit(Peek(i)))
            {
                return default;
            }
        }

        var dash = start + 6;
        if (Peek(dash) == '-' && ScanLettered(start, dash, isFiscal: true) is { Kind: TokenKind.Period } part)
        {
            return part;
        }

        var isMonth = Peek(dash) == '-' && DigitCount(dash + 1) == 2 && !IsNamePart(dash + 3);
        var end = isMonth ? dash + 3 : dash;
        if (isMonth)
        {
            var month = TokenText.Fold(text.AsSpan(start + 2, 7));
            reporter.Report(
                SyntaxDiagnostics.MalformedPeriod,
                TextSpan.Between(start, end),
                $"A month is a month of the calendar: `{month}`, without FY.",
                new Fix("Leave out FY", new TextSpan(start, 2), ""));
            return Period(start, end, isRespelled: true);
        }

        CheckYear(start + 2, TextSpan.Between(start, end));
        return Period(start, end);
    }

    /// <summary>How `2027Q1` should have been written, given its digits and letters; null when it is no period.</summary>
    public static string? Respell(string year, string letters)
    {
        var isPart = letters.Length is 2 or 3
            && letters[0] is 'Q' or 'q' or 'H' or 'h' or 'W' or 'w'
            && letters.AsSpan(1).ContainsAnyExceptInRange('0', '9') == false;
        return isPart ? $"{year}-{Part(letters)}" : null;
    }

    /// <summary>Reports full-width digits and signs in a number or period; true when there are any.</summary>
    public static bool ReportFullWidth(string text, TextSpan span, DiagnosticReporter reporter)
    {
        var written = text.AsSpan(span.Start, span.Length);
        if (written.IndexOfAnyInRange('\uFF01', '\uFF5E') < 0 && written.IndexOfAnyInRange('\u2010', '\u2212') < 0)
        {
            return false;
        }

        var folded = TokenText.Fold(written);
        reporter.Report(
            SyntaxDiagnostics.TypographicCharacter,
            span,
            $"`{Excerpt.Of(written)}` has full-width or typographic characters.",
            new Fix($"Write `{Excerpt.Of(folded)}`", span, folded));
        return true;
    }

    private SyntaxToken ScanMonth(int start, int dash)
    {
        var count = DigitCount(dash + 1);
        var end = dash + 1 + count;
        if (IsNamePart(end) || Peek(end) == '%' || (Peek(end) == '.' && Characters.IsDigit(Peek(end + 1))))
        {
            return default;
        }

        if (count == 1 && Peek(dash + 1) != '0' && Year(start) is >= MinYear and <= MaxYear)
        {
            var month = $"{Fold(start, dash)}-0{Peek(dash + 1)}";
            Malformed(start, end, $"A month has two digits: `{month}`. To subtract, put spaces around the `-`.", month);
            return Period(start, end, isRespelled: true);
        }

        if (count != 2)
        {
            return default;
        }

        var days = Peek(end) == '-' ? DigitCount(end + 1) : 0;
        if (days is 1 or 2 && !IsNamePart(end + 1 + days))
        {
            return ScanDay(start, end, end + 1 + days);
        }

        if (Year(start) is < MinYear or > MaxYear || Two(dash + 1) is < 1 or > 12)
        {
            NoSuch(
                TextSpan.Between(start, end),
                $"`{Fold(start, end)}` reads as a month, and there is no month {Fold(dash + 1, end)} in {Fold(start, dash)}. "
                    + "To subtract, put spaces around the `-`.",
                Year(start) is >= MinYear and <= MaxYear ? null : new Fix(
                    "Subtract",
                    TextSpan.Between(start, end),
                    $"{Fold(start, dash)} - {Fold(dash + 1, end)}"));
        }

        return Period(start, end);
    }

    private SyntaxToken ScanDay(int start, int secondDash, int end)
    {
        var span = TextSpan.Between(start, end);
        if (end - secondDash == 2)
        {
            var day = $"{Fold(start, secondDash)}-0{Peek(secondDash + 1)}";
            Malformed(start, end, $"A day has two digits: `{day}`.", day);
            return Period(start, end, isRespelled: true);
        }

        var month = Two(start + 5);
        if (CheckYear(start, span) && !IsDay(Year(start), month, Two(secondDash + 1)))
        {
            NoSuch(span, $"There is no day `{Fold(start, end)}`.", null);
        }

        return Period(start, end);
    }

    private static bool IsDay(int year, int month, int day) => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private SyntaxToken ScanLettered(int start, int dash, bool isFiscal)
    {
        var letter = Peek(dash + 1);
        var count = DigitCount(dash + 2);
        var end = dash + 2 + count;
        if (letter is not ('Q' or 'q' or 'H' or 'h' or 'W' or 'w') || count is 0 or > 2 || IsNamePart(end) || (isFiscal && letter is 'W' or 'w'))
        {
            return default;
        }

        var span = TextSpan.Between(start, end);
        var part = Part(Fold(dash + 1, end));
        var year = isFiscal ? start + 2 : start;
        if (part != Fold(dash + 1, end))
        {
            var written = $"{Fold(start, dash)}-{part}";
            Malformed(start, end, $"`{Fold(start, end)}` is written `{written}`.", written);
            return Period(start, end, isRespelled: true);
        }

        if (CheckYear(year, span))
        {
            CheckPart(span, part, Year(year));
        }

        return Period(start, end);
    }

    private void CheckPart(TextSpan span, string part, int year)
    {
        var number = int.Parse(part.AsSpan(1), CultureInfo.InvariantCulture);
        var (last, noun) = part[0] switch
        {
            'Q' => (4, "quarters"),
            'H' => (2, "half-years"),
            _ => (ISOWeek.GetWeeksInYear(year), "weeks"),
        };
        if (number < 1 || number > last)
        {
            NoSuch(span, $"There is no `{Fold(span.Start, span.End)}`: the year has {last.ToString(CultureInfo.InvariantCulture)} {noun}.", null);
        }
    }

    private bool CheckYear(int digits, TextSpan span)
    {
        if (Year(digits) is >= MinYear and <= MaxYear)
        {
            return true;
        }

        NoSuch(
            span,
            string.Create(CultureInfo.InvariantCulture, $"A plan speaks of the years {MinYear} to {MaxYear} only."),
            null);
        return false;
    }

    private static string Part(string letters)
    {
        var letter = char.ToUpperInvariant(letters[0]);
        var number = letters.AsSpan(1).TrimStart('0');
        return letter == 'W' && letters.Length == 2 ? $"W0{letters[1]}"
            : letter == 'W' || number.Length == 0 ? $"{letter}{letters.AsSpan(1)}"
            : $"{letter}{number}";
    }

    private void Malformed(int start, int end, string message, string written)
    {
        var span = TextSpan.Between(start, end);
        reporter.Report(SyntaxDiagnostics.MalformedPeriod, span, message, new Fix($"Write `{written}`", span, written));
    }

    private void NoSuch(TextSpan span, string message, Fix? fix) => reporter.Report(SyntaxDiagnostics.NoSuchPeriod, span, message, fix);

    private SyntaxToken Period(int start, int end, bool isRespelled = false)
    {
        var span = TextSpan.Between(start, end);
        isRespelled |= ReportFullWidth(text, span, reporter);
        return new SyntaxToken(TokenKind.Period, start, end - start) { Symbol = isRespelled ? SymbolKind.Respelled : SymbolKind.None };
    }

    private int DigitCount(int i)
    {
        var start = i;
        while (Characters.IsDigit(Peek(i)) && i - start < 5)
        {
            i++;
        }

        return i - start;
    }

    private bool IsNamePart(int i) => Characters.NamePartLength(text, i) > 0;

    private int Year(int i) => (Two(i) * 100) + Two(i + 2);

    private int Two(int i) => ((Peek(i) - '0') * 10) + Peek(i + 1) - '0';

    private string Fold(int start, int end) => TokenText.Fold(text.AsSpan(start, end - start));

    private char Peek(int i) => i < text.Length ? Characters.Plain(text[i]) is var c && (c < 0x80) ? c : text[i] : '\0';
}
