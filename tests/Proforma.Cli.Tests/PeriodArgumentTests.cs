using CsCheck;
using Proforma.Cli.Arguments;
using Proforma.Model.Time;
using Xunit;

namespace Proforma.Cli.Tests;

public sealed class PeriodArgumentTests
{
    [Fact]
    public void What_a_period_prints_is_read_back() => Gen.Select(Gen.Enum<Grain>(), Gen.Date, Gen.Int[1, 12]).Sample((grain, date, yearEnd) =>
    {
        var day = new DateOnly(1901 + (date.Year % 1000), date.Month, Math.Min(date.Day, 28));
        var period = Period.Containing(day, grain, yearEnd);
        Assert.Equal(period, PeriodArgument.Read(period.ToString(), yearEnd));
    });

    [Theory]
    [InlineData("")]
    [InlineData("26")]
    [InlineData("2027-13")]
    [InlineData("2027-Q5")]
    [InlineData("2027-H0")]
    [InlineData("2027-W54")]
    [InlineData("2027-02-29")]
    [InlineData("2027-1")]
    [InlineData("FY2027-01")]
    [InlineData("2027-Q")]
    [InlineData("2027-")]
    [InlineData("１２３４")]
    [InlineData("99999")]
    public void What_is_no_period_is_refused(string text) => Assert.Null(PeriodArgument.Read(text, 6));
}
