using Proforma.Language.Syntax;

namespace Proforma.Language.Tests.Syntax;

public sealed class LayoutTests
{
    [Theory]
    [InlineData("line x = a +\n  b +\n  c")]
    [InlineData("line x =\n  a +\n  b + c")]
    [InlineData("line x\n  = a\n  + b\n  + c")]
    [InlineData("line x = a\n       + b\n       + c")]
    [InlineData("line x =\n  a\n    + b + c")]
    [InlineData("line x = (a\n + b\n) + c")]
    [InlineData("line x = (\n  a + b\n)\n  + c")]
    [InlineData("line x = a +  # note\n\n  # another\n  b +\n  c")]
    [InlineData("line x = a +\r\n  b +\r  c\r\n")]
    [InlineData("\uFEFFline x = a + b + c")]
    public void A_declaration_continues_at_operators_and_in_brackets(string text)
    {
        var line = Plans.Only<SeriesSyntax>(text);
        Assert.Equal("Selected[]=(+ (+ a b) c)", DeclarationTests.Shown(line.Clauses));
    }

    [Theory]
    [InlineData("line x = if a then b\n         else c")]
    [InlineData("line x = if a\n  then b\n  else c")]
    [InlineData("line x = if a then\n  b\n  else\n  c")]
    public void A_choice_continues_at_its_words(string text) =>
        Assert.Equal("Selected[]=(if a b c)", DeclarationTests.Shown(Plans.Only<SeriesSyntax>(text).Clauses));

    [Theory]
    [InlineData("line x : 1\n  2024 = a\n    + b\n  then = c")]
    [InlineData("line x : 1\n  2024 = a +\n  b\n  then = c")]
    [InlineData("line x : 1\n  2024 =\n     a\n    + b\n  then = c")]
    [InlineData("line x : 1\n\t2024 = a\n\t\t+ b\n\tthen = c")]
    [InlineData("line x : 1\n  2024 = (a\n + b)\n  then = c")]
    [InlineData("line x : 1\n  # note\n  2024 = a + b  # note\n\n# note in the first column\n  then = c")]
    public void A_clause_continues_where_it_is_indented_deeper(string text) =>
        Assert.Equal("Selected[@2024]=(+ a b); Then[]=c", DeclarationTests.Shown(Plans.Only<SeriesSyntax>(text).Clauses));

    [Fact]
    public void Clauses_after_a_header_that_was_continued_are_clauses()
    {
        var line = Plans.Only<SeriesSyntax>("line x : 1 =\n  a\n  then = b\n  aggregate sum");
        Assert.Equal("Selected[]=a; Then[]=b; AggregateClauseSyntax", DeclarationTests.Shown(line.Clauses));
    }

    [Fact]
    public void Clauses_that_are_deeper_than_the_header_that_was_continued_are_clauses_too()
    {
        var line = Plans.Only<SeriesSyntax>("line x by a,\n  b : 1\n    2024 = a\n    then = b");
        Assert.Equal("Selected[@2024]=a; Then[]=b", DeclarationTests.Shown(line.Clauses));
    }

    [Fact]
    public void A_matrix_row_may_begin_with_a_sign() =>
        Assert.Equal(2, Plans.Only<CorrelateSyntax>("correlate a, b\n  -1\n  -0.5, 1").Clauses.Count);

    [Theory]
    [InlineData("account c : USD\n  opening = 1\n  + a", "PF2029", "plus")]
    [InlineData("account c : USD\n  - a", "PF2029", "minus")]
    public void A_sign_at_the_start_of_a_clause_is_not_taken_for_the_end_of_the_one_above(string text, string code, string replacement)
    {
        var problem = Plans.Problem(text);
        Assert.Equal((code, replacement), (problem.Code, problem.Fix!.Replacement));
    }

    [Theory]
    [InlineData("line x : 1\n    2024 = a\n  then = b", "PF2013")]
    [InlineData("line x : 1\n  2024 = a\n    then = b", "PF2013")]
    [InlineData("line x : 1\n  2024 = a\n \tthen = b", "PF1017")]
    [InlineData("  line x = 1", "PF2012")]
    [InlineData("section \"S\"\n  line x = 1", "PF2012")]
    [InlineData("line x : 1\n  2024 = a\n    line y = 1", "PF2012")]
    [InlineData("  2024 = 5\n  2025 = 6", "PF2016")]
    [InlineData("line x : 1\nthen = 5", "PF2016")]
    public void Reports_indentation_that_fits_nothing(string text, string code) => Assert.Equal(code, Plans.Codes(text));

    [Theory]
    [InlineData("line x : 1\n    2024 = a\n  then = b", "line x : 1\n    2024 = a\n    then = b")]
    [InlineData("line x : 1\n  2024 = a\n    then = b", "line x : 1\n  2024 = a\n  then = b")]
    [InlineData("  line x = 1", "line x = 1")]
    public void Offers_the_right_indentation(string text, string mended) => Assert.Equal(mended, Plans.Mended(text));

    [Fact]
    public void A_clause_that_is_indented_too_deep_is_read_all_the_same()
    {
        var line = (SeriesSyntax)Plans.Parse("line x : 1\n  2024 = a\n    then = b\n  otherwise = c").Declarations[0];
        Assert.Equal("Selected[@2024]=a; Then[]=b; Otherwise[]=c", DeclarationTests.Shown(line.Clauses));
    }

    [Fact]
    public void A_bracket_that_is_never_closed_ends_before_the_next_declaration()
    {
        var tree = Plans.Parse("line x = (a + b\n  2024 = c\nline y = d");
        Assert.Equal(2, tree.Declarations.Count);
        Assert.Contains(tree.Diagnostics, d => d.Code is "PF2005" or "PF2017");
        Assert.Equal("Selected[]=d", DeclarationTests.Shown(tree.Declarations[1].Clauses));
    }

    [Fact]
    public void An_indented_declaration_keeps_its_clauses()
    {
        var tree = Plans.Parse("section \"S\"\n  line x : 1\n    2024 = a\n    then = b\n  line y = c");
        Assert.Equal(["PF2012", "PF2012"], tree.Diagnostics.Select(d => d.Code));
        Assert.Equal("Selected[@2024]=a; Then[]=b", DeclarationTests.Shown(tree.Declarations[1].Clauses));
    }
}
