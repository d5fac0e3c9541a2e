using System.Globalization;
using CsCheck;
using Proforma.Language.Syntax;

namespace Proforma.Language.Tests.Syntax;

public sealed class NumberTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1_000", 1000)]
    [InlineData("34.5B", 34_500_000_000)]
    [InlineData("36.2724%", 0.362724)]
    [InlineData("21%", 0.21)]
    [InlineData("25bp", 0.0025)]
    [InlineData("345亿", 34_500_000_000)]
    [InlineData("2万亿", 2e12)]
    [InlineData("2500万", 25_000_000)]
    [InlineData("1.5K", 1500)]
    [InlineData("1e9", 1e9)]
    [InlineData("1e-3M", 1000)]
    [InlineData("0.1T", 1e11)]
    [InlineData("9007199254740993", 9007199254740992d)]
    [InlineData("123456789012345678901234567890", 1.2345678901234568E+29)]
    [InlineData("5e-324", 5e-324)]
    [InlineData("1e-999999999999", 0)]
    public void Values_are_the_doubles_nearest_to_what_is_written(string text, double expected) =>
        Assert.Equal(expected, Assert.IsType<NumberSyntax>(Plans.Point(text)).Value);

    // The suffix is a power of ten, so the value must be what a correctly rounding reader makes of the number with that exponent.
    [Fact]
    public void Suffixes_round_once()
    {
        (string Suffix, int Exponent)[] suffixes =
        [
            ("", 0), ("K", 3), ("M", 6), ("B", 9), ("T", 12), ("万", 4), ("亿", 8), ("万亿", 12), ("%", -2), ("bp", -4),
        ];
        Gen.Select(Gen.Long[0, 9_999_999_999_999_999], Gen.Int[0, 12], Gen.Int[0, suffixes.Length - 1]).Sample((whole, decimals, which) =>
        {
            var digits = whole.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
            var written = decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}";
            var (suffix, exponent) = suffixes[which];
            var expected = double.Parse($"{written}e{exponent}", CultureInfo.InvariantCulture);
            Assert.Equal(expected, Assert.IsType<NumberSyntax>(Plans.Point(written + suffix)).Value);
        });
    }

    [Theory]
    [InlineData("20USD", "PF1012", "20 USD")]
    [InlineData("20MUSD", "PF1012", "20M USD")]
    [InlineData("345亿元", "PF1012", "345亿 元")]
    [InlineData("5%USD", "PF1012", "5% USD")]
    [InlineData("8m", "PF1012", "8M")]
    [InlineData("8bn", "PF1012", "8B")]
    [InlineData("8million", "PF1012", "8M")]
    [InlineData("25bps", "PF1012", "25bp")]
    [InlineData("10x", "PF1012", "10")]
    [InlineData(".5", "PF1013", "0.5")]
    [InlineData("1,000", "PF2008", "1_000")]
    [InlineData("1,234,567.5M USD", "PF2008", "1_234_567.5M USD")]
    [InlineData("max(1,000, 2)", "PF2008", "max(1_000, 2)")]
    [InlineData("$34.5B", "PF2009", "34.5B USD")]
    [InlineData("-$20/seat", "PF2009", "-20 USD/seat")]
    [InlineData("¥5", "PF2009", "5 CNY")]
    [InlineData("5€", "PF2009", "5 EUR")]
    [InlineData("21 %", "PF2010", "21%")]
    [InlineData("8 million USD", "PF2011", "8M USD")]
    [InlineData("１２３．５", "PF1007", "123.5")]
    public void What_people_write_instead_is_mended(string written, string code, string mended)
    {
        Assert.Equal(code, Plans.Problem("line x = " + written).Code);
        Assert.Equal("line x = " + mended, Plans.Mended("line x = " + written));
    }

    [Theory]
    [InlineData("8m", 8e6)]
    [InlineData("21 %", 0.21)]
    [InlineData("3 billion", 3e9)]
    [InlineData("1,000,000", 1e6)]
    [InlineData("１２３", 123)]
    [InlineData("$5", 5)]
    public void What_is_mended_is_read_as_if_it_were(string written, double value)
    {
        var series = Assert.IsType<SeriesSyntax>(Assert.Single(Plans.Parse("line x = " + written).Declarations));
        var number = Assert.IsType<NumberSyntax>(Assert.IsType<ValueClauseSyntax>(series.Clauses[0]).Value.Point);
        Assert.Equal(value, number.Value);
    }

    [Theory]
    [InlineData("1.2.3", "PF1013")]
    [InlineData("1__0", "PF1013")]
    [InlineData("1_", "PF1013")]
    [InlineData("1e999", "PF1014")]
    [InlineData("1e308B", "PF1014")]
    public void What_is_no_number_is_reported(string written, string code) => Assert.Equal(code, Plans.Problem("line x = " + written).Code);

    [Theory]
    [InlineData("max(1,200)", "(max 1 200)")]
    [InlineData("x[1,200]", "([] x 1 200)")]
    public void A_comma_between_arguments_is_no_thousands_mark(string written, string expected) => Assert.Equal(expected, Plans.Formula(written));
}
