namespace Proforma.Claims.Extraction.Quantities;

/// <summary>Reads numbers in digits: <c>1,234.5</c>, <c>1,85,000</c>, full-width digits with full-width separators.</summary>
internal static class DigitReader
{
    private const int MostDigits = 18;

    /// <summary>The number at a position of folded text, or null.</summary>
    public static Magnitude? Read(ReadOnlySpan<char> text, int at)
    {
        decimal value = 0;
        int digits = 0;
        int group = 0;
        bool separated = false;
        int i = at;
        while (i < text.Length)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                value = (value * 10) + (text[i] - '0');
                digits++;
                group++;
                i++;
            }
            else if (digits > 0 && IsSeparator(text, i, group, separated, digits))
            {
                separated = true;
                group = 0;
                i++;
            }
            else
            {
                break;
            }

            if (digits > MostDigits)
            {
                return null;
            }
        }

        if (digits == 0)
        {
            return null;
        }

        decimal lastDigit = LastOf(value, digits);
        bool point = i + 1 < text.Length && text[i] == '.' && char.IsAsciiDigit(text[i + 1]);
        if (point)
        {
            i++;
            lastDigit = 1;
            for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
            {
                if (++digits > MostDigits)
                {
                    return null;
                }

                lastDigit /= 10;
                value += (text[i] - '0') * lastDigit;
            }
        }

        return new Magnitude(value, lastDigit, i) { IsDigits = true, IsFormatted = separated || point };
    }

    /// <summary>Zeros at the end of a whole number count for at most two significant figures, as in claims of the plan language.</summary>
    private static decimal LastOf(decimal value, int digits)
    {
        decimal last = 1;
        for (int left = digits; left > 2 && value != 0 && value % (last * 10) == 0; left--)
        {
            last *= 10;
        }

        return last;
    }

    private static bool IsSeparator(ReadOnlySpan<char> text, int at, int group, bool separated, int digits)
    {
        bool isMark = text[at] == ',' || text[at] == '\uFF0C' || text[at] == '\'';
        if (!isMark || group > 3 || separated && group is not (2 or 3) || digits == 0)
        {
            return false;
        }

        // Three digits follow, or two in the Indian way when a further group of three follows.
        int run = RunOfDigits(text, at + 1);
        if (run == 3)
        {
            // A Chinese comma or an English one between two numbers of a list has no third group's look.
            return text[at] != '\uFF0C' || at + 4 <= text.Length;
        }

        return run == 2 && text[at] == ',' && at + 3 < text.Length && text[at + 3] == ',' && (RunOfDigits(text, at + 4) is 2 or 3);
    }

    private static int RunOfDigits(ReadOnlySpan<char> text, int at)
    {
        int i = at;
        while (i < text.Length && i - at < 4 && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        return i - at;
    }
}
