using Proforma.Claims.Extraction.Periods;
using Proforma.Claims.Extraction.Roles;

namespace Proforma.Claims.Extraction.Quantities;

/// <summary>
/// The quantity grammar: reads every quantity of a block of folded text, left to right, in one pass.
/// quantity = [currency] number [scale] [unit] [rate], range = quantity (至 | - | to | and) quantity, list = number (、| 和 | and) quantity.
/// </summary>
internal sealed class QuantityScanner
{
    // What is larger is no figure of anything, and leaves room for a table's scale in a decimal.
    private const decimal LargestNumber = 1e18m;
    private const decimal LargestValue = 1e26m;

    private readonly UnitReader units = new();
    private readonly UnitVocabulary vocabulary = UnitVocabulary.Standard;
    private readonly List<(int End, UnitEntry Value)> scratch = [];
    private readonly List<(int End, bool Value)> indexScratch = [];

    /// <summary>The quantities of a text, in order; nothing inside a period mention is read.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="periods">What names a time in it.</param>
    public List<Quantity> Scan(ReadOnlySpan<char> text, IReadOnlyList<PeriodMention> periods)
    {
        var found = new List<Quantity>();
        int mask = 0;
        int i = 0;
        while (i < text.Length)
        {
            while (mask < periods.Count && periods[mask].End <= i)
            {
                mask++;
            }

            if (mask < periods.Count && periods[mask].Start <= i)
            {
                i = periods[mask].End;
                continue;
            }

            int limit = mask < periods.Count ? periods[mask].Start : text.Length;
            int skip = NotFigures.Skip(text, i, indexScratch);
            if (skip > i)
            {
                i = skip;
                continue;
            }

            var quantity = MayStart(text, i) ? ReadAt(text, i, limit) : null;
            if (quantity is not null)
            {
                found.Add(quantity);
                i = Math.Max(i + 1, quantity.End);
            }
            else
            {
                i = Next(text, i);
            }
        }

        RangeReader.Join(text, found);
        foreach (var quantity in found)
        {
            PerUnit.Read(text, quantity);
        }

        return found;
    }

    private bool MayStart(ReadOnlySpan<char> text, int at)
    {
        char c = text[at];
        return char.IsAsciiDigit(c) || Words.IsLetter(c) && (at == 0 || !Words.IsLetterOrDigit(text[at - 1])) || ChineseNumerals.IsNumeral(c)
            || c is '$' or '€' or '£' or '¥' or '₹' or '₩' or '-' or '+' or '(' or '₽' or '₺' or '₫' or '฿' or '₱' or '₪' or '₦' or '翻' or '半' or '腰' or '减'
            || c >= '\u2E80' && vocabulary.Before.TryMatch(text, at, scratch, out _, out _);
    }

    private static int Next(ReadOnlySpan<char> text, int at)
    {
        int i = at + 1;
        if (char.IsAsciiDigit(text[at]))
        {
            while (i < text.Length && (Words.IsLetterOrDigit(text[i]) || text[i] is '.' or ',' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))
            {
                i++;
            }
        }
        else if (Words.IsLetter(text[at]))
        {
            while (i < text.Length && Words.IsLetter(text[i]))
            {
                i++;
            }
        }

        return i;
    }

    private Quantity? ReadAt(ReadOnlySpan<char> text, int at, int limit)
    {
        if (VerbalQuantities.Read(text, at) is { } verbal)
        {
            return verbal.End <= limit ? verbal : null;
        }

        int i = at;
        bool negative = false;
        if (text[i] is '-' or '+')
        {
            bool sign = (at == 0 || !Words.IsLetterOrDigit(text[at - 1]) && text[at - 1] is not ('%' or ')' or '.') && !ChineseNumerals.IsNumeral(text[at - 1]) && text[at - 1] != '元')
                && i + 1 < text.Length && text[i + 1] != ' ';
            if (!sign)
            {
                return null;
            }

            negative = text[i] == '-';
            i++;
        }

        var currency = Currency(text, ref i);
        bool parenthesised = currency is not null && i + 1 < text.Length && text[i] == '(' && char.IsAsciiDigit(text[i + 1]);
        parenthesised |= currency is null && text[i] == '(' && IsParenthesisedPercent(text, i);
        i += parenthesised ? 1 : 0;
        if (i >= text.Length || currency is null && !negative && text[i] is not ('(' or '+') && i != at && !parenthesised && text[at] != '+')
        {
            return null;
        }

        if (MagnitudeReader.Read(text, i, currency is not null) is not { } number)
        {
            return null;
        }

        if (parenthesised)
        {
            number = CloseParenthesis(text, number);
            negative = true;
        }

        return number.End <= limit || limit == text.Length ? Build(text, at, number, currency, negative, limit) : null;
    }

