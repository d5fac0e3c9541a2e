using System.Text.RegularExpressions;
using Proforma.Model.Claims;

namespace Proforma.Claims.Reconciliation;

/// <summary>How a quote words a growth by a number of times.</summary>
public enum GrowthReading
{
    /// <summary>Nothing in the words says that they mean an increase.</summary>
    None,

    /// <summary>增长N倍: by the convention of Chinese statistics an increase of N times the base, (N+1)×; newspapers often mean N×.</summary>
    IncreaseByTimes,

    /// <summary>`up 10-fold`, `grew ten times`, `ten times more`: N× to most, (N+1)× to some.</summary>
    Fold,
}

/// <summary>
/// Tells from a claim's quote whether its multiple may mean an increase. 是…N倍 and 达到…N倍 say N× and leave no doubt; 增长N倍, and
/// English `N-fold` with a verb of growth, can be read both ways, so both readings are reported.
/// </summary>
public static partial class GrowthWording
{
    /// <summary>
    /// The reading that a claim's quote allows beside the one that it is written in. Only a multiple has one, and an increase that is
    /// stated by a number of times: 34% leaves no doubt.
    /// </summary>
    public static GrowthReading Of(ClaimDefinition claim) =>
        claim.Quote.Length > 0 && (claim.Kind == ClaimKind.Multiple || (claim.Kind == ClaimKind.Growth && claim.Low?.Text.EndsWith('%') == false))
            ? Of(claim.Quote)
            : GrowthReading.None;

    /// <inheritdoc cref="Of(ClaimDefinition)"/>
    public static GrowthReading Of(string quote) =>
        ChineseIncrease().IsMatch(quote) ? GrowthReading.IncreaseByTimes
        : EnglishFold().IsMatch(quote) ? GrowthReading.Fold
        : GrowthReading.None;

    // 增速超十倍, 增长近十倍, 提高了3倍; but not 增长到…的10倍, 增至10倍, where 到 and 至 say what it becomes. Without backtracking: a quote may be long.
    [GeneratedRegex("(?:增长|增加|增速|增幅|上涨|上升|提高|提升|扩大|攀升)[^，。；、的到至为]{0,8}倍", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ChineseIncrease();

    [GeneratedRegex(
        @"\b(?:up|gr[eo]w[ns]?|growing|growth|rises?|rose|risen|increase[sd]?|increasing|jump(?:s|ed)?|surge[sd]?|expand(?:s|ed)?)\b(?:[^.;]|\.[0-9]){0,40}(?:fold|\btimes)\b|\btimes (?:more|larger|higher|greater)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex EnglishFold();
}
