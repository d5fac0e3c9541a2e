using System.Globalization;
using Proforma.Model.Time;

namespace Proforma.Reporting.Reports;

/// <summary>Reads a period as a plan writes it: 2027, FY2027, 2027-Q1, 2027-H1, 2027-01, 2027-W05, 2027-01-15.</summary>
public static class PeriodText
{
    /// <summary>The period, or null when the text is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fiscalYearEnd">The month that ends the plan's fiscal year: what FY means.</param>
    public static Period? Read(string text, int fiscalYearEnd)
    {
        var isFiscal = text.StartsWith("FY", StringComparison.OrdinalIgnoreCase);
        var parts = (isFiscal ? text[2..] : text).Split('-');
        var end = isFiscal ? fiscalYearEnd : 12;
        if (parts[0].Length != 4 || Number(parts[0], Period.MinYear, Period.MaxYear) is not { } year || parts.Length > 3)
        {
            return null;
        }

        if (parts.Length == 1)
        {
            return Period.OfYear(year, end);
        }

        if (parts.Length == 3)
        {
            return !isFiscal && Number(parts[1], 1, 12) is { } month && Number(parts[2], 1, DateTime.DaysInMonth(year, month)) is { } day
                ? Period.Day(new DateOnly(year, month, day))
                : null;
        }

        var rest = parts[1].ToUpperInvariant();
        return rest switch
        {
            ['Q', ..] => Number(rest[1..], 1, 4) is { } quarter ? Period.Quarter(year, quarter, end) : null,
            ['H', ..] => Number(rest[1..], 1, 2) is { } half ? Period.Half(year, half, end) : null,
            ['W', ..] => !isFiscal && Number(rest[1..], 1, ISOWeek.GetWeeksInYear(year)) is { } week ? Period.Week(year, week) : null,
            _ => !isFiscal && rest.Length == 2 && Number(rest, 1, 12) is { } m ? Period.Month(year, m) : null,
        };
    }

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null;
}
