using System.Collections.Immutable;

namespace Proforma.Reporting.Charts;

/// <summary>Round places on an axis of values: 1, 2, 2.5 or 5 times a power of ten apart.</summary>
/// <param name="Low">Where the axis begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Step">How far ticks are apart.</param>
internal readonly record struct NiceTicks(double Low, double High, double Step)
{
    private static readonly double[] s_mantissas = [1, 2, 2.5, 5, 10];

    public ImmutableArray<double> Values
    {
        get
        {
            var count = (int)Math.Round((High - Low) / Step);
            var (low, step) = (Low, Step);

            // Counted from a whole multiple of the step, so that zero is zero.
            var first = Math.Round(low / step);
            return [.. Enumerable.Range(0, count + 1).Select(i => (first + i) * step)];
        }
    }

    /// <summary>Ticks that cover a range.</summary>
    /// <param name="low">The smallest value.</param>
    /// <param name="high">The largest.</param>
    /// <param name="most">About how many intervals there may be.</param>
    public static NiceTicks Covering(double low, double high, int most)
    {
        // A range that is next to nothing beside its values is one value: its ticks could not be told apart.
        if (!(high - low > 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high))))
        {
            var around = Math.Max(Math.Abs(high), 1e-9);
            (low, high) = high == 0 ? (0.0, 1.0) : high > 0 ? (0.0, high + (around * 0.1)) : (low - (around * 0.1), 0.0);
        }

        var rough = (high - low) / Math.Max(1, most);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var mantissa = s_mantissas.First(m => m * power >= rough * (1 - 1e-9) || m == 10);
        var step = mantissa * power;
        var first = Math.Floor((low / step) + 1e-9) * step;
        var last = Math.Ceiling((high / step) - 1e-9) * step;
        return new NiceTicks(first, last > first ? last : first + step, step);
    }

    /// <summary>The decimals that tell the ticks apart when they are written at a scale.</summary>
    public int Decimals(double scale)
    {
        var written = Step / scale;
        for (var decimals = 0; decimals < 12; decimals++)
        {
            var digits = written * Math.Pow(10, decimals);
            if (Math.Abs(digits - Math.Round(digits)) < 1e-6 * Math.Max(1, digits) && digits >= 1 - 1e-9)
            {
                return decimals;
            }
        }

        return 12;
    }
}
