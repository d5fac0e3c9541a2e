namespace Proforma.Claims.Extraction.Quantities;

/// <summary>Reads the hedges that stand inside or right after a figure: 多, 余, 来, 左右, 以上, 以内, "or more", "+".</summary>
internal static class PostHedge
{
    private static readonly (string Word, Hedge Hedge)[] Words =
    [
        ("左右", Hedge.About), ("上下", Hedge.About), ("之间", Hedge.Between), ("以上", Hedge.AtLeast), ("以内", Hedge.AtMost), ("之内", Hedge.AtMost), ("以下", Hedge.LessThan),
        ("有余", Hedge.MoreThan), ("不等", Hedge.About), ("开外", Hedge.MoreThan), ("不到", Hedge.LessThan), ("起步", Hedge.AtLeast), ("起", Hedge.AtLeast), ("封顶", Hedge.AtMost),
        ("or more", Hedge.AtLeast), ("or so", Hedge.About), ("or less", Hedge.AtMost), ("or fewer", Hedge.AtMost), ("at most", Hedge.AtMost), ("at least", Hedge.AtLeast),
        ("and above", Hedge.AtLeast), ("or higher", Hedge.AtLeast), ("or above", Hedge.AtLeast), ("plus", Hedge.AtLeast), ("-plus", Hedge.AtLeast), ("ish", Hedge.About),
    ];

    public static void Read(ReadOnlySpan<char> text, Quantity quantity, in Magnitude number, UnitReading? unit)
    {
        if (number.HasMore || unit is { HasMore: true })
        {
            bool plus = number.End > 0 && text[number.End - 1] == '+';
            quantity.OwnHedge = plus ? Hedge.AtLeast : Hedge.MoreThan;
        }
        else if (number.IsRough)
        {
            quantity.OwnHedge = Hedge.About;
        }

        ReadAfter(text, quantity);
    }

    /// <summary>Reads the hedge after the quantity's end and takes it into the quantity.</summary>
    public static void ReadAfter(ReadOnlySpan<char> text, Quantity quantity)
    {
        int at = quantity.End;
        if (at < text.Length && text[at] == '+' && (at + 1 == text.Length || !char.IsAsciiDigit(text[at + 1])))
        {
            quantity.OwnHedge = Hedge.AtLeast;
            quantity.End = at + 1;
            return;
        }

        if (at < text.Length && text[at] is '多' or '余' && quantity.Kind is FigureKind.Amount or FigureKind.Count)
        {
            quantity.OwnHedge = Hedge.MoreThan;
            quantity.End = at + 1;
            return;
        }

        int next = at < text.Length && text[at] == ' ' ? at + 1 : at;
        foreach (var (word, hedge) in Words)
        {
            bool latin = word[^1] < '\u2E80';
            bool matches = latin ? Quantities.Words.Is(text, word[0] == '-' || word == "ish" ? at : next, word, out _) : next < text.Length && text[next..].StartsWith(word);
            if (!matches || word == "起" && next + 1 < text.Length && "来源点诉草飞家案".Contains(text[next + 1]))
            {
                continue;
            }

            quantity.OwnHedge = hedge == Hedge.Between ? quantity.OwnHedge : hedge;
            quantity.End = latin && word[0] != '-' && word != "ish" ? next + word.Length : (latin ? at : next) + word.Length;
            return;
        }
    }
}