    /// <summary>The currency before a number, past a space or a hedge: $, US$, 人民币约.</summary>
    private UnitEntry? Currency(ReadOnlySpan<char> text, ref int at)
    {
        if (!vocabulary.Before.TryMatch(text, at, scratch, out int end, out var entry, afterDigits: false))
        {
            return MatchAttached(text, ref at);
        }

        int next = end;
        while (next < text.Length && text[next] == ' ' && next - end < 2)
        {
            next++;
        }

        foreach (string hedge in (ReadOnlySpan<string>)["约", "逾", "超过", "超", "近", "不超过", "不少于", "至少", "达"])
        {
            next += text[next..].StartsWith(hedge) ? hedge.Length : 0;
        }

        if (next >= text.Length || !char.IsAsciiDigit(text[next]) && text[next] != '(' && (text[next] < '\u2E80' || !ChineseNumerals.IsNumeral(text[next])))
        {
            return null;
        }

        at = next;
        return entry;
    }

    /// <summary>Letters that stand right before digits: RMB1.06bn, Rs320. The vocabulary's whole-word rule does not hold there.</summary>
    private UnitEntry? MatchAttached(ReadOnlySpan<char> text, ref int at)
    {
        var word = Words.At(text, at);
        int end = at + word.Length;
        if (word.Length is < 2 or > 4 || end >= text.Length || !char.IsAsciiDigit(text[end]))
        {
            return null;
        }

        var alone = new char[word.Length];
        word.CopyTo(alone);
        if (!vocabulary.Before.TryMatch(alone, 0, scratch, out int matched, out var entry) || matched != alone.Length)
        {
            return null;
        }

        at = end;
        return entry;
    }

