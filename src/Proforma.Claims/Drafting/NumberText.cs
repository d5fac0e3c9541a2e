using System.Globalization;

namespace Proforma.Claims.Drafting;

/// <summary>Writes a figure's number as the article does: its digits, no more and no fewer, with 万 and 亿 or K, M and B.</summary>
internal static class NumberText
{
    private const double LargestDecimal = 1e27;
    private const int MostDigits = 20;

    private static readonly (decimal Scale, string Suffix)[] English = [(1e12m, "T"), (1e9m, "B"), (1e6m, "M"), (1e3m, "K")];

    private static readonly (decimal Scale, string Suffix)[] Chinese = [(1e12m, "万亿"), (1e8m, "亿"), (1e4m, "万")];

    private static readonly (decimal Scale, string Suffix)[] Written =
        [(1, ""), (1e3m, "K"), (1e4m, "万"), (1e6m, "M"), (1e8m, "亿"), (1e9m, "B"), (1e12m, "T"), (0.01m, "%"), (0.0001m, "bp")];

    /// <summary>
    /// The digits that stand in a quote, with the suffix that makes them the value: 12,400 stays 12_400 and $34.0bn is 34.0B, since zeros say how exact
    /// a figure is. Null where no digits of the quote are the value's.
    /// </summary>
    public static string? AsQuoted(double value, string quote)
    {
        if (!IsDecimal(value) || value == 0)
        {
            return null;
        }

        for (var at = 0; at < quote.Length; at++)
        {
            var start = at;
            while (at < quote.Length && (char.IsAsciiDigit(PlanText.Narrow(quote[at])) || (at > start && PlanText.Narrow(quote[at]) is ',' or '.')))
            {
                at++;
            }

            if (at == start)
            {
                continue;
            }

            var digits = string.Concat(quote[start..at].Select(PlanText.Narrow).Where(static c => c != ',')).TrimEnd('.');
            if (digits.Length > MostDigits
                || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var mantissa)
                || mantissa == 0)
            {
                continue;
            }

            foreach (var (scale, suffix) in Written)
            {
                if (Math.Abs((double)(mantissa * scale) - Math.Abs(value)) <= 1e-12 * Math.Abs(value))
                {
                    return (value < 0 ? "-" : "") + Grouped(digits) + suffix;
                }
            }
        }

        return null;
    }

    /// <summary>An amount or a count.</summary>
    /// <param name="value">In base units.</param>
    /// <param name="lastDigit">The value of the last digit written; 0 where it is not known.</param>
    /// <param name="inChinese">Whether scales are 万 and 亿.</param>
    public static string Amount(double value, double lastDigit, bool inChinese)
    {
        if (!IsDecimal(value))
        {
            return Raw(value);
        }

        var exact = (decimal)value;
        foreach (var (scale, suffix) in inChinese ? Chinese : English)
        {
            var decimals = Decimals((double)scale, lastDigit);
            if (Math.Abs(exact) >= scale && decimals <= 2 && exact == Math.Round(exact / scale, decimals) * scale)
            {
                return Digits(exact / scale, decimals) + suffix;
            }
        }

        return Plain(exact, lastDigit);
    }

    /// <summary>A share, a growth or a difference of shares, in percent.</summary>
    public static string Percent(double value, double lastDigit)
    {
        if (!IsDecimal(value))
        {
            return Raw(value);
        }

        var hundredfold = Shortest(value * 100);
        return $"{Plain(hundredfold, lastDigit * 100)}%";
    }

    /// <summary>A ratio.</summary>
    public static string Ratio(double value, double lastDigit) =>
        IsDecimal(value) ? Plain(Shortest(value), lastDigit) : Raw(value);

    /// <summary>A simple fraction such as <c>2 / 3</c>, or null when the value is none.</summary>
    public static string? Fraction(double value)
    {
        for (var below = 2; below <= 12; below++)
        {
            var above = Math.Round(value * below);
            if (above >= 1 && above < below && Math.Abs(value - (above / below)) < 1e-9)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{above:0} / {below}");
            }
        }

        return null;
    }

    // Too large or too small for a decimal; a number that is none is left open.
    private static string Raw(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : PeriodText.Hole;

    // `0` too: a decimal zero prints as one.
    private static bool IsDecimal(double value) => Math.Abs(value) is < LargestDecimal and (>= 1e-9 or 0);

    private static decimal Shortest(double value) =>
        decimal.Parse(value.ToString("G12", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static int Decimals(double scale, double lastDigit)
    {
        if (!(lastDigit > 0))
        {
            return 0;
        }

        var decimals = Math.Log10(scale / lastDigit);
        return Math.Clamp((int)Math.Round(decimals), 0, 20);
    }

    private static string Plain(decimal value, double lastDigit)
    {
        var decimals = Math.Min(Decimals(1, lastDigit), 12);
        var rounded = Math.Round(value, decimals);
        return rounded == value ? Digits(value, decimals) : Grouped(value.ToString("0.############", CultureInfo.InvariantCulture));
    }

    private static string Digits(decimal value, int decimals) => Grouped(value.ToString("F" + decimals, CultureInfo.InvariantCulture));

    private static string Grouped(string digits)
    {
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var end = point < 0 ? digits.Length : point;
        var start = digits[0] == '-' ? 1 : 0;
        if (end - start <= 4)
        {
            return digits;
        }

        for (var at = end - 3; at > start; at -= 3)
        {
            digits = digits.Insert(at, "_");
        }

        return digits;
    }
}
