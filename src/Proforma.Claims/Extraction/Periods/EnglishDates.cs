using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Periods;

/// <summary>The parts of English dates: month names, days, years, fiscal years. Each answers 0 when there is none.</summary>
internal static class EnglishDates
{
    private const int NoYear = 0;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] FullMonths =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    public static int MonthAt(ReadOnlySpan<char> text, int at, out int end)
    {
        var word = Words.At(text, at);
        end = at + word.Length;
        if (word.Length < 3)
        {
            return 0;
        }

        for (int i = 0; i < 12; i++)
        {
            bool abbreviated = word.SequenceEqual(Months[i]) || i == 8 && word is "sept" || i == 5 && word is "june" || i == 6 && word is "july";
            if (abbreviated || word.SequenceEqual(FullMonths[i]))
            {
                end += abbreviated && end < text.Length && text[end] == '.' ? 1 : 0;
                return i + 1;
            }
        }

        return 0;
    }

    public static int DayAt(ReadOnlySpan<char> text, int at, out int end)
    {
        end = Words.Skip(text, at);
        int start = end;
        while (end < text.Length && end - start < 3 && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        int day = end - start is 1 or 2 ? NumericPeriods.Value(text[start..end]) : 0;
        end += Words.At(text, end) is "st" or "nd" or "rd" or "th" ? 2 : 0;
        bool open = end < text.Length && (Words.IsLetterOrDigit(text[end]) || text[end] == '%' || text[end] is '.' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]));
        return day is >= 1 and <= 31 && !open ? day : 0;
    }

    public static int YearAt(ReadOnlySpan<char> text, int at, out int end)
    {
        int start = Words.Skip(text, at);
        start = start < text.Length && text[start] is ',' ? Words.Skip(text, start + 1) : start;
        start = Words.Is(text, start, "of", out int afterOf) ? Words.Skip(text, afterOf) : start;
        end = start;
        while (end < text.Length && end - start < 5 && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        int year = end - start == 4 ? NumericPeriods.Value(text[start..end]) : 0;
        return NumericPeriods.IsYear(year) && (end == text.Length || !Words.IsLetterOrDigit(text[end])) ? year : NoYear;
    }

    public static int ShortYearAt(ReadOnlySpan<char> text, int at, PeriodGrain grain, out int end)
    {
        int year = YearAt(text, at, out end);
        bool quote = at > 0 && text[at - 1] == '\'';
        if (year != NoYear || grain == PeriodGrain.Year || !quote || at + 2 > text.Length || !char.IsAsciiDigit(text[at]) || !char.IsAsciiDigit(text[at + 1]))
        {
            return year;
        }

        end = at + 2;
        return 2000 + NumericPeriods.Value(text.Slice(at, 2));
    }

    public static int FiscalYearAt(ReadOnlySpan<char> text, int at, out int end)
    {
        end = at;
        while (end < text.Length && end - at < 5 && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        int digits = end - at;
        int year = digits is 2 or 4 ? NumericPeriods.Value(text[at..end]) + (digits == 2 ? 2000 : 0) : NoYear;
        bool tagged = end < text.Length && text[end] is 'e' or 'a' or 'f' && (end + 1 == text.Length || !Words.IsLetterOrDigit(text[end + 1]));
        end += tagged ? 1 : 0;
        return NumericPeriods.IsYear(year) ? year : NoYear;
    }
}
