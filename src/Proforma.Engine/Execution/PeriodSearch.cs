using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Engine.Execution;

/// <summary>
/// Finds the period in which a condition holds. At the calendar's own grain the condition is tested step by step; at a longer one
/// it is recomputed on rolled-up operands (flows as average rates), and only periods that lie in the calendar and have a value in
/// every step count: a half-covered year is not a year with positive cash flow. Periods without a value are skipped.
/// </summary>
/// <remarks>
/// `first_period` gives the first period in which the condition holds, be it the first of the calendar, and `last_period` the last
/// one. `sustained_from` gives the period from which it holds through the end; when it holds in every period from the very first
/// step of the calendar, nobody can say since when: that is `before`. Where no period qualifies the answer is `never`. A failed or
/// unknown condition makes the answer failed or unknown when it comes where it could change the answer: before the first true,
/// after the last true, or between the last false and the end. Without any condition to test the answer is blank.
/// </remarks>
internal static class PeriodSearch
{
    /// <param name="state">The grid.</param>
    /// <param name="rollUps">Recomputes the condition at longer grains.</param>
    /// <param name="search">What is sought.</param>
    /// <param name="row">The row of the condition.</param>
    /// <returns>The ordinal of the period found, or one of <see cref="PeriodValue"/>, or a state.</returns>
    public static CellValue Find(PlanState state, RollUp rollUps, Search search, int row)
    {
        var slot = state.Program.Slots[search.Read.Slot];
        var calendar = state.Program.CalendarOf(slot)!;
        if (search.IsByStep(state.Layout))
        {
            var steps = Enumerable.Range(0, calendar.Count).Select(step => (calendar.Step(step), state.At(slot.Index, row, step)));
            return Find(search.Kind, steps.ToArray(), state.At(slot.Index, row, 0).State != CellState.Blank);
        }

        if (!calendar.CanReport(search.Grain))
        {
            return CellValue.Failed(FailureKind.InvalidArgument);
        }

        var periods = new List<(Period, CellValue)>();
        var fromStart = false;
        foreach (var period in calendar.Periods(search.Grain, search.Fiscal))
        {
            var span = ReportSpan.Of(calendar, period);
            var value = span.Steps.Complete ? rollUps.Of(slot.Index, row, span, RollUpRule.Recompute) : default;
            var counts = span.Steps.Complete && (value.IsComplete || !value.Value.IsValue);
            fromStart |= periods.Count == 0 && counts && span.Steps.First == 0 && value.Value.State != CellState.Blank;
            periods.Add((period, counts ? value.Value : CellValue.Blank));
        }

        return Find(search.Kind, periods, fromStart);
    }

    private static CellValue Find(SearchKind kind, IReadOnlyList<(Period Period, CellValue Value)> periods, bool fromStart)
    {
        var worst = CellValue.Blank;
        var found = -1;
        var tested = false;
        for (var i = 0; i < periods.Count; i++)
        {
            var at = kind == SearchKind.First ? i : periods.Count - 1 - i;
            var value = periods[at].Value;
            if (value.State == CellState.Blank)
            {
                continue;
            }

            tested = true;
            if (!value.IsValue)
            {
                worst = CellValue.Worse(worst, value);
                continue;
            }

            if (value.Raw != 0)
            {
                found = at;
                if (kind != SearchKind.SustainedFrom)
                {
                    break;
                }
            }
            else if (kind == SearchKind.SustainedFrom)
            {
                fromStart = false;
                break;
            }
        }

        return !tested || worst.State != CellState.Blank ? worst
            : found < 0 ? CellValue.Of(PeriodValue.Never)
            : CellValue.Of(kind == SearchKind.SustainedFrom && fromStart ? PeriodValue.Before : periods[found].Period.Ordinal);
    }
}
