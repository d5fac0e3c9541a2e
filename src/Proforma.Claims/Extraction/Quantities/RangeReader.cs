namespace Proforma.Claims.Extraction.Quantities;

/// <summary>
/// Joins neighbouring quantities: two into a range (4亿至6亿美元, $1.2-1.4 billion, between 60 and 70 million), and the members of a list, whose last one
/// carries the unit and scale of all (62.1、78.4和95.0亿元).
/// </summary>
internal static class RangeReader
{
    private const int LookBack = 40;
    private const decimal Largest = 1e14m;

    public static void Join(ReadOnlySpan<char> text, List<Quantity> quantities)
    {
        // Right to left, so that a unit reaches back over a whole list.
        for (int i = quantities.Count - 2; i >= 0; i--)
        {
            var first = quantities[i];
            var second = quantities[i + 1];
            int gap = second.Start - first.End;
            if (gap is < 1 or > 8)
            {
                continue;
            }

            var between = text[first.End..second.Start];
            if (JoinRange(text, first, second, between))
            {
                quantities.RemoveAt(i + 1);
            }
            else if (IsListMark(between) || IsChangeMark(text, first, between))
            {
                ShareUnit(text, first, second, between);
            }
        }
    }

    private static bool JoinRange(ReadOnlySpan<char> text, Quantity first, Quantity second, ReadOnlySpan<char> between)
    {
        if (first.IsRange || second.IsRange || first.IsVerbal || second.IsVerbal || first.HasRate || first.OwnHedge is not null || !IsRangeMark(text, first, between))
        {
            return false;
        }

        if (first.Kind != second.Kind && first.Form == QuantityForm.WithUnit && first.Unit is not null)
        {
            return false;
        }

        bool sameUnit = first.Unit == second.Unit || first.Unit is null || second.Unit is null && second.Form == QuantityForm.Bare && second.Low > first.Low / first.Scale;

        // "$1.2-1.4 billion": the sign before the first number is the second's too.
        sameUnit |= first is { Unit: not null, Kind: FigureKind.Amount } && second is { Unit: null, Form: QuantityForm.Scaled, Kind: FigureKind.Amount };
        bool yuan = first.Unit is not null && second.Unit is not null && first.Unit != second.Unit && (SameMoney(first.Unit, second.Unit) || second.IsPlainYuan);
        if (!sameUnit && !yuan)
        {
            return false;
        }

        var (low, high) = (first.Low, second.High);
        decimal shared = SharedFactor(first, second);
        low *= shared;
        bool backward = second.Form == QuantityForm.Bare && second.Unit is null && first.Unit is not null;
        high *= backward ? first.Scale : 1;
        if (low >= high || low < 0 != high < 0 && low < 0 && second.Low < 0 || low > 0 && high / low > 1_000)
        {
            return false;
        }

        first.Low = low;
        first.High = high;
        first.LastDigit = Math.Max(first.LastDigit * shared, second.LastDigit);
        first.End = second.End;
        first.Unit = second.IsPlainYuan && first.Unit is not null ? first.Unit : second.Unit ?? first.Unit;
        first.UnitMetric = second.UnitMetric ?? first.UnitMetric;
        first.Kind = backward ? first.Kind : second.Kind;
        first.Form = second.Form == QuantityForm.Bare || second.Unit is null ? first.Form : second.Form;
        first.Scale = second.Scale;
        first.IsFormatted |= second.IsFormatted;
        first.OwnHedge = Hedge.Between;
        first.HasRate = second.HasRate;
        first.Notes.AddRange(second.Notes);
        return true;
    }

    private static bool SameMoney(string first, string second) => first == "¥" || second == "¥" || second.StartsWith(first, StringComparison.Ordinal);

    /// <summary>What the first number of a range takes from the second: its scale and its unit's factor, when it has none of its own.</summary>
    private static decimal SharedFactor(Quantity first, Quantity second)
    {
        decimal scale = first.Scale == 1 && second.Scale > 1 && first.Low <= second.High / second.Scale * 1.0001m ? second.Scale : 1;
        bool percent = first.Form == QuantityForm.Bare && first.Unit is null && second.Unit == "1" && second.Kind is FigureKind.Percent or FigureKind.PercentagePoints or FigureKind.Growth;
        bool unit = first.Unit is null && second.Unit is not null && second.Form == QuantityForm.WithUnit && second.Kind is FigureKind.Amount or FigureKind.Count;
        decimal factor = percent || unit ? second.UnitFactor : 1;
        return scale * factor;
    }

