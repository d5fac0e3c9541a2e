using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>The words that say what a change is against: 同比 and "year over year", 环比 and "sequentially".</summary>
internal static class ComparisonWords
{
    /// <summary>Against the same part of the year before.</summary>
    public const int YearOnYear = 1;

    /// <summary>Against the part before.</summary>
    public const int StepOnStep = 2;

    /// <summary>Whether words say that a change is against the year before or the part before; 0 when they say neither.</summary>
    public static int Last(ReadOnlySpan<char> text)
    {
        int yearly = LastOf(text, ["同比", "年增", "年减", "按年", "year on year", "year-on-year", "year-over-year", "year over year", "yoy", "y/y", "from a year earlier", "from a year ago", "annually"]);
        int stepwise = LastOf(text, ["环比", "季增", "季减", "月增", "月减", "按季", "按月", "quarter-on-quarter", "quarter on quarter", "quarter-over-quarter", "quarter over quarter", "qoq", "q/q",
            "month-on-month", "month-over-month", "month on month", "month over month", "mom", "m/m", "sequentially", "sequential"]);
        return yearly < 0 && stepwise < 0 ? 0 : yearly > stepwise ? YearOnYear : StepOnStep;
    }

    private static int LastOf(ReadOnlySpan<char> text, ReadOnlySpan<string> words)
    {
        int last = -1;
        foreach (string word in words)
        {
            int at = text.LastIndexOf(word);
            // 全年增速 is no 年增.
            bool han = word[0] >= '\u2E80' && (at < 1 || text[at - 1] != '全') && !(at >= 0 && text[(at + word.Length)..].StartsWith("速"));
            bool whole = at >= 0 && (han || word[0] < '\u2E80' && (at == 0 || !Words.IsLetter(text[at - 1])) && (at + word.Length == text.Length || !Words.IsLetter(text[at + word.Length])));
            last = whole ? Math.Max(last, at) : last;
        }

        return last;
    }
}
