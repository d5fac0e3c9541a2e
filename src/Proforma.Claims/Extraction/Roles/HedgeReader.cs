using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>
/// Reads the hedge before a figure: walks left over words that only join (为, 是, a, record) until a hedge or anything else stands there.
/// These two lists are the whole table of hedges before a figure; <see cref="PostHedge"/> has those after it.
/// </summary>
internal static class HedgeReader
{
    private const int MostSteps = 6;

    private static readonly (string Word, Hedge Hedge)[] Chinese =
    [
        ("不低于", Hedge.AtLeast), ("不少于", Hedge.AtLeast), ("至少", Hedge.AtLeast), ("最少", Hedge.AtLeast), ("起码", Hedge.AtLeast), ("最低", Hedge.AtLeast), ("不小于", Hedge.AtLeast), ("下限为", Hedge.AtLeast),
        ("不高于", Hedge.AtMost), ("不超过", Hedge.AtMost), ("不超", Hedge.AtMost), ("不多于", Hedge.AtMost), ("至多", Hedge.AtMost), ("最多", Hedge.AtMost), ("上限为", Hedge.AtMost), ("上限", Hedge.AtMost), ("未超过", Hedge.AtMost),
        ("最高可达", Hedge.UpTo), ("最高达到", Hedge.UpTo), ("最高达", Hedge.UpTo), ("最多可达", Hedge.UpTo), ("最多达", Hedge.UpTo), ("高达", Hedge.UpTo), ("多达", Hedge.UpTo), ("最高", Hedge.UpTo), ("最高至", Hedge.UpTo),
        ("不到", Hedge.LessThan), ("不足", Hedge.LessThan), ("低于", Hedge.LessThan), ("少于", Hedge.LessThan), ("未到", Hedge.LessThan), ("未达", Hedge.LessThan), ("小于", Hedge.LessThan), ("跌破", Hedge.LessThan), ("不及", Hedge.LessThan),
        ("超过", Hedge.MoreThan), ("突破", Hedge.MoreThan), ("超出", Hedge.MoreThan), ("超", Hedge.MoreThan), ("逾", Hedge.MoreThan), ("高于", Hedge.MoreThan), ("大于", Hedge.MoreThan), ("多于", Hedge.MoreThan),
        ("破", Hedge.MoreThan), ("过", Hedge.MoreThan), ("站上", Hedge.MoreThan), ("迈过", Hedge.MoreThan), ("上", Hedge.MoreThan),
        ("约为", Hedge.About), ("大约", Hedge.About), ("约合", Hedge.About), ("大概", Hedge.About), ("估计约", Hedge.About), ("折合", Hedge.About), ("约", Hedge.About), ("大致", Hedge.About), ("差不多", Hedge.About),
        ("将近", Hedge.Nearly), ("接近", Hedge.Nearly), ("逼近", Hedge.Nearly), ("直逼", Hedge.Nearly), ("近乎", Hedge.Nearly), ("几乎", Hedge.Nearly), ("近", Hedge.Nearly),
        ("~", Hedge.About), ("≈", Hedge.About), (">=", Hedge.AtLeast), ("≥", Hedge.AtLeast), ("<=", Hedge.AtMost), ("≤", Hedge.AtMost), (">", Hedge.MoreThan), ("<", Hedge.LessThan),
    ];

    private static readonly string[] ChineseJoints =
    [
        "仅为", "仅有", "只有", "达到", "预计", "有望", "累计", "合计", "总计", "共计", "人民币", "美元", "港元", "新台币", "港币", "等值", "为", "是", "了", "至", "到", "达", "的", "可", "将", "仅", "只", "才", "共", "已", "或", "有", "高", "占", "占比", "\"",
    ];

    // Characters that before 约, 近, 过, 超, 破, 上 make another word of it: 节约, 最近, 通过.
    private static readonly (char Hedge, string Before)[] OtherWords =
    [
        ('约', "节契签合条预违公特邀履租缔解纽"), ('近', "最附新靠临相亲"), ('过', "通经不度渡见路难度错"), ('超', "赶高"), ('破', "打告爆侦"), ('上', "以线加网"),
    ];

