using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Units;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Reports;

/// <summary>The names that readers see: the plan's labels, or those of the template's `labels` for another language.</summary>
/// <param name="program">The plan.</param>
/// <param name="labels">By name of line, track, section or used plan.</param>
/// <param name="language">The report's language.</param>
public sealed class LabelBook(PlanProgram program, IReadOnlyDictionary<string, string> labels, ReportLanguage language)
{
    /// <summary>The name of a line; one of a used plan says whose it is.</summary>
    public string Of(Slot slot)
    {
        if (labels.TryGetValue(slot.Name, out var own))
        {
            return own;
        }

        if (slot.Entity.Length == 0)
        {
            return slot.Label;
        }

        var entity = labels.GetValueOrDefault(slot.Entity, slot.Entity);
        return language == ReportLanguage.Chinese ? $"{entity} {slot.Label}" : $"{entity}: {slot.Label}";
    }

    /// <summary>Words of the plan (a section, a check, a reason), or those that the template has for them.</summary>
    public string Words(string words) => words.Length == 0 ? words : labels.GetValueOrDefault(words, words);

    /// <summary>A figure with the names of its unit as the template has them: `seat` as 席位.</summary>
    public string WithUnits(string text, Unit unit)
    {
        foreach (var word in unit.Symbol.Split('/', '*', '^', '1').Where(w => w.Length > 0 && labels.ContainsKey(w)))
        {
            text = text.Replace(word, labels[word], StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The tracks of the root plan under their names for readers.</summary>
    public ImmutableArray<TableTrack> Tracks =>
        [.. program.TrackAxes[0].Tracks.Select((t, i) => new TableTrack(i, t.Name, labels.GetValueOrDefault(t.Name, t.Label)))];

    /// <summary>A member of a dimension.</summary>
    public string Member(Member member) => labels.GetValueOrDefault(member.Name, member.Label);

    /// <summary>The title of a used plan, or of the root.</summary>
    public string Entity(string alias) => alias.Length == 0 ? Words(program.Title)
        : labels.GetValueOrDefault(alias, program.EntityTitles.GetValueOrDefault(alias, alias));
}
