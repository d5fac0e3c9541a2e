using System.Globalization;

namespace Proforma.Engine.Finance;

/// <summary>Rounding, digit by digit, of the shortest decimal number that stands for a double: exact, and slower than arithmetic.</summary>
internal static class DecimalRounding
{
    private const int MostDigits = 17;

    public static double Round(double value, int places, RoundingDirection direction)
    {
        (long digits, int exponent) = Shortest(Math.Abs(value));
        int dropped = -places - exponent;
        if (dropped <= 0)
        {
            return value;
        }

        bool negative = value < 0;
        long unit = dropped > MostDigits ? 0 : PowerOfTen(dropped);
        long whole = unit == 0 ? 0 : digits / unit;
        long rest = unit == 0 ? digits : digits % unit;
        bool outward = direction switch
        {
            RoundingDirection.Nearest => unit != 0 && rest >= unit - rest,
            RoundingDirection.AwayFromZero => rest != 0,
            RoundingDirection.Up => rest != 0 && !negative,
            RoundingDirection.Down => rest != 0 && negative,
            _ => false,
        };
        double size = ToDouble(outward ? whole + 1 : whole, -places);
        return negative ? -size : size;
    }

    /// <summary>The double nearest <paramref name="digits"/> · 10^<paramref name="exponent"/>.</summary>
    public static double ToDouble(long digits, int exponent) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{digits}E{exponent}"), CultureInfo.InvariantCulture);

    // value = Digits · 10^Exponent, read off the shortest text that gives the value back.
    private static (long Digits, int Exponent) Shortest(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        int mark = text.IndexOf('E', StringComparison.Ordinal);
        int exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        long digits = 0;
        bool pastPoint = false;
        foreach (char character in mark < 0 ? text : text[..mark])
        {
            if (character == '.')
            {
                pastPoint = true;
                continue;
            }

            digits = (digits * 10) + (character - '0');
            exponent -= pastPoint ? 1 : 0;
        }

        return (digits, exponent);
    }

    private static long PowerOfTen(int exponent)
    {
        long power = 1;
        for (int count = 0; count < exponent; count++)
        {
            power *= 10;
        }

        return power;
    }
}
