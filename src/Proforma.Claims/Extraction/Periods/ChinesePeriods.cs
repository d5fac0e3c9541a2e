using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Periods;

/// <summary>Periods in Chinese: 2024年上半年, 2024年9月末, 去年底, 第三季度, 前三季度, 2024财年, 截至6月30日止六个月, 同期.</summary>
internal sealed class ChinesePeriods(DateOnly? publishedOn)
{
    private const int NoYear = 0;

    private static readonly (string Word, int Years)[] Years =
    [
        ("本年度", 0), ("去年", -1), ("上年", -1), ("上一年", -1), ("今年", 0), ("本年", 0), ("明年", 1), ("后年", 2), ("前年", -2), ("来年", 1), ("去岁", -1),
    ];

    private static readonly (string Word, PeriodForm Form)[] Plain =
    [
        ("上年同期", PeriodForm.YearBefore), ("去年同期", PeriodForm.YearBefore), ("上年同季", PeriodForm.YearBefore), ("去年同季", PeriodForm.YearBefore),
        ("上年度同期", PeriodForm.YearBefore), ("同期", PeriodForm.Same), ("上季度", PeriodForm.PartBefore), ("上一季度", PeriodForm.PartBefore),
        ("上季", PeriodForm.PartBefore), ("前一季度", PeriodForm.PartBefore), ("本报告期", PeriodForm.Same), ("报告期", PeriodForm.Same), ("本季度", PeriodForm.Same),
        ("当季", PeriodForm.Same), ("本季", PeriodForm.Same), ("期内", PeriodForm.Same), ("期末", PeriodForm.Same), ("本期", PeriodForm.Same), ("上期", PeriodForm.YearBefore),
        ("当月", PeriodForm.Same), ("截至目前", PeriodForm.Now), ("目前", PeriodForm.Now), ("当前", PeriodForm.Now), ("现在", PeriodForm.Now), ("如今", PeriodForm.Now),
        ("现有", PeriodForm.Now), ("眼下", PeriodForm.Now),
    ];

    public PeriodMention? ReadDigits(ReadOnlySpan<char> text, int at)
    {
        if (at > 0 && (Words.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '$'))
        {
            return null;
        }

        int end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        int length = end - at;
        int value = length <= 4 ? NumericPeriods.Value(text[at..end]) : 0;
        if (length == 4 && NumericPeriods.IsYear(value))
        {
            return FromYear(text, at, end, value);
        }

        if (length == 2 && StartsWith(text, end, "年") && value is >= 15 and <= 45 && IsPartAfter(text, end + 1))
        {
            return FromYear(text, at, end, 2000 + value);
        }

        return (length <= 2 ? Months(text, at, end, value) ?? QuarterNumber(text, at, end, value) : null) ?? Duration(text, at, end);
    }

    public PeriodMention? ReadWord(ReadOnlySpan<char> text, int at)
    {
        foreach (var (word, form) in Plain)
        {
            if (StartsWith(text, at, word))
            {
                return new PeriodMention(at, at + word.Length, form, default);
            }
        }

        foreach (var (word, years) in Years)
        {
            if (StartsWith(text, at, word))
            {
                return Relative(text, at, at + word.Length, years);
            }
        }

        return RelativeMonth(text, at) ?? PartOfYear(text, at) ?? NumeralYear(text, at) ?? NumeralDuration(text, at);
    }

    private static bool StartsWith(ReadOnlySpan<char> text, int at, string word) => at < text.Length && text[at..].StartsWith(word);

    private PeriodMention Relative(ReadOnlySpan<char> text, int at, int end, int years)
    {
        int year = publishedOn is { } date ? date.Year + years : NoYear;
        var (span, after) = Tail(text, end, year);
        return new PeriodMention(at, after, year == NoYear ? PeriodForm.None : PeriodForm.Whole, span);
    }

    private PeriodMention? RelativeMonth(ReadOnlySpan<char> text, int at)
    {
        int months = StartsWith(text, at, "上个月") || StartsWith(text, at, "上月") ? -1 : StartsWith(text, at, "本月") || StartsWith(text, at, "这个月") ? 0
            : StartsWith(text, at, "下月") || StartsWith(text, at, "下个月") ? 1 : 9;
        if (months == 9)
        {
            return null;
        }

        int end = text[at..].IndexOf('月') + at + 1;
        if (publishedOn is not { } date)
        {
            return new PeriodMention(at, end, PeriodForm.None, default);
        }

        var month = date.AddMonths(months);
        return PeriodMention.Whole(at, end, Period.OfMonth(month.Year, month.Month));
    }

