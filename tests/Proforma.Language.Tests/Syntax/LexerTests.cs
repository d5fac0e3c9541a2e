using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;

namespace Proforma.Language.Tests.Syntax;

public sealed class LexerTests
{
    [Theory]
    [InlineData("revenue", "Name:revenue")]
    [InlineData("营收_2 naïve Ünïcödé 売上高", "Name:营收_2 Name:naïve Name:Ünïcödé Name:売上高")]
    [InlineData("cafe\u0301 𠮷野家", "Name:cafe\u0301 Name:𠮷野家")]
    [InlineData("api-revenue", "Name:api Symbol:- Name:revenue")]
    [InlineData("1_000 34.5 1e9 1.5E-3 2e+4", "Number:1_000 Number:34.5 Number:1e9 Number:1.5E-3 Number:2e+4")]
    [InlineData(
        "8K 8M 8B 8T 3万 345亿 2万亿 21% 25bp 5.5%",
        "Number:8K Number:8M Number:8B Number:8T Number:3万 Number:345亿 Number:2万亿 Number:21% Number:25bp Number:5.5%")]
    [InlineData(
        "FY2027 FY2027-Q1 2027-H1 2027-Q4 2027-01 2027-W05 2027-01-15",
        "Period:FY2027 Period:FY2027-Q1 Period:2027-H1 Period:2027-Q4 Period:2027-01 Period:2027-W05 Period:2027-01-15")]
    [InlineData("2027 FY2027x FY27", "Number:2027 Name:FY2027x Name:FY27")]
    [InlineData("2024-01..2024-03", "Period:2024-01 Symbol:.. Period:2024-03")]
    [InlineData("2025..2026", "Number:2025 Symbol:.. Number:2026")]
    [InlineData("2025-100 2000-50K 2000-50%", "Number:2025 Symbol:- Number:100 Number:2000 Symbol:- Number:50K Number:2000 Symbol:- Number:50%")]
    [InlineData(
        "+-*/^()[],: = <><=>=!=~ ~=->...?",
        "Symbol:+ Symbol:- Symbol:* Symbol:/ Symbol:^ Symbol:( Symbol:) Symbol:[ Symbol:] Symbol:, Symbol:: Symbol:= Symbol:<> "
            + "Symbol:<= Symbol:>= Symbol:!= Symbol:~ Symbol:~= Symbol:-> Symbol:.. Symbol:. Symbol:?")]
    [InlineData("a<b>c", "Name:a Symbol:< Name:b Symbol:> Name:c")]
    [InlineData("\"a # b\" \"q\\\"q\\\\\" # c # d", "Text:\"a # b\" Text:\"q\\\"q\\\\\" Comment:# c # d")]
    [InlineData("product.\"North America\"", "Name:product Symbol:. Text:\"North America\"")]
    [InlineData("0.17/month", "Number:0.17 Symbol:/ Name:month")]
    public void Reads_tokens(string text, string expected) => Assert.Equal(expected, Shown(text, out _));

    [Fact]
    public void Line_breaks_of_every_kind_are_one_token_each()
    {
        var tokens = Lexer.Lex(new SourceText("t", "a\r\nb\rc\nd"), new DiagnosticBag());
        Assert.Equal("Name NewLine Name NewLine Name NewLine Name EndOfFile", string.Join(' ', tokens.Select(t => t.Kind)));
        Assert.Equal([1, 2, 1, 1, 1, 1, 1, 0], tokens.Select(t => t.Length));
    }

    [Fact]
    public void A_comment_leaves_out_the_blanks_after_it()
    {
        var tokens = Lexer.Lex(new SourceText("t", "# note  \t\r\n"), new DiagnosticBag());
        Assert.Equal("Comment WhiteSpace NewLine EndOfFile", string.Join(' ', tokens.Select(t => t.Kind)));
        Assert.Equal(6, tokens[0].Length);
    }

    [Fact]
    public void A_byte_order_mark_at_the_start_is_white_space()
    {
        Assert.Equal("", string.Join(' ', Plans.Parse("\uFEFFsection \"S\"").Diagnostics.Select(d => d.Code)));
        Assert.Equal("PF1006", Plans.Codes("section \"S\"\uFEFF"));
    }

