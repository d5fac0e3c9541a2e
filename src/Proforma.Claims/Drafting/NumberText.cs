using System.Globalization;

namespace Proforma.Claims.Drafting;

/// <summary>Writes a figure's number as the article does: its digits, no more and no fewer, with 万 and 亿 or K, M and B.</summary>
internal static class NumberText
{
    private const double LargestDecimal = 1e27;

    private static readonly (decimal Scale, string Suffix)[] English = [(1e12m, "T"), (1e9m, "B"), (1e6m, "M"), (1e3m, "K")];

    private static readonly (decimal Scale, string Suffix)[] Chinese = [(1e12m, "万亿"), (1e8m, "亿"), (1e4m, "万")];

    /// <summary>An amount or a count.</summary>
    /// <param name="value">In base units.</param>
    /// <param name="lastDigit">The value of the last digit written; 0 where it is not known.</param>
    /// <param name="inChinese">Whether scales are 万 and 亿.</param>
    public static string Amount(double value, double lastDigit, bool inChinese)
    {
        if (!IsDecimal(value))
        {
            return value.ToString("R", CultureInfo.InvariantCulture);
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
            return value.ToString("R", CultureInfo.InvariantCulture);
        }

        var hundredfold = Shortest(value * 100);
        return $"{Plain(hundredfold, lastDigit * 100)}%";
    }

    /// <summary>A ratio.</summary>
    public static string Ratio(double value, double lastDigit) =>
        IsDecimal(value) ? Plain(Shortest(value), lastDigit) : value.ToString("R", CultureInfo.InvariantCulture);

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

    // `0` too: a decimal zero prints as one.
    private static bool IsDecimal(double value) => Math.Abs(value) is < LargestDecimal and (>= 1e-9 or 0);

    private static decimal Shortest(double value) => decimal.Parse(value.ToString("G12", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

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
