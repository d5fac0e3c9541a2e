using Proforma.Language.Formatting;

namespace Proforma.Language.Tests.Formatting;

public sealed class FormatterTests
{
    [Theory]
    [InlineData("line x=a+b*-c", "line x = a + b * -c")]
    [InlineData("line   x   \"L\"  :  USD / month   =   5", "line x \"L\" : USD/month = 5")]
    [InlineData("line x = f ( a ,b,from :2025-01 )[ 2027 ] . opening", "line x = f(a, b, from: 2025-01)[2027].opening")]
    [InlineData("line x = 20  USD/seat/month/y", "line x = 20 USD/seat/month/y")]
    [InlineData("line x = 20 USD /month", "line x = 20 USD / month")]
    [InlineData("line x = 0.17/month*a/b", "line x = 0.17/month * a / b")]
    [InlineData("line x = 3 m^(1/2)^2", "line x = 3 m^(1/2) ^ 2")]
    [InlineData("line x = not(a)and(b)", "line x = not (a) and (b)")]
    [InlineData("line x = if(a)then(b)else(c)", "line x = if (a) then (b) else (c)")]
    [InlineData("line x = a->USD at 2027", "line x = a -> USD at 2027")]
    [InlineData("line x = f(2025..2026)+f(..2025)+f(2025 .. )", "line x = f(2025 .. 2026) + f(.. 2025) + f(2025 ..)")]
    [InlineData("line x = -( - a )", "line x = -(-a)")]
    [InlineData("line x = unknown   USD/month", "line x = unknown USD/month")]
    [InlineData("line x = product  .  \"North America\"", "line x = product.\"North America\"")]
    [InlineData("rate USD / CNY=7.25~normal( sd:0.1 )", "rate USD/CNY = 7.25 ~ normal(sd: 0.1)")]
    [InlineData("claim big :a~=10 in b", "claim big: a ~= 10 in b")]
    [InlineData("noise s:1~normal( 0,1 )  each  period  ar ( 0.6 )", "noise s : 1 ~ normal(0, 1) each period ar(0.6)")]
    [InlineData("dimension d=a \"A\",b under a", "dimension d = a \"A\", b under a")]
    [InlineData("unit   kW=1000   W", "unit kW = 1000 W")]
    public void Spaces_tokens(string text, string expected) => Check(text, expected + "\n");

    [Fact]
    public void Indents_clauses_and_aligns_their_values() => Check(
        """
        input x:1
         2024=5
         2025,aggressive   =   6 ~ normal(sd:1)
         .. 2020 = 7   # note
         interpolate
         2026 = 8
        account c : USD
            opening = 5
            closing 2024-12 = 6
            plus a
            minus b
        """,
        """
        input x : 1
          2024             = 5
          2025, aggressive = 6 ~ normal(sd: 1)
          .. 2020          = 7  # note
          interpolate
          2026 = 8
        account c : USD
          opening         = 5
          closing 2024-12 = 6
          plus  a
          minus b

        """);

    [Fact]
    public void Wide_characters_take_two_columns() => Check(
        "input x : 1\n  激进 = 5 # 注\n  base = 6 # note\n  b = 7 # n\n",
        "input x : 1\n  激进 = 5  # 注\n  base = 6  # note\n  b    = 7  # n\n");

    [Fact]
    public void A_very_wide_clause_does_not_push_the_others() => Check(
        "input x : 1\n  2024 = 5\n  aggressive = 6\n  a, b, c, d, e, f, g, h, i, j, k, l, m, n, o = 7\n",
        "input x : 1\n  2024       = 5\n  aggressive = 6\n  a, b, c, d, e, f, g, h, i, j, k, l, m, n, o = 7\n");

    [Fact]
    public void Aligns_comments_of_neighbouring_lines_and_keeps_others_in_place() => Check(
        """


        # file   comment


          # before anything
        line a = 1 # one
        line abc = 22      # two

        line d = 1 # three
          # about the clause
          then = 2
        # in the first column
          otherwise = 3
          # at the end
        line e = 1



        """,
        """
        # file   comment

        # before anything
        line a = 1     # one
        line abc = 22  # two

        line d = 1  # three
          # about the clause
          then      = 2
        # in the first column
          otherwise = 3
          # at the end
        line e = 1

        """);

    [Fact]
    public void Keeps_the_places_where_lines_are_broken() => Check(
        """
        line x = a
               + b
        line y =
         max(
            a,    # first
                  b
          ) * 2
        line z : 1
          2024 = if a
            then b
              else f(
          c)
          then = prev +
          1
        dimension d = a,
         b,
         c
        """,
        """
        line x = a
            + b
        line y =
            max(
            a,  # first
            b
          ) * 2
        line z : 1
          2024 = if a
            then b
            else f(
              c)
          then = prev +
            1
        dimension d = a,
            b,
            c

        """);

    [Fact]
    public void What_stands_as_written_stays() => Check(
        "source s \"S\"\n    url   https://a.b/c?d = 1 # note\n    speaker Some  Body\n    language zh-CN",
        "source s \"S\"\n  url https://a.b/c?d = 1  # note\n  speaker Some  Body\n  language zh-CN\n");

    [Fact]
    public void Line_breaks_stay_those_of_the_first_line()
    {
        Assert.Equal("line a = 1\r\nline b = 2\r\n", Formatter.Format(Plans.Clean("line a=1\r\nline b=2")));
        Assert.Equal("line a = 1\nline b = 2\n", Formatter.Format(Plans.Clean("line a=1\nline b=2\r\n")));
        Assert.Equal("line a = 1\nline b = 2\n", Formatter.Format(Plans.Clean("\uFEFFline a=1\rline b=2\r")));
    }

    [Theory]
    [InlineData("line x = (a\n\n\n\nline  y=1")]
    [InlineData("line x = １\nline  y=1")]
    public void A_file_with_errors_stays_as_it_is(string text) => Assert.Equal(text, Formatter.Format(Plans.Parse(text)));

    [Theory]
    [InlineData("", "")]
    [InlineData("\n\n  \n", "")]
    [InlineData("  # only a comment  ", "# only a comment\n")]
    public void A_file_without_declarations(string text, string expected) => Assert.Equal(expected, Formatter.Format(Plans.Parse(text)));

    private static void Check(string text, string expected)
    {
        var formatted = Formatter.Format(Plans.Clean(text));
        Assert.Equal(expected.ReplaceLineEndings("\n"), formatted);
        Assert.Equal(formatted, Formatter.Format(Plans.Clean(formatted)));
    }
}
