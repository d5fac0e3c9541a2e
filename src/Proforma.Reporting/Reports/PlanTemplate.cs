using System.Globalization;
using System.Text;
using Proforma.Model.Program;
using Proforma.Reporting.Numbers;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Reporting.Reports;

/// <summary>The template of a plan that has none: its sections as tables, a chart for each, its measures, assumptions and checks.</summary>
public static class PlanTemplate
{
    private const int MostLines = 40;

    /// <summary>The template as Markdown; it can be saved and edited.</summary>
    public static string Of(PlanProgram program, ReportLanguage language)
    {
        var isChinese = language == ReportLanguage.Chinese;
        string Say(string english, string chinese) => isChinese ? chinese : english;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"---\ntitle: \"{Plain(program.Title)}\"\nlang: {(isChinese ? "zh-CN" : "en")}\n---\n\n");
        Measures(text, program, Say);
        for (var section = -1; section < program.Sections.Length; section++)
        {
            Section(text, program, section);
        }

        Inputs(text, program, Say);
        if (program.Slots.Any(static s => s.Role == SlotRole.Check))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {Say("Checks", "检验")}\n\n```checks\n```\n");
        }

        return text.ToString();
    }

    private static void Measures(StringBuilder text, PlanProgram program, Func<string, string, string> say)
    {
        var names = program.Slots.Where(static s => s.Role == SlotRole.Measure && IsOne(s)
            && s.Entity.Length == 0).Select(static s => s.Name).Take(MostLines).ToList();
        if (names.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"## {say("Key figures", "关键指标")}\n\n```table\nmeasures: {string.Join(", ", names)}\n```\n\n");
        }
    }

    private static void Section(StringBuilder text, PlanProgram program, int section)
    {
        var lines = program.Slots.Where(s => s.Section == section && s.Role is SlotRole.Line or SlotRole.Account && s.Section == section
            && CanBeShown(s)).Take(MostLines).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"## {(section < 0 ? Plain(program.Title) : Plain(program.Sections[section]))}\n\n");
        var drawn = lines.Where(static s => s is { Type: ValueType.Quantity, Kind: Kind.Flow or Kind.Stock } && s.Rules.Length > 0).ToList();
        if (drawn.Count > 0)
        {
            var last = drawn[^1];
            text.Append(CultureInfo.InvariantCulture, $"```chart\ntitle: \"{Plain(last.Label)}\"\nlines: {last.Name}\n");
            var grain = program.CalendarOf(last)!.Grain;
            text.Append(CultureInfo.InvariantCulture,
                $"by: {(grain == Model.Time.Grain.Half ? "half" : grain.ToString().ToLowerInvariant())}\n```\n\n");
        }

        text.Append(CultureInfo.InvariantCulture,
            $"```table\nlines: {string.Join(", ", lines.Select(static s => s.Name))}\ntracks_in: columns\n```\n\n");
    }

    private static void Inputs(StringBuilder text, PlanProgram program, Func<string, string, string> say)
    {
        var names = program.Slots.Where(static s => s is { Role: SlotRole.Input, Entity: "" } && IsOne(s)
            && s.Rules.Length > 0).Select(static s => s.Name).Take(MostLines).ToList();
        if (names.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"## {say("Assumptions", "假设")}\n\n```table\ninputs: {string.Join(", ", names)}\n```\n\n");
        }
    }

    // Lines that a template could not name, or that cannot be added up over their members, are left out.
    private static bool CanBeShown(Slot slot) => FigureSyntax.IsName(slot.Name)
        && (slot.Dimensions.IsEmpty || slot.RollUp is RollUpRule.Integral or RollUpRule.Closing or RollUpRule.Opening or RollUpRule.Sum);

    private static bool IsOne(Slot slot) => slot.Dimensions.IsEmpty && FigureSyntax.IsName(slot.Name);

    private static string Plain(string text) => text.Replace('"', '\'').Replace('{', '(').Replace('}', ')').Replace('\n', ' ').Replace('\r', ' ');
}
