using System.Collections.Frozen;
using System.Text;
using Proforma.Model.Units;

namespace Proforma.Reporting.Numbers;

/// <summary>A unit in words: which currency leads it, and what follows a figure.</summary>
/// <param name="Currency">The ISO 4217 code of the one currency in the numerator, or empty.</param>
/// <param name="Rest">What follows, as the unit writes it: `/seat/month` of a price, `person` of a count, empty for money and pure numbers.</param>
public sealed record UnitWords(string Currency, string Rest)
{
    private static readonly FrozenDictionary<string, string> s_chinese = new Dictionary<string, string>
    {
        ["month"] = "月", ["quarter"] = "季度", ["year"] = "年", ["day"] = "日", ["week"] = "周", ["person"] = "人",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> s_chineseSpans = new Dictionary<string, string>
    {
        ["month"] = "个月", ["quarter"] = "个季度", ["year"] = "年", ["day"] = "天", ["week"] = "周",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> s_englishPlurals = new Dictionary<string, string>
    {
        ["month"] = "months", ["quarter"] = "quarters", ["year"] = "years", ["day"] = "days", ["week"] = "weeks", ["person"] = "people",
    }.ToFrozenDictionary();

    /// <summary>True for an amount or price of money.</summary>
    public bool IsMoney => Currency.Length > 0;

    /// <summary>True for money itself, not per anything.</summary>
    public bool IsAmountOfMoney => IsMoney && Rest.Length == 0;

    /// <summary>True for a length of time.</summary>
    public bool IsTimeSpan => !IsMoney && s_chineseSpans.ContainsKey(Rest);

    /// <summary>Takes a unit's symbol apart.</summary>
    public static UnitWords Of(Unit unit)
    {
        if (unit.Dimension.IsNone && unit.Symbol is "1" or "")
        {
            return new UnitWords("", "");
        }

        foreach (var (currency, exponent) in unit.Dimension.Currencies)
        {
            if (exponent == Rational.One && unit.Symbol.StartsWith(currency.Name, StringComparison.Ordinal)
                && (unit.Symbol.Length == currency.Name.Length || unit.Symbol[currency.Name.Length] is '/' or '*'))
            {
                return new UnitWords(currency.Name, unit.Symbol[currency.Name.Length..]);
            }
        }

        return new UnitWords("", unit.Symbol);
    }

    /// <summary>The unit as the column beside a row of figures shows it: `USD`, `美元/月`, `person`, empty for a pure number.</summary>
    public string Heading(ReportLanguage language) => language == ReportLanguage.English
        ? Currency + Rest
        : (IsMoney ? CurrencyWords.Chinese(Currency) : "") + Translated(Rest);

    /// <summary>What stands before a figure in prose.</summary>
    public string Before(ReportLanguage language) => IsMoney && language == ReportLanguage.English ? CurrencyWords.Prefix(Currency) : "";

    /// <summary>What stands after a figure in prose.</summary>
    /// <param name="language">The language.</param>
    /// <param name="isOne">Whether the figure is exactly one: 1 month, 2 months.</param>
    public string After(ReportLanguage language, bool isOne)
    {
        if (language == ReportLanguage.English)
        {
            return IsMoney || Rest.Length == 0 ? Rest
                : Rest[0] == '1' && Rest.Length > 1 ? Rest[1..]
                : " " + (isOne ? Rest : Plural(Rest));
        }

        return IsMoney ? CurrencyWords.Chinese(Currency) + Translated(Rest)
            : s_chineseSpans.TryGetValue(Rest, out var span) ? span
            : Rest.Length > 1 && Rest[0] == '1' ? Translated(Rest[1..])
            : Rest.Length > 0 && char.IsAsciiLetter(Translated(Rest)[0]) ? " " + Translated(Rest) : Translated(Rest);
    }

    // A unit that a plan names with a plain English-looking word is counted like one: 3 seats, 3 seats/month.
    private static string Plural(string rest)
    {
        if (s_englishPlurals.TryGetValue(rest, out var known))
        {
            return known;
        }

        var end = rest.AsSpan().IndexOfAnyExceptInRange('a', 'z');
        var (word, tail) = end < 0 ? (rest, "") : (rest[..end], rest[end..]);
        return word.Length < 2 || (tail.Length > 0 && tail[0] != '/') ? rest
            : word[^1] is 's' or 'x' or 'h' ? rest
            : word[^1] == 'y' && word[^2] is not ('a' or 'e' or 'o' or 'u') ? word[..^1] + "ies" + tail
            : s_englishPlurals.GetValueOrDefault(word, word + "s") + tail;
    }

    private static string Translated(string symbol)
    {
        var text = new StringBuilder();
        var start = 0;
        for (var i = 0; i <= symbol.Length; i++)
        {
            if (i < symbol.Length && (char.IsLetterOrDigit(symbol[i]) || symbol[i] == '_'))
            {
                continue;
            }

            var word = symbol[start..i];
            text.Append(s_chinese.GetValueOrDefault(word, IsoCurrencies.Contains(word) ? CurrencyWords.Chinese(word) : word));
            if (i < symbol.Length)
            {
                text.Append(symbol[i]);
            }

            start = i + 1;
        }

        return text.ToString();
    }
}
