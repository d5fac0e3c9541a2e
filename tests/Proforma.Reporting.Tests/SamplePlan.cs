using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Reporting.Tests;

/// <summary>One plan with something of everything that a statement shows: two years by month, two tracks.</summary>
internal static class SamplePlan
{
    public static FakeFigures Figures { get; } = Make();

    private static FakeFigures Make()
    {
        var b = new FakeFigures.Builder();
        b.Times.Add(new TimeAxis("rival", new Calendar(Period.Quarter(2024, 1), 8), []));
        b.Tracks.Add(new TrackAxis("rival", [new Track("", "")]));
        b.Dimensions.Add(new MemberAxis("region", "Region",
        [
            new Member("europe", "Europe"), new Member("de", "Germany", 0), new Member("fr", "France", 0), new Member("us", "US"),
        ]));

        // 1M a month in the first track, 0.5M in the second; the second year doubles.
        b.Flow("revenue", static (track, step) => (track == 0 ? 1e6 : 0.5e6) * (step < 12 ? 1 : 2), static s => s with { Label = "Revenue" });
        b.Add("margin", SlotRole.Line, static s => s with
        {
            TimeAxis = 0, TrackAxis = 0, Section = 0, Kind = Kind.Ratio, RollUp = RollUpRule.None,
                NoRollUpReason = "its formula mixes flows with balances; say how.",
        }, static (_, _) => CellValue.Of(0.45));
        b.Add("growth", SlotRole.Input, static s => s
            with { Section = 0, Kind = Kind.Constant, RollUp = RollUpRule.Constant, Label = "Growth",
                Rules = [new Rule([]) { Provenance = new Provenance("12%") }] },
            static (_, _) => CellValue.Of(0.12));
        b.Add("partly", SlotRole.Line, static s => s
            with { TimeAxis = 0, Section = 0, Kind = Kind.Flow, RollUp = RollUpRule.Integral, Unit = FakeFigures.UsdPerMonth },
            static (_, step) => step == 11 ? CellValue.Of(7e5) : CellValue.Blank);
        b.Add("stock_comp", SlotRole.Line, static s => s
            with { TimeAxis = 0, Section = 0, Kind = Kind.Flow, RollUp = RollUpRule.Integral, Unit = FakeFigures.UsdPerMonth },
            static (_, _) => CellValue.Unknown);
        b.Add("ratio", SlotRole.Line, static s => s with { TimeAxis = 0, Section = 0, Kind = Kind.Ratio, RollUp = RollUpRule.Mean },
            static (_, _) => CellValue.Failed(FailureKind.DivisionByZero, origin: 3));

        var opening = b.Add("cash.opening", SlotRole.Hidden, static s => s
            with { TimeAxis = 0, TrackAxis = 0, Kind = Kind.Stock, RollUp = RollUpRule.Opening, Unit = FakeFigures.Money },
            static (track, step) => CellValue.Of((track == 0 ? 10e6 : 20e6) + (step * 1e6)));
        b.Add("cash", SlotRole.Account, s => s
            with { TimeAxis = 0, TrackAxis = 0, Section = 1, Kind = Kind.Stock, RollUp = RollUpRule.Closing, Unit = FakeFigures.Money,
                Label = "Cash", OpeningSlot = opening.Index },
            static (track, step) => CellValue.Of((track == 0 ? 10e6 : 20e6) + ((step + 1) * 1e6)));
        b.Add("sales", SlotRole.Line, static s => s
            with { TimeAxis = 0, TrackAxis = 0, Section = 1, Dimensions = [0], Kind = Kind.Flow, RollUp = RollUpRule.Integral,
                Unit = FakeFigures.UsdPerMonth },
            static (row, _) => CellValue.Of(((row % 3) + 1) * 1e6));
        b.Add("USD/CNY", SlotRole.Rate, static s => s
            with { TimeAxis = 0, Kind = Kind.Rate, RollUp = RollUpRule.Mean, Unit = new Unit("CNY/USD", FakeFigures.Cny.Divide(FakeFigures.Usd), 1) },
            static (_, step) => CellValue.Of(step < 12 ? 7 : 8));
        b.Add("turn", SlotRole.Measure, static s => s
            with { TrackAxis = 0, Label = "First good month", Type = ValueType.Period, Kind = Kind.Period, PeriodGrain = Grain.Month },
            static (track, _) => CellValue.Of(track == 0 ? Period.Month(2024, 7).Ordinal : PeriodValue.Never));
        b.Add("value", SlotRole.Measure, static s => s with { Label = "Post-money", Unit = FakeFigures.Money }, static (_, _) => CellValue.Of(60e9));
        b.Add("solvent", SlotRole.Check, static s => s
            with { TimeAxis = 0, TrackAxis = 0, Type = ValueType.Boolean, Kind = Kind.Boolean, Label = "Cash never runs out" },
            static (track, step) => CellValue.Of(track == 1 && step >= 20 ? 0 : 1));
        b.Add("known", SlotRole.Check, static s => s with { TimeAxis = 0, Type = ValueType.Boolean, Kind = Kind.Boolean, IsWarning = true },
            static (_, _) => CellValue.Unknown);
        b.Add("rival.revenue", SlotRole.Line, static s => s
            with { Entity = "rival", Label = "Rival revenue", TimeAxis = 1, Kind = Kind.Flow, RollUp = RollUpRule.Integral,
                Unit = FakeFigures.UsdPerMonth },
            static (_, _) => CellValue.Of(2e6));
        return b.Build();
    }
}
