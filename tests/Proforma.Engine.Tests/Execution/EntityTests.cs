using System.Collections.Immutable;
using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Program.Scheduling;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Xunit;

namespace Proforma.Engine.Tests.Execution;

/// <summary>A plan that reads another, which has a calendar and tracks of its own.</summary>
public sealed class EntityTests
{
    private static readonly Unit s_perMonth = Unit.Of(Dimension.Month.Power(Rational.Of(-1)));

    private static PlanProgram Program()
    {
        // The root has the months of 2024 in two tracks; the peer 2024-07 to 2025-06 with its tracks the other way round.
        ImmutableArray<TimeAxis> times =
        [
            new("", new Calendar(Period.Month(2024, 1), 12), []), new("peer", new Calendar(Period.Month(2024, 7), 12), []),
        ];
        ImmutableArray<TrackAxis> tracks =
        [
            new("", [new Track("high", "high"), new Track("low", "low")]), new("peer", [new Track("low", "low"), new Track("high", "high")]),
        ];
        ImmutableArray<Op> divide = [new(OpCode.Read, 0), new(OpCode.Read, 1), new(OpCode.Divide, 0, 1)];
        var peerRevenue = new SlotRead(1, ReadTime.Mapped, 0, -1, [], "peer.revenue")
        {
            StepMap = [.. Enumerable.Range(0, 12).Select(static step => step - 6 is >= 0 and var at ? at : -1)],
            TrackMap = [1, 0],
        };
        ImmutableArray<Slot> slots =
        [
            Input(0, "revenue", 0, [.. Enumerable.Range(0, 24).Select(static i => i < 12 ? 100.0 : 10)]),
            Input(1, "peer.revenue", 1, [.. Enumerable.Range(0, 24).Select(static i => i < 12 ? 200.0 + i : 400 + i)]),
            Line(2, "gap", RollUpRule.Recompute) with
            {
                Rules = [new Rule(divide) { Reads = [new SlotRead(0, ReadTime.Step, 0, -1, [], "revenue"), peerRevenue] }],
            },
            Line(3, "peer.copy", RollUpRule.Integral) with
            {
                Rules = [new Rule([new Op(OpCode.Window, 0)]) { Windows = [new Window(peerRevenue, 2, WindowKind.Sum)] }],
            },
        ];
        var schedule = Scheduler.Order(times, tracks, [], slots).Schedule!;
        return new PlanProgram("root", times, tracks, [], [], slots, schedule);
    }

    private static Slot Input(int index, string name, int axis, double[] data) => new(index, name, SlotRole.Input)
    {
        TimeAxis = axis,
        TrackAxis = axis,
        Unit = s_perMonth,
        RollUp = RollUpRule.Integral,
        Data = data,
        Rules = [new Rule([])],
        Patterns = [[new RuleSegment(0, 11, 0)]],
    };

    private static Slot Line(int index, string name, RollUpRule rule) => new(index, name, SlotRole.Line)
    {
        TimeAxis = 0,
        TrackAxis = 0,
        Unit = s_perMonth,
        RollUp = rule,
        Patterns = [[new RuleSegment(0, 11, 0)]],
    };

    [Fact]
    public void Cells_are_read_by_period_and_tracks_by_name()
    {
        var program = Program();
        var run = Runs.Of(program);
        var reference = Runs.Reference(program);
        Assert.Equal(
            reference.Cells.ToArray().Select(BitConverter.DoubleToInt64Bits), run.Cells.ToArray().Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(CellState.Blank, run.At(2, 0, 5).State);
        Assert.Equal(CellValue.Of(100.0 / 412), run.At(2, 0, 6));
        Assert.Equal(CellValue.Of(10.0 / 201), run.At(2, 1, 7));
        Assert.Equal((CellValue.Of(412), CellValue.Of(412 + 413)), (run.At(3, 0, 6), run.At(3, 0, 7)));
    }

    [Fact]
    public void A_ratio_across_plans_is_recomputed_over_the_same_days()
    {
        var run = Runs.Of(Program());
        var half = run.RollUpOf(2, 0, Period.Half(2024, 2));
        Assert.Equal(600.0 / (412 + 413 + 414 + 415 + 416 + 417), half.Value.Raw, 1e-12);
        Assert.True(half.IsComplete);

        // Of the whole year the peer has only half: the two do not belong to the same time.
        Assert.Equal(CellValue.Unknown, run.RollUpOf(2, 0, Period.OfYear(2024)).Value);
    }
}
