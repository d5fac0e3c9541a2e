using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Workbook.Import;

/// <summary>
/// Figures of periods that are shorter than a plan's steps, such as months for a plan in quarters: a flow is summed where all parts of
/// the step are there, a balance is that of the last part.
/// </summary>
internal sealed class ShorterPeriods(Calendar calendar, ICollection<ImportReject> rejects)
{
    /// <summary>The figures with shorter ones put together; what cannot be put together is rejected.</summary>
    public IEnumerable<(SourceFigure Figure, Slot Slot)> Combine(IReadOnlyList<(SourceFigure Figure, Slot Slot)> matched)
    {
        foreach (var (figure, slot) in matched.Where(m => !Applies(m.Figure, m.Slot)))
        {
            yield return (figure, slot);
        }

        var groups = matched.Where(m => Applies(m.Figure, m.Slot)).GroupBy(m => (m.Slot, m.Figure.Track, m.Figure.Period.Grain, Step: StepOf(m.Figure)));
        foreach (var group in groups)
        {
            var parts = group.Select(static m => m.Figure).OrderBy(static f => f.Period.Start).ToList();
            if (Combined(group.Key.Slot, group.Key.Step, parts) is { } figure)
            {
                yield return (figure, group.Key.Slot);
            }
        }
    }

    // Weeks do not fit into months; a ratio's figure says nothing of a longer period.
    private bool Applies(SourceFigure figure, Slot slot) =>
        !calendar.CanReport(figure.Period.Grain) && figure.Period.Grain != Grain.Week && calendar.Grain != Grain.Week && slot.Kind is Kind.Flow or Kind.Stock;

    private Period StepOf(SourceFigure figure) => Period.Containing(figure.Period.Start, calendar.Grain, calendar.First.YearEndMonth);

    private SourceFigure? Combined(Slot slot, Period step, List<SourceFigure> parts)
    {
        if (parts.Zip(parts.Skip(1)).FirstOrDefault(static p => p.First.Period == p.Second.Period) is { First: { } first, Second: { } second })
        {
            rejects.Add(new ImportReject(second.Place, second.Label, $"{first.Place} gives {second.Period} a figure already"));
            return null;
        }

        if (slot.Kind == Kind.Stock)
        {
            if (parts[^1].Period.End == step.End)
            {
                return parts[^1] with { Period = step };
            }

            rejects.Add(new ImportReject(parts[^1].Place, parts[^1].Label, $"the balance at the end of {step} is missing"));
            return null;
        }

        var needed = CountOf(step, parts[0].Period.Grain);
        if (parts.Count < needed || parts.Exists(p => p.Unit != parts[0].Unit))
        {
            rejects.Add(new ImportReject(parts[0].Place, parts[0].Label, parts.Count < needed
                ? $"{step} has {needed} {parts[0].Period.Grain.Noun()}s, and figures for {parts.Count} of them"
                : $"the parts of {step} are in different units"));
            return null;
        }

        return parts[0] with { Period = step, Value = parts.Sum(static p => p.Value) };
    }

    private static int CountOf(Period step, Grain grain)
    {
        var count = 0;
        for (var part = Period.Containing(step.Start, grain, step.YearEndMonth); part.Start <= step.End; part = part.Plus(1))
        {
            count++;
        }

        return count;
    }
}
