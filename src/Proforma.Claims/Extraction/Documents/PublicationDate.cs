namespace Proforma.Claims.Extraction.Documents;

/// <summary>Reads the dates that front matter, meta tags and datelines hold: <c>2025-02-13 14:42</c>, <c>2025/2/13</c>, <c>2025年2月13日</c>, <c>Feb 13, 2025</c>, <c>13 February 2025</c>.</summary>
internal static class PublicationDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The date at the start of a value, or null.</summary>
    public static DateOnly? Parse(string? value)
    {
        if (value is null)
        {
            return null;
        }

        var text = value.AsSpan().Trim().Trim("\"'").Trim();
        return Numeric(text) ?? Named(text);
    }

    /// <summary>The first whole date in the opening of a text, or null.</summary>
    public static DateOnly? FindIn(string text)
    {
        int limit = Math.Min(text.Length, 400);
        for (int i = 0; i < limit; i++)
        {
            bool atWord = i == 0 || !char.IsAsciiLetterOrDigit(text[i - 1]);
            if (atWord && (char.IsAsciiDigit(text[i]) || char.IsAsciiLetterUpper(text[i])) && Parse(text.Substring(i, Math.Min(24, text.Length - i))) is { } date)
            {
                return date;
            }
        }

        return null;
    }

    private static DateOnly? Numeric(ReadOnlySpan<char> text)
    {
        int at = 0;
        if (!Number(text, ref at, 4, out int year) || at == text.Length || text[at] is not ('-' or '/' or '.' or '年'))
        {
            return null;
        }

        at++;
        if (!Number(text, ref at, 2, out int month) || at == text.Length || text[at] is not ('-' or '/' or '.' or '月'))
        {
            return null;
        }

        at++;
        return Number(text, ref at, 2, out int day) ? Make(year, month, day) : null;
    }

    private static DateOnly? Named(ReadOnlySpan<char> text)
    {
        Span<Range> parts = stackalloc Range[5];
        int count = text.SplitAny(parts, [' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (count < 3)
        {
            return null;
        }

        int first = MonthOf(text[parts[0]]);
        int second = MonthOf(text[parts[1]]);
        var day = first > 0 ? text[parts[1]] : text[parts[0]];
        var year = text[parts[2]];
        int length = 0;
        while (length < year.Length && char.IsAsciiDigit(year[length]))
        {
            length++;
        }

        bool valid = (first > 0 || second > 0) && length == 4 && day.Length <= 2 && int.TryParse(day, out _);
        return valid ? Make(int.Parse(year[..4]), Math.Max(first, second), int.Parse(day)) : null;
    }

    private static int MonthOf(ReadOnlySpan<char> word)
    {
        if (word.Length < 3 || word.Length > 10)
        {
            return 0;
        }

        for (int i = 0; i < Months.Length; i++)
        {
            if (word.StartsWith(Months[i], StringComparison.OrdinalIgnoreCase))
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static bool Number(ReadOnlySpan<char> text, ref int at, int most, out int value)
    {
        int from = at;
        value = 0;
        while (at < text.Length && at - from < most && char.IsAsciiDigit(text[at]))
        {
            value = (value * 10) + text[at] - '0';
            at++;
        }

        return at > from;
    }

    private static DateOnly? Make(int year, int month, int day)
    {
        bool valid = year is >= 1900 and <= 2199 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        return valid ? new DateOnly(year, month, day) : null;
    }
}
