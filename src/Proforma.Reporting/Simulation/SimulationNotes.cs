using System.Collections.Immutable;
using System.Globalization;
using Proforma.Model.Simulation;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Simulation;

/// <summary>What a reader of a simulation must know besides its numbers.</summary>
internal sealed class SimulationNotes(SimulationContent content, SimulationTableOptions options)
{
    /// <summary>Beyond this many failing outputs a list would be read by nobody.</summary>
    private const int MostOutputs = 8;

    private readonly bool _chinese = options.Language == ReportLanguage.Chinese;

    /// <summary>How to get the same trials again.</summary>
    public static ImmutableArray<string> Reproduce(SimulationContent content, ReportLanguage language)
    {
        var recipe = content.Figures.Recipe;
        var hash = recipe.PlanHash.Length > 16 ? recipe.PlanHash[..16] : recipe.PlanHash;
        return language == ReportLanguage.Chinese
            ? [$"复现：Proforma {recipe.Version}，计划 {hash}，种子 {recipe.Seed}，抽样 {recipe.Sampling}，{Count(recipe.Trials)} 次试验", Command(content)]
            : [$"Reproduce: Proforma {recipe.Version}, plan {hash}, seed {recipe.Seed}, {recipe.Sampling} sampling, {Count(recipe.Trials)} trial{(recipe.Trials == 1 ? "" : "s")}", Command(content)];
    }

    /// <summary>The command that runs the same trials.</summary>
    public static string Command(SimulationContent content)
    {
        var recipe = content.Figures.Recipe;
        return FormattableString.Invariant($"proforma simulate {content.File} --trials {recipe.Trials} --seed {recipe.Seed} --sampling {recipe.Sampling}")
            + (content.IsMix ? " --mix" : "") + content.Arguments;
    }

    /// <summary>Every note.</summary>
    /// <param name="leftOut">Periods and measures that are not shown because they are certain, or empty.</param>
    public IEnumerable<string> All(string leftOut)
    {
        var (run, asked) = (content.Figures.TrialsRun, content.Figures.Recipe.Trials);
        if (content.WasCancelled)
        {
            yield return _chinese ? $"已中断：以下为 {Count(asked)} 次试验中前 {Count(run)} 次的部分结果。"
                : $"Stopped early: these are partial statistics of the first {Count(run)} of {Count(asked)} trials.";
        }
        else if (content.Converged.Length > 0)
        {
            yield return content.Converged;
        }

        if (leftOut.Length > 0)
        {
            yield return _chinese ? $"各次试验中都相同的未列出：{leftOut}。" : $"Left out, since they are the same in every trial: {leftOut}.";
        }

        var troubled = content.Figures.Figures.Where(static f => f.Failed > 0 || f.Unknown > 0 || f.Blank > 0).ToList();
        foreach (var figure in troubled.Take(MostOutputs))
        {
            yield return Trouble(figure);
        }

        if (troubled.Count > MostOutputs)
        {
            yield return _chinese ? $"另有 {troubled.Count - MostOutputs} 个指标在部分试验中没有数值。"
                : $"{troubled.Count - MostOutputs} further figures have no value in some trials.";
        }

        if (content.Figures.Figures.Any(static f => f.Distribution.RankError > 0))
        {
            var error = content.Figures.Figures.Max(static f => f.Distribution.RankError);
            var percent = (error * 100).ToString("0.####", CultureInfo.InvariantCulture);
            yield return _chinese ? $"分位数的秩误差不超过 {percent}%。" : $"Quantiles are of a sketch; their rank is off by at most {percent}% of the trials.";
        }
    }

    private string Trouble(SimulatedFigure figure)
    {
        var program = content.Figures.Program;
        var name = NameOf(figure);
        var run = Math.Max(1, content.Figures.TrialsRun);
        var parts = new List<string>();
        void Add(long count, string english, string chinese)
        {
            if (count > 0)
            {
                parts.Add(_chinese ? $"{chinese} {Share(count, run)}" : $"{english} in {Share(count, run)} of the trials");
            }
        }

        Add(figure.Failed, "fails", "出错");
        Add(figure.Unknown, "is unknown", "未知");
        Add(figure.Blank, "is blank", "为空");
        var text = _chinese ? $"{name}：{string.Join("，", parts)}" : $"{name} {string.Join(", ", parts)}";
        if (figure.FirstFailedTrial < 0)
        {
            return text + (_chinese ? "。" : ".");
        }

        // What has no name in the plan cannot be asked for by one.
        var slot = program.Slots[figure.Output.Slot];
        if (slot.Role is Model.Program.SlotRole.Hidden or Model.Program.SlotRole.Check)
        {
            return text + (_chinese ? $"，首见于第 {figure.FirstFailedTrial} 次试验。" : $", first in trial {figure.FirstFailedTrial}.");
        }

        var recipe = content.Figures.Recipe;
        var sampling = recipe.Sampling == "random" ? "" : FormattableString.Invariant($" --sampling {recipe.Sampling} --trials {recipe.Trials}");
        var command = FormattableString.Invariant(
            $"proforma explain {content.File} '{SimulationNames.CellOf(program, figure.Output)}' --trial {figure.FirstFailedTrial} --seed {recipe.Seed}{sampling}{content.Arguments}");
        return text + (_chinese ? $"，首见于第 {figure.FirstFailedTrial} 次试验：{command}" : $", first in trial {figure.FirstFailedTrial}: {command}");
    }

    private string NameOf(SimulatedFigure figure) =>
        content.ConditionOf(figure.Output.Slot) is { } condition ? $"“{condition.Label}”"
            : SimulationNames.CellOf(content.Figures.Program, figure.Output);

    private string Share(long count, long run) => ProbabilityText.Of((double)count / run, run, options.Language) is var text && count == run
        ? _chinese ? "全部" : "all" : text;

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
