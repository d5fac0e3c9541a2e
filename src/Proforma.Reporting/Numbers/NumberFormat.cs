using System.Globalization;

namespace Proforma.Reporting.Numbers;

/// <summary>How a negative figure is written.</summary>
public enum NegativeStyle
{
    /// <summary>-1.5</summary>
    Minus,

    /// <summary>(1.5), as accountants write it.</summary>
    Parentheses,
}

/// <summary>What a figure is written as.</summary>
public enum NumberStyle
{
    Plain,

    /// <summary>0.45 is 45.0%.</summary>
    Percent,

    /// <summary>8.6 is 8.6× or 8.6倍.</summary>
    Multiple,
}

/// <summary>
/// How numbers of one block are written: one scale and one number of decimals, so that they compare at a glance. Rounding is
/// to nearest, halves away from zero; a figure that rounds to zero has no sign.
/// </summary>
public sealed record NumberFormat
{
    /// <summary>From here on figures are written with an exponent: more digits would be noise.</summary>
    private const double ExponentFrom = 1e15;

    public NumberScale Scale { get; init; } = NumberScale.One;

    public int Decimals { get; init; }

    public NumberStyle Style { get; init; }

    public NegativeStyle Negatives { get; init; }

    public ReportLanguage Language { get; init; }

    /// <summary>Whether `4.0` is written `4`: usual in Chinese prose.</summary>
    public bool TrimZeros { get; init; }

    /// <summary>Whether positive figures carry a plus: for differences.</summary>
    public bool ShowsPlus { get; init; }

    /// <summary>What half a unit of the last written digit is: the most by which the written figure differs from the exact one.</summary>
    public double HalfUnit => 0.5 * Math.Pow(10, -Decimals) * Factor;

    private double Factor => Style == NumberStyle.Percent ? 0.01 : Scale.Factor;

    /// <summary>The figure with its scale, percent or multiple sign, without unit.</summary>
    /// <param name="value">A finite number.</param>
    public string Format(double value) => Signed(value, Suffix);

    /// <summary>The figure between a currency symbol and what follows the scale: `-$34.5B`, `($34.5B)`, `-345亿美元`.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="before">Stands before the digits, after the sign.</param>
    /// <param name="after">Stands after the scale.</param>
    public string Format(double value, string before, string after) => Signed(value, Suffix + after, before);

    /// <summary>The number that a reader of the written figure takes it for.</summary>
    public double Rounded(double value)
    {
        var digits = Digits(Math.Abs(value), out var isZero);
        return isZero ? 0 : Math.Sign(value) * Factor * double.Parse(digits, NumberStyles.Float | NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture);
    }

    private string Suffix => Style switch
    {
        NumberStyle.Percent => "%",
        NumberStyle.Multiple => Language == ReportLanguage.Chinese ? "倍" : "×",
        _ => Scale.Symbol,
    };

    private string Signed(double value, string after, string before = "")
    {
        var digits = Digits(Math.Abs(value), out var isZero);
        var text = before + digits + after;
        return isZero ? text
            : value > 0 ? (ShowsPlus ? "+" : "") + text
            : Negatives == NegativeStyle.Parentheses ? $"({text})" : "-" + text;
    }

    private string Digits(double magnitude, out bool isZero)
    {
        var scaled = Style == NumberStyle.Percent ? magnitude * 100 : magnitude / Scale.Factor;
        if (scaled >= ExponentFrom)
        {
            isZero = false;
            return double.IsFinite(scaled) ? scaled.ToString("0.00e+0", CultureInfo.InvariantCulture) : "1.80e+308";
        }

        var groups = Language == ReportLanguage.English || scaled >= 9999.5;
        var digits = scaled.ToString($"{(groups ? 'N' : 'F')}{Decimals}", CultureInfo.InvariantCulture);
        isZero = digits.AsSpan().IndexOfAnyInRange('1', '9') < 0;
        return TrimZeros && Decimals > 0 ? digits.TrimEnd('0').TrimEnd('.') : digits;
    }
}
