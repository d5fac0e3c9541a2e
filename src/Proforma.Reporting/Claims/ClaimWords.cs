using Proforma.Model.Claims;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Claims;

/// <summary>Verdicts, hedges and reasons in both languages.</summary>
public static class ClaimWords
{
    /// <summary>A verdict as a table shows it.</summary>
    public static string Of(ClaimVerdict verdict, ReportLanguage language)
    {
        var (english, chinese) = verdict switch
        {
            ClaimVerdict.Holds => ("holds", "成立"),
            ClaimVerdict.HoldsByRounding => ("holds by rounding", "四舍五入后成立"),
            ClaimVerdict.UnsupportedAtFaceValue => ("unsupported", "字面不成立"),
            ClaimVerdict.Off => ("off", "不符"),
            ClaimVerdict.NotComparable => ("not comparable", "不可比"),
            ClaimVerdict.CannotBeChecked => ("cannot be checked", "无法核对"),
            _ => ("in words", "仅记录"),
        };
        return language == ReportLanguage.Chinese ? chinese : english;
    }

    /// <summary>A verdict as records name it.</summary>
    public static string RecordOf(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Holds => "holds",
        ClaimVerdict.HoldsByRounding => "holds_by_rounding",
        ClaimVerdict.UnsupportedAtFaceValue => "unsupported_at_face_value",
        ClaimVerdict.Off => "off",
        ClaimVerdict.NotComparable => "not_comparable",
        ClaimVerdict.CannotBeChecked => "cannot_be_checked",
        _ => "not_scored",
    };

    /// <summary>A hedge as the language writes it.</summary>
    public static string RecordOf(ClaimHedge hedge) => hedge switch
    {
        ClaimHedge.Equal => "=",
        ClaimHedge.About => "~=",
        ClaimHedge.Nearly => "nearly",
        ClaimHedge.AtMost => "<=",
        ClaimHedge.UpTo => "up to",
        ClaimHedge.AtLeast => ">=",
        ClaimHedge.Below => "<",
        ClaimHedge.Over => ">",
        ClaimHedge.Between => "between",
        _ => "in",
    };

    /// <summary>What stands before a figure: `about`, 约; empty for `=`.</summary>
    public static string Before(ClaimHedge hedge, ReportLanguage language)
    {
        var (english, chinese) = hedge switch
        {
            ClaimHedge.About => ("about ", "约"),
            ClaimHedge.Nearly => ("nearly ", "近"),
            ClaimHedge.AtMost => ("at most ", "不超过"),
            ClaimHedge.UpTo => ("up to ", "最高"),
            ClaimHedge.AtLeast => ("at least ", "至少"),
            ClaimHedge.Below => ("under ", "低于"),
            ClaimHedge.Over => ("over ", "超"),
            ClaimHedge.In => ("in ", ""),
            _ => ("", ""),
        };
        return language == ReportLanguage.Chinese ? chinese : english;
    }

    /// <summary>A reason as a sentence without a full stop; empty where there is none.</summary>
    public static string Of(ClaimReason reason, ReportLanguage language)
    {
        var isChinese = language == ReportLanguage.Chinese;
        var names = string.Join(isChinese ? "、" : ", ", reason.Names);
        var (english, chinese) = reason.Kind switch
        {
            ClaimReasonKind.NoLine => (reason.Text.TrimEnd('.'), "计划中没有这一科目"),
            ClaimReasonKind.OutsideCalendar => (reason.Text.TrimEnd('.'), "期间在计划的日历之外"),
            ClaimReasonKind.Unfinished => ("it is not finished: every `?` has to be filled in first", "尚未写完：先填上每个 ?"),
            ClaimReasonKind.NoFormula => ($"the plan names {names} and gives it no formula", $"计划只列出{names}，没有给出公式"),
            ClaimReasonKind.NoValue => ($"the plan says nothing of {names}", $"计划没有给出{names}"),
            ClaimReasonKind.Partial => ($"the plan covers only {reason.Text} of {names}", $"计划只覆盖{names}的{reason.Text}"),
            ClaimReasonKind.Unknown => ($"depends on an amount that nobody gave: {names}", $"取决于未披露的金额：{names}"),
            ClaimReasonKind.Failed => ($"the plan's figure failed: {FigureWords.Of(reason.Failure, language)}",
                $"计划的数字出错：{FigureWords.Of(reason.Failure, language)}"),
            ClaimReasonKind.DifferentLengths =>
                ($"{string.Join(" and ", reason.Names)} are flows of periods of different lengths", $"{string.Join("与", reason.Names)}的期间长短不同"),
            ClaimReasonKind.DifferentDates => ($"{string.Join(" and ", reason.Names)} stand at different dates",
                $"{string.Join("与", reason.Names)}的截止日不同"),
            ClaimReasonKind.OtherBasis => ($"the figure is one of {reason.Names[1]}, not of {reason.Names[0]}",
                $"该数字的口径是{reason.Names[1]}，不是{reason.Names[0]}"),
            ClaimReasonKind.NotReached => ("no track reaches it", "没有任何轨道达到"),
            ClaimReasonKind.Never => ("it comes in no period of the calendar", "在计划期内从未出现"),
            ClaimReasonKind.Before => ("it was so before the calendar begins", "在计划期开始之前已经如此"),
            _ => ("", ""),
        };
        return isChinese ? chinese : english;
    }

    /// <summary>The footing of a further comparison: what stands before its figure.</summary>
    public static string Of(ClaimComparison comparison, ReportLanguage language)
    {
        var (english, chinese) = comparison.Basis switch
        {
            ComparisonBasis.AsIncrease => ("read as an increase (the multiple less one)", "若读作增幅（倍数减一）"),
            ComparisonBasis.AsMultiple => ("read as a multiple (the increase and one)", "若读作倍数（增幅加一）"),
            ComparisonBasis.OtherReading => ($"read as {comparison.Text}", $"若读作{comparison.Text}"),
            ComparisonBasis.SameLength => ("brought to one length", "折算为同一长度"),
            _ => ($"on that basis, {comparison.Text}", $"按此口径，{comparison.Text}"),
        };
        return language == ReportLanguage.Chinese ? chinese : english;
    }

    /// <summary>How sure the speaker is; empty when it is stated as a fact.</summary>
    public static string Of(ClaimModality modality, ReportLanguage language)
    {
        var (english, chinese) = modality switch
        {
            ClaimModality.Expected => ("expected", "预计"),
            ClaimModality.Hoped => ("hoped", "有望"),
            ClaimModality.Possible => ("possibly", "或"),
            _ => ("", ""),
        };
        return language == ReportLanguage.Chinese ? chinese : english;
    }
}
