using System.Globalization;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Reporting.Records;

/// <summary>
/// A run as records, one a figure: slot by slot, then track, member and period. Lazy, so that a writer streams them. Members are
/// leaf members only, so that sums over records count nothing twice. When a plan has tracks, each record names one, also for
/// what is the same in all of them.
/// </summary>
public static class RecordSource
{
    public static IEnumerable<FigureRecord> Of(IPlanFigures figures, RecordOptions options)
    {
        var view = new CurrencyView(figures, options.Currency);
        var tables = new TableOptions { Lines = options.Lines, Inputs = options.Inputs };
        foreach (var slot in figures.Program.Slots)
        {
            if (StatementBuilder.IsShown(slot, tables) && StatementBuilder.Matches(slot, options.Lines))
            {
                foreach (var record in OfSlot(view, slot, options))
                {
                    yield return record;
                }
            }
        }
    }

    private static IEnumerable<FigureRecord> OfSlot(CurrencyView view, Slot slot, RecordOptions options)
    {
        var program = view.Program;
        var unit = view.UnitOf(slot);
        var periods = PeriodsOf(program.CalendarOf(slot), options);
        var names = periods?.Select(static p => (Period: p.ToString(), Grain: GrainName(p.Grain))).ToArray() ?? [];
        var axis = program.TrackAxes.FirstOrDefault(a => a.Entity == slot.Entity);
        var members = program.Layout.MembersOf(slot.Index);
        var all = Enumerable.Range(0, axis?.Count ?? 1).ToList();
        var wanted = all.Where(t => axis is not null
            && (options.Tracks.Contains(axis.Tracks[t].Name) || options.Tracks.Contains(axis.Tracks[t].Label))).ToList();
        foreach (var track in wanted.Count == 0 ? all : wanted)
        {
            for (var member = 0; member < members; member++)
            {
                var row = slot.TrackAxis < 0 ? member : (track * members) + member;
                var record = new FigureRecord(
                    slot.Entity,
                    CellNames.WithinEntity(slot),
                    slot.Label,
                    CellNames.MemberOf(program, slot, row),
                    axis?.Tracks[track].Name ?? "",
                    "",
                    "",
                    KindName(slot.Kind),
                    slot.Type == ValueType.Quantity ? unit.Symbol : "",
                    null,
                    null,
                    null);
                if (periods is null)
                {
                    yield return With(record, slot, unit, new ReportedFigure(view.At(slot.Index, row, 0), 1, 1, true));
                    continue;
                }

                for (var i = 0; i < names.Length; i++)
                {
                    var dated = record with { Period = names[i].Period, Grain = names[i].Grain };
                    yield return With(dated, slot, unit, view.Of(slot.Index, row, periods[i]));
                }
            }
        }
    }

    /// <summary>The report periods of a calendar, or null for what does not vary over time.</summary>
    private static IReadOnlyList<Period>? PeriodsOf(Model.Time.Calendar? calendar, RecordOptions options)
    {
        if (calendar is null)
        {
            return null;
        }

        var grain = calendar.CanReport(options.Grain) ? options.Grain : calendar.Grain;
        return
        [
            .. calendar.Periods(grain, options.Fiscal || (grain == calendar.Grain && calendar.First.IsFiscal))
                .Where(p => (options.Span.From is not { } from || p.End >= from) && (options.Span.To is not { } to || p.Start <= to)),
        ];
    }

    private static FigureRecord With(FigureRecord record, Slot slot, Model.Units.Unit unit, ReportedFigure figure)
    {
        var reason = ReasonOf(slot, figure);
        if (!figure.Value.IsValue)
        {
            return record with { Reason = reason };
        }

        return slot.Type switch
        {
            ValueType.Boolean => record
                with { Value = figure.Value.Raw != 0 ? 1 : 0, ValueText = figure.Value.Raw != 0 ? "true" : "false", Reason = reason },
            ValueType.Period => record with
            {
                ValueText = FigureWords.PeriodOf(figure.Value.Raw, slot.PeriodGrain, slot.PeriodYearEnd, ReportLanguage.English),
                Reason = reason,
            },
            _ => record with { Value = unit.FromBase(figure.Value.Raw), Reason = reason },
        };
    }

    private static string? ReasonOf(Slot slot, ReportedFigure figure) => figure.Value.State switch
    {
        CellState.Blank => "blank",
        CellState.Unknown => "unknown",
        CellState.Failed when figure.Value.Failure == FailureKind.NoRollUp => $"no roll-up: {slot.NoRollUpReason}",
        CellState.Failed => $"failed: {FigureWords.Of(figure.Value.Failure, ReportLanguage.English)}",
        _ => !figure.IsComplete && figure.CoveredSteps < figure.TotalSteps
            ? string.Create(CultureInfo.InvariantCulture, $"partial {figure.CoveredSteps}/{figure.TotalSteps}")
            : null,
    };

    private static string KindName(Kind kind) => kind switch
    {
        Kind.Flow => "flow",
        Kind.Stock => "stock",
        Kind.Ratio => "ratio",
        Kind.Rate => "rate",
        Kind.Constant => "constant",
        Kind.Boolean => "boolean",
        _ => "period",
    };

    private static string GrainName(Grain grain) => grain switch
    {
        Grain.Day => "day",
        Grain.Week => "week",
        Grain.Month => "month",
        Grain.Quarter => "quarter",
        Grain.Half => "half",
        _ => "year",
    };
}
