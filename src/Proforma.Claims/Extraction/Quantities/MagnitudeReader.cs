namespace Proforma.Claims.Extraction.Quantities;

/// <summary>Reads a number with its scale, in digits or words, Chinese or English: 345亿, 20多亿, 3亿5000万, 34.5bn, 1.2 million, 三亿五千万, half a billion.</summary>
internal static class MagnitudeReader
{
    /// <summary>The magnitude at a position of folded text, or null.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="at">Where it starts.</param>
    /// <param name="hasCurrency">Whether a currency sign stands before it: then a lone <c>m</c> is millions, not metres.</param>
    public static Magnitude? Read(ReadOnlySpan<char> text, int at, bool hasCurrency)
    {
        if (at >= text.Length)
        {
            return null;
        }

        char c = text[at];
        if (char.IsAsciiDigit(c))
        {
            return ReadDigits(text, at, hasCurrency);
        }

        if (ChineseNumerals.IsNumeral(c))
        {
            return ReadChinese(text, at);
        }

        return Words.IsLetter(c) ? EnglishNumerals.Read(text, at) : null;
    }

    private static Magnitude? ReadDigits(ReadOnlySpan<char> text, int at, bool hasCurrency)
    {
        if (DigitReader.Read(text, at) is not { } digits)
        {
            return null;
        }

        return ChineseFraction(text, digits) ?? ChineseScale(text, digits) ?? EnglishScale(text, digits, hasCurrency) ?? digits;
    }

    private static Magnitude? ReadChinese(ReadOnlySpan<char> text, int at)
    {
        if (ChineseNumerals.Read(text, at) is not { } number)
        {
            return null;
        }

        return ChineseFraction(text, number) ?? Tail(text, number);
    }

    /// <summary>分之 turns round: 三分之二 is two thirds, 百分之四十五 is 45 in a hundred.</summary>
    private static Magnitude? ChineseFraction(ReadOnlySpan<char> text, Magnitude under)
    {
        if (under.Value <= 0 || !text[under.End..].StartsWith("分之"))
        {
            return null;
        }

        int at = under.End + 2;
        var over = at >= text.Length ? null : char.IsAsciiDigit(text[at]) ? DigitReader.Read(text, at) : ChineseNumerals.Read(text, at);
        if (over is not { } number)
        {
            return null;
        }

        return new Magnitude(number.Value / under.Value, number.LastDigit / under.Value, number.End) { IsFraction = true, HasMore = number.HasMore };
    }

    /// <summary>Scales after digits: 345亿, 1.1万亿, 3亿5000万, 20多亿, and 多 or 余 after them.</summary>
    private static Magnitude? ChineseScale(ReadOnlySpan<char> text, Magnitude digits)
    {
        var number = digits;
        int at = SkipSpaceBeforeScale(text, number.End);
        bool any = false;
        bool more = false;
        bool rough = false;
        while (at < text.Length)
        {
            bool hedge = !any && text[at] is '多' or '余' or '来' or '几' && at + 1 < text.Length && ChineseNumerals.ScaleOf(text[at + 1]) >= 10_000;
            more |= hedge && text[at] is '多' or '余';
            rough |= hedge && text[at] is '来' or '几';
            at += hedge ? 1 : 0;
            decimal scale = ChineseNumerals.ScaleOf(text[at]);
            if (scale == 0 || number.Value * scale > 1_000_000_000_000_000_000m)
            {
                break;
            }

            at++;
            number = number.Times(scale, at);
            any = true;
        }

        if (!any)
        {
            return Tail(text, digits) is { } tail && tail != digits ? tail : null;
        }

        number = number with { HasMore = more, IsRough = rough };
        return Tail(text, Lower(text, number));
    }

    /// <summary>The lower part of a number in two parts: 3亿5000万, 1万2千.</summary>
    private static Magnitude Lower(ReadOnlySpan<char> text, Magnitude upper)
    {
        if (upper.End >= text.Length || !char.IsAsciiDigit(text[upper.End]) || DigitReader.Read(text, upper.End) is not { } digits)
        {
            return upper;
        }

        decimal scale = digits.End < text.Length ? ChineseNumerals.ScaleOf(text[digits.End]) : 0;
        bool fits = scale > 0 && scale < upper.Scale && digits.Value * scale < upper.Scale;
        return fits
            ? upper with { Value = upper.Value + (digits.Value * scale), LastDigit = digits.LastDigit * scale, End = digits.End + 1 }
            : upper;
    }

    private static Magnitude Tail(ReadOnlySpan<char> text, Magnitude number)
    {
        if (number.End >= text.Length)
        {
            return number;
        }

        char c = text[number.End];
        return c switch
        {
            '多' or '余' => number with { HasMore = true, End = number.End + 1 },
            '来' when number.End + 1 < text.Length && text[number.End + 1] is '人' or '名' or '家' or '个' or '位' => number with { IsRough = true, End = number.End + 1 },
            '+' when number.End + 1 >= text.Length || !char.IsAsciiDigit(text[number.End + 1]) => number with { HasMore = true, End = number.End + 1 },
            _ => number,
        };
    }

    private static int SkipSpaceBeforeScale(ReadOnlySpan<char> text, int at)
    {
        bool spaced = at + 1 < text.Length && text[at] == ' ' && ChineseNumerals.ScaleOf(text[at + 1]) >= 10_000;
        return spaced ? at + 1 : at;
    }

    private static Magnitude? EnglishScale(ReadOnlySpan<char> text, Magnitude digits, bool hasCurrency)
    {
        int at = digits.End;
        bool attached = at < text.Length && Words.IsLetter(text[at]);
        at = attached ? at : Words.Skip(text, at);
        var word = Words.At(text, at);
        if (word.IsEmpty || word.Length > 8)
        {
            return null;
        }

        int end = at + word.Length;
        bool closed = end == text.Length || !char.IsAsciiDigit(text[end]);
        decimal scale = closed ? ScaleOf(word, attached, hasCurrency) : 0;
        if (scale == 0)
        {
            return null;
        }

        end += word is "mn" or "bn" or "tn" or "mln" or "bln" or "trn" && end < text.Length && text[end] == '.' && end + 1 < text.Length && text[end + 1] == ' '
            && end + 2 < text.Length && Words.IsLetter(text[end + 2]) ? 1 : 0;
        var scaled = digits.Times(scale, end) with { IsLetterScale = word.Length == 1 && !hasCurrency };

        // "2 million million" is not a number, but "lakh crore" is.
        int next = Words.Skip(text, end);
        return word is "lakh" && Words.Is(text, next, "crore", out int after) ? Tail(text, scaled.Times(10_000_000, after)) : Tail(text, scaled);
    }

    private static decimal ScaleOf(ReadOnlySpan<char> word, bool attached, bool hasCurrency) => word switch
    {
        "thousand" or "thousands" => 1_000,
        "million" or "millions" or "mn" or "mln" or "mio" => 1_000_000,
        "billion" or "billions" or "bn" or "bln" => 1_000_000_000,
        "trillion" or "trillions" or "tn" or "trn" or "trln" => 1_000_000_000_000,
        "crore" or "crores" or "cr" => 10_000_000,
        "lakh" or "lakhs" => 100_000,
        "mm" when hasCurrency => 1_000_000,
        "k" when attached => 1_000,
        "m" when attached || hasCurrency => 1_000_000,
        "b" when attached || hasCurrency => 1_000_000_000,
        "t" when attached && hasCurrency => 1_000_000_000_000,
        "w" when attached => 10_000,
        _ => 0,
    };
}
