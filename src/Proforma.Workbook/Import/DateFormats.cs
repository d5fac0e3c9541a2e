namespace Proforma.Workbook.Import;

/// <summary>Which number formats show dates, and which date a number is.</summary>
internal static class DateFormats
{
    private const double LastDate = 2_958_465;

    /// <summary>Whether a built-in format shows a date.</summary>
    public static bool IsDate(int builtIn) => builtIn is (>= 14 and <= 17) or 22 or (>= 27 and <= 36) or (>= 50 and <= 58);

    /// <summary>Whether a format code shows a date: a year, or a month with a day, outside of quotation marks and colours.</summary>
    public static bool IsDate(string code)
    {
        var (quoted, bracketed) = (false, false);
        var (year, month, day) = (false, false, false);
        for (var i = 0; i < code.Length; i++)
        {
            var c = char.ToLowerInvariant(code[i]);
            if (c == '\\')
            {
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c is '[' or ']')
            {
                bracketed = c == '[';
            }
            else if (!quoted && !bracketed)
            {
                (year, month, day) = (year || c is 'y' or 'e' && !code.Contains('0', StringComparison.Ordinal), month || c == 'm', day || c == 'd');
            }
        }

        return year || (month && day);
    }

    /// <summary>The date that a spreadsheet counts as a number; null outside of what it can show.</summary>
    public static DateOnly? DateOf(double serial, bool from1904)
    {
        var days = Math.Floor(serial) + (from1904 ? 1462 : 0);
        return days is >= 61 and <= LastDate ? new DateOnly(1899, 12, 30).AddDays((int)days) : null;
    }
}