    private static PeriodMention? FromYear(ReadOnlySpan<char> text, int at, int end, int year)
    {
        bool marked = StartsWith(text, end, "年") || StartsWith(text, end, " 年");
        if (marked)
        {
            int after = text[end] == ' ' ? end + 2 : end + 1;
            return Range(text, at, after, year) ?? Closed(text, at, after, year);
        }

        if (StartsWith(text, end, "财年") || StartsWith(text, end, "财政年度"))
        {
            return PeriodMention.Whole(at, end + (text[end + 1] == '年' ? 2 : 4), Period.OfYear(year, fiscal: true));
        }

        // 2025-2027年, 2025至2027年.
        int next = end < text.Length && text[end] is '-' or '~' or '至' or '到' or '\u2014' ? end + 1 : 0;
        bool pair = next > 0 && next + 5 <= text.Length && NumericPeriods.IsYear(DigitsAt(text, next, 4)) && text[next + 4] == '年';
        return pair ? new PeriodMention(at, next + 5, PeriodForm.Whole, new PeriodSpan(Period.OfYear(year), Period.OfYear(DigitsAt(text, next, 4)))) : null;
    }

    private static PeriodMention? Range(ReadOnlySpan<char> text, int at, int after, int year)
    {
        if (after >= text.Length || text[after] is not ('至' or '到' or '-' or '~' or '\u2014') || after + 6 > text.Length)
        {
            return null;
        }

        int last = DigitsAt(text, after + 1, 4);
        bool whole = NumericPeriods.IsYear(last) && last > year && text[after + 5] == '年' && !IsPartAfter(text, after + 6);
        return whole ? new PeriodMention(at, after + 6, PeriodForm.Whole, new PeriodSpan(Period.OfYear(year), Period.OfYear(last))) : null;
    }

    private static PeriodMention Closed(ReadOnlySpan<char> text, int at, int after, int year)
    {
        var (span, end) = Tail(text, after, year);
        return new PeriodMention(at, end, PeriodForm.Whole, span);
    }

    private static bool IsPartAfter(ReadOnlySpan<char> text, int at) => PartOf(text, SkipFiller(text, at), 2000, out _) is not null || StartsWith(text, at, "全年");

    private static int SkipFiller(ReadOnlySpan<char> text, int at)
    {
        foreach (string filler in (ReadOnlySpan<string>)["年度的", "年度", "度的", "度", "全年", "的", " "])
        {
            if (StartsWith(text, at, filler))
            {
                return at + filler.Length;
            }
        }

        return at;
    }

    /// <summary>The part of a year that follows its name, or the whole year.</summary>
    private static (PeriodSpan Span, int End) Tail(ReadOnlySpan<char> text, int at, int year)
    {
        int next = SkipFiller(text, at);
        if (PartOf(text, next, year, out int end) is { } part)
        {
            return (part, end);
        }

        return (new PeriodSpan(Period.OfYear(year)), StartsWith(text, at, "全年") ? at + 2 : StartsWith(text, at, "度") ? at + 1 : at);
    }

    private static PeriodSpan? PartOf(ReadOnlySpan<char> text, int at, int year, out int end)
    {
        end = at;
        (string Word, Period Period)[] parts =
        [
            ("上半年", new Period(PeriodGrain.Half, year, 1)), ("半年度", new Period(PeriodGrain.Half, year, 1)), ("半年报", new Period(PeriodGrain.Half, year, 1)),
            ("下半年", new Period(PeriodGrain.Half, year, 2)), ("中期", new Period(PeriodGrain.Half, year, 1)),
            ("年底", Period.OfMonth(year, 12)), ("年末", Period.OfMonth(year, 12)), ("年初", Period.OfMonth(year, 1)), ("年中", Period.OfMonth(year, 6)),
            ("底", Period.OfMonth(year, 12)), ("末", Period.OfMonth(year, 12)), ("初", Period.OfMonth(year, 1)), ("首季", new Period(PeriodGrain.Quarter, year, 1)),
        ];
        foreach (var (word, period) in parts)
        {
            if (StartsWith(text, at, word))
            {
                end = at + word.Length;
                return new PeriodSpan(period);
            }
        }

        return FirstParts(text, at, year, out end) ?? Quarter(text, at, year, out end) ?? MonthDay(text, at, year, out end);
    }

    /// <summary>前三季度, 前9个月.</summary>
    private static PeriodSpan? FirstParts(ReadOnlySpan<char> text, int at, int year, out int end)
    {
        end = at;
        if (!StartsWith(text, at, "前") && !StartsWith(text, at, "首"))
        {
            return null;
        }

        int count = SmallNumber(text, at + 1, out int after);
        after += StartsWith(text, after, "个") ? 1 : 0;
        int months = StartsWith(text, after, "季度") ? count * 3 : StartsWith(text, after, "月") ? count : 0;
        if (months is < 1 or > 12)
        {
            return null;
        }

        end = after + (text[after] == '月' ? 1 : 2);
        return PeriodSpan.FirstMonths(year, months);
    }

