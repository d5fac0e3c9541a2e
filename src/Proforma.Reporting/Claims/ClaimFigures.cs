using System.Globalization;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Reporting.Numbers;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Reporting.Claims;

/// <summary>Writes the figures of a claim: what was said, what the plan says, and what lies between them.</summary>
internal sealed class ClaimFigures(PlanProgram program, NumberOptions options)
{
    /// <summary>From here on a quotient is read as a multiple, below as a share.</summary>
    private const double Multiple = 2;

    /// <summary>How many digits the ends of an interval show.</summary>
    private const int Fine = 4;

    /// <summary>A difference that would be written as zero.</summary>
    private const double Nothing = 5e-6;

    private readonly ReportLanguage _language = options.Language;

    private bool IsChinese => _language == ReportLanguage.Chinese;

    /// <summary>What was said, with its hedge: `about $23B`, 约230亿美元.</summary>
    public string Said(ClaimResult result)
    {
        var claim = result.Claim;
        var modality = ClaimWords.Of(claim.Modality, _language);
        var lead = (modality.Length == 0 || IsChinese ? modality : modality + " ") + ClaimWords.Before(claim.Hedge, _language);
        if (claim.Kind == ClaimKind.Date)
        {
            return lead + Days(claim);
        }

        if (claim.LowSlot >= 0 || claim.HighSlot >= 0)
        {
            return result.Against is { } against ? lead + Figure(claim, against, StyleOf(claim, result)) : lead + "?";
        }

        if (claim.Low is not { } low || claim.High is not { } high)
        {
            return "";
        }

        return claim.Hedge != ClaimHedge.Between ? lead + Printed(claim, low)
            : lead + Range(claim, low, high);
    }

    /// <summary>The printed figure of a claim that is no ordering, without its hedge.</summary>
    public string Said(ClaimDefinition claim) => claim.Low is not { } low || claim.High is not { } high ? ""
        : claim.Hedge == ClaimHedge.Between ? Range(claim, low, high) : Printed(claim, low);

    /// <summary>A figure in the unit of a claim.</summary>
    public string Of(ClaimDefinition claim, double value) => Figure(claim, value, StyleOf(claim, null), Fine);

    /// <summary>A range in the unit of a claim.</summary>
    public string Between(ClaimDefinition claim, double low, double high)
    {
        if (StyleOf(claim, null) is null && !claim.Unit.Dimension.IsNone && Math.Sign(low) == Math.Sign(high))
        {
            return FigureFormat.For(claim.Unit, [low, high], options with { TrimZeros = true, SignificantDigits = Fine }).Inline(low, high);
        }

        return Of(claim, low) + (IsChinese ? "至" : " to ") + Of(claim, high);
    }

    /// <summary>What the plan says: a figure, a period, or the word for a state.</summary>
    public string Plan(ClaimResult result) => result.Verdict == ClaimVerdict.NotScored
        || result.Reason.Kind is ClaimReasonKind.NoLine or ClaimReasonKind.OutsideCalendar or ClaimReasonKind.Unfinished ? ""
        : Plan(result.Claim, result.Plan, result.Claim.Metric?.Slot ?? -1, StyleOf(result.Claim, result));

    /// <summary>The figure of a further comparison.</summary>
    public string Plan(ClaimResult result, ClaimComparison comparison) =>
        comparison is { Basis: ComparisonBasis.AsIncrease, Plan.IsValue: true }
            ? Percent(comparison.Plan.Raw, 0, true)
            : comparison is { Basis: ComparisonBasis.AsMultiple, Plan.IsValue: true } ? Times(comparison.Plan.Raw)
            : Plan(result.Claim, comparison.Plan, comparison.Slot, StyleOf(result.Claim, result));

    /// <summary>Plan less claim: `+8.1%`, `-3.2 pp`, `+5 months`; empty where there is none to speak of.</summary>
    public string Difference(ClaimResult result)
    {
        if (result.Difference is not { } difference || difference == 0 || result.Verdict is ClaimVerdict.Holds or ClaimVerdict.NotComparable)
        {
            return "";
        }

        var claim = result.Claim;
        if (claim.Kind == ClaimKind.Date)
        {
            return Periods((int)difference, program.Slots[claim.Metric!.Slot].PeriodGrain);
        }

        if (claim.Kind is ClaimKind.Share or ClaimKind.Growth)
        {
            var digits = Math.Abs(difference) < 0.0005 ? 3 : 1;
            return Math.Abs(difference) < Nothing ? "" : FigureFormat.PercentagePoints(difference, _language, digits);
        }

        var said = result.Plan.Raw - difference;
        return said == 0 ? Figure(claim, difference, StyleOf(claim, result))
            : Math.Abs(difference / said) < Nothing ? ""
            : Percent(difference / Math.Abs(said), Math.Abs(difference / said) < 0.0005 ? 3 : 1, true);
    }

    private string Plan(ClaimDefinition claim, CellValue value, int slot, NumberStyle? style)
    {
        if (!value.IsValue)
        {
            return FigureWords.Of(value.State, _language);
        }

        return slot >= 0 && program.Slots[slot] is { Type: ValueType.Period } measure
            ? FigureWords.PeriodOf(value.Raw, measure.PeriodGrain, measure.PeriodYearEnd, _language)
            : Figure(claim, value.Raw, style);
    }

