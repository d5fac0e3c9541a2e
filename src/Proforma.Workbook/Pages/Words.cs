using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;

namespace Proforma.Workbook.Pages;

/// <summary>The words of a workbook in its language.</summary>
internal sealed class Words(ReportLanguage language)
{
    // In the order of the grains, from days to years.
    private static readonly string[] s_englishGrains = ["Days", "Weeks", "Months", "Quarters", "Halves", "Years 2"];
    private static readonly string[] s_chineseGrains = ["日", "周", "月度", "季度", "半年", "其他年度"];

    private bool Chinese => language == ReportLanguage.Chinese;

    public string Cover => Of("Cover", "封面");

    public string InputsTitle => Of("Inputs", "输入");

    public string InputsHint => Of("Blue on yellow is typed and may be changed; each track has its own row, the row above shows the selected one.",
        "黄底蓝字为可修改的输入；每条轨道一行，其上一行显示当前所选轨道。");

    public string CalculationsTitle => Of("Calculations", "计算");

    public string CalculationsHint => Of("One line a row, one formula across it; a stroke marks where another clause of the plan begins.",
        "每行一个科目，整行同一公式；竖线表示计划中另一条款从此开始。");

    public string YearsTitle => Of("Statements by year", "年度报表");

    public string YearsHint => Of("Flows are summed, balances are closing, ratios are computed again. Grey figures cover a part of the year.",
        "流量求和，存量取期末，比率重新计算。灰色数字只覆盖部分年度。");

    public string SpanTitle => Of("Other periods", "其他期间");

    public string SpanHint => Of("Longer periods that formulas of the plan ask for.", "计划公式用到的其他期间。");

    public string KeyFiguresTitle => Of("Key figures", "关键指标");

    public string KeyFiguresHint => Of("Figures of the selected track.", "当前所选轨道的指标。");

    public string ChecksTitle => Of("Checks", "检查");

    public string ChecksHint => Of("1: holds, 0: fails. A billionth of the larger side is forgiven.", "1：成立，0：不成立。允许较大一方十亿分之一的误差。");

    public string ClaimsTitle => Of("Claims", "陈述");

    public string ClaimsHint => Of("What was said against what the plan says, in every track, when this file was written; these cells are no formulas.",
        "各轨道下陈述与计划的对照，为导出时的结果；本页不含公式。");

    public ImmutableArray<string> ClaimHeads => Chinese
        ? ["来源", "陈述", "指标", "轨道", "所述", "计划", "结论", "差异", "说明", "原文"]
        : ["Source", "Claim", "What", "Track", "Said", "The plan says", "Verdict", "Difference", "Why", "Quote"];

    public string SourcesTitle => Of("Sources and assumptions", "来源与假设");

    public string TimeTitle => Of("Time", "时间");

    public string TimeHint => Of("Ends and lengths of the steps; searches count periods by their number.", "各期的期末与长度；查找以期间编号计数。");

    public string WorkingsTitle => Of("Workings", "辅助计算");

    public string WorkingsHint => Of("Parts of formulas that need a row of their own.", "需要单独一行的公式组成部分。");

    public string TrackSheetHint => Of("Always this track, whatever is selected: formulas compare tracks.", "始终为此轨道，与选择无关：供跨轨道公式使用。");

    public string ForRatios => Of("Parts of the ratios above", "上述比率的组成部分");

    public string History => Of("Reported history", "历史实际数");

    public string Rates => Of("Exchange rates", "汇率");

    public string LineHead => Of("Line", "科目");

    public string NameHead => Of("Name in the plan", "计划中的名称");

    public string UnitHead => Of("Unit", "单位");

    public string ValueHead => Of("Constant", "常数");

    public string ResultHead => Of("Result", "结果");

    public string TrackPrefix => Of("Track: ", "轨道：");

    public string TrackHead => Of("Track", "轨道");

    public string PeriodEnd => Of("Last day", "期末日");

    public string LengthInMonths => Of("Length in months", "月数");

    public string LengthInDays => Of("Length in days", "天数");

    public string MonthUnit => Of("month", "月");

    public string DayUnit => Of("day", "天");

    public string PeriodNumber => Of("Number of the period", "期间编号");

    public string SourcePrefix => Of("source ", "来源 ");

    public string AssumptionPrefix => Of("assumed: ", "假设：");

    public string SourceHead => Of("Source", "来源");

    public string QuoteHead => Of("Quote", "原文");

    public string AssumptionHead => Of("Assumption", "假设");

    public string WhereHead => Of("Where", "位置");

    public string StatementHead => Of("In the plan", "计划中的写法");

    public string Opening(string label) => Of($"{label}, opening", $"{label}（期初）");

    public string Total(string label) => Of($"{label}, total", $"{label}，合计");

    public string Table(int number) => Of($"Numbers of the plan {number}", $"计划数列 {number}");

    public string Weights(string period) => Of($"Weights of {period}".TrimEnd(), $"权重 {period}".TrimEnd());

    public string InputsSheet(string entity) => Named(entity, "Inputs", "输入");

    public string CalculationsSheet(string entity) => Named(entity, "Calculations", "计算");

    public string YearsSheet(string entity) => Named(entity, "Years", "年度");

    public string ChecksSheet(string entity) => Named(entity, "Checks", "检查");

    public string TimeSheet(string entity) => Named(entity, "Time", "时间");

    public string WorkingsSheet(string entity) => Named(entity, "Workings", "辅助");

    public string SpanSheet(string entity, Grain? grain) => grain is { } g
        ? Named(entity, s_englishGrains[(int)g], s_chineseGrains[(int)g])
        : Named(entity, "Ranges", "区间");

    public string TrackSheet(string entity, string track) => Named(entity, $"Track {track}", $"轨道 {track}");

    public string TrackSheetTitle(string track) => Of($"Track {track}", $"轨道 {track}");

    public string SearchLabel(SearchKind kind, string condition) => kind switch
    {
        SearchKind.First => Of($"First period: {condition}", $"首个期间：{condition}"),
        SearchKind.Last => Of($"Last period: {condition}", $"最后期间：{condition}"),
        _ => Of($"Lasting from: {condition}", $"持续自：{condition}"),
    };

    /// <summary>One of two texts.</summary>
    public string Of(string english, string chinese) => Chinese ? chinese : english;

    private string Named(string entity, string english, string chinese) => entity.Length == 0 ? Of(english, chinese)
        : $"{entity} {Of(english, chinese)}";
}