    private static bool IsRangeMark(ReadOnlySpan<char> text, Quantity first, ReadOnlySpan<char> between)
    {
        var mark = between.Trim();
        if (mark is "-" or "~" or "\u2014" or "--" or "至" or "到" or "-约" or "至约" or "\u2014\u2014")
        {
            return mark is not ("至" or "到") || !IsChange(text, first.Start);
        }

        if (mark is "to" or "to about" or "to around")
        {
            return !IsChange(text, first.Start) && !Words.IsBefore(text, first.Start, "by");
        }

        return mark is "and" or "and about" or "和" or "与" && HasBetween(text, first.Start);
    }

    /// <summary>"from 8 to 10" is a change unless a range was named: rose from, 从…增至.</summary>
    private static bool IsChange(ReadOnlySpan<char> text, int at)
    {
        int from = Math.Max(0, at - LookBack);
        var window = text[from..at];
        if (window.Contains("rang", StringComparison.Ordinal) || window.Contains("between", StringComparison.Ordinal) || window.Contains("区间", StringComparison.Ordinal)
            || window.Contains("介于", StringComparison.Ordinal) || window.Contains("anywhere", StringComparison.Ordinal))
        {
            return false;
        }

        var near = text[Math.Max(0, at - 14)..at];
        int word = near.LastIndexOf("from");
        bool changed = word >= 0 && near[(word + 4)..].IndexOfAny(',', '.', ';') < 0 || Words.IsBefore(text, at, "from");
        int han = near.LastIndexOfAny('从', '由', '自');
        return changed || han >= 0 && near[(han + 1)..].IndexOfAny('，', '。', ',') < 0;
    }

    private static bool HasBetween(ReadOnlySpan<char> text, int at)
    {
        var window = text[Math.Max(0, at - LookBack)..at];
        return window.LastIndexOf("between") is var word and >= 0 && window[word..].IndexOfAny('.', ';') < 0 || window.Contains("介于", StringComparison.Ordinal);
    }

    private static bool IsListMark(ReadOnlySpan<char> between)
    {
        var mark = between.Trim();
        return mark is "、" or "和" or "及" or "与" or "以及" or "/" or "," or "and" or ", and" or "或" or "or";
    }

    /// <summary>"rose from 10 to 12 percent": the first number is in the second's unit.</summary>
    private static bool IsChangeMark(ReadOnlySpan<char> text, Quantity first, ReadOnlySpan<char> between) =>
        first is { Form: QuantityForm.Bare, Unit: null } && between.Trim() is "to" or "to about" or "至" or "到" or "增至" or "升至" or "降至" or "提高至" or "增长至" or "提升至"
        && IsChange(text, first.Start);

    private static void ShareUnit(ReadOnlySpan<char> text, Quantity first, Quantity second, ReadOnlySpan<char> between)
    {
        bool latin = between.Trim() is "," or "and" or ", and" or "or";
        bool hasSign = first.Unit is not null;
        bool bare = first.Form == QuantityForm.Bare;
        bool scaleOnly = first.Form == QuantityForm.Scaled && first.Unit is null;
        if (second.Form != QuantityForm.WithUnit || second.Unit is null || second.IsVerbal || second.Kind == FigureKind.Count && latin)
        {
            return;
        }

        if (hasSign && first.Unit == second.Unit && first.Scale == 1 && second.Scale > 1 && latin && first.Low < 1_000)
        {
            // "$4, $12 and $34.5 billion": the last scale is everyone's.
            Multiply(first, second.Scale);
            return;
        }

        bool listed = !latin || second.Kind == FigureKind.Percent || IsRespective(text, second.End);
        if (hasSign || !(bare && listed || scaleOnly))
        {
            return;
        }

        Multiply(first, (bare ? second.Scale : 1) * second.UnitFactor);
        first.Unit = second.Unit;
        first.Kind = second.Kind;
        first.Scale = second.Scale;
        first.UnitFactor = second.UnitFactor;
        first.UnitMetric = second.UnitMetric;
        first.Form = QuantityForm.WithUnit;
    }

    private static bool IsRespective(ReadOnlySpan<char> text, int at) =>
        text[at..Math.Min(text.Length, at + (2 * LookBack))].Contains("respectively", StringComparison.Ordinal);

    private static void Multiply(Quantity quantity, decimal factor)
    {
        if (Math.Abs(quantity.High) > Largest || factor > Largest)
        {
            return;
        }

        quantity.Low *= factor;
        quantity.High *= factor;
        quantity.LastDigit *= factor;
        quantity.Scale *= factor;
    }
}