    /// <summary>A printed figure with the digits that were printed; a computed one as the plan writes it.</summary>
    private string Printed(ClaimDefinition claim, ClaimFigure figure)
    {
        if (figure.IsComputed)
        {
            return figure.Text.Replace(" / ", "/", StringComparison.Ordinal);
        }

        if (StyleOf(claim, null) is { } style)
        {
            var unit = style == NumberStyle.Percent ? figure.WrittenDigit * 100 : figure.WrittenDigit;
            return new NumberFormat { Style = style, Decimals = DecimalsOf(unit), Language = _language }.Format(figure.Value);
        }

        return claim.Unit.Dimension.IsNone ? Plain(figure.Value, Significant(figure))
            : FigureFormat.For(claim.Unit, [figure.Value], options
                with { TrimZeros = true, SignificantDigits = Significant(figure) }).Inline(CellValue.Of(figure.Value));
    }

    private string Range(ClaimDefinition claim, ClaimFigure low, ClaimFigure high) =>
        StyleOf(claim, null) is null && !claim.Unit.Dimension.IsNone && !low.IsComputed && !high.IsComputed
            ? FigureFormat.For(claim.Unit, [low.Value, high.Value], options with { TrimZeros = true }).Inline(low.Value, high.Value)
            : Printed(claim, low) + (IsChinese ? "至" : " to ") + Printed(claim, high);

    private static int Significant(ClaimFigure figure) =>
        figure.Value == 0 ? 1 : Math.Clamp((int)Math.Floor(Math.Log10(Math.Abs(figure.Value))) - (int)Math.Round(Math.Log10(figure.WrittenDigit)) + 1, 1, 15);

    private static int DecimalsOf(double digit) => Math.Clamp(-(int)Math.Floor(Math.Log10(digit) + 1e-9), 0, 12);

    private string Figure(ClaimDefinition claim, double value, NumberStyle? style, int digits = 3) => style switch
    {
        NumberStyle.Percent => Percent(value, 1, claim.Kind == ClaimKind.Growth),
        NumberStyle.Multiple => Times(value),
        _ when claim.Unit.Dimension.IsNone => Plain(value, Math.Max(digits, 3)),
        _ => FigureFormat.For(claim.Unit, [value], options
            with { SignificantDigits = claim.Kind == ClaimKind.Count ? null : digits, TrimZeros = digits > 3 }).Inline(CellValue.Of(value)),
    };

    /// <summary>A number without unit that is no share and no multiple.</summary>
    private string Plain(double value, int digits)
    {
        var scale = NumberScale.For(Math.Abs(value), 1, _language, isMoney: false);
        var shown = Math.Abs(value / scale.Factor);
        var decimals = shown > 0 ? Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(shown)), 0, 12) : 0;
        return new NumberFormat { Scale = scale, Decimals = decimals, Language = _language, TrimZeros = true }.Format(value);
    }

    private string Times(double value) =>
        new NumberFormat { Style = NumberStyle.Multiple, Decimals = Math.Abs(value) < 10 ? 2 : 1, Language = _language }.Format(value);

    private string Percent(double value, int decimals, bool plus) =>
        new NumberFormat { Style = NumberStyle.Percent, Decimals = decimals, Language = _language, ShowsPlus = plus }.Format(value);

    /// <summary>Percent or multiple for a pure number; null for an amount.</summary>
    private NumberStyle? StyleOf(ClaimDefinition claim, ClaimResult? result) => claim.Kind switch
    {
        ClaimKind.Share or ClaimKind.Growth => NumberStyle.Percent,
        ClaimKind.Multiple or ClaimKind.Ratio => NumberStyle.Multiple,
        ClaimKind.Ordering when claim.Unit.Dimension.IsNone && program.Slots[claim.Metric!.Slot].Rules[0].Ops[^1].Code != OpCode.Divide => null,
        ClaimKind.Ordering when claim.Unit.Dimension.IsNone =>
            Math.Max(Math.Abs(result?.Against ?? 0), result is { Plan.IsValue: true } ? Math.Abs(result.Plan.Raw) : 0) < Multiple
                ? NumberStyle.Percent : NumberStyle.Multiple,
        _ => null,
    };

    private string Days(ClaimDefinition claim)
    {
        var text = claim.Low?.Text ?? claim.Text[(claim.Text.LastIndexOf(' ') + 1)..];
        return claim.Within is { From: { } from, To: { } to } && Whole(from, to) is { } period ? FigureWords.Of(period, _language) : text;
    }

    private static Period? Whole(DateOnly from, DateOnly to)
    {
        foreach (var grain in (ReadOnlySpan<Grain>)[Grain.Day, Grain.Month, Grain.Quarter, Grain.Half, Grain.Year])
        {
            var period = Period.Containing(from, grain);
            if (period.Start == from && period.End == to)
            {
                return period;
            }
        }

        return null;
    }

    private string Periods(int count, Grain grain)
    {
        var sign = count > 0 ? "+" : "-";
        var number = Math.Abs(count).ToString(CultureInfo.InvariantCulture);
        if (!IsChinese)
        {
            return $"{sign}{number} {grain.Noun()}{(Math.Abs(count) == 1 ? "" : "s")}";
        }

        var unit = grain switch { Grain.Day => "天", Grain.Week => "周", Grain.Month => "个月", Grain.Quarter => "个季度", Grain.Half => "个半年", _ => "年" };
        return (count > 0 ? "晚" : "早") + number + unit;
    }
}
