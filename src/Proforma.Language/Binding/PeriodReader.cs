using System.Globalization;
using Proforma.Model.Time;

namespace Proforma.Language.Binding;

/// <summary>Reads period literals: 2027, FY2027, FY2027-Q1, 2027-H1, 2027-Q1, 2027-01, 2027-W05, 2027-01-15.</summary>
public static class PeriodReader
{
    /// <summary>The period, or null when the text is none (month 13, week 60, a year out of range).</summary>
    public static Period? Read(ReadOnlySpan<char> text, int fiscalYearEnd)
    {
        var yearEnd = 12;
        if (text.StartsWith("FY", StringComparison.Ordinal))
        {
            yearEnd = fiscalYearEnd;
            text = text[2..];
        }

        if (text.Length < 4 || !Number(text[..4], Period.MinYear, Period.MaxYear, out var year))
        {
            return null;
        }

        var rest = text[4..];
        if (rest.IsEmpty)
        {
            return Period.OfYear(year, yearEnd);
        }

        return rest[0] == '-' && rest.Length > 1 ? ReadWithin(year, rest[1..], yearEnd) : null;
    }

    private static Period? ReadWithin(int year, ReadOnlySpan<char> rest, int yearEnd)
    {
        switch (rest[0])
        {
            case 'Q':
                return Number(rest[1..], 1, 4, out var quarter) ? Period.Quarter(year, quarter, yearEnd) : null;
            case 'H':
                return Number(rest[1..], 1, 2, out var half) ? Period.Half(year, half, yearEnd) : null;
            case 'W':
                return Number(rest[1..], 1, ISOWeek.GetWeeksInYear(year), out var week) ? Period.Week(year, week) : null;
            default:
                if (rest.Length == 2)
                {
                    return Number(rest, 1, 12, out var month) ? Period.Month(year, month) : null;
                }

                return rest.Length == 5 && rest[2] == '-' && Number(rest[..2], 1, 12, out var m)
                    && Number(rest[3..], 1, DateTime.DaysInMonth(year, m), out var day)
                        ? Period.Day(new DateOnly(year, m, day))
                        : null;
        }
    }

    private static bool Number(ReadOnlySpan<char> text, int min, int max, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= min && value <= max;
}
