using System.Globalization;
using CsCheck;
using Proforma.Language.Syntax;

namespace Proforma.Language.Tests.Syntax;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("2027-13", "PF1015")]
    [InlineData("2027-00", "PF1015")]
    [InlineData("2027-02-30", "PF1015")]
    [InlineData("2027-01-00", "PF1015")]
    [InlineData("2027-Q5", "PF1015")]
    [InlineData("2027-Q0", "PF1015")]
    [InlineData("2027-H3", "PF1015")]
    [InlineData("2027-W53", "PF1015")]
    [InlineData("FY2027-Q9", "PF1015")]
    [InlineData("1000-10", "PF1015")]
    [InlineData("FY1000", "PF1015")]
    [InlineData("2027-1", "PF1016")]
    [InlineData("2027-01-1", "PF1016")]
    [InlineData("2027-q1", "PF1016")]
    [InlineData("2027Q1", "PF1016")]
    [InlineData("2027-W5", "PF1016")]
    [InlineData("2027-Q01", "PF1016")]
    [InlineData("FY2027-01", "PF1016")]
    public void Reports_what_is_no_period(string text, string code) => Assert.Equal(code, Plans.Problem($"input x : 1\n  {text} = 5").Code);

    [Theory]
    [InlineData("2027-1", "2027-01")]
    [InlineData("2027-01-1", "2027-01-01")]
    [InlineData("2027Q1", "2027-Q1")]
    [InlineData("2027h2", "2027-H2")]
    [InlineData("2027-w5", "2027-W05")]
    [InlineData("FY2027-01", "2027-01")]
    [InlineData("1000-10", "1000 - 10")]
    public void Offers_the_right_spelling(string text, string mended) => Assert.Equal(
        "line x = f(" + mended + ")",
        Plans.Mended($"line x = f({text})"));

    // Every day of the calendar is a period, and no other date is.
    [Fact]
    public void Days_are_those_of_the_calendar() =>
        Gen.Select(Gen.Int[1900, 2999], Gen.Int[0, 13], Gen.Int[0, 32]).Sample((year, month, day) =>
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{year}-{month:00}-{day:00}");
            var exists = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
            Assert.Equal(exists ? "" : "PF1015", Plans.Codes($"line x = f({text})"));
        });

    [Theory]
    [InlineData("x[2027]", "([] x @2027)")]
    [InlineData("x[aggressive, 2026 ..]", "([] x aggressive (.. @2026 _))")]
    [InlineData("x[.. 2026]", "([] x (.. _ @2026))")]
    [InlineData("x[2027 + 1]", "([] x (+ 2027 1))")]
    [InlineData("x -> CNY at 2027", "(-> x CNY at @2027)")]
    [InlineData("x in 2027", "(in x @2027)")]
    [InlineData("x in 2026 .. 2027", "(in x (.. @2026 @2027))")]
    [InlineData("period.year = 2027", "(= (. period year) 2027)")]
    [InlineData("f(2027)", "(f 2027)")]
    [InlineData("f(from: 2025)", "(f from:2025)")]
    [InlineData("f(2025 .. 2026)", "(f (.. @2025 @2026))")]
    [InlineData("f(2025 ..)", "(f (.. @2025 _))")]
    [InlineData("f(.. 2025)", "(f (.. _ @2025))")]
    [InlineData("f(1000 .. 50)", "(f (.. 1000 50))")]
    [InlineData("f(2025-01 .. 2026)", "(f (.. @2025-01 @2026))")]
    [InlineData("2027 * 2", "(* 2027 2)")]
    public void Four_digits_are_a_year_where_a_period_may_stand(string text, string expected) => Assert.Equal(expected, Plans.Formula(text));

    [Fact]
    public void Years_in_clauses_are_periods_but_in_a_domain_numbers()
    {
        var input = Plans.Only<SeriesSyntax>("input x : 1\n  2025, a = 5\n  2026 .. 2027 = 6\n  domain 1000 .. 5000");
        Assert.Equal("@2025", ExpressionText.Of(((ValueClauseSyntax)input.Clauses[0]).Selectors[0]));
        Assert.Equal("(.. @2026 @2027)", ExpressionText.Of(((ValueClauseSyntax)input.Clauses[1]).Selectors[0]));
        Assert.Equal("(.. 1000 5000)", ExpressionText.Of(((DomainClauseSyntax)input.Clauses[2]).Range));
    }
}
