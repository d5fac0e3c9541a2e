using Proforma.Language.Syntax;

namespace Proforma.Language.Tests.Syntax;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("a + b * c", "(+ a (* b c))")]
    [InlineData("a - b - c", "(- (- a b) c)")]
    [InlineData("a / b / c", "(/ (/ a b) c)")]
    [InlineData("-2^2", "(Negate (^ 2 2))")]
    [InlineData("2^3^2", "(^ 2 (^ 3 2))")]
    [InlineData("2^-1", "(^ 2 (Negate 1))")]
    [InlineData("-a * b", "(* (Negate a) b)")]
    [InlineData("a * -b", "(* a (Negate b))")]
    [InlineData("a or b and not c = d", "(or a (and b (Not (= c d))))")]
    [InlineData("not not a", "(Not (Not a))")]
    [InlineData("a + b < c * d", "(< (+ a b) (* c d))")]
    [InlineData("a + b -> CNY", "(-> (+ a b) CNY)")]
    [InlineData("a -> CNY < b", "(< (-> a CNY) b)")]
    [InlineData("a -> CNY at 2027-01 -> USD", "(-> (-> a CNY at @2027-01) USD)")]
    [InlineData("a -> USD/month", "(-> a USD*month^-1)")]
    [InlineData("a -> 1/month", "(-> a month^-1)")]
    [InlineData("if a then b else if c then d else e + 1", "(if a b (if c d (+ e 1)))")]
    [InlineData("1 + if a then b else c", "(+ 1 (if a b c))")]
    [InlineData("if (a) then (b) else (c)", "(if a b c)")]
    [InlineData("if (max(a, b)) > 3 then 1 else 0", "(if (> (max a b) 3) 1 0)")]
    [InlineData("f()", "(f)")]
    [InlineData("f(a, 3 month, from: 2025-01, by: year)", "(f a 3:month from:@2025-01 by:year)")]
    [InlineData("discrete(1: 30%, 2: 70%)", "(discrete 1:0.3 2:0.7)")]
    [InlineData("openai.revenue[2027]", "([] (. openai revenue) @2027)")]
    [InlineData("product.\"North America\"", "(. product North America)")]
    [InlineData("x[product.api, 2027].opening", "(. ([] x (. product api) @2027) opening)")]
    [InlineData("region = \"EU\"", "(= region \"EU\")")]
    [InlineData("unknown USD/month", "unknown:USD*month^-1")]
    [InlineData("unknown + 1", "(+ unknown 1)")]
    [InlineData("? * 2", "(* ? 2)")]
    [InlineData("prev * (1 + g)", "(* prev (+ 1 g))")]
    [InlineData("prev(x) + sum (x)", "(+ (prev x) (sum x))")]
    [InlineData("营收 * 2", "(* 营收 2)")]
    public void Operators_bind_as_the_grammar_says(string text, string expected) => Assert.Equal(expected, Plans.Formula(text));

    [Theory]
    [InlineData("revenue / 20 USD/seat/month", "(/ revenue 20:USD*seat^-1*month^-1)")]
    [InlineData("20   USD", "20:USD")]
    [InlineData("20 USD / month", "(/ 20:USD month)")]
    [InlineData("20 USD /month", "(/ 20:USD month)")]
    [InlineData("20 USD/ month", "(/ 20:USD month)")]
    [InlineData("0.17/month * x", "(* 0.17:month^-1 x)")]
    [InlineData("1 / month", "(/ 1 month)")]
    [InlineData("5%/year", "0.05:year^-1")]
    [InlineData("3 person^2", "3:person^2")]
    [InlineData("3 m^-1/kg^(1/2)/s^(-3/2)", "3:m^-1*kg^-1/2*s^3/2")]
    [InlineData("10 USD*users", "(* 10:USD users)")]
    [InlineData("0.17/month*x", "(* 0.17:month^-1 x)")]
    [InlineData("x -> kW*h", "(-> x kW*h)")]
    [InlineData("20 USD/f(x)", "(/ 20:USD (f x))")]
    [InlineData("20 USD/x[2027]", "(/ 20:USD ([] x @2027))")]
    [InlineData("20 USD/cash.opening", "(/ 20:USD (. cash opening))")]
    [InlineData("if a > 5 then 6 else 7", "(if (> a 5) 6 7)")]
    [InlineData("a > 5 and b < 6 or c", "(or (and (> a 5) (< b 6)) c)")]
    [InlineData("100 万元", "100:万元")]
    public void A_unit_is_the_longest_run_without_spaces(string text, string expected) => Assert.Equal(expected, Plans.Formula(text));

    [Fact]
    public void A_name_on_the_next_line_is_no_unit() =>
        Assert.Equal("PF2005", Plans.Codes("line x = max(5\n  month, 3)"));

    [Theory]
    [InlineData("a < b < c", "a < b and b < c")]
    [InlineData("if(a, b, c)", "if a then b else c")]
    [InlineData("IF(a > 1, b + 2, 0)", "if a > 1 then b + 2 else 0")]
    [InlineData("(a + b", "(a + b)")]
    [InlineData("f(x[1]", "f(x[1])")]
    [InlineData("a)", "a")]
    [InlineData("(a]", "(a)")]
    [InlineData("a == b", "a = b")]
    [InlineData("a && b", "a and b")]
    [InlineData("a||b", "a or b")]
    [InlineData("!a", "not a")]
    [InlineData("a <> b", "a != b")]
    [InlineData("a ≠ b", "a != b")]
    [InlineData("a ** 2", "a ^ 2")]
    public void Mistakes_of_habit_are_mended(string text, string mended) =>
        Assert.Equal("line x = " + mended, Plans.Mended("line x = " + text));

    [Theory]
    [InlineData("if a then b", "PF2007")]
    [InlineData("if a else b", "PF2007")]
    [InlineData("a b", "PF2005")]
    [InlineData("2(a)", "PF2005")]
    [InlineData("a % 3", "PF2005")]
    [InlineData("a = b = c", "PF2019")]
    [InlineData("a * not b", "PF2004")]
    [InlineData("a -> USD / month", "PF2005")]
    [InlineData("a -> (USD)", "PF2024")]
    [InlineData("11% to 17%", "PF2028")]
    [InlineData("a .. b", "PF2005")]
    [InlineData("a >= 5 in aggressive", "PF2005")]
    [InlineData("f(a b)", "PF2005")]
    [InlineData("f(a,, b)", "PF2004")]
    [InlineData("x[]", "PF2004")]
    [InlineData("x[2024 2025]", "PF2003")]
    [InlineData("a.", "PF2003")]
    [InlineData("a.5", "PF2003")]
    [InlineData("€", "PF2009")]
    [InlineData("", "PF2004")]
    [InlineData("a +", "PF2004")]
    public void Reports_formulas_that_cannot_be_read(string text, string code) => Assert.Equal(code, Plans.Codes("line x = " + text));

    [Fact]
    public void One_mistake_is_reported_once_and_its_value_is_an_error()
    {
        var tree = Plans.Parse("line x = a + * b ) ] c\nline y = 1");
        Assert.Equal("PF2004", Assert.Single(tree.Diagnostics).Code);
        var value = Assert.IsType<ValueClauseSyntax>(((SeriesSyntax)tree.Declarations[0]).Clauses[0]).Value;
        Assert.IsType<ErrorExpressionSyntax>(Assert.IsType<BinarySyntax>(value.Point).Right);
        Assert.Equal(2, tree.Declarations.Count);
    }

    [Fact]
    public void A_character_that_means_nothing_brings_no_second_error() =>
        Assert.Equal("PF1005", Plans.Codes("line x = a @ b\nline y = 1"));
}
