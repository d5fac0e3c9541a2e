using System.Collections.Immutable;
using System.Globalization;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Reporting.Claims;

/// <summary>One claim in one track in long form. The schema is documented in `docs/claims.md`.</summary>
/// <param name="Claim">The claim's name.</param>
/// <param name="Kind">`level`, `range`, `ratio`, `share`, `growth`, `multiple`, `count`, `date`, `ordering` or `qualitative`.</param>
/// <param name="Source">The name of the source; empty where none is cited.</param>
/// <param name="Quote">The words quoted.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Entity">The aliases of the plans that it reads, joined by `+`; empty for the root plan alone.</param>
/// <param name="Metric">What is measured, as a formula; the words of a qualitative claim.</param>
/// <param name="Period">The periods that it reads, joined by `, `.</param>
/// <param name="Track">The track; empty where the figure is the same in all.</param>
/// <param name="Hedge">As the language writes it.</param>
/// <param name="SaidLow">The lower end of what it stands for, in <paramref name="Unit"/>; null where open. For a date an ISO date.</param>
/// <param name="SaidHigh">The upper end.</param>
/// <param name="Unit">`1` for a pure number; empty for dates and words.</param>
/// <param name="PlanValue">The plan's figure in <paramref name="Unit"/>; for a date a period as text; null where there is none.</param>
/// <param name="Verdict">`holds`, `holds_by_rounding`, `unsupported_at_face_value`, `off`, `not_comparable`, `cannot_be_checked`, `not_scored`.</param>
/// <param name="Difference">Plan less claim in <paramref name="Unit"/>; for a date in periods of its grain.</param>
/// <param name="Reason">Why, and other readings, in English; null where there is nothing to say.</param>
public sealed record ClaimRecord(
    string Claim,
    string Kind,
    string Source,
    string Quote,
    string Speaker,
    string Entity,
    string Metric,
    string Period,
    string Track,
    string Hedge,
    object? SaidLow,
    object? SaidHigh,
    string Unit,
    object? PlanValue,
    string Verdict,
    double? Difference,
    string? Reason)
{
    /// <summary>The records of results, in their order.</summary>
    public static IEnumerable<ClaimRecord> Of(PlanProgram program, ImmutableArray<ClaimResult> results)
    {
        var figures = new ClaimFigures(program, NumberOptions.Default);
        return results.Select(r => Of(program, r, ClaimTableBuilder.Notes(figures, r, ReportLanguage.English)));
    }

    private static ClaimRecord Of(PlanProgram program, ClaimResult result, ImmutableArray<string> notes)
    {
        var claim = result.Claim;
        var isDate = claim.Kind == ClaimKind.Date;
        var hasUnit = !isDate && claim.Kind != ClaimKind.Qualitative;
        double? InUnit(double? value) => value is { } known ? claim.Unit.FromBase(known) : null;
        return new ClaimRecord(
            claim.Name,
            claim.Kind.ToString().ToLowerInvariant(),
            claim.Source < 0 ? "" : program.Sources[claim.Source].Name,
            claim.Quote,
            claim.Speaker,
            string.Join('+', claim.Entities),
            claim.Metric?.Text ?? claim.Text,
            string.Join(", ", claim.Periods.Select(static p => p.ToString())),
            result.Track < 0 ? "" : program.TrackAxes[claim.TrackAxis].Tracks[result.Track].Name,
            claim.Kind == ClaimKind.Qualitative ? "" : ClaimWords.RecordOf(claim.Hedge),
            isDate ? Iso(claim.Within?.From) : InUnit(result.SaidLow),
            isDate ? Iso(claim.Within?.To) : InUnit(result.SaidHigh),
            hasUnit ? claim.Unit.Symbol : "",
            PlanValueOf(program, result),
            ClaimWords.RecordOf(result.Verdict),
            isDate ? result.Difference : InUnit(result.Difference),
            notes.IsEmpty ? null : string.Join("; ", notes));
    }

    private static object? PlanValueOf(PlanProgram program, ClaimResult result)
    {
        if (result.Claim.Metric is not { Slot: >= 0 } metric || result.Plan.State != CellState.Value || result.Claim.Gap != ClaimGap.None)
        {
            return null;
        }

        return program.Slots[metric.Slot] is { Type: ValueType.Period } measure
            ? FigureWords.PeriodOf(result.Plan.Raw, measure.PeriodGrain, measure.PeriodYearEnd, ReportLanguage.English)
            : result.Claim.Unit.FromBase(result.Plan.Raw);
    }

    private static string? Iso(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
