using Proforma.Model.Time;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Charts;

/// <summary>The words that charts are made of, in both languages.</summary>
internal static class ChartWords
{
    public static string Actual(ReportLanguage language) => Say(language, "actual", "实际");

    public static string Forecast(ReportLanguage language) => Say(language, "forecast", "预测");

    public static string Increase(ReportLanguage language) => Say(language, "increase", "增加");

    public static string Decrease(ReportLanguage language) => Say(language, "decrease", "减少");

    public static string Median(ReportLanguage language) => Say(language, "median (P50)", "中位数 (P50)");

    public static string Range80(ReportLanguage language) => Say(language, "P10 to P90", "P10 至 P90");

    public static string Trials(ReportLanguage language) => Say(language, "share of trials", "占模拟次数的比例");

    public static string Probability(ReportLanguage language) => Say(language, "probability of at most", "不高于该值的概率");

    public static string Claimed(ReportLanguage language) => Say(language, "claims", "公开陈述");

    public static string Rest(ReportLanguage language) => Say(language, "other drivers", "其他驱动因素");

    public static string By(Grain grain, ReportLanguage language) => grain switch
    {
        Grain.Day => Say(language, "by day", "按日"),
        Grain.Week => Say(language, "by week", "按周"),
        Grain.Month => Say(language, "by month", "按月"),
        Grain.Quarter => Say(language, "by quarter", "按季"),
        Grain.Half => Say(language, "by half-year", "按半年"),
        _ => Say(language, "by year", "按年"),
    };

    public static string Range(string first, string last, ReportLanguage language) =>
        first == last ? first : language == ReportLanguage.Chinese ? $"{first}至{last}" : $"{first} to {last}";

    /// <summary>A period as an axis shows it: short, since its neighbours say the rest.</summary>
    public static string Short(Period period, ReportLanguage language)
    {
        if (period.Grain == Grain.Month)
        {
            return language == ReportLanguage.Chinese ? $"{period.Year}.{period.Start.Month}" : $"{Month(period.Start.Month)} {period.Year % 100:00}";
        }

        return period.Grain switch
        {
            Grain.Quarter => (period.IsFiscal ? "FY" : "") + $"{period.Year % 100:00} Q{period.Ordinal - (period.Year * 4) + 1}",
            Grain.Year when language == ReportLanguage.Chinese => period.Year + (period.IsFiscal ? "财年" : ""),
            _ => FigureWords.Of(period, language),
        };
    }

    /// <summary>A unit of money or of anything in words for the line under a title.</summary>
    public static string Unit(FigureFormat format) => format.Heading.Length > 0 ? format.Heading
        : format.Number.Style == NumberStyle.Percent ? Say(format.Language, "percent", "百分比")
        : format.Number.Style == NumberStyle.Multiple ? Say(format.Language, "multiple", "倍数")
        : Say(format.Language, "number", "数值");

    public static string Say(ReportLanguage language, string english, string chinese) => language == ReportLanguage.Chinese ? chinese : english;

    private static string Month(int month) => "JanFebMarAprMayJunJulAugSepOctNovDec".Substring((month - 1) * 3, 3);
}
