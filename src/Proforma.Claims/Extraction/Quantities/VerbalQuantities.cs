namespace Proforma.Claims.Extraction.Quantities;

/// <summary>Quantities that are words: doubled, tripled, tenfold, twice, halved; 翻番, 翻两番, 翻倍, 一半, 半数, 腰斩.</summary>
internal static class VerbalQuantities
{
    private static readonly Dictionary<string, decimal> Verbs = new(StringComparer.Ordinal)
    {
        ["doubled"] = 2, ["doubling"] = 2, ["doubles"] = 2, ["double"] = 2, ["tripled"] = 3, ["tripling"] = 3, ["triples"] = 3, ["triple"] = 3, ["trebled"] = 3, ["treble"] = 3,
        ["quadrupled"] = 4, ["quadrupling"] = 4, ["quadruple"] = 4, ["quintupled"] = 5, ["quintuple"] = 5, ["sextupled"] = 6, ["halved"] = 0.5m, ["halving"] = 0.5m, ["halve"] = 0.5m,
        ["twofold"] = 2, ["threefold"] = 3, ["fourfold"] = 4, ["fivefold"] = 5, ["sixfold"] = 6, ["sevenfold"] = 7, ["eightfold"] = 8, ["ninefold"] = 9, ["tenfold"] = 10,
        ["hundredfold"] = 100, ["twice"] = 2, ["thrice"] = 3,
    };

    public static Quantity? Read(ReadOnlySpan<char> text, int at) => Words.IsLetter(text[at]) ? English(text, at) : Chinese(text, at);

    private static Quantity? English(ReadOnlySpan<char> text, int at)
    {
        var word = Words.At(text, at);
        if (!Verbs.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out decimal value))
        {
            return null;
        }

        int end = at + word.Length;
        var before = Words.Before(text, at, out _);
        var after = Words.At(text, Words.Skip(text, end));
        bool joined = end < text.Length && text[end] == '-' || after is "digit" or "digits" or "down" or "check" or "standard" or "room" or "bed" or "taxation";
        bool hedged = before is "than" or "nearly" or "almost" or "about" or "roughly" or "least" or "around" or "approximately" or "some";
        bool plain = word is "double" or "triple" or "treble" or "quadruple" or "quintuple" or "halve" or "doubles" or "triples" or "doubling" or "tripling" or "halving";
        bool verb = before is "to" or "will" or "would" or "could" or "may" or "might" or "should" or "can" or "a" or "the" or "by" or "expects" or "up"
            || after is "its" or "the" or "their" or "that" or "what" or "from" or "to" or "in" or "revenue" or "sales" or "headcount" or "output" or "capacity" or "production" or "of";
        bool twice = word is "twice" or "thrice";
        bool ratio = hedged || after is "as" or "the" or "that" or "its" or "their" or "what" or "more" or "those";
        bool accepted = !joined && (twice ? ratio : !plain || hedged || verb);
        return accepted ? Make(at, end, value, FigureKind.Multiple) : null;
    }

    private static Quantity? Chinese(ReadOnlySpan<char> text, int at)
    {
        switch (text[at])
        {
            case '翻':
                return Doubling(text, at);
            case '一' when Is(text, at, "一半") && (at == 0 || text[at - 1] != '另'):
                return Half(text, at, at + 2);
            case '半' when Is(text, at, "半数"):
                return Half(text, at, at + 2);
            case '半' when at > 0 && text[at - 1] == '过' && !Is(text, at, "半导") && !Is(text, at, "半年"):
                return Half(text, at, at + 1);
            case '腰' when Is(text, at, "腰斩"):
                return Make(at, at + 2, 0.5m, FigureKind.Multiple);
            case '减' when Is(text, at, "减半"):
                return Make(at, at + 2, 0.5m, FigureKind.Multiple);
            default:
                return null;
        }
    }

    private static Quantity Half(ReadOnlySpan<char> text, int at, int end)
    {
        var half = Make(at, end, 0.5m, FigureKind.Percent);
        half.IsVerbal = false;
        half.IsFraction = true;
        half.LastDigit = 0.1m;
        PostHedge.ReadAfter(text, half);
        return half;
    }

    /// <summary>翻番 and 翻倍 double, 翻两番 doubles twice, 翻一倍 grows by one time. 翻6倍 is left to the number's own reading.</summary>
    private static Quantity? Doubling(ReadOnlySpan<char> text, int at)
    {
        int i = at + 1;
        i += Is(text, i, "了") ? 1 : 0;
        i += Is(text, i, "近") || Is(text, i, "超") ? 1 : 0;
        if (Is(text, i, "番"))
        {
            return Make(at, i + 1, 2, FigureKind.Multiple);
        }

        if (Is(text, i, "倍") || Is(text, i, "一倍"))
        {
            return Make(at, i + (text[i] == '一' ? 2 : 1), 2, FigureKind.Multiple);
        }

        int times = i < text.Length ? char.IsAsciiDigit(text[i]) ? text[i] - '0' : ChineseNumerals.DigitOf(text[i]) : -1;
        return times is > 0 and < 8 && Is(text, i + 1, "番") ? Make(at, i + 2, 1 << times, FigureKind.Multiple) : null;
    }

    private static bool Is(ReadOnlySpan<char> text, int at, string word) => at < text.Length && text[at..].StartsWith(word);

    private static Quantity Make(int at, int end, decimal value, FigureKind kind) => new()
    {
        Start = at,
        End = end,
        Low = value,
        High = value,
        LastDigit = value < 1 ? 0.1m : 1,
        Kind = kind,
        Form = QuantityForm.WithUnit,
        Unit = "1",
        IsVerbal = true,
    };
}
