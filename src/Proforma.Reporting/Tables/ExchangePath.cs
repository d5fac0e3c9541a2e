using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;

namespace Proforma.Reporting.Tables;

/// <summary>
/// The plan's own rates that lead from one currency to another: directly, by the inverse, or over one currency between. A rate is
/// read at the step and track of the amount; plans that are used read the root plan's rates by date and by the track's name.
/// </summary>
internal sealed class ExchangePath
{
    private readonly IPlanFigures _figures;
    private readonly ImmutableArray<Leg> _legs;

    private ExchangePath(IPlanFigures figures, ImmutableArray<Leg> legs)
    {
        _figures = figures;
        _legs = legs;
    }

    /// <summary>True when no rate varies over time, so that undated amounts can be translated.</summary>
    public bool IsConstant => _legs.All(leg => _figures.Program.Slots[leg.Average].TimeAxis < 0 && _figures.Program.Slots[leg.Closing].TimeAxis < 0);

    /// <summary>The path for a plan's amounts, or null when it states no such rates.</summary>
    public static ExchangePath? Find(IPlanFigures figures, string entity, string from, string to)
    {
        var legs = new List<Leg>();
        foreach (var slot in figures.Program.Slots)
        {
            if (slot.Role == SlotRole.Rate && (slot.Entity == entity || slot.Entity.Length == 0) && !IsClosing(slot) && PairOf(slot) is { } pair)
            {
                var closing = figures.Program.Slots.FirstOrDefault(s => s.Role == SlotRole.Rate && s.Entity == slot.Entity
                    && s.Name == slot.Name + ClosingSuffix);
                legs.Add(new Leg(pair.From, pair.To, slot.Index, closing?.Index ?? slot.Index, slot.Entity == entity, Inverse: false));
                legs.Add(new Leg(pair.To, pair.From, slot.Index, closing?.Index ?? slot.Index, slot.Entity == entity, Inverse: true));
            }
        }

        // The plan's own rates come before the root's, direct ones before those over another currency.
        legs.Sort(static (a, b) => (b.IsOwn, a.Inverse).CompareTo((a.IsOwn, b.Inverse)));
        if (legs.Find(l => l.From == from && l.To == to) is { } direct)
        {
            return new ExchangePath(figures, [direct]);
        }

        foreach (var first in legs.Where(l => l.From == from))
        {
            if (legs.Find(l => l.From == first.To && l.To == to) is { } second)
            {
                return new ExchangePath(figures, [first, second]);
            }
        }

        return null;
    }

    /// <summary>What one of the first currency is in the second, in the cell of an amount.</summary>
    /// <param name="slot">The slot of the amount.</param>
    /// <param name="row">Its row.</param>
    /// <param name="step">Its step; the first of the calendar for an undated amount.</param>
    /// <param name="closing">Whether it is a balance, which the closing rate translates.</param>
    public CellValue At(Slot slot, int row, int step, bool closing)
    {
        var product = CellValue.Of(1);
        foreach (var leg in _legs)
        {
            var rate = _figures.Program.Slots[closing ? leg.Closing : leg.Average];
            var value = TrackOf(rate, slot, row) is var track && track < 0 ? CellValue.Unknown
                : StepOf(rate, slot, step) is var at && at < 0 ? CellValue.Unknown
                : _figures.At(rate.Index, track, at);
            if (!value.IsValue)
            {
                return value.State == CellState.Blank ? CellValue.Unknown : value;
            }

            product = CellValue.Of(leg.Inverse ? product.Raw / value.Raw : product.Raw * value.Raw);
        }

        return double.IsFinite(product.Raw) ? product : CellValue.Failed(FailureKind.DivisionByZero);
    }

    private const string ClosingSuffix = " closing";

    private static bool IsClosing(Slot slot) => slot.Name.EndsWith(ClosingSuffix, StringComparison.Ordinal);

    private static (string From, string To)? PairOf(Slot rate)
    {
        var to = rate.Unit.Dimension.Currencies.FirstOrDefault(static f => f.Exponent == Rational.One).Unit;
        var from = rate.Unit.Dimension.Currencies.FirstOrDefault(static f => f.Exponent == -Rational.One).Unit;
        return to is null || from is null || !rate.Dimensions.IsEmpty ? null : (from.Name, to.Name);
    }

    private int TrackOf(Slot rate, Slot slot, int row)
    {
        if (rate.TrackAxis < 0)
        {
            return 0;
        }

        if (slot.TrackAxis < 0)
        {
            return -1;
        }

        var track = _figures.Program.Layout.TrackOf(slot.Index, row);
        var axes = _figures.Program.TrackAxes;
        return rate.TrackAxis == slot.TrackAxis ? track : axes[rate.TrackAxis].IndexOf(axes[slot.TrackAxis].Tracks[track].Name);
    }

    private int StepOf(Slot rate, Slot slot, int step)
    {
        if (rate.TimeAxis < 0 || rate.TimeAxis == slot.TimeAxis)
        {
            return rate.TimeAxis < 0 ? 0 : step;
        }

        var calendar = _figures.Program.CalendarOf(rate)!;
        var found = _figures.Program.CalendarOf(slot) is { } own ? calendar.StepOf(own.Step(step).End) : -1;
        return found < calendar.Count ? found : -1;
    }

    private sealed record Leg(string From, string To, int Average, int Closing, bool IsOwn, bool Inverse);
}
