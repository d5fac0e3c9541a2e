using Proforma.Language.Diagnostics;

namespace Proforma.Language.Syntax;

/// <summary>The currencies that signs usually stand for. A plan writes the ISO 4217 code, since `$` and `¥` each name several.</summary>
internal static class CurrencySigns
{
    public static string? CodeOf(ReadOnlySpan<char> sign) => sign switch
    {
        "$" or "\uFF04" => "USD",
        "€" => "EUR",
        "£" or "\uFFE1" => "GBP",
        "¥" or "\uFFE5" => "CNY",
        "₩" => "KRW",
        "₹" => "INR",
        "₽" => "RUB",
        "₺" => "TRY",
        "₫" => "VND",
        "₪" => "ILS",
        _ => null,
    };

    public static string Message(ReadOnlySpan<char> sign) => CodeOf(sign) switch
    {
        null => $"A plan writes a currency's three letters, not `{Excerpt.Of(sign)}`.",
        "CNY" => "A plan writes a currency's three letters: `CNY` for `¥`, or `JPY` for yen.",
        var code => $"A plan writes a currency's three letters: `{code}` for `{Excerpt.Of(sign)}`.",
    };
}
