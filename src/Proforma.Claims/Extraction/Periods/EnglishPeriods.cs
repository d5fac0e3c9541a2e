using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Periods;

/// <summary>Periods in English: the first half of 2024, Q3 FY2025, end of September, fiscal year ended January 31, 2025, a year earlier, next year.</summary>
internal sealed partial class EnglishPeriods(DateOnly? publishedOn)
{
    private const int NoYear = 0;

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth"];

    private static readonly (string Phrase, PeriodForm Form)[] Plain =
    [
        ("the same period a year earlier", PeriodForm.YearBefore), ("same period a year earlier", PeriodForm.YearBefore), ("same period last year", PeriodForm.YearBefore),
        ("the same period of last year", PeriodForm.YearBefore), ("same quarter last year", PeriodForm.YearBefore), ("same quarter a year earlier", PeriodForm.YearBefore),
        ("same period of last year", PeriodForm.YearBefore), ("same period in the prior year", PeriodForm.YearBefore), ("same quarter a year ago", PeriodForm.YearBefore),
        ("same period a year ago", PeriodForm.YearBefore), ("corresponding period last year", PeriodForm.YearBefore), ("corresponding period", PeriodForm.YearBefore),
        ("a year earlier", PeriodForm.YearBefore), ("one year earlier", PeriodForm.YearBefore), ("a year ago", PeriodForm.YearBefore), ("one year ago", PeriodForm.YearBefore),
        ("a year before", PeriodForm.YearBefore), ("a year prior", PeriodForm.YearBefore), ("year earlier", PeriodForm.YearBefore), ("year ago period", PeriodForm.YearBefore),
        ("year ago quarter", PeriodForm.YearBefore), ("year ago", PeriodForm.YearBefore), ("year before", PeriodForm.YearBefore), ("prior year period", PeriodForm.YearBefore),
        ("prior year quarter", PeriodForm.YearBefore), ("prior year", PeriodForm.YearBefore), ("previous year", PeriodForm.YearBefore), ("the year before", PeriodForm.YearBefore),
        ("prior quarter", PeriodForm.PartBefore), ("previous quarter", PeriodForm.PartBefore), ("preceding quarter", PeriodForm.PartBefore),
        ("a quarter ago", PeriodForm.PartBefore), ("a quarter earlier", PeriodForm.PartBefore), ("three months earlier", PeriodForm.PartBefore), ("prior month", PeriodForm.PartBefore),
        ("previous month", PeriodForm.PartBefore), ("same period", PeriodForm.Same), ("same year", PeriodForm.Same), ("same quarter", PeriodForm.Same),
        ("the quarter", PeriodForm.Same), ("the period", PeriodForm.Same), ("the half", PeriodForm.Same), ("currently", PeriodForm.Now), ("right now", PeriodForm.Now),
        ("now has", PeriodForm.Now), ("now employs", PeriodForm.Now), ("now counts", PeriodForm.Now), ("to date", PeriodForm.None),
    ];

