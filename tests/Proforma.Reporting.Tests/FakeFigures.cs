using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;

namespace Proforma.Reporting.Tests;

/// <summary>
/// A plan made by hand: cells come from delegates, and roll-ups are computed plainly (integrals, closing values, means), so that
/// tests can work out every figure on paper.
/// </summary>
internal sealed class FakeFigures : IPlanFigures
{
    private readonly IReadOnlyDictionary<int, Func<int, int, CellValue>> _cells;

    private FakeFigures(PlanProgram program, IReadOnlyDictionary<int, Func<int, int, CellValue>> cells)
    {
        Program = program;
        _cells = cells;
    }

    public PlanProgram Program { get; }

    public static Dimension Usd { get; } = Dimension.Of(new BaseUnit("USD", BaseUnitKind.Currency));

    public static Dimension Cny { get; } = Dimension.Of(new BaseUnit("CNY", BaseUnitKind.Currency));

    public static Unit UsdPerMonth { get; } = new("USD/month", Usd.Divide(Dimension.Month), 1);

    public static Unit Money { get; } = new("USD", Usd, 1);

    public CellValue At(int slot, int row, int step) => _cells[slot](row, step);

    public ReportedFigure Of(int slot, int row, Period period)
    {
        var found = Program.Slots[slot];
        if (Program.CalendarOf(found) is not { } calendar)
        {
            return new ReportedFigure(At(slot, row, 0), 1, 1, true);
        }

        var total = calendar.StepOf(period.End) - calendar.StepOf(period.Start) + 1;
        return Over(found, row, calendar.Cover(period), calendar, total);
    }

    public ReportedFigure Of(int slot, int row, StepSpan steps) =>
        Over(Program.Slots[slot], row, steps, Program.CalendarOf(Program.Slots[slot])!, steps.Count);

    private ReportedFigure Over(Slot slot, int row, StepSpan steps, Calendar calendar, int total)
    {
        if (slot.RollUp == RollUpRule.None && steps.Count > 1)
        {
            return new ReportedFigure(CellValue.Failed(FailureKind.NoRollUp), 0, total, false);
        }

        var first = At(slot.Index, row, steps.First);
        var last = At(slot.Index, row, steps.Last);
        if (slot.RollUp is RollUpRule.Closing or RollUpRule.Opening or RollUpRule.None)
        {
            return new ReportedFigure(slot.RollUp == RollUpRule.Opening ? first : last, total, total, true);
        }

        var sum = 0.0;
        var covered = 0;
        for (var step = steps.First; step <= steps.Last; step++)
        {
            var value = At(slot.Index, row, step);
            if (value.State == CellState.Blank)
            {
                continue;
            }

            if (!value.IsValue)
            {
                return new ReportedFigure(value, covered, total, false);
            }

            sum += value.Raw * (slot.RollUp == RollUpRule.Integral ? calendar.Months[step] : 1);
            covered++;
        }

        var result = covered == 0 ? CellValue.Blank : CellValue.Of(slot.RollUp == RollUpRule.Integral ? sum : sum / covered);
        return new ReportedFigure(result, covered, total, covered == total);
    }

    /// <summary>Collects slots and their cells.</summary>
    internal sealed class Builder
    {
        private readonly List<Slot> _slots = [];
        private readonly Dictionary<int, Func<int, int, CellValue>> _cells = [];

        public List<TimeAxis> Times { get; } = [new("", new Calendar(Period.Month(2024, 1), 24), [])];

        public List<TrackAxis> Tracks { get; } = [new("", [new Track("aggressive", "激进预期"), new Track("conservative", "保守预期")])];

        public List<MemberAxis> Dimensions { get; } = [];

        public List<string> Sections { get; } = ["Revenue", "Cash"];

        public Slot Add(string name, SlotRole role, Func<Slot, Slot> with, Func<int, int, CellValue> cells)
        {
            var slot = with(new Slot(_slots.Count, name, role));
            _slots.Add(slot);
            _cells.Add(slot.Index, cells);
            return slot;
        }

        public Slot Flow(string name, Func<int, int, double> cells, Func<Slot, Slot>? with = null) => Add(
            name,
            SlotRole.Line,
            s => (with ?? (static x => x))(s
                with { TimeAxis = 0, TrackAxis = 0, Section = 0, Kind = Kind.Flow, RollUp = RollUpRule.Integral, Unit = UsdPerMonth }),
            (row, step) => CellValue.Of(cells(row, step)));

        public FakeFigures Build() => new(
            new PlanProgram("Test plan", [.. Times], [.. Tracks], [.. Dimensions], [.. Sections], [.. _slots], new Schedule([], [])),
            _cells);
    }
}
