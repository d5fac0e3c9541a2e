using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>What a table's header, label or caption says of the unit of the bare numbers under it: "US$ millions", 单位：亿元, "(%)", 元/股.</summary>
internal readonly record struct UnitHint(string? Currency, decimal Scale, bool IsPercent, string? Per)
{
    public static UnitHint None { get; } = new(null, 1, IsPercent: false, null);

    public bool IsEmpty => Currency is null && Scale == 1 && !IsPercent;

    private static readonly (string Word, decimal Scale)[] Scales =
    [
        ("百万", 1e6m), ("千万", 1e7m), ("十亿", 1e9m), ("万亿", 1e12m), ("亿", 1e8m), ("千元", 1e3m), ("千人", 1e3m), ("千美元", 1e3m), ("千港元", 1e3m), ("万", 1e4m), ("thousands", 1e3m), ("thousand", 1e3m),
        ("millions", 1e6m), ("million", 1e6m), ("billions", 1e9m), ("billion", 1e9m), ("trillion", 1e12m), ("mn", 1e6m), ("mln", 1e6m), ("bn", 1e9m), ("000s", 1e3m), ("crore", 1e7m), ("lakh", 1e5m), ("m", 1e6m), ("b", 1e9m), ("k", 1e3m),
    ];

    /// <summary>Reads the hint of a short text without figures of its own.</summary>
    public static UnitHint Read(ReadOnlySpan<char> text)
    {
        string? currency = Find(text, out int end);
        bool percent = text.Contains('%') || text.Contains("百分比", StringComparison.Ordinal) || text.Contains("percent", StringComparison.Ordinal);
        decimal scale = ScaleOf(text, currency is not null);
        string? per = currency is not null && (text[end..].StartsWith("/股") || text[end..].StartsWith("每股") || text[end..].StartsWith("/share") || text[end..].StartsWith(" per share")) ? "share" : null;
        return new UnitHint(currency, per is null ? scale : 1, percent, per);
    }

    /// <summary>Whether a block of text before a table speaks of the table's unit.</summary>
    public static bool IsUnitLine(ReadOnlySpan<char> text) =>
        text.Contains("单位", StringComparison.Ordinal) || text.StartsWith("(") && text.Length < 80 || text.StartsWith("in ") || text.Contains("figures in", StringComparison.Ordinal)
        || text.Contains("amounts in", StringComparison.Ordinal) || text.Contains("币种", StringComparison.Ordinal) || text.Length < 60 && text.Contains('(');

    private static string? Find(ReadOnlySpan<char> text, out int end)
    {
        var vocabulary = UnitVocabulary.Standard;
        var scratch = new List<(int End, UnitEntry Value)>();
        string? found = null;
        end = 0;
        for (int i = 0; i < text.Length; i++)
        {
            UnitEntry? entry = vocabulary.After.TryMatch(text, i, scratch, out int stop, out var after, afterDigits: true) && after is { Form: UnitForm.CurrencyAfter, Factor: 1 } && IsCurrencyWord(text, i, stop) ? after
                : vocabulary.Before.TryMatch(text, i, scratch, out stop, out var before) ? before : null;
            if (entry is null)
            {
                continue;
            }

            // 人民币百万元 has two words of one currency; 港币百万元 is Hong Kong's whatever 元 says.
            bool yuan = text[i..stop] is "元" or "圆";
            if (found is null || !yuan)
            {
                found = entry.Unit;
            }

            end = stop;
            i = Math.Max(i, stop - 1);
        }

        return found;
    }

    /// <summary>A Latin currency word must stand alone; 元 must not be part of another word.</summary>
    private static bool IsCurrencyWord(ReadOnlySpan<char> text, int start, int end)
    {
        if (Words.IsLetter(text[start]))
        {
            return start == 0 || !Words.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '$';
        }

        return text[start] is not ('元' or '块' or '圆') || end == text.Length || !"素旦件宵老月始".Contains(text[end]) && !(start > 0 && "单公纪状二多".Contains(text[start - 1]));
    }

    private static decimal ScaleOf(ReadOnlySpan<char> text, bool hasCurrency)
    {
        foreach (var (word, scale) in Scales)
        {
            bool han = word[0] >= '\u2E80';
            bool single = !han && word.Length <= 2 && word is not ("mn" or "bn");
            if ((!single || hasCurrency) && (han ? text.Contains(word, StringComparison.Ordinal) : HasWord(text, word)))
            {
                return scale;
            }
        }

        return 1;
    }

    private static bool HasWord(ReadOnlySpan<char> text, string word)
    {
        int from = 0;
        while (text[from..].IndexOf(word) is var found and >= 0)
        {
            int at = from + found;
            if ((at == 0 || !Words.IsLetter(text[at - 1])) && (at + word.Length == text.Length || !Words.IsLetterOrDigit(text[at + word.Length])))
            {
                return true;
            }

            from = at + word.Length;
        }

        return false;
    }
}