    /// <summary>Dates that begin with the day: 30 June 2025.</summary>
    public PeriodMention? ReadDigits(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]) && end - at < 3)
        {
            end++;
        }

        if (end - at > 2 || at > 0 && (Words.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '$' or '.' or ','))
        {
            return null;
        }

        int day = NumericPeriods.Value(text[at..end]);
        int next = Words.At(text, end) is "st" or "nd" or "rd" or "th" ? end + 2 : end;
        next = Words.Skip(text, next);
        int month = EnglishDates.MonthAt(text, next, out int monthEnd);
        if (month == 0 || day is < 1 or > 31)
        {
            return Duration(text, at, end);
        }

        int year = EnglishDates.YearAt(text, monthEnd, out int yearEnd);
        return Dated(at, year == NoYear ? monthEnd : yearEnd, year, month, day);
    }

    public PeriodMention? ReadWord(ReadOnlySpan<char> text, int at)
    {
        if (at > 0 && Words.IsLetterOrDigit(text[at - 1]))
        {
            return null;
        }

        return Fiscal(text, at) ?? Part(text, at) ?? Ended(text, at) ?? EndOf(text, at) ?? Phrase(text, at) ?? Relative(text, at) ?? Month(text, at) ?? NamedDuration(text, at);
    }

    private static PeriodMention Dated(int at, int end, int year, int month, int day)
    {
        bool valid = year == NoYear || day <= DateTime.DaysInMonth(year, month);
        var period = day > 0 && valid ? Period.OfDay(year, month, day) : Period.OfMonth(year, month);
        return new PeriodMention(at, end, year == NoYear ? PeriodForm.NeedsYear : PeriodForm.Whole, new PeriodSpan(period));
    }

    private static PeriodMention? Phrase(ReadOnlySpan<char> text, int at)
    {
        foreach (var (phrase, form) in Plain)
        {
            if (Matches(text, at, phrase, out int end) && !(form == PeriodForm.Same && Words.At(text, Words.Skip(text, end)) is "ended" or "ending" or "to" or "through"))
            {
                return new PeriodMention(at, end, form, default);
            }
        }

        return null;
    }

    /// <summary>Whether a phrase of words stands at a position, hyphens being spaces.</summary>
    private static bool Matches(ReadOnlySpan<char> text, int at, string phrase, out int end)
    {
        end = at + phrase.Length;
        if (end > text.Length || end < text.Length && Words.IsLetterOrDigit(text[end]))
        {
            return false;
        }

        for (int i = 0; i < phrase.Length; i++)
        {
            char c = text[at + i] == '-' ? ' ' : text[at + i];
            if (c != phrase[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>FY2027, fiscal 2025, fiscal year ended January 31, 2025, fiscal first quarter of 2026, fiscal year.</summary>
    private static PeriodMention? Fiscal(ReadOnlySpan<char> text, int at)
    {
        var word = Words.At(text, at);
        if (word is not ("fy" or "fiscal"))
        {
            return null;
        }

        int next = Words.Skip(text, at + word.Length);
        next = Words.Is(text, next, "year", out int afterYear) ? Words.Skip(text, afterYear) : next;
        if (EnglishDates.FiscalYearAt(text, next, out int end) is var year and not NoYear)
        {
            int part = Words.Skip(text, end);
            bool quarter = part + 1 < text.Length && text[part] == 'q' && text[part + 1] is >= '1' and <= '4' && (part + 2 == text.Length || !Words.IsLetterOrDigit(text[part + 2]));
            return quarter
                ? PeriodMention.Whole(at, part + 2, new Period(PeriodGrain.Quarter, year, text[part + 1] - '0', IsFiscal: true))
                : PeriodMention.Whole(at, end, Period.OfYear(year, fiscal: true));
        }

        if (Part(text, next) is { } inner && inner.Span.From.Grain != PeriodGrain.Year)
        {
            return inner with { Start = at, Span = new PeriodSpan(inner.Span.From with { IsFiscal = true }, inner.Span.To with { IsFiscal = true }) };
        }

        return EndingDate(text, next, out int dateEnd) is (int endYear and not NoYear, _) ? PeriodMention.Whole(at, dateEnd, Period.OfYear(endYear, fiscal: true)) : null;
    }

    /// <summary>Third quarter of 2025, Q3 FY2025, H1, first-half, first nine months of 2024, full-year 2025.</summary>
    private static PeriodMention? Part(ReadOnlySpan<char> text, int at)
    {
        if (PartName(text, at, out int end) is not { } part)
        {
            return null;
        }

        int next = end;
        next = Words.Skip(text, next);
        next = Words.Is(text, next, "of", out int afterOf) || Words.Is(text, next, "in", out afterOf) ? Words.Skip(text, afterOf) : next;
        next = next < text.Length && text[next] is '\'' or ',' ? Words.Skip(text, next + 1) : next;
        next = Words.Is(text, next, "the", out int afterThe) ? Words.Skip(text, afterThe) : next;
        bool fiscal = Words.At(text, next) is "fiscal" or "fy" || text[Math.Min(next, text.Length - 1)] == 'f' && text[next..].StartsWith("fy");
        if (fiscal)
        {
            next = Words.Skip(text, next + (text[next..].StartsWith("fiscal") ? 6 : 2));
            next = Words.Is(text, next, "year", out int afterYear) ? Words.Skip(text, afterYear) : next;
        }

        int year = fiscal ? EnglishDates.FiscalYearAt(text, next, out int yearEnd) : EnglishDates.ShortYearAt(text, next, part.From.Grain, out yearEnd);
        if (year != NoYear)
        {
            var span = new PeriodSpan(part.From with { Year = year, IsFiscal = fiscal }, part.To with { Year = year, IsFiscal = fiscal });
            return new PeriodMention(at, yearEnd, PeriodForm.Whole, span);
        }

        bool quarter = part.From.Grain == PeriodGrain.Quarter && part.From == part.To;
        if (quarter && EndingDate(text, Words.Skip(text, end), out int dateEnd) is (int endYear and not NoYear, var endMonth))
        {
            // A quarter that does not end with a calendar quarter is a fiscal one; its year ends with the quarters that are left.
            var last = new DateOnly(endYear, endMonth, 1).AddMonths((4 - part.From.Part) * 3);
            return PeriodMention.Whole(at, dateEnd, part.From with { Year = last.Year, IsFiscal = last.Month != 12 });
        }

        return new PeriodMention(at, end, PeriodForm.NeedsYear, part);
    }

    private static PeriodSpan? PartName(ReadOnlySpan<char> text, int at, out int end)
    {
        var word = Words.At(text, at);
        end = at + word.Length;
        if (word is "q" or "h" && end < text.Length && char.IsAsciiDigit(text[end]) && (end + 1 == text.Length || !Words.IsLetterOrDigit(text[end + 1])))
        {
            int number = text[end] - '0';
            end++;
            bool known = number >= 1 && number <= (word is "q" ? 4 : 2);
            return known ? new PeriodSpan(new Period(word is "q" ? PeriodGrain.Quarter : PeriodGrain.Half, NoYear, number)) : null;
        }

        if (Matches(text, at, "full year", out end) || Matches(text, at, "fullyear", out end))
        {
            return new PeriodSpan(Period.OfYear(NoYear));
        }

        int ordinal = OrdinalAt(text, at, out int after);
        int next = Words.Skip(text, after);
        if (ordinal == 0)
        {
            return null;
        }

        if (Words.Is(text, next, "fiscal", out int afterFiscal))
        {
            next = Words.Skip(text, afterFiscal);
        }

        if (Words.Is(text, next, "quarter", out end))
        {
            return new PeriodSpan(new Period(PeriodGrain.Quarter, NoYear, ordinal));
        }

        if (Words.Is(text, next, "half", out end) && ordinal <= 2)
        {
            return new PeriodSpan(new Period(PeriodGrain.Half, NoYear, ordinal));
        }

        int months = ordinal == 1 ? CountAt(text, next, out int countEnd) : CountAt(text, at, out countEnd, none: true);
        bool monthsNamed = months is > 0 and <= 12 && Words.Is(text, Words.Skip(text, countEnd), "months", out end);
        return monthsNamed ? PeriodSpan.FirstMonths(NoYear, months) : null;
    }

    private static int OrdinalAt(ReadOnlySpan<char> text, int at, out int end)
    {
        var word = Words.At(text, at);
        end = at + word.Length;
        return word is "final" ? 4 : Array.IndexOf(Ordinals, word.ToString()) + 1;
    }

    private static int CountAt(ReadOnlySpan<char> text, int at, out int end, bool none = false)
    {
        var word = Words.At(text, at);
        end = at + word.Length;
        if (none)
        {
            return 0;
        }

        if (word.IsEmpty && at < text.Length && char.IsAsciiDigit(text[at]) && DigitReader.Read(text, at) is { } digits)
        {
            end = digits.End;
            return digits.Value < 13 ? (int)digits.Value : 0;
        }

        return EnglishNumerals.SmallValue(word);
    }

    /// <summary>The year ended March 31, 2025; three months to June 30; the quarter ended Sept. 30.</summary>
    private static PeriodMention? Ended(ReadOnlySpan<char> text, int at)
    {
        int months = 0;
        int next = at;
        if (Words.Is(text, at, "year", out int end) || Words.Is(text, at, "years", out end))
        {
            months = 12;
            next = end;
        }
        else if (Words.Is(text, at, "quarter", out end))
        {
            months = 3;
            next = end;
        }
        else if (CountAt(text, at, out int countEnd) is var count and (3 or 6 or 9 or 12) && Words.Is(text, Words.Skip(text, countEnd), "months", out end))
        {
            months = count;
            next = end;
        }

        if (months == 0 || EndingDate(text, Words.Skip(text, next), out int dateEnd) is not (var year, var month))
        {
            return null;
        }

        var span = SpanEnding(year, month, months);
        return span is null ? null : new PeriodMention(at, dateEnd, year == NoYear ? PeriodForm.NeedsYear : PeriodForm.Whole, span.Value);
    }

    private static PeriodSpan? SpanEnding(int year, int month, int months)
    {
        if (months == 12)
        {
            return new PeriodSpan(Period.OfYear(year, fiscal: month != 12));
        }

        if (months > month)
        {
            return null;
        }

        bool quarter = months == 3 && month % 3 == 0;
        bool half = months == 6 && month == 12;
        return quarter ? new PeriodSpan(new Period(PeriodGrain.Quarter, year, month / 3))
            : half ? new PeriodSpan(new Period(PeriodGrain.Half, year, 2))
            : months == month ? PeriodSpan.FirstMonths(year, months)
            : new PeriodSpan(Period.OfMonth(year, month - months + 1), Period.OfMonth(year, month));
    }

    private static (int Year, int Month)? EndingDate(ReadOnlySpan<char> text, int at, out int end)
    {
        end = at;
        var joint = Words.At(text, at);
        if (joint is not ("ended" or "ending" or "ends" or "to" or "through"))
        {
            return null;
        }

        int next = Words.Skip(text, at + joint.Length);
        next = Words.Is(text, next, "on", out int afterOn) ? Words.Skip(text, afterOn) : next;
        // "to 30 June 2025" and "to June 30, 2025".
        bool dayFirst = EnglishDates.DayAt(text, next, out int leading) > 0 && EnglishDates.MonthAt(text, Words.Skip(text, leading), out _) > 0;
        next = dayFirst ? Words.Skip(text, leading) : next;
        int month = EnglishDates.MonthAt(text, next, out int monthEnd);
        if (month == 0)
        {
            return null;
        }

        int dayEnd = monthEnd;
        int day = dayFirst ? 1 : EnglishDates.DayAt(text, monthEnd, out dayEnd);
        int year = EnglishDates.YearAt(text, day > 0 ? dayEnd : monthEnd, out int yearEnd);
        end = year != NoYear ? yearEnd : day > 0 ? dayEnd : monthEnd;
        return (year, month);
    }

    /// <summary>End of 2024, end-November, year-end 2025, early 2024, mid-2026, the end of next year.</summary>
    private PeriodMention? EndOf(ReadOnlySpan<char> text, int at)
    {
        int month = 0;
        int next = at;
        foreach (var (phrase, value) in (ReadOnlySpan<(string, int)>)[
            ("end of the", 12), ("end of", 12), ("year end", 12), ("yearend", 12), ("close of", 12), ("ended", 12), ("finished", 12), ("closed", 12), ("end", 12), ("beginning of", 1), ("start of", 1), ("early", 1), ("late", 12),
            ("middle of", 6), ("mid", 6)])
        {
            if (Matches(text, at, phrase, out int end))
            {
                (month, next) = (value, Words.Skip(text, end));
                break;
            }
        }

        if (month == 0)
        {
            return null;
        }

        int year = EnglishDates.YearAt(text, next, out int yearEnd);
        if (year != NoYear)
        {
            return PeriodMention.Whole(at, yearEnd, Period.OfMonth(year, month));
        }

        bool isEnd = month == 12 && !Words.Is(text, at, "late", out _);
        int named = isEnd ? EnglishDates.MonthAt(text, next, out int monthEnd) : NoMonth(next, out monthEnd);
        if (named > 0)
        {
            int monthYear = EnglishDates.YearAt(text, monthEnd, out int afterYear);
            return Dated(at, monthYear == NoYear ? monthEnd : afterYear, monthYear, named, 0);
        }

        if (publishedOn is { } date && Matches(text, at, "end of the", out int decade) && Words.Is(text, Words.Skip(text, decade), "decade", out int afterDecade))
        {
            return PeriodMention.Whole(at, afterDecade, Period.OfMonth((date.Year / 10 * 10) + 9, 12));
        }

        if (Relative(text, next) is { Form: PeriodForm.Whole } relative && relative.Span.From.Grain == PeriodGrain.Year)
        {
            return PeriodMention.Whole(at, relative.End, Period.OfMonth(relative.Span.From.Year, month));
        }

        bool yearOnly = Words.Is(text, next, "year", out int afterWord) || Words.Is(text, at, "year", out _) && (afterWord = next) > 0;
        return yearOnly && !Words.Is(text, at, "end", out _) | Matches(text, at, "end of the", out _)
            ? new PeriodMention(at, afterWord, PeriodForm.NeedsYear, new PeriodSpan(Period.OfMonth(NoYear, month)))
            : null;
    }

    private static int NoMonth(int at, out int end)
    {
        end = at;
        return 0;
    }

    /// <summary>Last year, this quarter, next month.</summary>
    private PeriodMention? Relative(ReadOnlySpan<char> text, int at)
    {
        var word = Words.At(text, at);
        int shift = word switch
        {
            "last" or "past" => -1,
            "this" or "current" => 0,
            "next" or "coming" => 1,
            _ => 9,
        };
        if (shift == 9)
        {
            return null;
        }

        int next = Words.Skip(text, at + word.Length);
        bool fiscal = Words.Is(text, next, "fiscal", out int afterFiscal) || Words.Is(text, next, "financial", out afterFiscal);
        next = fiscal ? Words.Skip(text, afterFiscal) : next;
        var unit = Words.At(text, next);
        int end = next + unit.Length;
        if (unit is not ("year" or "quarter" or "month"))
        {
            return null;
        }

        return publishedOn is { } date ? Shifted(at, end, unit, date, shift, fiscal) : new PeriodMention(at, end, PeriodForm.None, default);
    }
}
