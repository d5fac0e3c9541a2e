using System.Globalization;
using CsCheck;
using Proforma.Model.Time;
using Proforma.Workbook.Import;
using Xunit;
using Calendar = Proforma.Model.Time.Calendar;

namespace Proforma.Workbook.Tests.Import;

public sealed class PeriodHeadTests
{
    private static readonly Calendar s_months = new(Period.Month(2024, 7), 36, 6);

    [Theory]
    [InlineData("2025-01", "2025-01")]
    [InlineData("2025/1", "2025-01")]
    [InlineData("2025.12", "2025-12")]
    [InlineData("202503", "2025-03")]
    [InlineData("2025年1月", "2025-01")]
    [InlineData("2025 年 11 月份", "2025-11")]
    [InlineData("2025年十二月", "2025-12")]
    [InlineData("25年3月", "2025-03")]
    [InlineData("２０２５年１月", "2025-01")]
    [InlineData("Jan 2025", "2025-01")]
    [InlineData("january 2025", "2025-01")]
    [InlineData("Sep-25", "2025-09")]
    [InlineData("Sept. 2025", "2025-09")]
    [InlineData("2025 Mar", "2025-03")]
    [InlineData("2025Q1", "2025-Q1")]
    [InlineData("2025-Q4", "2025-Q4")]
    [InlineData("Q1 2025", "2025-Q1")]
    [InlineData("Q1'25", "2025-Q1")]
    [InlineData("1Q25", "2025-Q1")]
    [InlineData("FY2026-Q1", "FY2026-Q1")]
    [InlineData("Q2 FY26", "FY2026-Q2")]
    [InlineData("2025年第一季度", "2025-Q1")]
    [InlineData("2025年三季度", "2025-Q3")]
    [InlineData("2025年2季度", "2025-Q2")]
    [InlineData("2025财年第4季度", "FY2025-Q4")]
    [InlineData("2025年上半年", "2025-H1")]
    [InlineData("2025下半年", "2025-H2")]
    [InlineData("1H25", "2025-H1")]
    [InlineData("2025-W05", "2025-W05")]
    [InlineData("2025", "2025")]
    [InlineData("2025A", "2025")]
    [InlineData("2025年度", "2025")]
    [InlineData("FY2025", "FY2025")]
    [InlineData("FY25", "FY2025")]
    [InlineData("2025财年", "FY2025")]
    [InlineData("2025-01-31", "2025-01")]
    [InlineData("2025年1月31日", "2025-01")]
    public void Heads_are_read(string text, string expected) => Assert.Equal(expected, PeriodHead.Read(new SourceCell(text), s_months)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("2025-13")]
    [InlineData("2025年0月")]
    [InlineData("2025-02-30")]
    [InlineData("Q5 2025")]
    [InlineData("1850")]
    [InlineData("3000")]
    [InlineData("Total")]
    [InlineData("合计")]
    [InlineData("12.5")]
    [InlineData("Marching 2025")]
    [InlineData("2025-W60")]
    public void Other_texts_are_no_periods(string text) => Assert.Null(PeriodHead.Read(new SourceCell(text), s_months));

    [Fact]
    public void A_date_is_the_step_in_which_it_lies()
    {
        Assert.Equal("2025-03", PeriodHead.Read(new SourceCell("45747", 45747, new DateOnly(2025, 3, 31)), s_months)?.ToString());
        var quarters = new Calendar(Period.Quarter(2025, 1), 8);
        Assert.Equal("2025-Q1", PeriodHead.Read(new SourceCell("", 45747, new DateOnly(2025, 3, 31)), quarters)?.ToString());
    }

    [Fact]
    public void What_the_language_writes_is_read_back() =>
        Gen.Select(Gen.Enum<Grain>(), Gen.Int[1901, 2900], Gen.Int[0, 400], Gen.Bool.Select(static b => b ? 12 : 6)).Sample((grain, year, days, end) =>
        {
            var calendar = new Calendar(Period.Day(new DateOnly(year, 1, 1)), 1, end);
            var period = Period.Containing(new DateOnly(year, 1, 1).AddDays(days), grain, grain >= Grain.Quarter ? end : 12);
            Assert.Equal(period.ToString(), PeriodHead.Read(new SourceCell(period.ToString()), calendar)?.ToString());
        });

    [Fact]
    public void No_text_breaks_it() => Gen.String.Sample(text => _ = PeriodHead.Read(new SourceCell(text), s_months));

    [Theory]
    [InlineData("单位：万元", 1e4, "CNY")]
    [InlineData("（单位：人民币亿元）", 1e8, "CNY")]
    [InlineData("货币单位: 千美元", 1e3, "USD")]
    [InlineData("USD k", 1e3, "USD")]
    [InlineData("$m", 1e6, "USD")]
    [InlineData("in thousands of USD", 1e3, "USD")]
    [InlineData("(in millions)", 1e6, "")]
    [InlineData("US$'000", 1e3, "USD")]
    [InlineData("EUR", 1, "EUR")]
    [InlineData("元", 1, "CNY")]
    [InlineData("百万元", 1e6, "CNY")]
    public void Notes_about_units_are_read(string text, double factor, string currency) => Assert.Equal(new UnitNote(factor, currency), UnitNote.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("Revenue")]
    [InlineData("营业收入")]
    [InlineData("Profit and loss 2025")]
    [InlineData("单位")]
    public void Other_texts_say_nothing_about_units(string text) => Assert.Null(UnitNote.Read(text));

    [Theory]
    [InlineData("1,234.5", 1234.5)]
    [InlineData("(12)", -12)]
    [InlineData("-3", -3)]
    [InlineData("−3", -3)]
    [InlineData("5%", 0.05)]
    [InlineData("$1,200", 1200)]
    [InlineData("1.2万", 12000)]
    [InlineData("（7）", -7)]
    [InlineData("1e3", 1000)]
    public void Numbers_as_people_type_them(string text, double expected) => Assert.Equal(expected, SourceNumber.Read(new SourceCell(text))!.Value, 9);

    [Theory]
    [InlineData("abc")]
    [InlineData("12 apples")]
    [InlineData("1e999")]
    [InlineData("NaN")]
    [InlineData("=1+1")]
    [InlineData("()")]
    public void Other_texts_are_no_numbers(string text) => Assert.Null(SourceNumber.Read(new SourceCell(text)));

    [Fact]
    public void A_number_that_was_written_is_read_back() => Gen.Double[-1e12, 1e12].Sample(value =>
        Assert.Equal(value, SourceNumber.Read(new SourceCell(value.ToString("R", CultureInfo.InvariantCulture)))!.Value));
}
