using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Explain;

/// <summary>Says how a figure over several steps is made of them.</summary>
internal static class RollUpWords
{
    public static string Of(Slot slot, ReportedFigure figure, ReportLanguage language)
    {
        var chinese = language == ReportLanguage.Chinese;
        var steps = figure.CoveredSteps;
        return slot.RollUp switch
        {
            RollUpRule.Integral => chinese ? $"{steps} 个时段的金额之和" : $"the sum of the amounts of {Steps(steps)}",
            RollUpRule.Closing => chinese ? "期末值" : "the closing value",
            RollUpRule.Opening => chinese ? "期初值" : "the opening value",
            RollUpRule.Average => chinese ? "期间平均值" : "the average over the period",
            RollUpRule.Sum => chinese ? $"{steps} 个时段之和" : $"the sum of {Steps(steps)}",
            RollUpRule.Mean => chinese ? $"{steps} 个时段的平均值" : $"the mean of {Steps(steps)}",
            RollUpRule.Minimum => chinese ? "最小值" : "the smallest value",
            RollUpRule.Maximum => chinese ? "最大值" : "the largest value",
            RollUpRule.Recompute => (chinese ? "按期间汇总后的数重新计算：" : "recomputed on the period's figures: ") + Formula(slot),
            RollUpRule.Weighted => chinese ? "加权平均值" : "the weighted mean",
            RollUpRule.Any => chinese ? "任一时段成立" : "true in any step",
            RollUpRule.All => chinese ? "每个时段都成立" : "true in every step",
            RollUpRule.None => (chinese ? "没有汇总值：" : "no roll-up: ") + slot.NoRollUpReason,
            _ => chinese ? "不随时间变化" : "the same at all times",
        };
    }

    private static string Formula(Slot slot) => slot.Rules.IsEmpty ? "" : slot.Rules[^1].Provenance.Text;

    private static string Steps(int count) => count == 1 ? "1 step" : $"{count} steps";
}
