using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Workbook.Formulas;

/// <summary>How much of a span stands behind its figure, as far as it does not depend on typed numbers.</summary>
/// <param name="Covered">How many steps have a value.</param>
/// <param name="Total">How many steps the span has, inside or outside of the calendar.</param>
/// <param name="IsComplete">Whether no step is missing.</param>
/// <param name="Varies">Whether it depends on numbers, or on the selected track.</param>
/// <param name="Length">The length of the covered steps in months, or in days for a line per day.</param>
internal readonly record struct Coverage(int Covered, int Total, bool IsComplete, bool Varies, double Length)
{
    /// <summary>The coverage of a figure that is made from the steps' own values.</summary>
    public static Coverage Of(Book book, SeriesKey key, ReportSpan span, RollUpRule rule)
    {
        Coverage? found = null;
        foreach (var track in book.TracksOf(key))
        {
            var here = OfTrack(book, key, book.RowOf(key, track), span, rule);
            if (found is { } other && other != here)
            {
                return here with { Varies = true };
            }

            found = here;
        }

        return found!.Value;
    }

    private static Coverage OfTrack(Book book, SeriesKey key, int row, ReportSpan span, RollUpRule rule)
    {
        var slot = book.Program.Slots[key.Slot];
        var clock = book.Clocks[slot.TimeAxis];
        var days = !slot.Unit.Dimension.DayExponent.IsZero;
        var total = span.TotalSteps(clock.Calendar);
        if (rule is RollUpRule.Closing or RollUpRule.Constant or RollUpRule.Opening)
        {
            return OfEdge(book, slot, row, span, rule, clock, total);
        }

        var covered = 0;
        var varies = false;
        var length = 0.0;
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            var states = book.States.At(slot.Index, row, step);
            varies |= (states & States.Blank) != States.None && states != States.Blank;
            if (states != States.Blank)
            {
                covered++;
                length += clock.LengthOf(step, days) * span.Steps.Share(step);
            }
        }

        return new Coverage(covered, total, span.Steps.Complete && covered == total, varies, length);
    }

    private static Coverage OfEdge(Book book, Slot slot, int row, ReportSpan span, RollUpRule rule, Clock clock, int total)
    {
        var isOpening = rule == RollUpRule.Opening;
        var reached = span.Period is not { } period ? span.Steps.Complete
            : isOpening ? period.Start >= clock.Calendar.First.Start
            : period.End <= clock.Calendar.Last.End;
        var source = isOpening && slot.OpeningSlot >= 0 ? slot.OpeningSlot : slot.Index;
        var states = book.States.At(source, row, isOpening ? span.Steps.First : span.Steps.Last);
        return states == States.Blank
            ? new Coverage(0, total, false, false, 0)
            : new Coverage(reached ? total : span.Steps.Count, total, reached, (states & States.Blank) != States.None, 0);
    }
}
