using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Reports;

/// <summary>The figures of lines over report periods, in the currency asked for.</summary>
/// <param name="figures">The run.</param>
/// <param name="currency">An ISO 4217 code, or empty to translate nothing.</param>
public sealed class FigureReader(IPlanFigures figures, string currency)
{
    private readonly CurrencyView _view = new(figures, currency);
    private readonly Dictionary<string, DateOnly?> _reported = new(StringComparer.Ordinal);

    public PlanProgram Program => figures.Program;

    /// <summary>The unit in which a line is shown.</summary>
    public Unit UnitOf(ReportedLine line) => _view.UnitOf(line.Slot);

    /// <summary>A line's figure for a period, in base units of <see cref="UnitOf"/>.</summary>
    public ReportedFigure Of(ReportedLine line, TableTrack track, Period period) => line.Rows.Length == 1
        ? _view.Of(line.Slot.Index, RowOf(line, track, line.Rows[0]), period)
        : MemberNode.Sum([.. line.Rows.Select(row => _view.Of(line.Slot.Index, RowOf(line, track, row), period))]);

    /// <summary>A figure that does not vary over time.</summary>
    public CellValue Constant(ReportedLine line, TableTrack track) => line.Rows.Length == 1
        ? _view.At(line.Slot.Index, RowOf(line, track, line.Rows[0]), 0)
        : MemberNode.Sum([.. line.Rows.Select(row => new ReportedFigure(_view.At(line.Slot.Index, RowOf(line, track, row), 0), 1, 1, true))]).Value;

    /// <summary>A figure that an expression names, and the unit that it is shown in.</summary>
    /// <param name="target">What the expression speaks of.</param>
    /// <param name="plain">Its value in the plan's own currency.</param>
    /// <param name="unit">Its unit in the plan's own currency.</param>
    internal (CellValue Value, Unit Unit) Translated(FigureTarget target, CellValue plain, Unit unit)
    {
        var shown = _view.UnitOf(target.Slot);
        return currency.Length == 0 || shown.Dimension == ReportedUnit.Of(target.Slot).Dimension ? (plain, unit)
            : target.Span is not { } span ? (_view.At(target.Slot.Index, target.Row, 0), shown)
            : span.Period is { } period ? (_view.Of(target.Slot.Index, target.Row, period).Value, shown)
            : (plain, unit);
    }

    /// <summary>The format in which figures of lines that stand together are written.</summary>
    public FigureFormat Format(ReportedLine line, IEnumerable<CellValue> values, NumberOptions numbers) =>
        FigureFormat.For(line.Slot, values, numbers, UnitOf(line), Program);

    /// <summary>The row of a line in a track; the tracks of a used plan match by name.</summary>
    public int RowOf(ReportedLine line, TableTrack track, int memberRow)
    {
        if (line.Slot.TrackAxis < 0)
        {
            return memberRow;
        }

        var index = Math.Max(0, Program.TrackAxes[line.Slot.TrackAxis].IndexOf(track.Name));
        return (index * Program.Layout.MembersOf(line.Slot.Index)) + memberRow;
    }

    /// <summary>Whether what a line shows for a period has been reported and is not planned.</summary>
    /// <param name="line">The line.</param>
    /// <param name="period">The period.</param>
    /// <param name="actualThrough">The last reported day, or null to go by the plan's own actuals.</param>
    public bool IsActual(ReportedLine line, Period period, DateOnly? actualThrough)
    {
        if (actualThrough is { } last)
        {
            return period.End <= last;
        }

        return ReportedUntil(line.Slot.Entity) is { } reported && period.End <= reported;
    }

    /// <summary>
    /// The last day for which a plan has actuals of any line: what its other lines compute up to there comes from what was reported.
    /// </summary>
    private DateOnly? ReportedUntil(string entity)
    {
        if (!_reported.TryGetValue(entity, out var until))
        {
            foreach (var slot in Program.Slots.Where(s => s.Entity == entity && s is { Role: SlotRole.Line or SlotRole.Account, Data: not null }))
            {
                var steps = slot.Patterns.SelectMany(static p => p).Where(segment => slot.Rules[segment.Rule].IsData).Select(static segment => segment.Last);
                if (Program.CalendarOf(slot) is { } calendar && steps.DefaultIfEmpty(-1).Max() is >= 0 and var last)
                {
                    var end = calendar.Step(last).End;
                    until = until is { } known && known > end ? known : end;
                }
            }

            _reported.Add(entity, until);
        }

        return until;
    }
}
