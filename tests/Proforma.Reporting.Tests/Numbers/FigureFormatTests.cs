using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Reporting.Numbers;
using Xunit;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Reporting.Tests.Numbers;

public sealed class FigureFormatTests
{
    private static readonly NumberOptions s_english = new();
    private static readonly NumberOptions s_chinese = new() { Language = ReportLanguage.Chinese };
    private static readonly Unit s_seat = Unit.Of(Dimension.Of(new BaseUnit("seat", BaseUnitKind.Count)));

    private static Unit PricePerSeat => new("USD/seat/month", FakeFigures.Usd.Divide(s_seat.Dimension).Divide(Dimension.Month), 1);

    private static string Inline(Unit unit, double value, NumberOptions options) => FigureFormat.For(unit, [value], options)
        .Inline(CellValue.Of(value));

    [Theory]
    [InlineData(34.5e9, "$34.5B", "345亿美元")]
    [InlineData(80e6, "$80.0M", "8000万美元")]
    [InlineData(8e6, "$8.0M", "800万美元")]
    [InlineData(330e6, "$330.0M", "3.3亿美元")]
    [InlineData(999.96e6, "$1.0B", "10亿美元")]
    [InlineData(-3e9, "-$3.0B", "-30亿美元")]
    [InlineData(1.2e12, "$1.2T", "1.2万亿美元")]
    [InlineData(0, "$0", "0美元")]
    [InlineData(44.88, "$44.88", "44.88美元")]
    [InlineData(12345, "$12,345", "1.23万美元")]
    public void Money_in_prose(double value, string english, string chinese)
    {
        Assert.Equal(english, Inline(FakeFigures.Money, value, s_english));
        Assert.Equal(chinese, Inline(FakeFigures.Money, value, s_chinese));
    }

    [Fact]
    public void A_negative_amount_stands_in_parentheses_when_asked() =>
        Assert.Equal("($3.0B)", Inline(FakeFigures.Money, -3e9, s_english with { Negatives = NegativeStyle.Parentheses }));

    [Fact]
    public void Both_ends_of_a_Chinese_range_carry_the_scale()
    {
        var range = FigureFormat.For(FakeFigures.Money, [4e8, 6e8], s_chinese);
        Assert.Equal("4亿至6亿美元", range.Inline(4e8, 6e8));
        Assert.Equal("$400.0M to $600.0M", FigureFormat.For(FakeFigures.Money, [4e8, 6e8], s_english).Inline(4e8, 6e8));
    }

    [Fact]
    public void Prices_counts_and_spans_carry_their_units()
    {
        Assert.Equal("$20.00/seat/month", Inline(PricePerSeat, 20, s_english));
        Assert.Equal("20美元/seat/月", Inline(PricePerSeat, 20, s_chinese));
        var person = Unit.Of(Dimension.Of(BaseUnit.Person));
        Assert.Equal("1,900 people", Inline(person, 1900, s_english));
        Assert.Equal("1900人", Inline(person, 1900, s_chinese));
        var month = Unit.Of(Dimension.Month);
        Assert.Equal("12 months", Inline(month, 12, s_english));
        Assert.Equal("1 month", Inline(month, 1, s_english));
        Assert.Equal("8.07 months", Inline(month, 8.07, s_english));
        Assert.Equal("12个月", Inline(month, 12, s_chinese));
        Assert.Equal("35.8M seats", Inline(s_seat, 35.8e6, s_english));
    }

    [Fact]
    public void Currencies_without_a_symbol_show_their_code()
    {
        var franc = Unit.Of(Dimension.Of(new BaseUnit("CHF", BaseUnitKind.Currency)));
        Assert.Equal("CHF 2.5M", Inline(franc, 2.5e6, s_english));
        Assert.Equal("250万瑞士法郎", Inline(franc, 2.5e6, s_chinese));
        Assert.Equal("2500亿元", Inline(new Unit("CNY", FakeFigures.Cny, 1), 2.5e11, s_chinese));
    }

    [Fact]
    public void Percentage_points_differ_from_percent()
    {
        Assert.Equal("+2.1 pp", FigureFormat.PercentagePoints(0.021, ReportLanguage.English));
        Assert.Equal("-2.1 pp", FigureFormat.PercentagePoints(-0.021, ReportLanguage.English));
        Assert.Equal("2.1个百分点", FigureFormat.PercentagePoints(0.021, ReportLanguage.Chinese));
    }

    [Fact]
    public void A_quotient_is_a_share_below_two_and_a_multiple_from_there_on()
    {
        var quotient = new Slot(0, "multiple",
            SlotRole.Measure) { Rules = [new Rule([new Op(OpCode.Read, 0), new Op(OpCode.Read, 1), new Op(OpCode.Divide, 0, 1)])] };
        Assert.Equal("8.6×", FigureFormat.For(quotient, [CellValue.Of(8.625)], s_english).Inline(CellValue.Of(8.625)));
        Assert.Equal("8.6倍", FigureFormat.For(quotient, [CellValue.Of(8.625)], s_chinese).Inline(CellValue.Of(8.625)));
        Assert.Equal("45.0%", FigureFormat.For(quotient, [CellValue.Of(0.45)], s_english).Inline(CellValue.Of(0.45)));
        Assert.Equal("45.0%", FigureFormat.For(quotient, [CellValue.Of(0.45)], s_chinese).Inline(CellValue.Of(0.45)));
    }

