using Proforma.Engine.Sensitivity;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using Proforma.Workspace.Tests.Examples;
using Xunit;

namespace Proforma.Workspace.Tests.Sensitivity;

/// <summary>The tornado of the aggressive track's revenue in 2027, against figures that were worked out apart from this engine.</summary>
public sealed class ExampleTornadoTests
{
    private readonly ExampleRun _plan = ExampleRun.Of("anthropic/anthropic.plan");

    private SimulationOutput Revenue => new(_plan.Slot("revenue").Index, _plan.Program.TrackAxes[0].IndexOf("aggressive"), Period.OfYear(2027));

    [Theory]
    [InlineData("customer_growth", 0.01, -6067, 8182)]
    [InlineData("usage_growth_floor", 0.01, -5526, 7228)]
    [InlineData("price_decline", 0.005, 3973, -3398)]
    [InlineData("mau_growth_floor", 0.01, -1934, 2344)]
    [InlineData("arpu_growth", 0.005, -1659, 1932)]
    [InlineData("churn", 0.02, 1342, -1094)]
    public void Bars_are_as_long_as_in_the_worked_example(string driver, double shift, double low, double high)
    {
        var moved = new TornadoDriver(_plan.Slot(driver).Index, new TornadoRange.Shift(shift));
        var bar = Assert.Single(Tornado.Of(_plan.Result, Revenue, [moved], TestContext.Current.CancellationToken));
        Expect.Millions(34500, bar.Start.Raw, "start");
        Assert.Equal(low, (bar.AtLow.Raw - bar.Start.Raw) / 1e6, 1.0);
        Assert.Equal(high, (bar.AtHigh.Raw - bar.Start.Raw) / 1e6, 1.0);
    }

    [Fact]
    public void The_longest_bar_comes_first()
    {
        (string Driver, double Shift)[] drivers =
        [
            ("churn", 0.02), ("arpu_growth", 0.005), ("mau_growth_floor", 0.01),
            ("price_decline", 0.005), ("usage_growth_floor", 0.01), ("customer_growth", 0.01),
        ];
        var bars = Tornado.Of(
            _plan.Result,
            Revenue,
            drivers.Select(d => new TornadoDriver(_plan.Slot(d.Driver).Index, new TornadoRange.Shift(d.Shift))),
            TestContext.Current.CancellationToken);
        Assert.Equal(drivers.Select(static d => d.Driver).Reverse(), bars.Select(bar => _plan.Program.Slots[bar.Driver.Slot].Name));
    }

    [Fact]
    public void Drivers_of_the_plan_leave_the_other_track_and_the_rival_alone()
    {
        var drivers = Tornado.DriversOf(_plan.Program, Revenue, new TornadoRange.Quantiles(), new TornadoRange.Relative(0.1));
        var bars = Tornado.Of(_plan.Result, Revenue, drivers, TestContext.Current.CancellationToken);
        Assert.Equal(drivers.Count, bars.Count);
        Assert.All(bars, bar => Assert.True(bar.IsFlat || _plan.Program.Slots[bar.Driver.Slot].Entity.Length == 0));
        Assert.Contains(bars, bar => _plan.Program.Slots[bar.Driver.Slot].Name == "customer_growth" && !bar.IsFlat);
        Assert.Contains(bars, bar => _plan.Program.Slots[bar.Driver.Slot].Name == "raised" && bar.IsFlat);
    }
}
