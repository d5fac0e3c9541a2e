using Proforma.Language.Syntax;

namespace Proforma.Language.Tests.Syntax;

public sealed class ClaimTests
{
    [Theory]
    [InlineData("revenue = 5", Hedge.Equal, "5")]
    [InlineData("revenue ~= 10", Hedge.About, "10")]
    [InlineData("revenue nearly 10", Hedge.Nearly, "10")]
    [InlineData("revenue <= 5", Hedge.AtMost, "5")]
    [InlineData("revenue up to 34.5B USD", Hedge.UpTo, "34500000000:USD")]
    [InlineData("revenue >= 5", Hedge.AtLeast, "5")]
    [InlineData("revenue < 5", Hedge.Below, "5")]
    [InlineData("revenue > 5", Hedge.Over, "5")]
    [InlineData("revenue over 2 / 3", Hedge.Over, "(/ 2 3)")]
    [InlineData("revenue between 1 and 2 * b", Hedge.Between, "1")]
    [InlineData("revenue in 2027", Hedge.In, "@2027")]
    [InlineData("revenue in 2026 .. 2027-06", Hedge.In, "(.. @2026 @2027-06)")]
    public void Hedges(string text, Hedge hedge, string right)
    {
        var claim = Plans.Only<ClaimSyntax>("claim " + text);
        Assert.Equal(("revenue", hedge, right), (ExpressionText.Of(claim.Left), claim.Hedge, ExpressionText.Of(claim.Right)));
        Assert.Equal(hedge == Hedge.Between ? "(* 2 b)" : "_", ExpressionText.Of(claim.Upper));
        Assert.Null(claim.Track);
    }

    [Theory]
    [InlineData("claim 10 nearly x")]
    [InlineData("claim 10 up to x")]
    [InlineData("claim 10 over x")]
    [InlineData("claim 10 between x and y")]
    public void Hedges_are_no_units(string text) => Assert.Equal("10", ExpressionText.Of(Plans.Only<ClaimSyntax>(text).Left));

    [Theory]
    [InlineData("claim big: a[2027] / b[2025] ~= 10 in aggressive from tencent \"q\" nearest 1B USD as of 2025-02 status draft")]
    [InlineData("claim big: a[2027] / b[2025] ~= 10 in aggressive\n  from tencent \"q\"\n  nearest 1B USD\n  as of 2025-02\n  status draft")]
    [InlineData("claim big: a[2027] / b[2025] ~= 10\n  from tencent \"q\"\n  nearest 1B USD\n  as of 2025-02\n  status draft\n  in aggressive")]
    [InlineData("claim big: a[2027] / b[2025]\n    ~= 10 in aggressive from tencent \"q\"\n  nearest 1B USD\n  as of 2025-02\n  status draft")]
    public void Everything_about_a_claim_is_on_its_line_or_under_it(string text)
    {
        var claim = Plans.Only<ClaimSyntax>(text);
        Assert.Equal(("big", "aggressive"), (claim.Name!.Text, claim.Track!.Text));
        Assert.Equal("(/ ([] a @2027) ([] b @2025))", ExpressionText.Of(claim.Left));
        var citation = Assert.IsType<CitationClauseSyntax>(claim.Clauses[0]).Citation;
        Assert.Equal(("tencent", "q"), (citation.Source!.Text, citation.Text!.Value));
        Assert.Equal(
            ["nearest 1000000000:USD", "as of @2025-02", "status draft"],
            claim.Clauses.Skip(1).Cast<AttributeClauseSyntax>().Select(a => $"{a.Word.Text} {ExpressionText.Of(a.Values[0])}"));
    }

    [Theory]
    [InlineData("claim revenue[2027] = 345亿 USD", 0)]
    [InlineData("claim revenue[?] = 345亿 USD", 1)]
    [InlineData("claim revenue[2027] = 300M ?", 1)]
    [InlineData("claim ? between 1 ? and 2 ?", 3)]
    [InlineData("claim revenue[2027] / revenue[?] - 1 nearly 10", 1)]
    [InlineData("claim \"in words\"", 0)]
    public void What_a_draft_leaves_open_is_found(string text, int holes) => Assert.Equal(holes, ClaimHoles.Of(Plans.Only<ClaimSyntax>(text)).Count);

    [Fact]
    public void A_claim_says_where_the_source_says_it_and_who()
    {
        var claim = Plans.Only<ClaimSyntax>("claim revenue[2027] = 1 USD from a \"q\"\n  speaker \"知情人士\"\n  span 655 .. 1041\n  status draft");
        var attributes = claim.Clauses.OfType<AttributeClauseSyntax>().ToList();
        Assert.Equal(["speaker", "span", "status"], attributes.Select(a => a.Word.Text));
        Assert.Equal("655 .. 1041", attributes[1].RawText);
        Assert.True(attributes[1].Values is [RangeSyntax { From: NumberSyntax { Value: 655 }, To: NumberSyntax { Value: 1041 } }]);
    }

    [Fact]
    public void A_claim_can_be_text_alone()
    {
        var claim = Plans.Only<ClaimSyntax>("claim \"Wages may leave out stock\" from tencent \"q\"");
        Assert.Equal("Wages may leave out stock", claim.Text!.Value);
        Assert.Null(claim.Left);
        Assert.IsType<CitationClauseSyntax>(Assert.Single(claim.Clauses));
    }

    [Theory]
    [InlineData("claim revenue", "PF2025")]
    [InlineData("claim revenue 5", "PF2025")]
    [InlineData("claim a != 5", "PF2025")]
    [InlineData("claim a in aggressive", "PF2025")]
    [InlineData("claim a between 1", "PF2003")]
    [InlineData("claim a up 5", "PF2025")]
    [InlineData("claim a = 5 = 6", "PF2005")]
    [InlineData("claim a = 5 in", "PF2003")]
    [InlineData("claim a = 5\n  as 2025", "PF2003")]
    [InlineData("claim a = 5\n  nearest", "PF2004")]
    [InlineData("claim a = 5\n  severity warning", "PF2014")]
    [InlineData("claim a = 5\n  span 655", "PF2003")]
    [InlineData("claim a = 5\n  span 655 .. 12", "PF2003")]
    [InlineData("claim a = 5\n  span 1.5 .. 2", "PF2003")]
    [InlineData("claim a = 5\n  span 1 USD .. 2 USD", "PF2003")]
    [InlineData("claim", "PF2004")]
    public void Reports_what_is_no_claim(string text, string code) => Assert.Equal(code, Plans.Codes(text));
}