    private static PeriodSpan? Quarter(ReadOnlySpan<char> text, int at, int year, out int end)
    {
        end = at;
        bool ordinal = StartsWith(text, at, "第");
        int start = ordinal ? at + 1 : StartsWith(text, at, "q") ? at + 1 : at;
        bool letter = start > at && !ordinal;
        int quarter = SmallNumber(text, start, out int after);
        if (quarter is < 1 or > 4)
        {
            return null;
        }

        bool full = StartsWith(text, after, "季度");
        if (!letter && !full && !(ordinal && StartsWith(text, after, "季")) && !StartsWith(text, after, "季报") || letter && after < text.Length && Words.IsLetterOrDigit(text[after]))
        {
            return null;
        }

        end = letter ? after : full ? after + 2 : after + 1;
        end += StartsWith(text, end, "末") ? 1 : 0;
        return new PeriodSpan(new Period(PeriodGrain.Quarter, year, quarter));
    }

    /// <summary>9月, 9月末, 9月30日, 7-9月, 7月至9月, 6月30日止六个月, 3月的财年.</summary>
    private static PeriodSpan? MonthDay(ReadOnlySpan<char> text, int at, int year, out int end)
    {
        end = at;
        int month = SmallNumber(text, at, out int after);
        if (month is < 1 or > 12)
        {
            return null;
        }

        int monthMark = StartsWith(text, after, "月") ? after : -1;
        if (IsRangeMark(text, monthMark >= 0 ? after + 1 : after) && SmallNumber(text, (monthMark >= 0 ? after + 1 : after) + 1, out int lastEnd) is var last
            && last > month && last <= 12 && StartsWith(text, lastEnd, "月") && !char.IsAsciiDigit(lastEnd + 1 < text.Length ? text[lastEnd + 1] : ' '))
        {
            end = lastEnd + 1;
            return MonthSpan(year, month, last);
        }

        if (monthMark < 0)
        {
            return null;
        }

        end = after + 1;
        int day = SmallNumber(text, end, out int dayEnd);
        bool hasDay = day is >= 1 and <= 31 && StartsWith(text, dayEnd, "日") && day <= DateTime.DaysInMonth(Math.Max(year, 2024), month);
        end = hasDay ? dayEnd + 1 : end + (StartsWith(text, end, "底") || StartsWith(text, end, "末") || StartsWith(text, end, "初") || StartsWith(text, end, "份") ? 1 : 0);
        return EndedMonths(text, ref end, year, month) ?? new PeriodSpan(hasDay ? Period.OfDay(year, month, day) : Period.OfMonth(year, month));
    }

    private static PeriodSpan? EndedMonths(ReadOnlySpan<char> text, ref int end, int year, int month)
    {
        int at = end;
        foreach (string joint in (ReadOnlySpan<string>)["止的", "止", "结束的", "底结束的", "的", "底的"])
        {
            if (StartsWith(text, at, joint))
            {
                at += joint.Length;
                break;
            }
        }

        bool fiscal = StartsWith(text, at, "财年") || StartsWith(text, at, "财政年度") || StartsWith(text, at, "年度") || StartsWith(text, at, "本财年");
        if (fiscal && at > end)
        {
            end = at + (text[at] == '财' && text[at + 1] == '政' ? 4 : text[at] == '本' ? 3 : 2);
            return new PeriodSpan(month == 12 && text[at] == '年' ? Period.OfYear(year) : Period.OfYear(year, fiscal: true));
        }

        int months = SmallNumber(text, at, out int after);
        bool ended = at > end && months is 3 or 6 or 9 or 12 && (StartsWith(text, after, "个月") || StartsWith(text, after, "月"));
        if (!ended || months > month && months != 12)
        {
            return null;
        }

        end = after + (text[after] == '月' ? 1 : 2);
        return months == 12 && month != 12 ? new PeriodSpan(Period.OfYear(year, fiscal: true)) : MonthSpan(year, month - months + 1, month);
    }

    private static PeriodSpan MonthSpan(int year, int first, int last)
    {
        if (first == 1)
        {
            return PeriodSpan.FirstMonths(year, last);
        }

        bool quarter = last - first == 2 && last % 3 == 0;
        bool half = first == 7 && last == 12;
        return quarter ? new PeriodSpan(new Period(PeriodGrain.Quarter, year, last / 3))
            : half ? new PeriodSpan(new Period(PeriodGrain.Half, year, 2))
            : new PeriodSpan(Period.OfMonth(year, first), Period.OfMonth(year, last));
    }

