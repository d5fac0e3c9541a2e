using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Tables;

/// <summary>
/// The figures of a plan in one currency: each cell is translated at its own period's and track's rate and then rolled up, flows
/// at the average rate, balances at the closing rate. What no rate reaches stays in its own currency. Without a currency, figures
/// pass through.
/// </summary>
internal sealed class CurrencyView(IPlanFigures figures, string currency)
{
    private readonly Dictionary<(string Entity, string From), ExchangePath?> _paths = [];

    public PlanProgram Program => figures.Program;

    /// <summary>The unit in which figures of a slot are shown.</summary>
    public Unit UnitOf(Slot slot) => PathOf(slot) is null ? ReportedUnit.Of(slot) : Translated(ReportedUnit.Of(slot), CurrencyOf(slot)!);

    /// <summary>True for money that cannot be translated, so that a note is due.</summary>
    public bool IsLeftOut(Slot slot) =>
        currency.Length > 0 && slot.Role != SlotRole.Rate && CurrencyOf(slot) is { } from && from.Name != currency && PathOf(slot) is null;

    public CellValue At(int slot, int row, int step)
    {
        var found = Program.Slots[slot];
        var value = figures.At(slot, row, step);
        return PathOf(found) is { } path ? Times(value, path.At(found, row, step, closing: found.Kind == Kind.Stock)) : value;
    }

    public ReportedFigure Of(int slot, int row, Period period)
    {
        var found = Program.Slots[slot];
        var figure = figures.Of(slot, row, period);
        if (PathOf(found) is not { } path || !figure.Value.IsValue)
        {
            return figure;
        }

        if (Program.CalendarOf(found) is not { } calendar)
        {
            return figure with { Value = Times(figure.Value, path.At(found, row, 0, closing: found.Kind == Kind.Stock)) };
        }

        var steps = calendar.Cover(period);
        return figure with { Value = steps.IsEmpty ? CellValue.Blank : OverSteps(found, row, steps, calendar, path, figure.Value) };
    }

    private CellValue OverSteps(Slot slot, int row, StepSpan steps, Calendar calendar, ExchangePath path, CellValue untranslated)
    {
        if (slot.RollUp is RollUpRule.Closing or RollUpRule.Opening)
        {
            var step = slot.RollUp == RollUpRule.Closing ? steps.Last : Math.Max(0, steps.First - 1);
            return Times(untranslated, path.At(slot, row, step, closing: true));
        }

        var isSum = slot.RollUp is RollUpRule.Integral or RollUpRule.Sum;
        var sum = 0.0;
        var weights = 0.0;
        for (var step = steps.First; step <= steps.Last; step++)
        {
            var value = figures.At(slot.Index, row, step);
            if (value.State == CellState.Blank)
            {
                continue;
            }

            var rate = path.At(slot, row, step, closing: false);
            var amount = isSum ? Times(value, rate) : rate;
            if (!amount.IsValue)
            {
                return amount;
            }

            var weight = (slot.RollUp == RollUpRule.Sum ? 1 : calendar.Months[step]) * steps.Share(step);
            sum += amount.Raw * weight;
            weights += weight;
        }

        // Prices and ratios have no amounts to add up: they are translated at the period's average rate.
        return isSum ? CellValue.Of(sum) : weights > 0 ? Times(untranslated, CellValue.Of(sum / weights)) : untranslated;
    }

    private ExchangePath? PathOf(Slot slot)
    {
        if (currency.Length == 0 || slot.Role == SlotRole.Rate || CurrencyOf(slot) is not { } from || from.Name == currency)
        {
            return null;
        }

        if (!_paths.TryGetValue((slot.Entity, from.Name), out var path))
        {
            path = ExchangePath.Find(figures, slot.Entity, from.Name, currency);
            _paths.Add((slot.Entity, from.Name), path);
        }

        return path is null || (slot.TimeAxis < 0 && !path.IsConstant) ? null : path;
    }

    private static BaseUnit? CurrencyOf(Slot slot)
    {
        BaseUnit? found = null;
        foreach (var (unit, exponent) in slot.Unit.Dimension.Currencies)
        {
            if (found is not null || exponent != Rational.One)
            {
                return null;
            }

            found = unit;
        }

        return found;
    }

    private Unit Translated(Unit unit, BaseUnit from)
    {
        var dimension = unit.Dimension.Replace(from, new BaseUnit(currency, BaseUnitKind.Currency));
        return unit.Symbol.StartsWith(from.Name, StringComparison.Ordinal)
            ? new Unit(currency + unit.Symbol[from.Name.Length..], dimension, unit.Scale)
            : Unit.Of(dimension);
    }

    private static CellValue Times(CellValue value, CellValue rate)
    {
        if (!value.IsValue || !rate.IsValue)
        {
            return value.IsValue ? rate : value.State == CellState.Blank ? value : CellValue.Worse(value, rate);
        }

        var product = value.Raw * rate.Raw;
        return double.IsFinite(product) ? CellValue.Of(product) : CellValue.Failed(FailureKind.TooLarge);
    }
}
