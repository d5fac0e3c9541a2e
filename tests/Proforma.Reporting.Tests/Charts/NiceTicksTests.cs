using CsCheck;
using Proforma.Reporting.Charts;
using Xunit;

namespace Proforma.Reporting.Tests.Charts;

public sealed class NiceTicksTests
{
    [Fact]
    public void Ticks_cover_the_range_evenly_at_round_places() => Gen.Select(Gen.Double[-1e12, 1e12], Gen.Double[0, 1e12], Gen.Double[-9, 9], Gen.Int[1, 12]).Sample(static (low, span, power, most) =>
    {
        var scale = Math.Pow(10, power - 9);
        (low, span) = (low * scale, span * scale);
        var ticks = NiceTicks.Covering(low, low + span, most);
        var values = ticks.Values;
        Assert.True(values[0] <= low + (ticks.Step * 1e-6) && values[^1] >= low + span - (ticks.Step * 1e-6), $"{low} + {span}: {values[0]} .. {values[^1]}");
        Assert.InRange(values.Length, 2, most + 3);
        var mantissa = ticks.Step / Math.Pow(10, Math.Floor(Math.Log10(ticks.Step) + 1e-9));
        Assert.Contains(new[] { 1, 2, 2.5, 5, 10 }, m => Math.Abs(m - mantissa) < 1e-6);
        Assert.All(values.Zip(values.Skip(1)), p => Assert.Equal(ticks.Step, p.Second - p.First, ticks.Step * 1e-3));
    });

    [Theory]
    [InlineData(0, 34.5e9, 5, 0, 40e9, 10e9)]
    [InlineData(-5.6e9, 2.2e9, 5, -6e9, 4e9, 2e9)]
    [InlineData(0, 1, 4, 0, 1, 0.25)]
    [InlineData(0, 0, 4, 0, 1, 0.25)]
    public void Known_ranges(double low, double high, int most, double first, double last, double step)
    {
        var ticks = NiceTicks.Covering(low, high, most);
        Assert.Equal((first, last, step), (ticks.Low, ticks.High, ticks.Step));
    }

    [Theory]
    [InlineData(2.5e9, 1e9, 1)]
    [InlineData(10e9, 1e9, 0)]
    [InlineData(0.025, 0.01, 1)]
    [InlineData(0.25, 1, 2)]
    public void Ticks_are_written_with_as_many_decimals_as_tell_them_apart(double step, double scale, int decimals) =>
        Assert.Equal(decimals, new NiceTicks(0, step * 4, step).Decimals(scale));
}
