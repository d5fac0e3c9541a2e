using Proforma.Claims.Drafting;
using Proforma.Claims.Extraction;
using Proforma.Workspace;
using Xunit;

namespace Proforma.Claims.Tests.Drafting;

public sealed class DraftTests
{
    private static readonly DateOnly s_published = new(2025, 11, 3);

    [Theory]
    [InlineData("北屏公司预计2027年营收最高可达345亿美元。", "revenue[2027] up to 345亿 USD")]
    [InlineData("北屏公司2024年营收为4亿至6亿美元。", "revenue[2024] between 4亿 USD and 6亿 USD")]
    [InlineData("截至2024年9月末，北屏公司的员工总数已超过1600人。", "headcount[2024-09] > 1600 person")]
    [InlineData("北屏公司2024年毛利率约为45.2%。", "gross_margin[2024] ~= 45.2%")]
    [InlineData("Larkfield Inc. expects 2027 revenue of nearly $34.5 billion.", "revenue[2027] nearly 34.5B USD")]
    [InlineData("Larkfield Inc. had 12,400 employees at the end of 2024.", "headcount[2024-12] = 12_400 person")]
    public void An_amount_is_the_figure_of_its_period(string text, string statement) => Assert.Contains(statement, Drafts.Statements(Drafts.OfText(text, s_published)));

    [Fact]
    public void Growth_is_new_over_old_and_a_fall_keeps_the_sense_of_its_hedge()
    {
        var statements = Drafts.Statements(Drafts.OfText("北屏公司2024年营收为12亿元，同比增长超过34%；净利润为2亿元，同比下降超过5%。", s_published));
        Assert.Contains("revenue[2024] / revenue[2023] - 1 > 34%", statements);
        Assert.Contains("1 - net_income[2024] / net_income[2023] > 5%", statements);
    }

    [Fact]
    public void What_the_text_does_not_say_is_a_hole_and_a_note()
    {
        var draft = Drafts.OfText("研发费用为1.6亿美元。");
        Assert.Contains(Drafts.Statements(draft), static s => s.Contains("[?]", StringComparison.Ordinal) && s.EndsWith("= 1.6亿 USD", StringComparison.Ordinal));
        Assert.Contains("# 期间不明。", draft.Text, StringComparison.Ordinal);
        Assert.Equal(1, draft.OpenClaims);
    }

    [Fact]
    public void A_change_within_a_year_is_between_the_two_amounts_just_named()
    {
        var draft = Drafts.OfText("北屏公司2024年月收入从年初的800万美元跃升至年底的8000万美元，全年增速超十倍。", s_published);
        Assert.Contains("revenue[2024-12] / revenue[2024-01] - 1 > 10", Drafts.Statements(draft));
    }

    [Fact]
    public void A_multiple_is_of_the_amount_beside_it()
    {
        var draft = Drafts.OfText("Larkfield Inc. expects revenue of $3.4 billion in 2027, nearly three times the $1.2 billion that it expects for 2025.", s_published);
        Assert.Contains("revenue[2027] / revenue[2025] nearly 3", Drafts.Statements(draft));
    }