    private static bool IsParenthesisedPercent(ReadOnlySpan<char> text, int at)
    {
        int i = at + 1;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] is '.' or ','))
        {
            i++;
        }

        return i > at + 1 && i + 1 < text.Length && text[i] == ')' && text[i + 1] == '%';
    }

    private static Magnitude CloseParenthesis(ReadOnlySpan<char> text, Magnitude number)
    {
        if (number.End >= text.Length || text[number.End] != ')')
        {
            return number;
        }

        int after = number.End + 1;
        int next = Words.Skip(text, after);
        decimal scale = Words.At(text, next) switch
        {
            "thousand" => 1_000,
            "million" => 1_000_000,
            "billion" => 1_000_000_000,
            _ => 0,
        };
        return scale > 0 ? number.Times(scale, next + Words.At(text, next).Length) : number with { End = after };
    }

    private Quantity? Build(ReadOnlySpan<char> text, int at, Magnitude number, UnitEntry? currency, bool negative, int limit)
    {
        var unit = number.End < limit ? units.Read(text, number.End, number) : null;
        if (unit is { } read && read.End > limit)
        {
            unit = null;
        }

        Wording? contradiction = currency is not null && unit is { Kind: FigureKind.Amount or FigureKind.Percent } after ? Contradiction(text, number, currency, after) : null;
        if (currency is not null)
        {
            unit = WithCurrency(text, number, currency, unit);
        }

        if (!IsFigure(text, at, number, unit) || number.IsScaleOnly && currency is not null)
        {
            return null;
        }

        decimal factor = unit?.Factor ?? 1;
        if (Math.Abs(number.Value) > LargestNumber || Math.Abs(number.Value) > LargestValue / Math.Max(1, Math.Abs(factor)))
        {
            return null;
        }

        decimal value = (number.Value * factor) + (unit?.Extra ?? 0);
        bool fraction = number.IsFraction && unit is null;
        int end = unit?.End ?? number.End;
        var quantity = new Quantity
        {
            Start = at,
            End = end,
            Low = negative ? -value : value,
            High = negative ? -value : value,
            LastDigit = unit?.Extra > 0 ? 0.01m : number.LastDigit * factor,
            Kind = fraction ? FigureKind.Percent : unit?.Kind ?? FigureKind.Amount,
            Form = unit is { Unit: not null } || fraction ? QuantityForm.WithUnit : number.Scale > 1 && !number.IsLetterScale || unit is not null ? QuantityForm.Scaled : QuantityForm.Bare,
            Unit = fraction ? "1" : unit?.Unit,
            UnitMetric = unit?.Metric,
            Scale = number.Scale,
            UnitFactor = factor,
            IsFormatted = number.IsFormatted,
            IsNegative = negative,
            IsFraction = number.IsFraction,
            HasRate = unit?.HasRate ?? false,
            IsPlainYuan = currency is null && number.End < text.Length && text[number.End] is '元' or '块' && unit is { Unit: "CNY" },
        };
        PostHedge.Read(text, quantity, number, unit);
        if (contradiction is { } doubt)
        {
            quantity.Notes.Add(doubt);
        }

        return quantity;
    }

    private UnitReading WithCurrency(ReadOnlySpan<char> text, Magnitude number, UnitEntry currency, UnitReading? after)
    {
        // US$5 million dollars, 人民币2500亿元, 港币32.6亿元: the sign before decides, the word after is taken in.
        bool money = after is { Kind: FigureKind.Amount } && after.Value.Unit is { } unit && (unit.Length == 3 || unit.Contains('/'));
        int end = money && !after!.Value.HasRate ? after.Value.End : number.End;
        var reading = new UnitReading(end, FigureKind.Amount, currency.Unit, currency.Factor);
        return units.Rate(text, reading) ?? reading;
    }

    /// <summary>Two units for one number: $5亿元, €5%. 元 after a sign that itself is counted in 元 is none.</summary>
    private static Wording? Contradiction(ReadOnlySpan<char> text, Magnitude number, UnitEntry before, UnitReading after)
    {
        string unit = after.Unit ?? string.Empty;
        bool yuanWord = number.End < text.Length && text[number.End] is '元' or '圆' && before.Unit is "HKD" or "TWD" or "CNY" or "¥" or "JPY" or "MOP" or "KRW";
        bool same = unit.StartsWith(before.Unit, StringComparison.Ordinal) || before.Unit == "¥" && unit is "CNY" or "JPY" || yuanWord;
        string written = after.Kind == FigureKind.Percent ? "a percent sign" : unit;
        return same ? null : new Wording(
            $"Contradictory units: {before.Unit} before the number, {written} after it; read as {before.Unit}.",
            $"单位矛盾：数字前是 {before.Unit}，数字后是 {(after.Kind == FigureKind.Percent ? "百分号" : unit)}；按 {before.Unit} 读取。");
    }

    /// <summary>Whether a number is worth keeping: with a unit, with a scale, or a bare number in digits that its context may count.</summary>
    private static bool IsFigure(ReadOnlySpan<char> text, int at, Magnitude number, UnitReading? unit)
    {
        char before = at > 0 ? text[at - 1] : ' ';
        if (number.IsScaleOnly && (before is '数' or '几' or '每' or '多' or '半' || ChineseNumerals.IsNumeral(before)))
        {
            // 数亿元 and 几十万 are too vague to be figures; 每百万 is a rate's base.
            return false;
        }

        if (number.IsScaleOnly)
        {
            // 百度, 千万别, 万一: a scale alone counts only before a unit, after a hedge, or at the end of its phrase.
            bool hedged = before is '近' or '超' or '逾' or '过' or '约' or '破' or '达' or '上';
            bool closed = number.End >= text.Length || text[number.End] is '，' or '。' or ',' or '、' or ')' or ';';
            return unit is { Unit: not null } && (hedged || number.Value >= 100 && before >= '\u4E00' && before != '币') && !IsInsideWord(text, at, number.End) || hedged && closed && number.Value >= 10_000;
        }

        if (number.IsFraction)
        {
            return true;
        }

        if (unit is not null)
        {
            bool vague = ChineseNumerals.IsNumeral(text[at]) && number.Value == 1 && unit.Value.Kind == FigureKind.Count;
            bool rateBase = before == '每' && unit.Value.Kind == FigureKind.Count;
            return !vague && !rateBase;
        }

        return number.IsDigits ? before != ':' : number.Scale > 1;
    }

    private static bool IsInsideWord(ReadOnlySpan<char> text, int at, int end)
    {
        var word = text[at..Math.Min(text.Length, end + 1)];
        return word is "百度" or "百货" or "万科" or "千万别" or "百姓" or "万一" or "百事" or "十分" or "百年";
    }
}
