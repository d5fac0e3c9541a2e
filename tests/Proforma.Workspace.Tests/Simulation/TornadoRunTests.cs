using Proforma.Engine.Execution;
using Proforma.Engine.Sensitivity;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using Proforma.Workspace.Simulation;
using Xunit;

namespace Proforma.Workspace.Tests.Simulation;

/// <summary>Drivers that a tornado moves: each by its own range, points of interpolated inputs one by one, noises not at all.</summary>
public sealed class TornadoRunTests
{
    private const double Z90 = 1.2815515655446004;

    [Fact]
    public void Each_driver_moves_by_its_own_range()
    {
        var program = SimulatedPlan.Compile("""
            track base
            track low
            input price : USD/person
              base = 10 ~ normal(sd: 1)
              low  = 5 ~ normal(sd: 1)
            input heads : person
              interpolate
              2025-01 = 100 ~ normal(sd: 4)
              2025-12 = 200
            input fee : USD/month = 7
            noise shock : USD/month ~ normal(mean: 0, sd: 50) each period
            line revenue : USD/month = price * heads / 1 month + fee + shock
            """).Program!;
        var run = PlanRun.Execute(program, null, TestContext.Current.CancellationToken).Result!;
        var output = new SimulationOutput(program.Slots.Single(static s => s.Name == "revenue").Index, 0, Period.Month(2025, 1));
        var lines = TornadoRun.Of(run, output, new TornadoRange.Quantiles(), null, TestContext.Current.CancellationToken);
        Assert.Equal(["price", "heads[2025-01]"], lines.Select(l => program.Slots[l.Bar.Driver.Slot].Name));
        Assert.Equal(1_007 - (100 * Z90), lines[0].Bar.AtLow.Raw, 1e-6);
        Assert.Equal(1_007 + (100 * Z90), lines[0].Bar.AtHigh.Raw, 1e-6);
        Assert.Equal((10 - Z90, 10 + Z90), (lines[0].Ends!.Value.Low, lines[0].Ends!.Value.High));
        Assert.Equal(1_007 + (40 * Z90), lines[1].Bar.AtHigh.Raw, 1e-6);

        // One percent more of the price is 10 dollars more in January, of the first point as well.
        Assert.Equal([10, 10], lines.Select(static l => Math.Round(l.PerPercent, 9)));
        Assert.Equal(["shock"], TornadoRun.NoisesOf(program).Select(static s => s.Name));
        var all = TornadoRun.Of(run, output, new TornadoRange.Relative(0.1), new TornadoRange.Relative(0.1), TestContext.Current.CancellationToken);
        Assert.Equal(["price", "heads[2025-01]", "fee"], all.Select(l => program.Slots[l.Bar.Driver.Slot].Name));
        Assert.Equal(1_007 - 0.7, all[2].Bar.AtLow.Raw, 1e-9);
    }
}
