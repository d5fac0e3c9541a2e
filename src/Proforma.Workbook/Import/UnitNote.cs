using System.Text.RegularExpressions;

namespace Proforma.Workbook.Import;

/// <summary>What a sheet says about its figures: 单位：万元, USD k, in thousands, $m.</summary>
/// <param name="Factor">What one of the figures is.</param>
/// <param name="Currency">The ISO 4217 code, or empty.</param>
public sealed partial record UnitNote(double Factor, string Currency)
{
    /// <summary>Figures as they stand.</summary>
    public static UnitNote None { get; } = new(1, "");

    private static readonly Dictionary<string, string> s_currencies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["USD"] = "USD", ["US$"] = "USD", ["$"] = "USD", ["美元"] = "USD", ["CNY"] = "CNY", ["RMB"] = "CNY", ["人民币"] = "CNY", ["人民币元"] = "CNY",
        ["元"] = "CNY", ["EUR"] = "EUR", ["€"] = "EUR", ["欧元"] = "EUR", ["GBP"] = "GBP", ["£"] = "GBP", ["英镑"] = "GBP", ["HKD"] = "HKD",
        ["港元"] = "HKD",
        ["港币"] = "HKD", ["JPY"] = "JPY", ["日元"] = "JPY", ["SGD"] = "SGD", ["新加坡元"] = "SGD", ["AUD"] = "AUD", ["CAD"] = "CAD", ["CHF"] = "CHF",
        ["INR"] = "INR", ["KRW"] = "KRW", ["TWD"] = "TWD",
    };

    private static readonly Dictionary<string, double> s_scales = new(StringComparer.OrdinalIgnoreCase)
    {
        ["千"] = 1e3, ["万"] = 1e4, ["百万"] = 1e6, ["千万"] = 1e7, ["亿"] = 1e8, ["k"] = 1e3, ["thousand"] = 1e3, ["thousands"] = 1e3, ["'000"] = 1e3,
        ["000"] = 1e3, ["000s"] = 1e3, ["'000s"] = 1e3, ["m"] = 1e6, ["mn"] = 1e6, ["mm"] = 1e6, ["million"] = 1e6, ["millions"] = 1e6,
        ["b"] = 1e9, ["bn"] = 1e9,
        ["billion"] = 1e9, ["billions"] = 1e9,
    };

    /// <summary>What a text says, when it is about units and nothing else; null otherwise.</summary>
    public static UnitNote? Read(string text)
    {
        var plain = Frame().Replace(TextWidth.Narrow(text).Replace('’', '\''), " ").Trim();
        var match = plain.Length is 0 or > 40 ? Match.Empty : Note().Match(plain);
        if (!match.Success || match.Length == 0)
        {
            return null;
        }

        var currency = match.Groups["a"].Value.Length > 0 ? match.Groups["a"].Value : match.Groups["b"].Value;
        var scale = match.Groups["s"].Value;
        return new UnitNote(scale.Length > 0 ? s_scales[scale] : 1, currency.Length > 0 ? s_currencies[currency] : "");
    }

    /// <summary>A label without the unit in parentheses at its end, and that unit.</summary>
    public static (string Label, UnitNote? Note) Split(string label)
    {
        var match = AtEnd().Match(label);
        return match.Success && Read(match.Groups["unit"].Value) is { } note ? (match.Groups["label"].Value.Trim(), note) : (label.Trim(), null);
    }

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"单位|货币|units?\b|currency\b|[:：()（）,，]|\bin\b|\bof\b|\ball\b|\bamounts?\b|\bfigures?\b", Options)]
    private static partial Regex Frame();

    [GeneratedRegex(@"^(?<a>USD|US\$|\$|美元|CNY|RMB|人民币元|人民币|元|EUR|€|欧元|GBP|£|英镑|HKD|港元|港币|JPY|日元|SGD|新加坡元|AUD|CAD|CHF|INR|KRW|TWD)?\s*(?<s>千万|百万|千|万|亿|k|thousands?|'?000s?|m|mn|mm|millions?|b|bn|billions?)?\s*(?<b>USD|US\$|\$|美元|CNY|RMB|人民币元|人民币|元|EUR|€|欧元|GBP|£|英镑|HKD|港元|港币|JPY|日元|SGD|新加坡元|AUD|CAD|CHF|INR|KRW|TWD)?$", Options)]
    private static partial Regex Note();

    [GeneratedRegex(@"^(?<label>.+?)\s*[(（\[](?<unit>[^()（）\[\]]+)[)）\]]\s*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AtEnd();
}
