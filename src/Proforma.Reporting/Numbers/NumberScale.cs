using System.Collections.Immutable;

namespace Proforma.Reporting.Numbers;

/// <summary>A scale word: what a written figure is multiplied by, as in 34.5B or 345亿.</summary>
/// <param name="Symbol">The suffix, empty for one.</param>
/// <param name="Factor">What one of it is.</param>
public sealed record NumberScale(string Symbol, double Factor)
{
    public static NumberScale One { get; } = new("", 1);

    public static NumberScale Thousand { get; } = new("K", 1e3);

    public static NumberScale Million { get; } = new("M", 1e6);

    public static NumberScale Billion { get; } = new("B", 1e9);

    public static NumberScale Trillion { get; } = new("T", 1e12);

    public static NumberScale Wan { get; } = new("万", 1e4);

    public static NumberScale Yi { get; } = new("亿", 1e8);

    public static NumberScale WanYi { get; } = new("万亿", 1e12);

    /// <summary>Every scale that an author can ask for.</summary>
    public static ImmutableArray<NumberScale> All { get; } = [One, Thousand, Million, Billion, Trillion, Wan, Yi, WanYi];

    private static readonly NumberScale[] s_englishMoney = [One, Thousand, Million, Billion, Trillion];
    private static readonly NumberScale[] s_englishCounts = [One, Million, Billion, Trillion];
    private static readonly NumberScale[] s_chinese = [One, Wan, Yi, WanYi];

    /// <summary>The scale that `--scale` names: 1, K, M, B, T, 万, 亿 or 万亿; null for anything else.</summary>
    public static NumberScale? Named(string name) =>
        name == "1" ? One : All.FirstOrDefault(s => s.Symbol.Length > 0 && string.Equals(s.Symbol, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The scale at which a block of figures reads best: the largest one that leaves a digit before the point of the largest
    /// figure as it will be written, so 999.96M becomes 1.0B. English money stays unscaled below 100,000, other English figures below a million.
    /// </summary>
    /// <param name="largest">The largest absolute value of the block.</param>
    /// <param name="decimals">The decimals that will be written.</param>
    /// <param name="language">Chinese knows 万 and 亿 only.</param>
    /// <param name="isMoney">Whether thousands (K) are usual.</param>
    public static NumberScale For(double largest, int decimals, ReportLanguage language, bool isMoney)
    {
        var ladder = language == ReportLanguage.Chinese ? s_chinese : isMoney ? s_englishMoney : s_englishCounts;
        var at = 0;
        while (at + 1 < ladder.Length)
        {
            var next = ladder[at + 1].Factor;
            var limit = ladder[at + 1] == Thousand ? 100_000 : next / ladder[at].Factor;
            var digits = ladder[at] == One ? 0 : decimals;
            if (Math.Round(largest / ladder[at].Factor, digits, MidpointRounding.AwayFromZero) < limit)
            {
                break;
            }

            at++;
        }

        return ladder[at];
    }
}
