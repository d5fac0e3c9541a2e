using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Periods;

/// <summary>Periods written in figures alone: 2025-02-13, 2025/2/13, 2025Q3, 3Q25, 1H 2025, 2025E, 2025-2027, 2027, and clock times.</summary>
internal static class NumericPeriods
{
    public static PeriodMention? Read(ReadOnlySpan<char> text, int at)
    {
        if (at > 0 && (Words.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '$' or '€' or '£' or '¥' or '#' or '₹'))
        {
            return null;
        }

        int end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return (end - at) switch
        {
            4 => Four(text, at, end),
            1 or 2 => Short(text, at, end),
            _ => null,
        };
    }

    public static bool IsYear(int year) => year is >= 1950 and <= 2059;

    public static int Value(ReadOnlySpan<char> digits)
    {
        int value = 0;
        foreach (char c in digits)
        {
            value = (value * 10) + (c - '0');
        }

        return value;
    }

    private static PeriodMention? Four(ReadOnlySpan<char> text, int at, int end)
    {
        int year = Value(text[at..end]);
        if (!IsYear(year))
        {
            return null;
        }

        return Date(text, at, end, year) ?? Part(text, at, end, year) ?? Span(text, at, end, year) ?? Bare(text, at, end, year);
    }

    private static PeriodMention? Date(ReadOnlySpan<char> text, int at, int end, int year)
    {
        if (end >= text.Length || text[end] is not ('-' or '/' or '.'))
        {
            return null;
        }

        char mark = text[end];
        int month = Number(text, end + 1, 2, out int monthEnd);
        if (month is < 1 or > 12)
        {
            return null;
        }

        bool hasDay = monthEnd < text.Length && text[monthEnd] == mark;
        int day = hasDay ? Number(text, monthEnd + 1, 2, out int dayEnd) : Number(text, monthEnd, 0, out dayEnd);
        if (hasDay && day is >= 1 and <= 31 && day <= DateTime.DaysInMonth(year, month) && !IsDigit(text, dayEnd))
        {
            return PeriodMention.Whole(at, dayEnd, Period.OfDay(year, month, day));
        }

        bool isMonth = mark == '-' && monthEnd - end == 3 && !IsDigit(text, monthEnd) && !hasDay;
        return isMonth ? PeriodMention.Whole(at, monthEnd, Period.OfMonth(year, month)) : null;
    }

    private static PeriodMention? Part(ReadOnlySpan<char> text, int at, int end, int year)
    {
        int next = end < text.Length && text[end] is ' ' or '-' ? end + 1 : end;
        if (next + 1 < text.Length && text[next] is 'q' or 'h' && char.IsAsciiDigit(text[next + 1]) && !IsWordAt(text, next + 2))
        {
            int part = text[next + 1] - '0';
            var grain = text[next] == 'q' ? PeriodGrain.Quarter : PeriodGrain.Half;
            return part >= 1 && part <= (grain == PeriodGrain.Quarter ? 4 : 2) ? PeriodMention.Whole(at, next + 2, new Period(grain, year, part)) : null;
        }

        bool tagged = end < text.Length && text[end] is 'e' or 'a' or 'f' or 'p' && !IsWordAt(text, end + 1);
        return tagged ? PeriodMention.Whole(at, end + 1, Period.OfYear(year)) : null;
    }

    private static PeriodMention? Span(ReadOnlySpan<char> text, int at, int end, int year)
    {
        int next = end < text.Length && text[end] is '-' or '~' or '至' or '到' ? end + 1 : 0;
        if (next == 0)
        {
            foreach (string joint in (ReadOnlySpan<string>)[" to ", " through ", " - ", " until "])
            {
                next = text[end..].StartsWith(joint) ? end + joint.Length : next;
            }
        }

        if (next == 0 && text[end..].StartsWith(" and ") && Words.IsBefore(text, at, "between"))
        {
            next = end + 5;
        }

        if (next == 0)
        {
            return null;
        }

        int digits = 0;
        while (IsDigit(text, next + digits) && digits < 5)
        {
            digits++;
        }

        int last = digits is 2 or 4 ? Value(text.Slice(next, digits)) : 0;
        last += digits == 2 ? year / 100 * 100 : 0;
        bool whole = last > year && last < year + 40 && IsYear(last) && !IsWordAt(text, next + digits);
        return whole ? new PeriodMention(at, next + digits, PeriodForm.Whole, new PeriodSpan(Period.OfYear(year), Period.OfYear(last))) : null;
    }

