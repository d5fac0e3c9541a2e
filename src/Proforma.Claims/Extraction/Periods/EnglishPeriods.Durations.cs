using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Periods;

/// <summary>Months named alone, shifted periods and lengths of time.</summary>
internal sealed partial class EnglishPeriods
{
    private static PeriodMention Shifted(int at, int end, ReadOnlySpan<char> unit, DateOnly date, int shift, bool fiscal)
    {
        if (unit is "year")
        {
            return PeriodMention.Whole(at, end, Period.OfYear(date.Year + shift, fiscal));
        }

        var moved = date.AddMonths(shift * (unit is "quarter" ? 3 : 1));
        var period = unit is "quarter" ? new Period(PeriodGrain.Quarter, moved.Year, ((moved.Month - 1) / 3) + 1) : Period.OfMonth(moved.Year, moved.Month);
        return PeriodMention.Whole(at, end, period);
    }

    /// <summary>September 2025, Jan. 31, 2025, July-September, between July and September, March.</summary>
    private static PeriodMention? Month(ReadOnlySpan<char> text, int at)
    {
        int month = EnglishDates.MonthAt(text, at, out int end);
        if (month == 0)
        {
            return null;
        }

        int next = end < text.Length && text[end] == '-' ? end + 1 : Words.Is(text, Words.Skip(text, end), "to", out int afterTo) ? Words.Skip(text, afterTo)
            : Words.Is(text, Words.Skip(text, end), "and", out int afterAnd) && Words.IsBefore(text, at, "between") ? Words.Skip(text, afterAnd) : -1;
        int last = next > 0 ? EnglishDates.MonthAt(text, next, out int lastEnd) : NoMonth(at, out lastEnd);
        if (last > month)
        {
            int spanYear = EnglishDates.YearAt(text, lastEnd, out int spanEnd);
            var span = SpanEnding(spanYear, last, last - month + 1) ?? new PeriodSpan(Period.OfMonth(spanYear, last));
            return new PeriodMention(at, spanYear == NoYear ? lastEnd : spanEnd, spanYear == NoYear ? PeriodForm.NeedsYear : PeriodForm.Whole, span);
        }

        int day = EnglishDates.DayAt(text, end, out int dayEnd);
        int year = EnglishDates.YearAt(text, day > 0 ? dayEnd : end, out int yearEnd);

        // "may" and "march" are verbs too; only a date or a year makes them months.
        bool ambiguous = Words.At(text, at) is "may" or "march" or "mar" or "dec" or "sep" or "jan" && day == 0 && year == NoYear;
        if (ambiguous && !(Words.Before(text, at, out _) is "in" or "since" or "until" or "by" or "of" or "from" or "through" or "last" or "end" or "this"))
        {
            return null;
        }

        return Dated(at, year != NoYear ? yearEnd : day > 0 ? dayEnd : end, year, month, day);
    }

    private static PeriodMention? NamedDuration(ReadOnlySpan<char> text, int at)
    {
        var word = Words.At(text, at);
        return EnglishNumerals.SmallValue(word) > 0 ? Duration(text, at, at + word.Length) : null;
    }

    private static PeriodMention? Duration(ReadOnlySpan<char> text, int at, int end)
    {
        var unit = Words.At(text, Words.Skip(text, end));
        bool known = unit is "year" or "years" or "month" or "months" or "week" or "weeks" or "day" or "days" or "hour" or "hours" or "minutes" or "minute" or "quarters"
            or "consecutive" or "straight" or "decades" or "est" or "gmt" or "edt" or "pm" or "am" or "a.m" or "p.m";
        return known ? new PeriodMention(at, Words.Skip(text, end) + unit.Length, PeriodForm.None, default) : null;
    }
}