    private static readonly (string Phrase, Hedge Hedge, bool IsComparison)[] English =
    [
        ("as much as", Hedge.UpTo, false), ("as many as", Hedge.UpTo, false), ("as high as", Hedge.UpTo, false), ("up to", Hedge.UpTo, false), ("a maximum of", Hedge.AtMost, false), ("maximum of", Hedge.AtMost, false),
        ("at most", Hedge.AtMost, false), ("no more than", Hedge.AtMost, false), ("not more than", Hedge.AtMost, false), ("not exceeding", Hedge.AtMost, false), ("not to exceed", Hedge.AtMost, false), ("capped at", Hedge.AtMost, false), ("no higher than", Hedge.AtMost, false),
        ("at least", Hedge.AtLeast, false), ("no less than", Hedge.AtLeast, false), ("no fewer than", Hedge.AtLeast, false), ("not less than", Hedge.AtLeast, false), ("a minimum of", Hedge.AtLeast, false), ("minimum of", Hedge.AtLeast, false),
        ("more than", Hedge.MoreThan, false), ("greater than", Hedge.MoreThan, false), ("higher than", Hedge.MoreThan, true), ("in excess of", Hedge.MoreThan, false), ("north of", Hedge.MoreThan, false), ("upwards of", Hedge.MoreThan, false),
        ("upward of", Hedge.MoreThan, false), ("over", Hedge.MoreThan, true), ("above", Hedge.MoreThan, true), ("exceeding", Hedge.MoreThan, true), ("exceeds", Hedge.MoreThan, true), ("exceed", Hedge.MoreThan, true), ("exceeded", Hedge.MoreThan, true),
        ("surpassing", Hedge.MoreThan, true), ("surpassed", Hedge.MoreThan, true), ("surpass", Hedge.MoreThan, true), ("topping", Hedge.MoreThan, true), ("topped", Hedge.MoreThan, true), ("top", Hedge.MoreThan, true), ("tops", Hedge.MoreThan, true), ("beyond", Hedge.MoreThan, true),
        ("less than", Hedge.LessThan, false), ("fewer than", Hedge.LessThan, false), ("lower than", Hedge.LessThan, true), ("under", Hedge.LessThan, true), ("below", Hedge.LessThan, true), ("south of", Hedge.LessThan, false),
        ("close to", Hedge.Nearly, false), ("just under", Hedge.Nearly, false), ("just shy of", Hedge.Nearly, false), ("a little under", Hedge.Nearly, false), ("nearly", Hedge.Nearly, false), ("almost", Hedge.Nearly, false), ("approaching", Hedge.Nearly, false),
        ("nearing", Hedge.Nearly, false), ("virtually", Hedge.Nearly, false), ("about", Hedge.About, false), ("around", Hedge.About, false), ("roughly", Hedge.About, false), ("approximately", Hedge.About, false), ("approx", Hedge.About, false), ("approx.", Hedge.About, false),
        ("some", Hedge.About, false), ("circa", Hedge.About, false), ("c.", Hedge.About, false), ("ca.", Hedge.About, false), ("approx.", Hedge.About, false), ("an estimated", Hedge.About, false), ("estimated", Hedge.About, false), ("in the region of", Hedge.About, false), ("in the neighborhood of", Hedge.About, false), ("or so", Hedge.About, false),
    ];

    private static readonly string[] EnglishJoints = ["a", "an", "record", "total", "combined", "additional", "another", "extra", "further", "net", "of", "to", "cumulative", "whopping"];

    /// <summary>The hedge of a quantity: the one before it, else its own, else none.</summary>
    public static Hedge Read(ReadOnlySpan<char> text, Quantity quantity)
    {
        if (quantity.IsRange)
        {
            return Hedge.Between;
        }

        var before = Before(text, quantity.Start);
        before ??= InsideCurrency(text, quantity) ?? BeforeShare(text, quantity);
        return before ?? quantity.OwnHedge ?? Hedge.Exactly;
    }

    /// <summary>约占总营收的四成 has its hedge before 占.</summary>
    private static Hedge? BeforeShare(ReadOnlySpan<char> text, Quantity quantity)
    {
        var window = text[Math.Max(0, quantity.Start - 16)..quantity.Start];
        int share = window.LastIndexOf('占');
        return share > 0 && quantity.Kind == FigureKind.Percent && window[share..].IndexOfAny('，', ',', '。') < 0 ? ChineseAt(text, quantity.Start - window.Length + share) : null;
    }