    [Theory]
    [InlineData("12%", 0.12, "12.0%")]
    [InlineData("1.8349%", 0.018349, "1.8%")]
    [InlineData("0.8875%", 0.008875, "0.89%")]
    [InlineData("3", 3, "3")]
    [InlineData("0.749824", 0.749824, "0.750")]
    public void An_input_is_shown_as_its_author_typed_it(string typed, double value, string shown)
    {
        var input = new Slot(0, "x", SlotRole.Input) { Rules = [new Rule([]) { Provenance = new Provenance(typed) }] };
        Assert.Equal(shown, FigureFormat.For(input, [CellValue.Of(value)], s_english).Cell(CellValue.Of(value)));
    }

    [Fact]
    public void States_and_conditions_have_words_in_both_languages()
    {
        var money = FigureFormat.For(FakeFigures.Money, [1e9], s_english);
        Assert.Equal("unknown", money.Inline(CellValue.Unknown));
        Assert.Equal("blank", money.Inline(CellValue.Blank));
        Assert.Equal("", money.Cell(CellValue.Blank));
        Assert.Equal("failed", money.Cell(CellValue.Failed(FailureKind.NoConvergence)));
        Assert.Equal("未知", FigureFormat.For(FakeFigures.Money, [1e9], s_chinese).Cell(CellValue.Unknown));
        Assert.Equal("partial 1/12", FigureWords.Partial(1, 12, ReportLanguage.English));
        Assert.Equal("部分 1/12", FigureWords.Partial(1, 12, ReportLanguage.Chinese));
        var flag = new Slot(0, "ok", SlotRole.Line) { Type = ValueType.Boolean };
        Assert.Equal("yes", FigureFormat.For(flag, [], s_english).Cell(CellValue.Of(1)));
        Assert.Equal("否", FigureFormat.For(flag, [], s_chinese).Cell(CellValue.Of(0)));
        Assert.All(Enum.GetValues<FailureKind>().Skip(1), k =>
            Assert.NotEqual(FigureWords.Of(k, ReportLanguage.English), FigureWords.Of(k, ReportLanguage.Chinese)));
    }

    [Fact]
    public void Periods_before_and_never_have_words_in_both_languages()
    {
        var turn = new Slot(0, "turn", SlotRole.Measure) { Type = ValueType.Period, PeriodGrain = Grain.Month };
        var december = CellValue.Of(Period.Month(2026, 12).Ordinal);
        var (english, chinese) = (FigureFormat.For(turn, [], s_english), FigureFormat.For(turn, [], s_chinese));
        Assert.Equal(("2026-12", "2026年12月"), (english.Inline(december), chinese.Inline(december)));
        Assert.Equal(("before", "此前"), (english.Inline(CellValue.Of(PeriodValue.Before)), chinese.Inline(CellValue.Of(PeriodValue.Before))));
        Assert.Equal(("never", "从未"), (english.Inline(CellValue.Of(PeriodValue.Never)), chinese.Inline(CellValue.Of(PeriodValue.Never))));
        Assert.Equal("2027年第1季度", FigureWords.Of(Period.Quarter(2027, 1), ReportLanguage.Chinese));
        Assert.Equal("2027财年", FigureWords.Of(Period.OfYear(2027, 6), ReportLanguage.Chinese));
        Assert.Equal("2027年下半年", FigureWords.Of(Period.Half(2027, 2), ReportLanguage.Chinese));
        Assert.Equal("2027年第5周", FigureWords.Of(Period.Week(2027, 5), ReportLanguage.Chinese));
        Assert.Equal("FY2027", FigureWords.Of(Period.OfYear(2027, 6), ReportLanguage.English));
    }

    [Theory]
    [InlineData("USD/month", 1, "USD", 1)]
    [InlineData("USD/year", 1 / 12.0, "USD", 1)]
    [InlineData("USD/quarter", 1 / 3.0, "USD", 1)]
    public void A_flow_over_a_period_is_an_amount(string symbol, double scale, string amount, double amountScale)
    {
        var unit = ReportedUnit.AmountOf(new Unit(symbol, FakeFigures.UsdPerMonth.Dimension, scale));
        Assert.Equal(amount, unit.Symbol);
        Assert.Equal(amountScale, unit.Scale, 12);
        Assert.Equal(FakeFigures.Usd, unit.Dimension);
    }

    [Fact]
    public void A_row_has_one_scale_so_that_its_figures_compare()
    {
        var row = FigureFormat.For(FakeFigures.Money, [450e6, 4e9, 34.5e9], s_english);
        Assert.Equal(["0.5B", "4.0B", "34.5B"], new[] { 450e6, 4e9, 34.5e9 }.Select(v => row.Cell(CellValue.Of(v))));
        var forced = FigureFormat.For(FakeFigures.Money, [450e6, 4e9], s_english with { Scale = NumberScale.Million });
        Assert.Equal(["450.0M", "4,000.0M"], new[] { 450e6, 4e9 }.Select(v => forced.Cell(CellValue.Of(v))));
        var digits = FigureFormat.For(FakeFigures.Money, [450e6, 4e9], s_english with { SignificantDigits = 4 });
        Assert.Equal(["0.450B", "4.000B"], new[] { 450e6, 4e9 }.Select(v => digits.Cell(CellValue.Of(v))));
    }
}
