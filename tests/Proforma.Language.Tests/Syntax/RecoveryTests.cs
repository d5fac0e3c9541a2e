using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;

namespace Proforma.Language.Tests.Syntax;

public sealed class RecoveryTests
{
    [Theory]
    [InlineData("lin x = 5", "line x = 5")]
    [InlineData("Line x = 5", "line x = 5")]
    [InlineData("acount cash", "account cash")]
    [InlineData("x = 5", "line x = 5")]
    [InlineData("x : USD = 5", "line x : USD = 5")]
    [InlineData("line api-revenue = 1", "line api_revenue = 1")]
    [InlineData("line API revenue = 1", "line API_revenue = 1")]
    [InlineData("line x 5", "line x = 5")]
    [InlineData("line x \"L\" USD/month = 5", "line x \"L\" : USD/month = 5")]
    [InlineData("line x : USD month = 5", "line x : USD/month = 5")]
    [InlineData("line x : % = 5", "line x : 1 = 5")]
    [InlineData("line x : $/month = 5", "line x : USD/month = 5")]
    [InlineData("line x := 5", "line x = 5")]
    [InlineData("section Costs", "section \"Costs\"")]
    [InlineData("plan Big plan", "plan \"Big plan\"")]
    [InlineData("unit u = hour", "unit u = 1 hour")]
    [InlineData("input x : 1\n  2024 5%", "input x : 1\n  2024 = 5%")]
    [InlineData("input x : 1\n  2024 aggressive = 5%", "input x : 1\n  2024, aggressive = 5%")]
    [InlineData("line x = 5 ~ normal(sd: 1)", "line x = 5")]
    [InlineData("line x : 1\n  agregate sum", "line x : 1\n  aggregate sum")]
    [InlineData("account c : USD\n  plus = a", "account c : USD\n  plus  a")]
    public void Mends(string text, string mended) => Assert.Equal(mended, Plans.Mended(text));

    [Theory]
    [InlineData("foo bar", "PF2002")]
    [InlineData("5", "PF2002")]
    [InlineData("\"x\"", "PF2002")]
    [InlineData("line", "PF2003")]
    [InlineData("line = 5", "PF2003")]
    [InlineData("line \"L\" = 5", "PF2003")]
    [InlineData("line 2x = 5", "PF1012 PF2023")]
    [InlineData("line if = 5", "PF2022")]
    [InlineData("line unknown = 5", "PF2022")]
    [InlineData("line a.b = 5", "PF2023")]
    [InlineData("line x by = 5", "PF2003")]
    [InlineData("line x \"A\" \"B\" = 5", "PF2027")]
    [InlineData("line x : USD : CNY = 5", "PF2027")]
    [InlineData("line x : 12 month = 5", "PF2024")]
    [InlineData("line x : USD/(a*b) = 5", "PF2024")]
    [InlineData("line x : USD/2 = 5", "PF2024")]
    [InlineData("line x : USD^y = 5", "PF2024")]
    [InlineData("track t \"a\" from x from y", "PF2027")]
    [InlineData("rate USD", "PF2003")]
    [InlineData("rate USDCNY = 7", "PF2003")]
    [InlineData("measure m", "PF2003")]
    [InlineData("noise n ~ normal(0, 1)", "PF2003")]
    [InlineData("noise n = 5 each period", "PF2003")]
    [InlineData("noise n ~ normal(0, 1) each period ar(1, 2)", "PF2003")]
    [InlineData("dimension d = 5", "PF2003")]
    [InlineData("actuals through 2025", "PF2003")]
    [InlineData("solve a so x = 5", "PF2003")]
    [InlineData("solve a so that x", "PF2003")]
    [InlineData("use openai", "PF2003")]
    [InlineData("source s \"T\" someday", "PF2003")]
    [InlineData("account cash = 5", "PF2014")]
    [InlineData("input x : 1\n  then = 5", "PF2014")]
    [InlineData("line x : 1\n  plus y", "PF2014")]
    [InlineData("line x : 1\n  foo bar", "PF2015")]
    [InlineData("section \"S\"\n  2024 = 5", "PF2014")]
    [InlineData("plan \"P\"\n  currency", "PF2003")]
    [InlineData("plan \"P\"\n  calendar monthly 2024", "PF2003")]
    [InlineData("plan \"P\"\n  fiscal year June", "PF2003")]
    [InlineData("input x : 1\n  domain 5", "PF2003")]
    [InlineData("input x : 1\n  (a) = 5", "PF2029")]
    [InlineData("input x : 1\n  12 = 5", "PF2003")]
    [InlineData("input x : 1\n  2024 =", "PF2004")]
    [InlineData("input x : 1\n  2024", "PF2003")]
    [InlineData("line x = 11% to 17%", "PF2028")]
    [InlineData("line x : 1\n  aggregate weighted usage", "PF2003")]
    public void Reports(string text, string codes) => Assert.Equal(codes, Plans.Codes(text));

    [Fact]
    public void Every_line_that_is_wrong_is_reported_and_the_others_are_read()
    {
        var tree = Plans.Parse(
            """
            line a = (1
            line b = 2 +
            input c : 1
              2024 = )
              2025 = 5
              20 26 = 6
            foo
              bar
            line d = 7
            """);
        Assert.Equal(["a", "b", "c", "", "d"], tree.Declarations.Select(d => d is SeriesSyntax s ? s.Name.Text : ""));
        Assert.Equal([1, 2, 4, 6, 7], tree.Diagnostics.Select(d => d.File.LocationOf(d.Span.Start).Line));
    }

    [Fact]
    public void A_header_that_cannot_be_read_has_an_error_as_value()
    {
        var line = (SeriesSyntax)Plans.Parse("line x : ( = 5").Declarations[0];
        Assert.Equal("Selected[]=<error>", DeclarationTests.Shown(line.Clauses));
    }

    [Fact]
    public void A_missing_name_is_empty_and_takes_no_room()
    {
        var line = (SeriesSyntax)Plans.Parse("line \"L\" = 5").Declarations[0];
        Assert.Equal(("", 0), (line.Name.Text, line.Name.Span.Length));
        Assert.Equal("L", line.Label!.Value);
    }

    [Fact]
    public void An_empty_file_is_a_warning()
    {
        Assert.Equal((Severity.Warning, "PF2001"), (Plans.Problem("").Severity, Plans.Problem("").Code));
        Assert.Equal("PF2001", Plans.Codes("\n# only a comment\n"));
        Assert.Equal("PF2001", Plans.Codes("\uFEFF"));
    }

    [Fact]
    public void What_is_not_listed_is_counted()
    {
        var diagnostics = Plans.Parse(string.Concat(Enumerable.Repeat("@\n", 5000))).Diagnostics;
        Assert.Equal(DiagnosticBag.Limit + 1, diagnostics.Count);
        Assert.Equal(("PF1019", "The file has 4,000 more problems, which are not listed."), (diagnostics[^1].Code, diagnostics[^1].Message));
    }
}