    /// <summary>人民币约2500亿元 has its hedge between currency and number.</summary>
    private static Hedge? InsideCurrency(ReadOnlySpan<char> text, Quantity quantity)
    {
        var inside = text[quantity.Start..quantity.End];
        int digit = inside.IndexOfAnyInRange('0', '9');
        return digit > 1 && text[quantity.Start] >= '\u2E80' ? Before(text, quantity.Start + digit) : quantity.IsVerbal && inside.Length > 2 && inside[0] == '翻' ? Inside(inside) : null;
    }

    private static Hedge? Inside(ReadOnlySpan<char> text) => text.Contains('近') ? Hedge.Nearly : text.Contains('超') ? Hedge.MoreThan : null;

    private static Hedge? Before(ReadOnlySpan<char> text, int at)
    {
        bool article = false;
        for (int step = 0; step < MostSteps; step++)
        {
            while (at > 0 && (text[at - 1] is ' ' or '"' or '[' or ']' || text[at - 1] == '(' && step == 0))
            {
                at--;
            }

            if (at == 0)
            {
                return null;
            }

            bool han = text[at - 1] >= '\u2E80' || !Words.IsLetter(text[at - 1]) && text[at - 1] is not ('.' or ',');
            var found = han ? ChineseAt(text, at) : EnglishAt(text, at, article);
            if (found is not null)
            {
                return found;
            }

            int next = han ? PerStart(text, at) ?? JointStart(text, at, ChineseJoints) : EnglishJointStart(text, at, ref article);
            if (next == at)
            {
                return null;
            }

            at = next;
        }

        return null;
    }

    private static Hedge? ChineseAt(ReadOnlySpan<char> text, int at)
    {
        Hedge? best = null;
        int length = 0;
        foreach (var (word, hedge) in Chinese)
        {
            if (word.Length > length && text[..at].EndsWith(word) && !IsOtherWord(text, at, word))
            {
                (best, length) = (hedge, word.Length);
            }
        }

        return best;
    }

    private static bool IsOtherWord(ReadOnlySpan<char> text, int at, string word)
    {
        int before = at - word.Length - 1;
        if (word.Length > 1 || before < 0)
        {
            return false;
        }

        foreach (var (hedge, characters) in OtherWords)
        {
            if (word[0] == hedge && characters.Contains(text[before]))
            {
                return true;
            }
        }

        // 上 is a hedge only in 上亿 and 上千万, where a scale stands alone.
        return word[0] == '上' && (at >= text.Length || ChineseNumerals.ScaleOf(text[at]) == 0);
    }

    private static Hedge? EnglishAt(ReadOnlySpan<char> text, int at, bool article)
    {
        Hedge? best = null;
        int length = 0;
        foreach (var (phrase, hedge, comparison) in English)
        {
            int start = at - phrase.Length;
            bool ends = phrase.Length > length && start >= 0 && text[start..at].SequenceEqual(phrase) && (start == 0 || !Words.IsLetterOrDigit(text[start - 1]));

            // "above the $2.98 billion expected" compares with the figure, and does not hedge it.
            if (ends && !(article && comparison))
            {
                (best, length) = (hedge, phrase.Length);
            }
        }

        return best;
    }

    /// <summary>每平方米, 每股, 每百万词元 stand between hedge and number: 约每平方米1.86万元.</summary>
    private static int? PerStart(ReadOnlySpan<char> text, int at)
    {
        int from = Math.Max(0, at - 6);
        int per = text[from..at].LastIndexOf('每');
        return per >= 0 && text[(from + per)..at].IndexOfAny('，', ',', ' ') < 0 ? from + per : null;
    }

    private static int JointStart(ReadOnlySpan<char> text, int at, string[] joints)
    {
        foreach (string joint in joints)
        {
            if (text[..at].EndsWith(joint))
            {
                return at - joint.Length;
            }
        }

        return at;
    }

    private static int EnglishJointStart(ReadOnlySpan<char> text, int at, ref bool article)
    {
        var word = Words.Before(text, at, out int start);
        if (word is "the")
        {
            article = true;
            return start;
        }

        foreach (string joint in EnglishJoints)
        {
            if (word.SequenceEqual(joint))
            {
                return start;
            }
        }

        return at;
    }
}