    [Theory]
    [InlineData("  url https://new.qq.com/rain/a/2025A04?x=1#top", "Name:url Raw:https://new.qq.com/rain/a/2025A04?x=1#top")]
    [InlineData("  url  ftp://x y z  # note", "Name:url Raw:ftp://x y z Comment:# note")]
    [InlineData("  url", "Name:url")]
    [InlineData("  url = 5", "Name:url Symbol:= Number:5")]
    [InlineData("  url, 2025 = 5", "Name:url Symbol:, Number:2025 Symbol:= Number:5")]
    [InlineData("a url b", "Name:a Name:url Name:b")]
    public void An_address_is_taken_as_written(string text, string expected) => Assert.Equal(expected, Shown(text, out _));

    [Theory]
    [InlineData("\"open", "Text:\"open", "PF1010")]
    [InlineData("\"open\\\"", "Text:\"open\\\"", "PF1010")]
    [InlineData("\"a\\qb\"", "Text:\"a\\qb\"", "PF1011")]
    [InlineData("“引号”", "Text:“引号”", "PF1009")]
    [InlineData("「引号」 'x' «y»", "Text:「引号」 Text:'x' Text:«y»", "PF1009 PF1009 PF1009")]
    [InlineData("'", "Bad:'", "PF1005")]
    [InlineData("１２３＋ａ", "Number:１２３ Symbol:＋ Name:ａ", "PF1007 PF1007 PF1007")]
    [InlineData("２０２７－０１", "Period:２０２７－０１", "PF1007")]
    [InlineData("a　b", "Name:a Name:b", "PF1007")]
    [InlineData(
        "≤≥≠≈→…×÷−（）［］，： ＝～",
        "Symbol:≤ Symbol:≥ Symbol:≠ Symbol:≈ Symbol:→ Symbol:… Symbol:× Symbol:÷ Symbol:− Symbol:（ "
            + "Symbol:） Symbol:［ Symbol:］ Symbol:， Symbol:： Symbol:＝ Symbol:～",
        null)]
    [InlineData("a#b", "Name:a Comment:#b", "PF1018")]
    [InlineData("a // b", "Name:a Comment:// b", "PF1018")]
    [InlineData("a\0b", "Name:a Bad:\0 Name:b", "PF1006")]
    [InlineData("# \u202Ecode", "Comment:# \u202Ecode", "PF1006")]
    [InlineData("re\u200Bvenue", "Name:re Bad:\u200B Name:venue", "PF1006")]
    [InlineData("a;b{c}@@d", "Name:a Bad:; Name:b Bad:{ Name:c Bad:}@@ Name:d", "PF1005 PF1005 PF1005")]
    [InlineData("\uD800", "Bad:\uD800", "PF1005")]
    [InlineData("🚀", "Bad:🚀", "PF1005")]
    public void Reports_what_is_no_token(string text, string expected, string? codes)
    {
        Assert.Equal(expected, Shown(text, out var found));
        if (codes is not null)
        {
            Assert.Equal(codes, found);
        }
    }

    [Fact]
    public void A_file_that_is_too_long_is_refused_but_its_tokens_still_cover_it()
    {
        var source = new SourceText("t", new string('a', Lexer.MaxLength + 1));
        var bag = new DiagnosticBag();
        var tokens = Lexer.Lex(source, bag);
        Assert.Equal("PF1004", Assert.Single(bag.ToImmutable()).Code);
        Assert.Equal(Lexer.MaxLength + 1, tokens.Sum(t => t.Length));
    }

    private static string Shown(string text, out string codes)
    {
        var bag = new DiagnosticBag();
        var tokens = Lexer.Lex(new SourceText("t", text), bag);
        codes = string.Join(' ', bag.ToImmutable().Select(d => d.Code));
        Assert.Equal(text, string.Concat(tokens.Select(t => text.Substring(t.Start, t.Length))));
        return string.Join(
            ' ',
            tokens.Where(t => t.Kind is not (TokenKind.WhiteSpace or TokenKind.EndOfFile))
                .Select(t => $"{t.Kind}:{text.Substring(t.Start, t.Length)}"));
    }
}
