using System.Globalization;

namespace Proforma.Engine.Finance;

/// <summary>
/// Rounding as spreadsheets do it. A tie goes away from zero, and a value is read as the decimal number it stands for: 1.005 rounds to 1.01
/// although the nearest binary number is a little less, and 1.1 · 1.1, which is 1.2100000000000002 in binary, is already at two decimal
/// places. A scaled value within four units in its last place of a whole number, or of a half, is taken for it; where that would be more
/// than a hundredth of the unit, the shortest decimal that stands for the value is rounded instead. Every function fails with
/// <see cref="FinanceFailure.NotFinite"/> on an argument that is not a finite number.
/// </summary>
public static class Rounding
{
    // From here on every double is a whole number.
    private const double WholeFrom = 4503599627370496;

    // Below this, DecimalNoise is less than a hundredth.
    private const double TolerantBelow = 1L << 43;

    // A few operations on decimal fractions cost no more than this, relative to the value.
    private const double DecimalNoise = 1.0 / (1L << 50);

    /// <summary>The value at a number of decimal places, ties away from zero. Source: the ROUND function of spreadsheets.</summary>
    /// <param name="value">The value.</param>
    /// <param name="digits">The decimal places, a whole number; -2 rounds to hundreds.</param>
    /// <returns>
    /// The rounded value. Fails with <see cref="FinanceFailure.InvalidArgument"/> when <paramref name="digits"/> is not whole, and with
    /// <see cref="FinanceFailure.OutOfRange"/> when rounding up leaves the range of numbers.
    /// </returns>
    public static FinanceResult Round(double value, double digits = 0) => ToDigits(value, digits, RoundingDirection.Nearest);

    /// <summary>The value at a number of decimal places, away from zero. Source: the ROUNDUP function of spreadsheets.</summary>
    /// <inheritdoc cref="Round"/>
    public static FinanceResult RoundUp(double value, double digits = 0) => ToDigits(value, digits, RoundingDirection.AwayFromZero);

    /// <summary>The value at a number of decimal places, toward zero. Source: the ROUNDDOWN function of spreadsheets.</summary>
    /// <inheritdoc cref="Round"/>
    public static FinanceResult RoundDown(double value, double digits = 0) => ToDigits(value, digits, RoundingDirection.TowardZero);

    /// <summary>The value cut off at a number of decimal places, as in <see cref="RoundDown"/>. Source: the TRUNC function of spreadsheets.</summary>
    /// <inheritdoc cref="Round"/>
    public static FinanceResult Truncate(double value, double digits = 0) => ToDigits(value, digits, RoundingDirection.TowardZero);

    /// <summary>The nearest multiple, ties away from zero. Source: the MROUND function of spreadsheets.</summary>
    /// <inheritdoc cref="Ceiling"/>
    public static FinanceResult RoundToMultiple(double value, double multiple) => ToMultiple(value, multiple, RoundingDirection.Nearest);

    /// <summary>
    /// The least multiple that is not below the value: up the number line, so that -2.5 becomes -2.
    /// Source: the CEILING function of spreadsheets with a positive significance.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="multiple">What the result is a multiple of, greater than zero.</param>
    /// <returns>
    /// The rounded value. Fails with <see cref="FinanceFailure.InvalidArgument"/> when <paramref name="multiple"/> is not positive, and with
    /// <see cref="FinanceFailure.OutOfRange"/> when rounding leaves the range of numbers.
    /// </returns>
    public static FinanceResult Ceiling(double value, double multiple = 1) => ToMultiple(value, multiple, RoundingDirection.Up);

    /// <summary>
    /// The greatest multiple that is not above the value: down the number line, so that -2.5 becomes -3.
    /// Source: the FLOOR function of spreadsheets with a positive significance.
    /// </summary>
    /// <inheritdoc cref="Ceiling"/>
    public static FinanceResult Floor(double value, double multiple = 1) => ToMultiple(value, multiple, RoundingDirection.Down);

