using System.Globalization;

namespace Proforma.Cli.Arguments;

/// <summary>Reads how many: 1000000, 1_000_000, 1M, 10k, 2.5M, 1e6, 100万, 1亿.</summary>
internal static class CountArgument
{
    private static readonly (string Suffix, decimal Factor)[] s_suffixes =
    [
        ("万亿", 1_000_000_000_000), ("亿", 100_000_000), ("万", 10_000), ("K", 1_000), ("M", 1_000_000), ("B", 1_000_000_000), ("T", 1_000_000_000_000),
    ];

    /// <summary>The number, or null when the text is no whole number from 0 to what a long holds.</summary>
    public static long? Read(string text)
    {
        var number = text.Trim().Replace("_", "", StringComparison.Ordinal);
        var factor = 1m;
        foreach (var (suffix, times) in s_suffixes)
        {
            if (number.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                (number, factor) = (number[..^suffix.Length], times);
                break;
            }
        }

        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowThousands;
        if (!decimal.TryParse(number, styles, CultureInfo.InvariantCulture, out var value) || value < 0 || value > long.MaxValue / factor)
        {
            return null;
        }

        value *= factor;
        return value == Math.Floor(value) ? (long)value : null;
    }
}
