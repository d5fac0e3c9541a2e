using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Reporting.Numbers;

/// <summary>What stands where there is no number, and how periods and conditions are written, in both languages.</summary>
public static class FigureWords
{
    /// <summary>A growth on a negative base, a multiple of nothing.</summary>
    public static string NotMeaningful(ReportLanguage language) => language == ReportLanguage.Chinese ? "无意义" : "n.m.";

    public static string Unknown(ReportLanguage language) => language == ReportLanguage.Chinese ? "未知" : "unknown";

    public static string Blank(ReportLanguage language) => language == ReportLanguage.Chinese ? "空" : "blank";

    public static string Failed(ReportLanguage language) => language == ReportLanguage.Chinese ? "出错" : "failed";

    /// <summary>A period of which only some steps have a value: `partial 1/12`.</summary>
    public static string Partial(int covered, int total, ReportLanguage language) =>
        language == ReportLanguage.Chinese ? $"部分 {covered}/{total}" : $"partial {covered}/{total}";

    /// <summary>A state in one word; empty for a number.</summary>
    public static string Of(CellState state, ReportLanguage language) => state switch
    {
        CellState.Blank => Blank(language),
        CellState.Unknown => Unknown(language),
        CellState.Failed => Failed(language),
        _ => "",
    };

    /// <summary>Why a cell failed, in a few words.</summary>
    public static string Of(FailureKind failure, ReportLanguage language)
    {
        var (english, chinese) = failure switch
        {
            FailureKind.None => ("", ""),
            FailureKind.DivisionByZero => ("division by zero", "除数为零"),
            FailureKind.TooLarge => ("the number is too large", "数值过大"),
            FailureKind.NotReal => ("no real result: a root, power or logarithm of a negative number", "无实数结果：对负数开方、乘幂或取对数"),
            FailureKind.InvalidArgument => ("an argument is outside of what the function accepts", "参数超出函数可接受的范围"),
            FailureKind.NoSignChange => ("the flows never change sign", "现金流没有正负变化"),
            FailureKind.NoConvergence => ("no convergence", "未能收敛"),
            FailureKind.OutsideCalendar => ("reads a period outside of the calendar", "引用了日历之外的期间"),
            FailureKind.NoUniqueSolution => ("the circular lines have no single solution", "循环引用没有唯一解"),
            FailureKind.NoRollUp => ("no roll-up", "没有汇总规则"),
            _ => ("too few flows", "现金流太少"),
        };
        return language == ReportLanguage.Chinese ? chinese : english;
    }

    /// <summary>A condition: yes or no.</summary>
    public static string Of(bool condition, ReportLanguage language) => language == ReportLanguage.Chinese
        ? condition ? "是" : "否"
        : condition ? "yes" : "no";

    /// <summary>The value of a search for a period: a period, `before` (already so when the calendar begins) or `never`.</summary>
    /// <param name="ordinal">The value of a cell of type period.</param>
    /// <param name="grain">The slot's <see cref="Slot.PeriodGrain"/>.</param>
    /// <param name="yearEnd">The slot's <see cref="Slot.PeriodYearEnd"/>.</param>
    /// <param name="language">The language.</param>
    public static string PeriodOf(double ordinal, Grain grain, int yearEnd, ReportLanguage language)
    {
        if (ordinal >= PeriodValue.Never)
        {
            return language == ReportLanguage.Chinese ? "从未" : "never";
        }

        return ordinal <= PeriodValue.Before ? language == ReportLanguage.Chinese ? "此前" : "before"
            : Of(new Period(grain, (int)Math.Round(ordinal), yearEnd), language);
    }

    /// <summary>A period: `2027-Q1` as the language writes it, or 2027年第1季度.</summary>
    public static string Of(Period period, ReportLanguage language)
    {
        if (language == ReportLanguage.English)
        {
            return period.ToString();
        }

        var year = period.Year + (period.IsFiscal ? "财年" : "年");
        return period.Grain switch
        {
            Grain.Day => $"{period.Start.Year}年{period.Start.Month}月{period.Start.Day}日",
            Grain.Week => $"{year}第{System.Globalization.ISOWeek.GetWeekOfYear(period.Start.ToDateTime(TimeOnly.MinValue))}周",
            Grain.Month => $"{year}{period.Start.Month}月",
            Grain.Quarter => $"{year}第{period.Ordinal - (period.Year * 4) + 1}季度",
            Grain.Half => year + (period.Ordinal - (period.Year * 2) == 0 ? "上半年" : "下半年"),
            _ => year,
        };
    }
}