    private static FinanceResult ToDigits(double value, double digits, RoundingDirection direction)
    {
        if (!FinanceFailures.AreFinite(value, digits))
        {
            return FinanceFailures.NotANumber;
        }

        if (Math.Floor(digits) != digits)
        {
            return FinanceFailures.DigitsNotWhole;
        }

        // The least positive number is above 1e-324: at that many digits every value stands for itself. The largest is below 1e309.
        if (value == 0 || digits >= 325 || (digits >= 0 && Math.Abs(value) >= WholeFrom))
        {
            return FinanceResult.Of(value);
        }

        int places = (int)Math.Max(digits, -310);
        double scaled = KeepSign(Scale(value, places), value);
        if (Math.Abs(scaled) >= WholeFrom)
        {
            return FinanceResult.Of(value);
        }

        return FinanceResult.Of(
            Math.Abs(scaled) < TolerantBelow ? Unscale(ToWhole(scaled, direction), places) : DecimalRounding.Round(value, places, direction));
    }

    private static FinanceResult ToMultiple(double value, double multiple, RoundingDirection direction)
    {
        if (!FinanceFailures.AreFinite(value, multiple))
        {
            return FinanceFailures.NotANumber;
        }

        if (multiple <= 0)
        {
            return FinanceFailures.MultipleNotPositive;
        }

        double count = KeepSign(value / multiple, value);
        if (Math.Abs(count) >= WholeFrom)
        {
            return FinanceResult.Of(value);
        }

        // 3 · 0.1 is 0.30000000000000004 in binary; the decimal it stands for is shown by fifteen digits.
        double product = ToWhole(count, direction) * multiple;
        return FinanceResult.Of(Math.Floor(product) == product ? product : ToFifteenDigits(product));
    }

    private static double ToWhole(double scaled, RoundingDirection direction)
    {
        double noise = Math.Abs(scaled) < TolerantBelow ? Math.Abs(scaled) * DecimalNoise : 0;
        double nearest = Math.Round(scaled, MidpointRounding.AwayFromZero);
        if (direction == RoundingDirection.Nearest)
        {
            // Half of the way down to the truncated value, give or take the noise, is a tie and goes outward.
            double inner = Math.Truncate(scaled);
            return Math.Abs(scaled - inner) >= 0.5 - noise ? inner + Math.CopySign(1, scaled) : nearest;
        }

        if (Math.Abs(scaled - nearest) <= noise)
        {
            return nearest;
        }

        return direction switch
        {
            RoundingDirection.AwayFromZero => scaled < 0 ? Math.Floor(scaled) : Math.Ceiling(scaled),
            RoundingDirection.TowardZero => Math.Truncate(scaled),
            RoundingDirection.Up => Math.Ceiling(scaled),
            _ => Math.Floor(scaled),
        };
    }

    // A value that is too small beside the unit of rounding still goes up to the first unit, not to zero.
    private static double KeepSign(double scaled, double value) => scaled == 0 && value != 0 ? Math.CopySign(double.Epsilon, value) : scaled;

    // Powers of ten up to 10^22 are exact doubles, so that one multiplication or division is correctly rounded.
    private static double Scale(double value, int places)
    {
        if (Math.Abs(places) <= 22)
        {
            return places >= 0 ? value * Math.Pow(10, places) : value / Math.Pow(10, -places);
        }

        // In two steps, because 10^324 is beyond the range while a value of 1e-320 scaled by it is not.
        int half = places / 2;
        return value * Math.Pow(10, half) * Math.Pow(10, places - half);
    }

    private static double Unscale(double whole, int places)
    {
        if (Math.Abs(places) <= 22)
        {
            return places >= 0 ? whole / Math.Pow(10, places) : whole * Math.Pow(10, -places);
        }

        return DecimalRounding.ToDouble((long)whole, -places);
    }

    private static double ToFifteenDigits(double value) =>
        double.IsFinite(value) ? double.Parse(value.ToString("E14", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;
}
