using Proforma.Claims.Extraction.Roles;

namespace Proforma.Claims.Extraction.Quantities;

/// <summary>What looks like a number and is none: addresses, codes, model and version names, ordinals, references, indices, telephone numbers, proportions of time.</summary>
internal static class NotFigures
{
    private static readonly PhraseTrie<bool> Indices = Phrases(
        "fortune 500", "fortune 100", "fortune 1000", "global 500", "s&p 500", "s&p 100", "ftse 100", "ftse 250", "nasdaq 100", "russell 2000", "russell 1000", "stoxx 600",
        "stoxx europe 600", "nikkei 225", "dow 30", "dax 40", "cac 40", "asx 200", "csi 300", "csi300", "tsx 60", "沪深300", "中证500", "中证1000", "上证50", "科创50",
        "世界500强", "财富500强", "中国500强", "500强", "100强", "双11", "双十一", "双12", "6 18", "618", "996", "g 20", "b 2 b", "top 10", "top 5", "top 20", "top 50", "top 100",
        "top 3", "24 7", "7x24", "web 3", "windows 11", "windows 10", "chapter 11", "chapter 7", "generation z", "401(k)", "100 percent", "一千零一夜", "一百年");

    // A word that names the number after it.
    private static readonly HashSet<string> Namers = new(StringComparer.Ordinal)
    {
        "section", "sections", "note", "notes", "page", "pages", "chapter", "item", "version", "v", "ver", "no", "nos", "number", "figure", "fig", "table", "part", "volume", "vol",
        "article", "rule", "clause", "appendix", "exhibit", "form", "phase", "level", "tier", "type", "model", "class", "grade", "room", "gate", "flight", "route", "step", "day",
        "week", "game", "round", "season", "episode", "id", "ticker", "isbn", "building", "suite", "top", "p", "pp", "schedule", "annex", "act", "title", "stage", "gen", "generation",
        "series", "ios", "android", "windows", "gpt", "claude", "llama", "gemini", "iphone", "galaxy", "layer", "area", "region", "highway", "interstate", "channel", "unit", "block",
        "iso", "ifrs", "asc", "ias",
    };

    /// <summary>The end of a non-figure that starts at a position of folded text, or 0.</summary>
    public static int Skip(ReadOnlySpan<char> text, int at, List<(int End, bool Value)> scratch)
    {
        if (Indices.TryMatch(text, at, scratch, out int end, out _) && (end == text.Length || !char.IsAsciiDigit(text[end]) && !IsMore(text, end)))
        {
            return end;
        }

        char c = text[at];
        if (Words.IsLetter(c) && (at == 0 || !Words.IsLetterOrDigit(text[at - 1])))
        {
            return Address(text, at);
        }

        if (c is '#' or '@' && at + 1 < text.Length && Words.IsLetterOrDigit(text[at + 1]))
        {
            return TokenEnd(text, at + 1);
        }

        if (c is '第' or '前' && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || ChineseNumerals.DigitOf(text[at + 1]) > 0 || text[at + 1] == '十'))
        {
            return Ordinal(text, at);
        }

