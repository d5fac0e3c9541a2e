using Proforma.Claims.Extraction.Roles;

namespace Proforma.Claims.Extraction.Quantities;

/// <summary>Reads what stands after a number: percent, points, times, currencies, physical units, counted things, and the rate after them.</summary>
internal sealed class UnitReader
{
    private const int MostAdjectives = 4;
    private const int HanWindow = 8;

    private static readonly HashSet<string> Stops = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "is", "are", "was", "were", "be", "been", "that", "which", "who", "its", "their",
        "his", "her", "per", "than", "but", "while", "since", "after", "before", "during", "into", "through", "over", "under", "up", "down", "more", "less", "each", "said", "will",
        "would", "has", "had", "have", "it", "they", "this", "last", "next", "if", "when", "because", "across", "between", "compared", "versus", "vs", "times", "percent", "years", "months",
    };

    private static readonly string[] PerShare = ["per share", "a share", "/share", "per american depositary share", "per ads", "apiece", "per diluted share"];
    private static readonly string[] PerMonth = ["per month", "a month", "/month", "/mo", "monthly", "each month"];
    private static readonly string[] PerYear = ["per year", "a year", "/year", "/yr", "annually", "per annum", "each year"];
    private static readonly string[] PerDay = ["per day", "a day", "/day", "daily"];

    private readonly UnitVocabulary vocabulary = UnitVocabulary.Standard;
    private readonly List<(int End, UnitEntry Value)> scratch = [];

    /// <summary>The unit at a position right after a number, or null.</summary>
    public UnitReading? Read(ReadOnlySpan<char> text, int at, in Magnitude number)
    {
        int next = at;
        while (next < text.Length && text[next] == ' ' && next - at < 2)
        {
            next++;
        }

        if (next >= text.Length)
        {
            return null;
        }

        return ChinesePoints(text, next) ?? Proportion(text, next) ?? Multiple(text, next, number) ?? Money(text, next) ?? Counted(text, next, number);
    }

    /// <summary>In Chinese reports "提升3pct" is three percentage points.</summary>
    private static UnitReading? ChinesePoints(ReadOnlySpan<char> text, int at)
    {
        if (!Words.Is(text, at, "pct", out int end) && !Words.Is(text, at, "pcts", out end))
        {
            return null;
        }

        int start = at;
        while (start > 0 && (char.IsAsciiDigit(text[start - 1]) || text[start - 1] is '.' or ' '))
        {
            start--;
        }

        bool han = start > 0 && text[start - 1] >= '\u2E80' || end < text.Length && text[end] >= '\u2E80';
        return han ? new UnitReading(end, FigureKind.PercentagePoints, "1", 0.01m) : null;
    }

    private static UnitReading? Proportion(ReadOnlySpan<char> text, int at)
    {
        char c = text[at];
        if (c == '%' || c == '‰')
        {
            int end = at + 1;
            bool points = StartsWith(text, end, "点");
            return new UnitReading(end + (points ? 1 : 0), points ? FigureKind.PercentagePoints : FigureKind.Percent, "1", c == '%' ? 0.01m : 0.001m);
        }

        foreach (var (word, kind, factor) in (ReadOnlySpan<(string, FigureKind, decimal)>)[
            ("个百分点", FigureKind.PercentagePoints, 0.01m), ("百分点", FigureKind.PercentagePoints, 0.01m), ("个基点", FigureKind.PercentagePoints, 0.0001m),
            ("基点", FigureKind.PercentagePoints, 0.0001m), ("个点", FigureKind.PercentagePoints, 0.01m), ("个bp", FigureKind.PercentagePoints, 0.0001m)])
        {
            if (StartsWith(text, at, word))
            {
                return new UnitReading(at + word.Length, kind, "1", factor);
            }
        }

        foreach (var (word, kind, factor) in (ReadOnlySpan<(string, FigureKind, decimal)>)[
            ("percentage points", FigureKind.PercentagePoints, 0.01m), ("percentage point", FigureKind.PercentagePoints, 0.01m), ("percentage-point", FigureKind.PercentagePoints, 0.01m),
            ("percent points", FigureKind.PercentagePoints, 0.01m), ("basis points", FigureKind.PercentagePoints, 0.0001m), ("basis point", FigureKind.PercentagePoints, 0.0001m),
            ("basis-point", FigureKind.PercentagePoints, 0.0001m), ("-basis-point", FigureKind.PercentagePoints, 0.0001m), ("-percentage-point", FigureKind.PercentagePoints, 0.01m),
            ("-percent", FigureKind.Percent, 0.01m), ("per cent", FigureKind.Percent, 0.01m), ("percent", FigureKind.Percent, 0.01m), ("pct pts", FigureKind.PercentagePoints, 0.01m),
            ("pct", FigureKind.Percent, 0.01m), ("pc", FigureKind.Percent, 0.01m), ("ppts", FigureKind.PercentagePoints, 0.01m), ("ppt", FigureKind.PercentagePoints, 0.01m),
            ("pps", FigureKind.PercentagePoints, 0.01m), ("pp", FigureKind.PercentagePoints, 0.01m), ("bps", FigureKind.PercentagePoints, 0.0001m), ("bp", FigureKind.PercentagePoints, 0.0001m)])
        {
            if (Words.Is(text, at, word, out int end))
            {
                return new UnitReading(end, kind, "1", factor);
            }
        }

        return Tenths(text, at);
    }

    /// <summary>三成, 六成五, 两成多.</summary>
    private static UnitReading? Tenths(ReadOnlySpan<char> text, int at)
    {
        if (text[at] != '成' || at + 1 < text.Length && "为立功本交员果长都分品绩就熟型效因语年人了家".Contains(text[at + 1]))
        {
            return null;
        }

        int end = at + 1;
        decimal extra = end < text.Length && ChineseNumerals.DigitOf(text[end]) is var digit and > 0 ? digit : 0;
        end += extra > 0 ? 1 : 0;
        bool half = extra == 0 && end < text.Length && text[end] == '半';
        end += half ? 1 : 0;
        bool more = end < text.Length && text[end] is '多' or '余';
        return new UnitReading(end + (more ? 1 : 0), FigureKind.Percent, "1", 0.1m) { Extra = half ? 0.05m : extra * 0.01m, HasMore = more };
    }

    private static UnitReading? Multiple(ReadOnlySpan<char> text, int at, in Magnitude number)
    {
        if (text[at] == '倍')
        {
            bool half = at + 1 < text.Length && text[at + 1] == '半';
            bool more = at + 1 < text.Length && text[at + 1] is '多' or '余';
            return new UnitReading(at + (more || half ? 2 : 1), FigureKind.Multiple, "1", 1) { HasMore = more, Extra = half ? 0.5m : 0 };
        }

        bool attachedX = number.IsDigits && at == number.End && text[at] is 'x' or '×' && (at + 1 == text.Length || !Words.IsLetterOrDigit(text[at + 1]));
        if (attachedX)
        {
            return new UnitReading(at + 1, FigureKind.Multiple, "1", 1);
        }

        if (Words.Is(text, at, "-fold", out int end) || Words.Is(text, at, "fold", out end))
        {
            return new UnitReading(end, FigureKind.Multiple, "1", 1);
        }

        return Words.Is(text, at, "times", out end) && IsRatio(text, end) ? new UnitReading(end, FigureKind.Multiple, "1", 1) : null;
    }

    /// <summary>"three times as much" and "12 times earnings" are ratios; "three times a week" and "five times since May" are occasions.</summary>
    private static bool IsRatio(ReadOnlySpan<char> text, int at)
    {
        int next = Words.Skip(text, at);
        var word = Words.At(text, next);
        if (word is "as" or "the" or "that" or "its" or "their" or "more" or "higher" or "larger" or "greater" or "bigger" or "what" or "over" or "faster" or "those" or "higher" or "longer"
            or "oversubscribed" or "cheaper" or "lower" or "ebitda" or "earnings" or "sales" or "revenue" or "revenues" or "annual" or "annualized" or "trailing" or "forward" or "expected"
            or "projected" or "estimated" or "current" or "book" or "profit" or "forecast" or "next" or "leverage" or "last")
        {
            return !Words.Is(text, next, "last", out int last) || Words.At(text, Words.Skip(text, last)) is "year";
        }

        // "three times OpenAI's" keeps a name after it; folded text has lost its capital, the possessive has not.
        return word.Length > 2 && next + word.Length + 1 < text.Length && text[next + word.Length] == '\'' && text[next + word.Length + 1] == 's';
    }

    private UnitReading? Money(ReadOnlySpan<char> text, int at)
    {
        if (!vocabulary.After.TryMatch(text, at, scratch, out int end, out var entry, afterDigits: true))
        {
            return null;
        }

        if (text[at] is '元' or '块' && end == at + 1 && at + 1 < text.Length && "旦素件宵老月始气首勋帅芯链钟茬质".Contains(text[at + 1]))
        {
            return null;
        }

        var kind = entry.Unit == "month" ? FigureKind.Count : FigureKind.Amount;
        var reading = new UnitReading(end, kind, entry.Unit, entry.Factor);
        return Rate(text, reading) ?? reading;
    }

    /// <summary>A rate after a unit: a share, per month, per million tokens; null when there is none.</summary>
    public UnitReading? Rate(ReadOnlySpan<char> text, UnitReading unit)
    {
        int at = unit.End;
        int next = at < text.Length && text[at] == ' ' ? at + 1 : at;
        foreach (var (words, per, factor) in (ReadOnlySpan<(string[], string, decimal)>)[
            (PerShare, "share", 1), (PerMonth, "month", 1), (PerYear, "year", 1), (PerDay, "day", 1),
            (["per million tokens", "/million tokens", "per 1m tokens", "/1m tokens", "/m tokens", "/mtok", "per million input tokens", "per million output tokens", "/百万tokens", "/百万token", "/百万词元"], "token", 1_000_000),
            (["per thousand tokens", "per 1k tokens", "/千tokens", "/千token", "/千词元"], "token", 1_000),
            (["per token"], "token", 1), (["per barrel", "a barrel", "/barrel", "/桶", "每桶"], "barrel", 1),
            (["per employee", "per head", "/人", "per worker"], "person", 1), (["per user", "/user", "per subscriber", "/用户"], "user", 1),
            (["per seat", "/seat"], "seat", 1), (["per ton", "a ton", "a tonne", "per tonne", "/吨"], "t", 1), (["per square meter", "per square metre", "/平方米", "/平米"], "m2", 1),
            (["per square foot"], "ft2", 1), (["/股"], "share", 1), (["/月", "每月"], "month", 1), (["/年"], "year", 1), (["/天", "/日"], "day", 1),
            (["per ounce", "an ounce"], "oz", 1), (["per kwh", "/kwh", "/千瓦时", "/度"], "kWh", 1)])
        {
            foreach (string word in words)
            {
                if (Words.Is(text, word[0] == '/' ? at : next, word, out int end) && !IsComparison(text, end))
                {
                    return unit with { End = end, Unit = $"{unit.Unit}/{per}", Factor = unit.Factor / factor, HasRate = true };
                }
            }
        }

        return null;
    }

    /// <summary>"$900 million a year earlier" is no rate.</summary>
    private static bool IsComparison(ReadOnlySpan<char> text, int at) =>
        Words.At(text, Words.Skip(text, at)) is "earlier" or "ago" or "before" or "prior" or "active" or "previously";

    private UnitReading? Counted(ReadOnlySpan<char> text, int at, in Magnitude number)
    {
        if (vocabulary.MeasureWords.TryMatch(text, at, scratch, out int end, out var measure))
        {
            return MeasureWord(text, at, end, measure, number);
        }

        if (text[at] >= '\u2E80')
        {
            return HanNoun(text, at) is { } noun ? new UnitReading(noun.End, FigureKind.Count, noun.Entry.Unit, 1) { Metric = noun.Entry.Metric } : null;
        }

        return EnglishNoun(text, at, number);
    }

    private UnitReading? MeasureWord(ReadOnlySpan<char> text, int at, int end, UnitEntry measure, in Magnitude number)
    {
        bool word = end < text.Length && text[at] switch
        {
            '个' => "月季多百性别体子股".Contains(text[end]),
            '家' => "庭属长具族电务装".Contains(text[end]),
            '人' => "民次均工才类气事物".Contains(text[end]),
            '次' => "日年要级数".Contains(text[end]),
            '单' => "元价位独个项一身".Contains(text[end]),
            '名' => "单字词义为列誉校".Contains(text[end]),
            '项' or '款' or '份' or '间' or '座' or '张' or '只' or '笔' or '位' => false,
            '户' => "外籍口".Contains(text[end]),
            '台' or '部' or '套' or '件' => "湾风阶式分门署落长队餐路房用".Contains(text[end]),
            '辆' or '架' or '艘' or '股' or '片' => text[at] is '股' && "东价市权份票指".Contains(text[end]),
            _ => false,
        };
        if (word)
        {
            return text[at] == '股' && text[end] == '份' ? new UnitReading(end + 1, FigureKind.Count, "share", 1) { Metric = "shares" } : null;
        }

        bool small = !number.IsDigits && number.Value < 10;
        if (small)
        {
            // 两家公司 and 三名员工 count, but say nothing that a plan could hold.
            return null;
        }

        bool generic = measure.Unit == "?" || text[at] is '名' or '位' or '户' or '台' or '部' or '套' or '件' or '单';
        if (HanNoun(text, end) is { } noun && !(measure.Unit == "share"))
        {
            return new UnitReading(noun.Adjacent ? noun.End : end, FigureKind.Count, noun.Entry.Unit, 1) { Metric = noun.Entry.Metric };
        }

        string? unit = measure.Unit == "?" ? null : measure.Unit;
        string? metric = unit switch
        {
            "person" => "headcount",
            "vehicle" => "deliveries",
            "order" => "orders",
            "share" => "shares",
            "aircraft" => "fleet",
            "household" => "households",
            _ => null,
        };
        return new UnitReading(end, FigureKind.Count, unit, 1) { Metric = metric, IsGeneric = generic };
    }

    private (int End, UnitEntry Entry, bool Adjacent)? HanNoun(ReadOnlySpan<char> text, int at)
    {
        for (int i = at; i < text.Length && i - at < HanWindow; i++)
        {
            char c = text[i];
            bool closed = c is '，' or '。' or ',' or '、' or ';' or '(' or ')' or ':' or '"' or '和' or '与' or '及' or '|' or '\n' || char.IsAsciiDigit(c) || i > at && ChineseNumerals.ScaleOf(c) >= 10_000;
            if (closed)
            {
                return null;
            }

            if (c >= '\u2E80' && vocabulary.Nouns.TryMatch(text, i, scratch, out int end, out var entry))
            {
                return (end, entry, i - at <= 2);
            }

            if (Words.IsLetter(c) && (i == at || !Words.IsLetter(text[i - 1])) && vocabulary.Nouns.TryMatch(text, i, scratch, out end, out entry))
            {
                return (end, entry, true);
            }
        }

        return null;
    }

    private UnitReading? EnglishNoun(ReadOnlySpan<char> text, int at, in Magnitude number)
    {
        if (Words.Is(text, at, "-strong", out int strong))
        {
            return new UnitReading(strong, FigureKind.Count, "person", 1) { Metric = "headcount" };
        }

        int next = text[at] == '-' ? at + 1 : at;
        next = Words.Is(text, next, "or more", out int more) || Words.Is(text, next, "more", out more) || Words.Is(text, next, "fewer", out more) ? Words.Skip(text, more) : next;
        for (int words = 0; words <= MostAdjectives; words++)
        {
            var word = Words.At(text, next);
            if (word.IsEmpty || Stops.Contains(word.ToString()))
            {
                return null;
            }

            if (vocabulary.Nouns.TryMatch(text, next, scratch, out int end, out var noun))
            {
                bool small = !number.IsDigits && number.Value <= 12;
                return small ? null : new UnitReading(end, FigureKind.Count, noun.Unit, 1) { Metric = noun.Metric };
            }

            int after = next + word.Length;
            int skipped = Words.Skip(text, after);
            if (skipped == after)
            {
                return null;
            }

            next = skipped;
        }

        return null;
    }

    private static bool StartsWith(ReadOnlySpan<char> text, int at, string word) => at < text.Length && text[at..].StartsWith(word);
}
