namespace Proforma.Claims.Extraction.Quantities;

/// <summary>Reads numbers in English words: one hundred and twenty-five, half a billion, a million, two-thirds, three-quarters.</summary>
internal static class EnglishNumerals
{
    private static readonly Dictionary<string, int> Small = new(StringComparer.Ordinal)
    {
        ["zero"] = 0, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9,
        ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12, ["thirteen"] = 13, ["fourteen"] = 14, ["fifteen"] = 15, ["sixteen"] = 16, ["seventeen"] = 17,
        ["eighteen"] = 18, ["nineteen"] = 19, ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60, ["seventy"] = 70,
        ["eighty"] = 80, ["ninety"] = 90, ["dozen"] = 12,
    };

    private static readonly Dictionary<string, int> Parts = new(StringComparer.Ordinal)
    {
        ["half"] = 2, ["halves"] = 2, ["third"] = 3, ["thirds"] = 3, ["quarter"] = 4, ["quarters"] = 4, ["fourth"] = 4, ["fourths"] = 4, ["fifth"] = 5,
        ["fifths"] = 5, ["sixth"] = 6, ["sixths"] = 6, ["seventh"] = 7, ["sevenths"] = 7, ["eighth"] = 8, ["eighths"] = 8, ["ninth"] = 9, ["ninths"] = 9,
        ["tenth"] = 10, ["tenths"] = 10,
    };

    private static readonly string[] AfterShare = ["of", "in", "by", "to", "from", "as", "more", "less", "or", "and", "compared", "year", "since", "on", "over", "when"];

    public static int SmallValue(ReadOnlySpan<char> word) => Small.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out int value) ? value : -1;

    /// <summary>The number or fraction at the start of a word of folded text, or null.</summary>
    public static Magnitude? Read(ReadOnlySpan<char> text, int at) => Fraction(text, at) ?? Half(text, at) ?? Cardinal(text, at);

    private static Magnitude? Half(ReadOnlySpan<char> text, int at)
    {
        if (!Words.Is(text, at, "half", out int end))
        {
            return null;
        }

        int next = Words.Skip(text, end);
        if (Words.Is(text, next, "a", out int article) && ScaleWord(text, Words.Skip(text, article), out int after) is var scale and > 100)
        {
            return new Magnitude(scale / 2, scale / 10, after) { Scale = scale };
        }

        bool share = Words.Is(text, next, "of", out _) || Words.Is(text, next, "its", out _) || Words.Is(text, next, "the", out _);
        bool notHalfYear = !Words.IsBefore(text, at, "first") && !Words.IsBefore(text, at, "second") && !Words.IsBefore(text, at, "one");
        return share && notHalfYear ? new Magnitude(0.5m, 0.1m, end) { IsFraction = true } : null;
    }

    private static Magnitude? Fraction(ReadOnlySpan<char> text, int at)
    {
        var first = Words.At(text, at);
        int over = first is "a" or "an" ? 1 : SmallValue(first);
        if (over is < 1 or > 9)
        {
            return null;
        }

        int next = Words.Skip(text, at + first.Length);
        var second = Words.At(text, next);
        if (!Parts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(second, out int under) || over >= under)
        {
            return null;
        }

        int end = next + second.Length;
        bool article = first is "a" or "an";
        if (article && !IsShareContext(text, at, end, second) || second is "third" && over > 1 || at > 0 && text[at - 1] == '-')
        {
            return null;
        }

        return new Magnitude((decimal)over / under, 0.1m / under, end) { IsFraction = true };
    }

    /// <summary>"a quarter of sales" and "fell by a fifth" are shares; "a quarter earlier" and "a third plant" are not.</summary>
    private static bool IsShareContext(ReadOnlySpan<char> text, int at, int end, ReadOnlySpan<char> part)
    {
        bool boundary = end >= text.Length || text[end] is '.' or ',' or ';' or ')' or ':' or '!' or '?';
        var next = Words.At(text, Words.Skip(text, end));
        bool by = Words.IsBefore(text, at, "by") || Words.IsBefore(text, at, "almost") || Words.IsBefore(text, at, "nearly") || Words.IsBefore(text, at, "about");
        if (part is "quarter")
        {
            return next is "of" || by && (boundary || next is "to" or "in" or "from");
        }

        return next is "of" || by && (boundary || AfterShare.Contains(next.ToString())) || next is "more" or "less" or "higher" or "lower";
    }

    private static Magnitude? Cardinal(ReadOnlySpan<char> text, int at)
    {
        decimal total = 0;
        decimal section = 0;
        decimal scale = 1;
        int end = at;
        int words = 0;
        bool sawAnd = false;
        bool article = false;
        for (int i = at; i < text.Length && words < 12; i = Words.Skip(text, i))
        {
            var word = Words.At(text, i);
            int value = SmallValue(word);
            decimal wordScale = 0;
            if (words == 0 && word is "a" or "an")
            {
                section = 1;
                article = true;
            }
            else if (value >= 0 && !article && (words == 0 || sawAnd || Fits(section, value)))
            {
                section += value;
            }
            else if ((words > 0 || word is "hundred" or "thousand" or "million" or "billion" or "trillion") && (wordScale = ScaleWord(text, i, out int after)) > 0)
            {
                if (words == 0)
                {
                    return null;
                }

                article = false;
                scale = wordScale;
                (total, section) = wordScale == 100 ? (total, section * 100) : (total + (section * wordScale), 0);
                word = text[i..after];
            }
            else if (words > 0 && !sawAnd && word is "and" && section >= 100)
            {
                sawAnd = true;
                i += word.Length;
                continue;
            }
            else
            {
                break;
            }

            words++;
            sawAnd = false;
            i += word.Length;
            end = i;
        }

        bool any = words > 0 && !(article && scale == 1);
        decimal sum = total + section;
        return any && sum < 1_000_000_000_000_000m ? new Magnitude(sum, section > 0 ? 1 : Math.Max(1, scale), end) { Scale = scale >= 1000 ? scale : 1 } : null;
    }

    private static bool Fits(decimal section, int value) => section % 100 == 0 && section > 0 || section % 10 == 0 && section % 100 >= 20 && value < 10;

    private static decimal ScaleWord(ReadOnlySpan<char> text, int at, out int end)
    {
        var word = Words.At(text, at);
        end = at + word.Length;
        return word switch
        {
            "hundred" => 100,
            "thousand" => 1_000,
            "million" => 1_000_000,
            "billion" => 1_000_000_000,
            "trillion" => 1_000_000_000_000,
            _ => 0,
        };
    }
}
