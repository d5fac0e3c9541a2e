using System.Collections.Frozen;

namespace Proforma.Reporting.Numbers;

/// <summary>How currencies are written in prose. Symbols follow Unicode CLDR's English data; codes stand where a symbol would be ambiguous.</summary>
public static class CurrencyWords
{
    private static readonly FrozenDictionary<string, string> s_symbols = new Dictionary<string, string>
    {
        ["USD"] = "$", ["EUR"] = "€", ["GBP"] = "£", ["JPY"] = "¥", ["CNY"] = "CN¥", ["INR"] = "₹", ["KRW"] = "₩", ["HKD"] = "HK$",
        ["TWD"] = "NT$", ["AUD"] = "A$", ["CAD"] = "CA$", ["NZD"] = "NZ$", ["BRL"] = "R$", ["MXN"] = "MX$", ["ILS"] = "₪", ["VND"] = "₫",
            ["PHP"] = "₱",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> s_chinese = new Dictionary<string, string>
    {
        ["USD"] = "美元", ["EUR"] = "欧元", ["GBP"] = "英镑", ["JPY"] = "日元", ["CNY"] = "元", ["INR"] = "印度卢比", ["KRW"] = "韩元", ["HKD"] = "港元",
        ["TWD"] = "新台币", ["AUD"] = "澳元", ["CAD"] = "加元", ["NZD"] = "新西兰元", ["CHF"] = "瑞士法郎", ["SGD"] = "新加坡元", ["SEK"] = "瑞典克朗",
        ["NOK"] = "挪威克朗", ["DKK"] = "丹麦克朗", ["BRL"] = "巴西雷亚尔", ["MXN"] = "墨西哥比索", ["ILS"] = "以色列新谢克尔", ["VND"] = "越南盾",
        ["PHP"] = "菲律宾比索", ["THB"] = "泰铢", ["IDR"] = "印尼盾", ["MYR"] = "林吉特", ["RUB"] = "卢布", ["TRY"] = "里拉", ["AED"] = "阿联酋迪拉姆",
        ["SAR"] = "沙特里亚尔", ["ZAR"] = "南非兰特", ["PLN"] = "兹罗提", ["CZK"] = "捷克克朗", ["HUF"] = "福林", ["MOP"] = "澳门元",
    }.ToFrozenDictionary();

    /// <summary>What stands before an English amount: `$`, or the code and a space.</summary>
    public static string Prefix(string code) => s_symbols.TryGetValue(code, out var symbol) ? symbol : code + " ";

    /// <summary>The Chinese name, which stands after the amount; the code where there is no usual name.</summary>
    public static string Chinese(string code) => s_chinese.GetValueOrDefault(code, code);
}