        return char.IsAsciiDigit(c) ? Number(text, at) : 0;
    }

    private static bool IsMore(ReadOnlySpan<char> text, int at) => text[at] is ',' or '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) || ChineseNumerals.ScaleOf(text[at]) > 0;

    private static PhraseTrie<bool> Phrases(params string[] phrases)
    {
        var trie = new PhraseTrie<bool>();
        foreach (string phrase in phrases)
        {
            trie.Add(phrase, value: true);
        }

        return trie;
    }

    private static int Address(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..];
        if (!rest.StartsWith("http://") && !rest.StartsWith("https://") && !rest.StartsWith("www."))
        {
            return 0;
        }

        int end = at;
        while (end < text.Length && text[end] < '\u2E80' && text[end] is not (' ' or '"' or '<' or '>' or '|' or ')'))
        {
            end++;
        }

        return end;
    }

    private static int TokenEnd(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        while (end < text.Length && (Words.IsLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.' or '/' && end + 1 < text.Length && Words.IsLetterOrDigit(text[end + 1])))
        {
            end++;
        }

        return Math.Max(end, at + 1);
    }

    /// <summary>第3届, 第五大, 前十大, 前10名; the numeral and its measure word.</summary>
    private static int Ordinal(ReadOnlySpan<char> text, int at)
    {
        int end = at + 1;
        while (end < text.Length && end - at < 6 && (char.IsAsciiDigit(text[end]) || ChineseNumerals.IsNumeral(text[end])))
        {
            end++;
        }

        bool counted = text[at] == '前' && end < text.Length && !"大名强位个家款项".Contains(text[end]);
        return counted ? 0 : end < text.Length && "大名强位届个家款项代期轮批次".Contains(text[end]) ? end + 1 : end;
    }

    /// <summary>"c.9,300", "ca.500", "approx.40", "Rs.500": the dot ends a word, and the number is none of a code.</summary>
    private static bool IsAbbreviation(ReadOnlySpan<char> text, int at)
    {
        if (text[at - 1] != '.')
        {
            return false;
        }

        int start = at - 1;
        while (start > 0 && Words.IsLetter(text[start - 1]))
        {
            start--;
        }

        return text[start..(at - 1)] is "c" or "ca" or "approx" or "rs" or "est" && (start == 0 || !Words.IsLetterOrDigit(text[start - 1]) && text[start - 1] != '.');
    }

    private static int Number(ReadOnlySpan<char> text, int at)
    {
        char before = at > 0 ? text[at - 1] : ' ';
        bool inCode = Words.IsLetter(before) || before is '_' or '@' or '#'
            || before is '-' or '.' or '/' && at > 1 && Words.IsLetter(text[at - 2]) && !IsAbbreviation(text, at)
            || before == '-' && at > 1 && char.IsAsciiDigit(text[at - 2]) && IsCodeTail(text, at);
        if (inCode)
        {
            return TokenEnd(text, at);
        }

        return Telephone(text, at) is var phone and > 0 ? phone
            : Code(text, at) is var code and > 0 ? code
            : Named(text, at) ? TokenEnd(text, at) : 0;
    }

    private static bool IsCodeTail(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end < text.Length && text[end] == '-' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]);
    }

    /// <summary>Three groups of digits joined by hyphens, or an international number with a plus sign.</summary>
    private static int Telephone(ReadOnlySpan<char> text, int at)
    {
        int groups = 1;
        int digits = 0;
        int end = at;
        bool plus = at > 0 && text[at - 1] == '+';
        while (end < text.Length)
        {
            if (char.IsAsciiDigit(text[end]))
            {
                digits++;
            }
            else if ((text[end] == '-' || plus && text[end] == ' ') && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))
            {
                groups++;
            }
            else
            {
                break;
            }

            end++;
        }

        bool closed = end == text.Length || !Words.IsLetter(text[end]) && text[end] != '%' && ChineseNumerals.ScaleOf(text[end]) == 0;
        return groups >= 3 && digits >= 3 && closed ? end : 0;
    }

    /// <summary>300987.SZ, 5G, 3D, 10th, 4K, 3:1, 737MAX.</summary>
    private static int Code(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        if (end + 1 >= text.Length)
        {
            return end < text.Length && text[end] is 'g' or 'd' ? end + 1 : 0;
        }

        bool listed = text[end] == '.' && Words.IsLetter(text[end + 1]) && end - at >= 4 && TokenEnd(text, end + 1) - end <= 5;
        bool version = text[end] == '.' && char.IsAsciiDigit(text[end + 1]) && IsVersion(text, end);
        bool proportion = text[end] == ':' && char.IsAsciiDigit(text[end + 1]);
        var suffix = Words.At(text, end);
        bool named = suffix is "g" or "d" or "th" or "st" or "nd" or "rd" or "max" or "nm" or "mm" or "ml" or "mg" or "cm" or "hz" or "ghz" or "mhz" or "gb" or "tb" or "mb" or "fps"
            || !suffix.IsEmpty && end + suffix.Length < text.Length && char.IsAsciiDigit(text[end + suffix.Length]);
        return listed || proportion || named || version ? TokenEnd(text, end) : 0;
    }

    /// <summary>3.5.1 and 192.168.0.1 have a second dot.</summary>
    private static bool IsVersion(ReadOnlySpan<char> text, int dot)
    {
        int end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]);
    }

    private static bool Named(ReadOnlySpan<char> text, int at)
    {
        int before = at;
        if (before >= 2 && text[before - 1] == ' ' && text[before - 2] == '.')
        {
            before -= 2;
        }

        var word = Words.Before(text, before, out _);
        if (!Namers.Contains(word.ToString()))
        {
            return false;
        }

        // "top 5% of customers" and "part 2 million" are amounts after all.
        int end = at;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])))
        {
            end++;
        }

        int next = Words.Skip(text, end);
        bool amount = end < text.Length && text[end] is '%' || ChineseNumerals.ScaleOf(next < text.Length ? text[next] : ' ') >= 1000
            || Words.At(text, next) is "million" or "billion" or "percent" or "trillion";
        return !amount;
    }
}
