using Proforma.Language.Syntax;

namespace Proforma.Language.Tests.Syntax;

/// <summary>What a hostile or generated file may do. Each text is large enough that a recursive or quadratic reader would not come back.</summary>
public sealed class LimitTests
{
    private const int Many = 1_000_000;

    [Theory]
    [InlineData("(", "a", ")", "PF2020")]
    [InlineData("f(", "a", ")", "PF2020")]
    [InlineData("x[", "a", "]", "PF2020")]
    [InlineData("(", "", "", "PF2020")]
    [InlineData("-", "a", "", "PF2020")]
    [InlineData("not ", "a", "", "PF2020")]
    [InlineData("2^", "a", "", "PF2020")]
    [InlineData("if ", "a", "", "PF2020")]
    [InlineData("if a then ", "b", "", "PF2020")]
    [InlineData("if a then b else ", "c", "", "PF2021")]
    [InlineData("", "a", ".a", "PF2020")]
    [InlineData("", "a", "[b]", "PF2020")]
    [InlineData("", "a", " -> USD", "PF2020")]
    [InlineData("a < ", "b", "", "PF2019")]
    [InlineData("a + ", "b", "", "PF2021")]
    [InlineData("a and ", "b", "", "PF2021")]
    public void A_million_of_anything_is_one_diagnostic(string before, string middle, string after, string code)
    {
        var (first, last) = (string.Concat(Enumerable.Repeat(before, Many)), string.Concat(Enumerable.Repeat(after, Many)));
        var text = $"line x = {first}{middle}{last}\nline y = 1";
        var tree = Plans.Parse(text);
        Assert.Equal(code, Assert.Single(tree.Diagnostics).Code);
        Assert.Equal(2, tree.Declarations.Count);
    }

    [Fact]
    public void A_formula_may_have_as_many_terms_as_the_limit_says()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("a", Parser.MaxTerms + 1));
        var root = Assert.IsType<BinarySyntax>(Plans.Point(sum));
        var terms = 0;
        for (ExpressionSyntax spine = root; spine is BinarySyntax binary; spine = binary.Left)
        {
            terms++;
        }

        Assert.Equal(Parser.MaxTerms, terms);
        Assert.Equal("PF2021", Plans.Codes("line x = " + sum + " + a"));
    }

    [Fact]
    public void Nesting_may_be_as_deep_as_the_limit_says()
    {
        string Nested(int depth) => "line x = " + new string('(', depth) + "a" + new string(')', depth);
        Assert.Equal("", Plans.Codes(Nested(Parser.MaxNesting)));
        Assert.Equal("PF2020", Plans.Codes(Nested(Parser.MaxNesting + 1)));
    }

    [Fact]
    public void A_choice_may_have_as_many_links_as_the_limit_says()
    {
        string Chain(int links) => "line x = if a then b " + string.Concat(Enumerable.Repeat("else if a then b ", links)) + "else c";
        Assert.Equal("", Plans.Codes(Chain(Parser.MaxLinks)));
        Assert.Equal("PF2021", Plans.Codes(Chain(Parser.MaxLinks + 1)));
    }

    // The deepest formulas that are allowed must fit a thread with a small stack, with what nests around them.
    [Fact]
    public void The_deepest_formula_fits_a_small_stack()
    {
        var open = string.Concat(Enumerable.Repeat("a or b and c < d -> USD + e * (", Parser.MaxNesting));
        var codes = "not run";
        var thread = new Thread(() => codes = Plans.Codes("line x = " + open + "f" + new string(')', Parser.MaxNesting)), 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal("PF2005", codes);
        thread = new Thread(
            () => codes = Plans.Codes("line x = " + open.Replace(" -> USD", "") + "f" + new string(')', Parser.MaxNesting)),
            512 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal("", codes);
    }

    [Theory]
    [InlineData("「")]
    [InlineData("’ @ ")]
    [InlineData("' ")]
    [InlineData("{a}")]
    [InlineData("@\n")]
    [InlineData("line x = (\n")]
    [InlineData("  2024 = 5\n")]
    [InlineData("input x : 1\n  from s\n")]
    [InlineData("\0 ")]
    public void A_million_mistakes_do_not_take_long_or_much(string mistake)
    {
        var tree = Plans.Parse(string.Concat(Enumerable.Repeat(mistake, Many)));
        Assert.InRange(tree.Diagnostics.Count, 1, 1001);
    }

    [Fact]
    public void A_million_citations_of_one_value_are_read()
    {
        var tree = Plans.Clean("input x : USD = 5\n" + string.Concat(Enumerable.Repeat("  from s\n", Many)));
        var clause = (ValueClauseSyntax)Assert.Single(tree.Declarations[0].Clauses);
        Assert.Equal(Many, clause.Value.Citations.Count);
    }
}