    [Fact]
    public void Several_companies_are_members_of_a_dimension()
    {
        var draft = Drafts.OfText("Larkfield Inc. reported 2024 revenue of $4.1 billion. Oakmere Corp. reported 2024 revenue of $2.9 billion.", s_published);
        Assert.Contains("revenue[larkfield, 2024] = 4.1B USD", Drafts.Statements(draft));
        Assert.Contains("revenue[oakmere, 2024] = 2.9B USD", Drafts.Statements(draft));
        Assert.Contains("line revenue by company \"Revenue\" : USD/month", draft.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_amount_in_two_currencies_gives_the_rate_that_the_article_used()
    {
        var draft = Drafts.OfText("北屏公司2027年营收为345亿美元（约合人民币2500亿元）。", s_published);
        Assert.Contains("revenue[2027] -> CNY ~= 2500亿 CNY", Drafts.Statements(draft));
        Assert.Contains("rate USD/CNY = 7.2464 assumed", draft.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_is_its_part_over_its_whole()
    {
        var draft = Drafts.OfText("北屏公司2027年营收为345亿美元，其中超三分之二（约230亿美元）来自API服务。", s_published);
        Assert.Contains("api_revenue[2027] / revenue[2027] > 2 / 3", Drafts.Statements(draft));
    }

    [Fact]
    public void Each_claim_has_quote_span_speaker_and_status()
    {
        const string text = "据知情人士透露，北屏公司2027年营收将达到345亿美元。";
        var draft = Drafts.OfText(text, s_published);
        var at = text.IndexOf("345", StringComparison.Ordinal);
        Assert.Contains($"  span {at} .. {at + 6}\n  status draft\n", draft.Text, StringComparison.Ordinal);
        Assert.Contains("  speaker \"知情人士\"\n", draft.Text, StringComparison.Ordinal);
        Assert.Contains("from article \"据知情人士透露，北屏公司2027年营收将达到345亿美元\"", draft.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_gives_its_lines_tracks_units_and_companies()
    {
        var plan = PlanSession.OfText("plan.plan", """
            plan "Larkfield to 2027"
              currency USD
              calendar monthly 2024-01 .. 2027-12
            track bull "乐观"
            track bear "保守"
            unit seat
            line turnover "营收" : USD/month = 1B USD/month
            line headcount "员工" : person = 10 person
            account subscribers : seat
              opening = 1 seat
              plus 1 seat/month
            """);
        const string text = "Larkfield乐观情景下2027年营收为345亿美元。Larkfield现有订阅用户1200万。Larkfield 2031年营收为900亿美元。2024年底Larkfield员工为915人。Oakmere 2027年营收为12亿美元。";
        var reading = ArticleReader.Read(
            text,
            new ReadingOptions { PublishedOn = s_published, Entities = ["Larkfield", "Oakmere"] },
            TestContext.Current.CancellationToken).Reading!;
        var draft = Drafts.Checked(reading, plan);
        var statements = Drafts.Statements(draft);
        Assert.Contains("turnover[2027] = 345亿 USD in bull", statements);
        Assert.Contains("headcount[2024-12] = 915 person", statements);
        Assert.Contains(statements, static s => s.StartsWith("subscribers[", StringComparison.Ordinal) && s.EndsWith("= 1200万 seat", StringComparison.Ordinal));
        Assert.Contains("oakmere_revenue[2027] = 12亿 USD", statements);

        // The calendar does not reach 2031: the claim stays one that cannot be checked.
        Assert.Contains("turnover[2031] = 900亿 USD", statements);
        Assert.DoesNotContain("plan \"", draft.Text, StringComparison.Ordinal);
        var both = PlanSession.OfText("plan.plan", plan.Compilation.Trees[0].Source.Text + "\n" + draft.Text).Compilation;
        Assert.NotNull(both.Program);
    }

    [Fact]
    public void Names_that_the_plan_has_are_not_declared_again()
    {
        var plan = PlanSession.OfText("plan.plan", """
            plan "Other"
              currency USD
              calendar yearly 2024 .. 2027
            source article "An article" 2025-01-01
            unit user
            line valuation "Something else" : person = 1 person
            """);
        const string text = "Oakmere was valued at $3 billion in 2025 and had 4 million monthly active users in 2024.";
        var reading = ArticleReader.Read(text, new ReadingOptions { PublishedOn = s_published }, TestContext.Current.CancellationToken).Reading!;
        var draft = Drafts.Checked(reading, plan);
        Assert.Equal("article_2", draft.Source);
        Assert.Contains("line valuation_2 ", draft.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("unit user", draft.Text, StringComparison.Ordinal);
        Assert.NotNull(PlanSession.OfText("plan.plan", plan.Compilation.Trees[0].Source.Text + "\n" + draft.Text).Compilation.Program);
    }

    [Fact]
    public void An_article_without_figures_is_a_draft_without_claims()
    {
        var draft = Drafts.OfText("Nothing here can be counted.");
        Assert.Empty(draft.Claims);
    }

    [Theory]
    [InlineData(34.5e9, 1e8, false, "34.5B")]
    [InlineData(34.5e9, 1e8, true, "345亿")]
    [InlineData(2.5e11, 1e8, true, "2500亿")]
    [InlineData(8e6, 1e4, true, "800万")]
    [InlineData(1.2e9, 1e8, false, "1.2B")]
    [InlineData(34e9, 1e8, false, "34.0B")]
    [InlineData(12_400, 1, false, "12_400")]
    [InlineData(3281554920.17, 0.01, true, "3_281_554_920.17")]
    [InlineData(0.15, 0.01, true, "0.15")]
    [InlineData(-5e6, 1e6, false, "-5M")]
    [InlineData(0, 0, false, "0")]
    [InlineData(double.NaN, 0, false, "?")]
    public void A_number_is_written_with_the_articles_digits(double value, double lastDigit, bool chinese, string expected) =>
        Assert.Equal(expected, NumberText.Amount(value, lastDigit, chinese));

    [Theory]
    [InlineData(12_400, "12,400 employees", "12_400")]
    [InlineData(34e9, "$34.0bn", "34.0B")]
    [InlineData(2.5e11, "２５００亿元", "2500亿")]
    [InlineData(1.4e9, "$1.2-1.4 billion", "1.4B")]
    [InlineData(0.018, "180 basis points", "180bp")]
    [InlineData(-0.34, "34.0%", "-34.0%")]
    [InlineData(3.2e9, "3,200", "3200M")]
    [InlineData(0.3, "三成", null)]
    [InlineData(0.0000008, "0.8元", null)]
    public void Digits_of_the_quote_are_kept(double value, string quote, string? expected) => Assert.Equal(expected, NumberText.AsQuoted(value, quote));

    [Theory]
    [InlineData(0.34, 0.01, "34%")]
    [InlineData(0.452, 0.001, "45.2%")]
    [InlineData(0.018, 0.0001, "1.80%")]
    [InlineData(0.1, 0.001, "10.0%")]
    public void A_percentage_is_too(double value, double lastDigit, string expected) => Assert.Equal(expected, NumberText.Percent(value, lastDigit));
}
