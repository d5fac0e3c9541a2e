using System.Globalization;
using System.Text.RegularExpressions;
using Proforma.Model.Time;
using Calendar = Proforma.Model.Time.Calendar;

namespace Proforma.Workbook.Import;

/// <summary>Periods as people write them above columns: 2025-01, Jan 2025, 2025年1月, 2025Q1, Q1'25, FY2025, 2025上半年, 1H25.</summary>
public static partial class PeriodHead
{
    private static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string s_chineseDigits = "零一二三四五六七八九十";

    /// <summary>The period that a cell names, or null.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="calendar">The plan's calendar: a date stands for the step in which it lies.</param>
    public static Period? Read(SourceCell cell, Calendar calendar)
    {
        if (cell.IsError)
        {
            return null;
        }

        if (cell.Date is { } date)
        {
            return Of(date, calendar);
        }

        var text = TextWidth.Narrow(cell.Text).Trim().TrimEnd('.');
        return text.Length is < 2 or > 40 ? null
            : YearFirst().Match(text) is { Success: true } a ? OfNumbers(a, calendar)
            : Named().Match(text) is { Success: true } b ? OfName(b)
            : Part().Match(text) is { Success: true } c ? OfPart(c, calendar)
            : PartFirst().Match(text) is { Success: true } d ? OfPart(d, calendar)
            : WeekText().Match(text) is { Success: true } e ? OfWeek(e)
            : Whole().Match(text) is { Success: true } f ? OfYear(f, calendar)
            : null;
    }

    private static Period? Of(DateOnly date, Calendar calendar) => date.Year is < Period.MinYear or > Period.MaxYear ? null
        : Period.Containing(date, calendar.Grain, calendar.First.YearEndMonth);

    private static Period? OfNumbers(Match match, Calendar calendar)
    {
        var year = Year(match.Groups["y"].Value);
        if (Number(match.Groups["m"].Value) is not { } month || month is < 1 or > 12 || !IsYear(year))
        {
            return null;
        }

        if (!match.Groups["d"].Success)
        {
            return Period.Month(year, month);
        }

        var day = int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture);
        return day >= 1 && day <= DateTime.DaysInMonth(year, month) ? Of(new DateOnly(year, month, day), calendar) : null;
    }

    private static Period? OfName(Match match)
    {
        var month = Array.IndexOf(s_months, match.Groups["n"].Value[..3].ToLowerInvariant()) + 1;
        var year = Year(match.Groups["y"].Value);
        return month > 0 && IsYear(year) ? Period.Month(year, month) : null;
    }

    private static Period? OfPart(Match match, Calendar calendar)
    {
        var year = Year(match.Groups["y"].Value);
        var end = match.Groups["f"].Value.Length > 0 ? calendar.YearEndMonth : 12;
        if (!IsYear(year))
        {
            return null;
        }

        if (match.Groups["h"] is { Success: true, Value: var half })
        {
            return half is "1" or "上" ? Period.Half(year, 1, end) : half is "2" or "下" ? Period.Half(year, 2, end) : null;
        }

        return Number(match.Groups["q"].Value) is >= 1 and <= 4 and var quarter ? Period.Quarter(year, quarter, end) : null;
    }

    private static Period? OfWeek(Match match)
    {
        var year = Year(match.Groups["y"].Value);
        var week = int.Parse(match.Groups["w"].Value, CultureInfo.InvariantCulture);
        return IsYear(year) && week >= 1 && week <= ISOWeek.GetWeeksInYear(year) ? Period.Week(year, week) : null;
    }

    private static Period? OfYear(Match match, Calendar calendar)
    {
        var year = Year(match.Groups["y"].Value);
        var fiscal = match.Groups["f"].Value.Length > 0 || match.Groups["g"].Value.Length > 0;
        return IsYear(year) ? Period.OfYear(year, fiscal ? calendar.YearEndMonth : 12) : null;
    }

    private static bool IsYear(int year) => year is >= Period.MinYear and <= Period.MaxYear;

    // Two digits are a year of this century.
    private static int Year(string text) => int.Parse(text, CultureInfo.InvariantCulture) is var year && text.Length == 2 ? 2000 + year : year;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : text.Length == 1 && s_chineseDigits.IndexOf(text[0], StringComparison.Ordinal) is > 0 and var digit ? digit
        : text is "十一" ? 11 : text is "十二" ? 12 : null;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(?<y>(?:19|2[0-9])[0-9]{2})\s*(?:[-/.年])\s*(?<m>[0-9]{1,2}|十[一二]|[一二三四五六七八九十])\s*(?:月份?)?(?:\s*[-/.]?\s*(?<d>[0-9]{1,2})\s*日?)?$|^(?<y>(?:19|2[0-9])[0-9]{2})(?<m>0[1-9]|1[0-2])$|^(?<y>[0-9]{2})年(?<m>[0-9]{1,2})月$", Options)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(?<n>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[\s.,'’-]*(?<y>(?:19|2[0-9])[0-9]{2}|[0-9]{2})$|^(?<y>(?:19|2[0-9])[0-9]{2})[\s.,-]*(?<n>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$", Options)]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?<f>FY)?\s*(?<y>(?:19|2[0-9])[0-9]{2}|[0-9]{2})\s*(?:年|(?<f>财年))?\s*[-/]?\s*(?:Q\s*(?<q>[1-4])|(?:第?\s*(?<q>[1-4一二三四])\s*季度?)|H\s*(?<h>[12])|(?<h>[上下])半年)$", Options)]
    private static partial Regex Part();

    [GeneratedRegex(@"^(?:Q\s*(?<q>[1-4])|(?<q>[1-4])\s*Q|H\s*(?<h>[12])|(?<h>[12])\s*H)[\s'’-]*(?<f>FY)?\s*(?<y>(?:19|2[0-9])[0-9]{2}|[0-9]{2})$", Options)]
    private static partial Regex PartFirst();

    [GeneratedRegex(@"^(?<y>(?:19|2[0-9])[0-9]{2})\s*-?\s*W(?<w>[0-9]{1,2})$", Options)]
    private static partial Regex WeekText();

    [GeneratedRegex(@"^(?<f>FY)\s*'?(?<y>(?:19|2[0-9])[0-9]{2}|[0-9]{2})\s*[AE]?$|^(?<y>(?:19|2[0-9])[0-9]{2})\s*(?:[AE]|年度?|(?<g>财年))?$", Options)]
    private static partial Regex Whole();
}
