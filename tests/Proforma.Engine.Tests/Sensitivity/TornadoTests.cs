using MathNet.Numerics.Distributions;
using Proforma.Engine.Execution;
using Proforma.Engine.Sensitivity;
using Proforma.Engine.Tests.Execution;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using Proforma.Testing;
using Xunit;
using static Proforma.Testing.Formula;

namespace Proforma.Engine.Tests.Sensitivity;

public sealed class TornadoTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>revenue[t] = price × volume[t]; price uncertain; profit = revenue − cost by track.</summary>
    private static PlanProgram Program()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(12), "low", "high");
        plan.Constant("price", 10);
        plan.Line("volume").Tracked().Given([.. Enumerable.Range(0, 24).Select(static i => i < 12 ? 100.0 : 200)]);
        plan.Line("cost").Given(300.0);
        plan.Constant("idle", 7);
        plan.Line("profit").Tracked().Is((Ref("price") * (Formula)Ref("volume")) - Ref("cost")).RolledUp(RollUpRule.Sum);
        plan.Line("return").Timeless().Tracked().Is(Of(OpCode.SquareRoot, (Formula)Ref("price") - 8.5));
        var program = plan.Build();
        return new PlanProgram(
            program.Title, program.TimeAxes, program.TrackAxes, program.Dimensions, program.Sections, program.Slots, program.Schedule)
        {
            Uncertainties =
            [
                new Uncertainty(
                    0, 0, new DistributionSpec("normal", [new DistributionArgument("mean", 10), new DistributionArgument("sd", 2)]), true),
            ],
        };
    }

    [Fact]
    public void Each_driver_is_moved_by_its_own_range_and_the_longest_bar_comes_first()
    {
        var run = Runs.Of(Program());
        SimulationOutput output = new(4, 1, Period.OfYear(2024));
        var before = run.Cells.ToArray();
        var drivers = Tornado.DriversOf(run.Program, output, new TornadoRange.Quantiles(), new TornadoRange.Relative(0.1));
        Assert.Equal([0, 1, 2, 3], drivers.Select(static d => d.Slot));
        Assert.Equal([-1, 1, -1, -1], drivers.Select(static d => d.Track));
        var bars = Tornado.Of(run, output, drivers, Cancellation);

        Assert.Equal([0, 1, 2, 3], bars.Select(static bar => bar.Driver.Slot));
        Assert.All(bars, static bar => Assert.Equal(12 * 1700, bar.Start.Raw));
        var price = Normal.InvCDF(10, 2, 0.9);
        Assert.Equal(12 * ((200 * price) - 300), bars[0].AtHigh.Raw, 1e-8);
        Assert.Equal(12 * ((200 * (20 - price)) - 300), bars[0].AtLow.Raw, 1e-8);
        Assert.Equal((12 * 1500, 12 * 1900), (bars[1].AtLow.Raw, bars[1].AtHigh.Raw));
        Assert.Equal((12 * 1730, 12 * 1670), (Math.Round(bars[2].AtLow.Raw, 8), Math.Round(bars[2].AtHigh.Raw, 8)));
        Assert.True(bars[3].IsFlat);
        Assert.Equal(before, run.Cells.ToArray());
    }

    [Fact]
    public void Ranges_are_what_they_say()
    {
        var run = Runs.Of(Program());
        SimulationOutput output = new(4, 0, Period.OfYear(2024));
        TornadoBar Bar(TornadoRange range, int slot = 0) => Assert.Single(Tornado.Of(run, output, [new TornadoDriver(slot, range)], Cancellation));
        Assert.Equal((12 * 500, 12 * 900), (Bar(new TornadoRange.Deviations()).AtLow.Raw, Bar(new TornadoRange.Deviations()).AtHigh.Raw));
        Assert.Equal(12 * 1100, Bar(new TornadoRange.Deviations(2)).AtHigh.Raw);
        Assert.Equal((12 * 600, 12 * 800), (Bar(new TornadoRange.Shift(1)).AtLow.Raw, Bar(new TornadoRange.Shift(1)).AtHigh.Raw));
        Assert.Equal((12 * 0, 12 * 1700), (Bar(new TornadoRange.Between(3, 20)).AtLow.Raw, Bar(new TornadoRange.Between(3, 20)).AtHigh.Raw));
        Assert.True(Bar(new TornadoRange.Deviations(), 2).IsFlat);
    }

    [Fact]
    public void A_driver_that_makes_the_output_fail_comes_first()
    {
        var run = Runs.Of(Program());
        SimulationOutput output = new(5, 0, null);
        var drivers = Tornado.DriversOf(run.Program, output, new TornadoRange.Deviations(), new TornadoRange.Relative(0.5));
        var first = Tornado.Of(run, output, drivers, Cancellation)[0];
        Assert.Equal(0, first.Driver.Slot);
        Assert.False(first.AtLow.IsValue);
        Assert.Equal(Math.Sqrt(3.5), first.AtHigh.Raw, 1e-14);
        Assert.True(double.IsPositiveInfinity(first.Span));
    }
}