    private static PeriodMention? Bare(ReadOnlySpan<char> text, int at, int end, int year)
    {
        if (end < text.Length)
        {
            char c = text[end];
            bool decade = c == 's' && !IsWordAt(text, end + 1);
            if (decade)
            {
                return new PeriodMention(at, end + 1, PeriodForm.None, default);
            }

            bool number = Words.IsLetterOrDigit(c) || c is '%' or '+' || c is ',' or '.' && IsDigit(text, end + 1)
                || c >= '\u4E00' && "人名家元万亿千百台辆部套件户个位倍股吨架单次张座间款项多余美港欧日英".Contains(c);
            if (number || IsCounted(text, end))
            {
                return null;
            }
        }

        return PeriodMention.Whole(at, end, Period.OfYear(year));
    }

    /// <summary>"2,000 employees" has a comma, but "2000 employees" must not become a year.</summary>
    private static bool IsCounted(ReadOnlySpan<char> text, int end)
    {
        int next = Words.Skip(text, end);
        if (next >= text.Length || next == end)
        {
            return false;
        }

        var scratch = new List<(int End, UnitEntry Value)>();
        bool unit = UnitVocabulary.Standard.Nouns.TryMatch(text, next, scratch, out _, out var noun) && noun.Unit is not ("order" or "share" or "project" or "contract")
            || UnitVocabulary.Standard.After.TryMatch(text, next, scratch, out _, out _);
        return unit || Words.At(text, next) is "million" or "billion" or "trillion" or "percent" or "basis" or "full";
    }

    private static PeriodMention? Short(ReadOnlySpan<char> text, int at, int end)
    {
        int value = Value(text[at..end]);
        if (end + 2 < text.Length && text[end] == ':' && IsDigit(text, end + 1) && IsDigit(text, end + 2))
        {
            return new PeriodMention(at, end + 3, PeriodForm.None, default);
        }

        if (end + 1 < text.Length && text[end] == '/' && Number(text, end + 1, 2, out int second) is var day and > 0 && second < text.Length && text[second] == '/'
            && Number(text, second + 1, 4, out int last) is var year and > 0 && last - second == 5 && value <= 12 && day <= 31)
        {
            return PeriodMention.Whole(at, last, Period.OfDay(year, value, Math.Min(day, DateTime.DaysInMonth(Math.Clamp(year, 1, 9999), value))));
        }

        // 3Q25, 1H 2025, 9M25.
        bool partFirst = end - at == 1 && end < text.Length && text[end] is 'q' or 'h' or 'm';
        if (!partFirst)
        {
            return null;
        }

        int next = end + 1 < text.Length && text[end + 1] is ' ' or '\'' or '-' ? end + 2 : end + 1;
        int digits = 0;
        while (IsDigit(text, next + digits) && digits < 5)
        {
            digits++;
        }

        int named = digits is 2 or 4 ? Value(text.Slice(next, digits)) + (digits == 2 ? 2000 : 0) : 0;
        bool known = IsYear(named) && (text[end] == 'q' && value <= 4 || text[end] == 'h' && value <= 2 || text[end] == 'm' && value is 9 or 6 or 3) && value > 0;
        if (!known)
        {
            return null;
        }

        return text[end] switch
        {
            'q' => PeriodMention.Whole(at, next + digits, new Period(PeriodGrain.Quarter, named, value)),
            'h' => PeriodMention.Whole(at, next + digits, new Period(PeriodGrain.Half, named, value)),
            _ => new PeriodMention(at, next + digits, PeriodForm.Whole, PeriodSpan.FirstMonths(named, value)),
        };
    }

    private static int Number(ReadOnlySpan<char> text, int at, int most, out int end)
    {
        end = at;
        while (end - at < most && IsDigit(text, end))
        {
            end++;
        }

        return end > at ? Value(text[at..end]) : 0;
    }

    private static bool IsDigit(ReadOnlySpan<char> text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static bool IsWordAt(ReadOnlySpan<char> text, int at) => at < text.Length && Words.IsLetterOrDigit(text[at]);
}
