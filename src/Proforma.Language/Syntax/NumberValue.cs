using System.Globalization;

namespace Proforma.Language.Syntax;

/// <summary>
/// The value of a number token. Suffixes are powers of ten, so a value is the double nearest to what is written: 36.2724% is 0.362724.
/// </summary>
internal static class NumberValue
{
    private const int LargestExponent = 100_000;

    private static readonly double[] PowersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    public static bool IsSuffix(ReadOnlySpan<char> letters) => letters is "K" or "M" or "B" or "T" or "bp" or "万" or "亿" or "万亿";

    /// <summary>The suffix that other letters usually stand for (`mn`, `bn`, `k`), or null.</summary>
    public static string? IntendedSuffix(ReadOnlySpan<char> letters) => letters switch
    {
        "k" => "K",
        "m" or "mn" or "MM" or "mm" or "Mn" or "mln" => "M",
        "b" or "bn" or "Bn" or "BN" or "bln" => "B",
        "t" or "tn" or "trn" => "T",
        "BP" or "Bp" or "bps" or "BPS" => "bp",
        "萬" => "万",
        "億" => "亿",
        "萬億" => "万亿",
        _ => SuffixOfWord(letters),
    };

    /// <summary>The suffix for a number word such as `million`, or null.</summary>
    public static string? SuffixOfWord(ReadOnlySpan<char> word) => word switch
    {
        "thousand" => "K",
        "million" or "millions" => "M",
        "billion" or "billions" => "B",
        "trillion" or "trillions" => "T",
        "percent" => "%",
        _ => null,
    };

    /// <summary>How many of the letters after a number are a suffix, where a unit follows without a space: 1 in `MUSD`, 0 in `USD`.</summary>
    public static int SuffixBeforeUnit(string letters)
    {
        if (letters.StartsWith("万亿", StringComparison.Ordinal))
        {
            return 2;
        }

        var isCurrencyAfter = letters.Length == 4 && letters.AsSpan(1).ContainsAnyExceptInRange('A', 'Z') == false;
        return letters[0] is '万' or '亿' || (letters[0] is 'K' or 'M' or 'B' or 'T' && isCurrencyAfter) ? 1 : 0;
    }

    /// <summary>The value of <paramref name="number"/>, its suffix applied; infinite when it is too large.</summary>
    public static double Of(ReadOnlySpan<char> number)
    {
        var mantissa = 0UL;
        var exponent = 0;
        var digits = 0;
        var isFraction = false;
        var i = 0;
        for (; i < number.Length; i++)
        {
            var c = number[i];
            if (Characters.IsDigit(c))
            {
                digits += digits > 0 || c != '0' ? 1 : 0;
                mantissa = (mantissa * 10) + (uint)(c - '0');
                exponent -= isFraction ? 1 : 0;
            }
            else if (c == '.' && !isFraction)
            {
                isFraction = true;
            }
            else if (c != '_')
            {
                break;
            }
        }

        var endOfDigits = i;
        exponent += WrittenExponent(number, ref i) + SuffixExponent(number[i..]);

        // Both are exact doubles, so one operation rounds once (Clinger's fast path).
        if (digits <= 15 && Math.Abs(exponent) < PowersOfTen.Length)
        {
            return exponent < 0 ? mantissa / PowersOfTen[-exponent] : mantissa * PowersOfTen[exponent];
        }

        return Slow(number[..endOfDigits], exponent);
    }

    private static double Slow(ReadOnlySpan<char> digits, int exponent)
    {
        var whole = new char[digits.Length + 12];
        var length = 0;
        foreach (var c in digits)
        {
            if (Characters.IsDigit(c))
            {
                whole[length++] = c;
            }
        }

        whole[length++] = 'e';
        exponent.TryFormat(whole.AsSpan(length), out var written, provider: CultureInfo.InvariantCulture);
        return double.Parse(whole.AsSpan(0, length + written), NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
    }

    private static int WrittenExponent(ReadOnlySpan<char> number, ref int i)
    {
        if (i >= number.Length || number[i] is not ('e' or 'E'))
        {
            return 0;
        }

        var isNegative = i + 1 < number.Length && number[i + 1] == '-';
        i += isNegative || (i + 1 < number.Length && number[i + 1] == '+') ? 2 : 1;
        var value = 0;
        for (; i < number.Length && (Characters.IsDigit(number[i]) || number[i] == '_'); i++)
        {
            value = number[i] == '_' ? value : Math.Min(LargestExponent, (value * 10) + number[i] - '0');
        }

        return isNegative ? -value : value;
    }

    private static int SuffixExponent(ReadOnlySpan<char> suffix) => (IntendedSuffix(suffix) ?? suffix) switch
    {
        "K" => 3,
        "M" => 6,
        "B" => 9,
        "T" => 12,
        "万" => 4,
        "亿" => 8,
        "万亿" => 12,
        "%" => -2,
        "bp" => -4,
        _ => 0,
    };
}
