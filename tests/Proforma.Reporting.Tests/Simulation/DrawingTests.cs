using Proforma.Reporting.Numbers;
using Proforma.Reporting.Simulation;
using Xunit;

namespace Proforma.Reporting.Tests.Simulation;

/// <summary>Strips, columns and shares as characters.</summary>
public sealed class DrawingTests
{
    [Theory]
    [InlineData(0, 0.1, 0.5, 0.9, 1, double.NaN, "──━━━━━━━━┃━━━━━━━━──")]
    [InlineData(0.25, 0.3, 0.5, 0.6, 0.75, 0, "┊    ─━━━━┃━━───")]
    [InlineData(1, 1, 1, 1, 1, 0.5, "          ┊         ┃")]
    [InlineData(0, 0, 0, 0, 0, 0, "┃")]
    public void A_strip_shows_its_quantiles(double p5, double p10, double p50, double p90, double p95, double zero, string expected) =>
        Assert.Equal(expected, FanStrip.Draw(new FanMarks(p5, p10, p50, p90, p95, zero), 21));

    [Fact]
    public void Columns_are_as_high_as_their_counts()
    {
        Assert.Equal(["  █", " ▄█", " ██"], ColumnChart.Draw([0, 50, 100], 3));
        Assert.Equal(["█", "█"], ColumnChart.Draw([7], 2));

        // A bin with a single trial is seen beside one with a million.
        Assert.Equal([" █", "▁█"], ColumnChart.Draw([1, 1_000_000], 2));
        Assert.Equal([""], ColumnChart.Draw([], 1));
    }

    [Fact]
    public void Bins_are_joined_to_fit()
    {
        Assert.Equal([3, 7, 5], ColumnChart.Joined([1, 2, 3, 4, 5], 3));
        Assert.Equal([1, 2, 3], ColumnChart.Joined([1, 2, 3], 48));
        Assert.Equal([6], ColumnChart.Joined([1, 2, 3], 0));
    }

    [Theory]
    [InlineData(0.4987, 1_000_000, "49.87%")]
    [InlineData(0.5, 100, "50%")]
    [InlineData(0.5, 10_000, "50.0%")]
    [InlineData(0.002, 1_000, "0.2%")]
    [InlineData(0, 1_000, "below 0.3%")]
    [InlineData(1, 1_000, "above 99.7%")]
    [InlineData(0, 2, "below 100%")]
    [InlineData(0, 1_000_000_000_000, "below 0.0000000003%")]
    [InlineData(0.3, 0, "")]
    public void A_share_has_the_digits_that_are_known(double share, long trials, string expected) =>
        Assert.Equal(expected, ProbabilityText.Of(share, trials, ReportLanguage.English));

    [Fact]
    public void A_probability_stands_with_its_error()
    {
        Assert.Equal("49.87% ± 0.05%", ProbabilityText.WithError(0.49873, 0.0005, 1_000_000, ReportLanguage.English));
        Assert.Equal("低于0.3%", ProbabilityText.WithError(0, 0, 1_000, ReportLanguage.Chinese));
    }
}