    private static PeriodMention? Months(ReadOnlySpan<char> text, int at, int end, int value)
    {
        bool candidate = value is >= 1 and <= 12 && end < text.Length && (text[end] == '月' || IsRangeMark(text, end));
        return candidate && MonthDay(text, at, NoYear, out int after) is { } span ? new PeriodMention(at, after, PeriodForm.NeedsYear, span) : null;
    }

    private static PeriodMention? QuarterNumber(ReadOnlySpan<char> text, int at, int end, int value) =>
        value is >= 1 and <= 4 && StartsWith(text, end, "季度")
            ? new PeriodMention(at, end + 2, PeriodForm.NeedsYear, new PeriodSpan(new Period(PeriodGrain.Quarter, NoYear, value)))
            : null;

    private static PeriodMention? PartOfYear(ReadOnlySpan<char> text, int at)
    {
        if (StartsWith(text, at, "全年"))
        {
            return new PeriodMention(at, at + 2, PeriodForm.NeedsYear, new PeriodSpan(Period.OfYear(NoYear)));
        }

        // 底, 末 and 初 alone are no time; 第三 may be an ordinal, which Quarter tells apart.
        bool alone = text[at] is '底' or '末' or '初';
        return !alone && PartOf(text, at, NoYear, out int end) is { } span ? new PeriodMention(at, end, PeriodForm.NeedsYear, span) : null;
    }

    private static PeriodMention? NumeralYear(ReadOnlySpan<char> text, int at)
    {
        int year = 0;
        for (int i = 0; i < 4; i++)
        {
            int digit = at + i < text.Length ? ChineseNumerals.DigitOf(text[at + i]) : -1;
            if (digit < 0)
            {
                return null;
            }

            year = (year * 10) + digit;
        }

        return NumericPeriods.IsYear(year) && StartsWith(text, at + 4, "年") ? Closed(text, at, at + 5, year) : null;
    }

    private static PeriodMention? Duration(ReadOnlySpan<char> text, int at, int end)
    {
        int next = end < text.Length && text[end] == ' ' ? end + 1 : end;
        next += StartsWith(text, next, "多") || StartsWith(text, next, "余") ? 1 : 0;
        foreach (string unit in (ReadOnlySpan<string>)["年", "个月", "个季度", "天", "周", "日", "小时", "个小时", "分钟", "岁", "点", "届", "期", "号", "楼", "级", "星"])
        {
            bool yen = unit == "日" && next + 1 < text.Length && "元圆本均经内前常后".Contains(text[next + 1]);
            if (StartsWith(text, next, unit) && !yen)
            {
                return new PeriodMention(at, next + unit.Length, PeriodForm.None, default);
            }
        }

        return null;
    }

    private static PeriodMention? NumeralDuration(ReadOnlySpan<char> text, int at)
    {
        if (!ChineseNumerals.IsNumeral(text[at]) && text[at] is not ('半' or '数' or '几' or '多'))
        {
            return null;
        }

        bool tail = at > 0 && (char.IsAsciiDigit(text[at - 1]) || ChineseNumerals.IsNumeral(text[at - 1])) || ChineseNumerals.ScaleOf(text[at]) >= 10_000;
        if (tail)
        {
            return null;
        }

        int end = at + 1;
        while (end < text.Length && end - at < 5 && (ChineseNumerals.IsNumeral(text[end]) || text[end] is '多' or '几'))
        {
            end++;
        }

        return Duration(text, at, end);
    }

    private static bool IsRangeMark(ReadOnlySpan<char> text, int at) => at < text.Length && text[at] is '-' or '至' or '到' or '~' or '\u2014';

    private static int DigitsAt(ReadOnlySpan<char> text, int at, int count)
    {
        for (int i = at; i < at + count; i++)
        {
            if (i >= text.Length || !char.IsAsciiDigit(text[i]))
            {
                return 0;
            }
        }

        return NumericPeriods.Value(text.Slice(at, count));
    }

    /// <summary>A number up to 99 in digits or characters; 0 when there is none.</summary>
    private static int SmallNumber(ReadOnlySpan<char> text, int at, out int end)
    {
        end = at;
        while (end < text.Length && end - at < 3 && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        if (end > at)
        {
            return end - at < 3 ? NumericPeriods.Value(text[at..end]) : 0;
        }

        return ChineseNumerals.Read(text, at) is { Value: < 100, HasMore: false } number ? Chinese(number, out end) : 0;
    }

    private static int Chinese(Magnitude number, out int end)
    {
        end = number.End;
        return (int)number.Value;
    }
}
