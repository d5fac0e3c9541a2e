using Proforma.Model.Claims;
using Xunit;

namespace Proforma.Claims.Tests.Contradictions;

/// <summary>Tensions of the article's figures, each with the arithmetic that was worked out by hand.</summary>
public sealed class TensionTests
{
    private const string Plan = """
        plan "Said"
          currency USD
          calendar monthly 2024-01 .. 2027-12
        track aggressive
        track conservative
        rate USD/CNY = 7.25
        input driver : 1
          aggressive   = 3%
          conservative = 2%
        line api_revenue "API revenue" : USD/month = 10M USD/month * (1 + driver)
        line subscription_revenue : USD/month = 5M USD/month * (1 + driver)
        line revenue = api_revenue + subscription_revenue
        line api_share = api_revenue / revenue
        """;

    private const double B = 1e9;

    [Fact]
    public void Twenty_three_of_thirty_four_and_a_half_is_two_thirds_and_not_over()
    {
        var report = new SaidPlan(Plan).Say("revenue[2027]", 34.5 * B, 0.05 * B, "aggressive").Say("api_revenue[2027]", 23 * B, 0.5 * B, "aggressive")
            .SayOver("api_share[2027]", 2.0 / 3, "aggressive").Find();
        var found = Assert.Single(report.Contradictions);
        Assert.Equal(ContradictionKind.FaceValue, found.Kind);
        Assert.Equal([0, 1, 2], found.Claims);
        Assert.Equal("aggressive", found.Track);
        Assert.Equal(ArithmeticShape.Ratio, found.Arithmetic.Shape);
        Assert.Equal([1, 0], found.Arithmetic.Terms.Select(static t => t.Claim));
        Assert.Equal(2, found.Arithmetic.Against);
        Assert.Equal(2.0 / 3, found.Arithmetic.Implied.Low, 1e-15);
        Assert.Equal(2.0 / 3, found.Arithmetic.Implied.High, 1e-15);
        Assert.True(found.Arithmetic.Said.IsLowOpen);
        Assert.Equal(1, found.Arithmetic.Scale, 1e-15);
        Assert.True(report.IsComplete);
    }

    [Fact]
    public void Twenty_gives_a_share_of_58_percent()
    {
        var report = new SaidPlan(Plan).Say("revenue[2027]", 34.5 * B, 0.05 * B).Say("api_revenue[2027]", 20 * B, 0.5 * B).SayOver("api_share[2027]", 2.0 / 3).Find();
        var found = Assert.Single(report.Contradictions);
        Assert.Equal(ContradictionKind.Contradiction, found.Kind);
        Assert.Equal([0, 1, 2], found.Claims);
        Assert.Equal("", found.Track);
        Assert.Equal(19.5 / 34.55, found.Arithmetic.Implied.Low, 1e-12);
        Assert.Equal(20.5 / 34.45, found.Arithmetic.Implied.High, 1e-12);
    }

    [Fact]
    public void Twenty_three_and_twenty_exclude_each_other()
    {
        var report = new SaidPlan(Plan).Say("api_revenue[2027]", 23 * B, 0.5 * B).Say("api_revenue[2027]", 20 * B, 0.5 * B).Find();
        var found = Assert.Single(report.Contradictions);
        Assert.Equal(ArithmeticShape.Same, found.Arithmetic.Shape);
        Assert.Equal([0, 1], found.Claims);
    }

    [Fact]
    public void A_part_is_not_more_than_the_whole_where_the_plan_checks_that_the_rest_is_not_negative()
    {
        var said = new SaidPlan(Plan + "\ncheck subscription_revenue >= 0 \"Sales are not negative\"\n")
            .Say("api_revenue[2027]", 20 * B, 0.5 * B).Say("revenue[2027]", 12 * B, 0.5 * B, "conservative").Say("revenue[2027]", 34.5 * B, 0.05 * B, "aggressive");
        var report = said.Find();
        var found = Assert.Single(report.Contradictions);
        Assert.Equal([0, 1], found.Claims);
        Assert.Equal("conservative", found.Track);
        Assert.Equal(Model.Program.SlotRole.Check, said.Program().Slots[Assert.Single(found.Checks)].Role);
        Assert.Equal(ArithmeticShape.Together, found.Arithmetic.Shape);
        Assert.Equal((1, 19.5 * B), (found.Arithmetic.Against, found.Arithmetic.Implied.Low));
    }

    [Fact]
    public void Without_that_check_nothing_is_assumed_of_signs() =>
        Assert.Empty(new SaidPlan(Plan).Say("api_revenue[2027]", 20 * B, 0.5 * B).Say("revenue[2027]", 12 * B, 0.5 * B).Find().Contradictions);

    [Fact]
    public void The_exchange_rate_follows_from_the_same_sum_in_two_currencies()
    {
        var said = new SaidPlan(Plan).Say("revenue[2027]", 34.5 * B, 0.05 * B, "aggressive").Say("revenue[2027] -> CNY", 250 * B, 5 * B, "aggressive");
        var rate = Assert.Single(said.Find().Implied, static q => q.From.SequenceEqual([0, 1]));
        Assert.Equal(245 / 34.55, rate.Said.Low, 1e-12);
        Assert.Equal(255 / 34.45, rate.Said.High, 1e-12);
        Assert.Equal("USD/CNY", said.Program().Slots[rate.Quantity.Slot].Name);
        Assert.True(rate.IsExact);

        var exact = new SaidPlan(Plan).Say("revenue[2027]", 34.5 * B, 0).Say("revenue[2027] -> CNY", 250 * B, 5 * B).Find();
        var narrow = exact.Implied.First(static q => q.From.SequenceEqual([0, 1]));
        Assert.Equal(245 / 34.5, narrow.Said.Low, 1e-12);
        Assert.Equal(255 / 34.5, narrow.Said.High, 1e-12);
    }

    [Fact]
    public void The_remainder_and_the_share_follow_from_part_and_whole()
    {
        var said = new SaidPlan(Plan).Say("revenue[2027]", 34.5 * B, 0.05 * B, "aggressive").Say("api_revenue[2027]", 23 * B, 0.5 * B, "aggressive");
        var program = said.Program();
        var implied = said.Find().Implied.ToDictionary(q => program.Slots[q.Quantity.Slot].Name, StringComparer.Ordinal);
        Assert.Equal(10.95 * B, implied["subscription_revenue"].Said.Low, 1);
        Assert.Equal(12.05 * B, implied["subscription_revenue"].Said.High, 1);
        Assert.Equal(22.5 / 34.55, implied["api_share"].Said.Low, 1e-12);
        Assert.Equal(23.5 / 34.45, implied["api_share"].Said.High, 1e-12);
        Assert.All(implied.Values, static q => Assert.Equal([0, 1], q.From));
        Assert.All(implied.Values, static q => Assert.True(q.IsExact));
        Assert.Equal(2, implied.Count);
    }

    [Fact]
    public void A_stated_share_is_shown_beside_what_the_amounts_leave_for_it()
    {
        var report = new SaidPlan(Plan).Say("revenue[2027]", 34.5 * B, 0.05 * B).Say("api_revenue[2027]", 23 * B, 0.5 * B).SayOver("api_share[2027]", 2.0 / 3).Find();
        var share = Assert.Single(report.Implied, static q => q.IsStated && q.From.SequenceEqual([0, 1]) && q.Quantity.Row == 0);
        Assert.Equal(22.5 / 34.55, share.Said.Low, 1e-12);
    }

    [Fact]
    public void Three_point_seven_and_four_agree_only_where_four_is_in_whole_billions()
    {
        var exact = new SaidPlan(Plan).Say("revenue[2025]", 3.7 * B, 0.05 * B).Say("revenue[2025]", 4.0 * B, 0.05 * B).Find();
        Assert.Equal(["0 1 Contradiction"], SaidPlan.Sets(exact));
        var rounded = new SaidPlan(Plan).Say("revenue[2025]", 3.7 * B, 0.05 * B).Say("revenue[2025]", 4.0 * B, 0.5 * B).Find();
        Assert.Equal(["0 1 FaceValue"], SaidPlan.Sets(rounded));
    }

    [Fact]
    public void Three_times_is_twenty_to_six_point_seven_and_not_twenty_three()
    {
        const string two = Plan + "\nline other_api : USD/month = 1M USD/month * (1 + driver)\n";
        SaidPlan Said(double ours) => new SaidPlan(two).Say("api_revenue[2027]", ours * B, 0.05 * B).Say("other_api[2027]", 6.7 * B, 0.05 * B)
            .Say("api_revenue[2027] / other_api[2027]", 3, 0.05);
        Assert.Equal(["0 1 2 FaceValue"], SaidPlan.Sets(Said(20).Find()));
        var found = Assert.Single(Said(23).Find().Contradictions);
        Assert.Equal(ContradictionKind.Contradiction, found.Kind);
        Assert.Equal(22.95 / 6.75, found.Arithmetic.Implied.Low, 1e-12);
        Assert.Equal(23.05 / 6.65, found.Arithmetic.Implied.High, 1e-12);
    }

    [Fact]
    public void Training_and_staff_are_not_the_main_part_of_what_was_spent()
    {
        const string spending = """
            plan "Spending"
              currency USD
              calendar yearly 2024 .. 2025
            line revenue : USD/year
            line burn : USD/year
            line training : USD/year
            line research_staff : USD/year
            line cash_out = burn + revenue
            """;
        var report = new SaidPlan(spending).Say("burn[2024]", 5.6 * B, 0.05 * B).Between("revenue[2024]", 0.4 * B, 0.6 * B, 0.4 * B, 0.6 * B)
            .Say("training[2024]", 1.5 * B, 0.05 * B).Say("research_staff[2024]", 0.16 * B, 0.005 * B)
            .SayOver("(training[2024] + research_staff[2024]) / cash_out[2024]", 0.5).Find();
        var found = Assert.Single(report.Contradictions);
        Assert.Equal([0, 1, 2, 3, 4], found.Claims);
        Assert.Equal(4, found.Arithmetic.Against);
        Assert.Equal(1.605 / 6.25, found.Arithmetic.Implied.Low, 1e-12);
        Assert.Equal(1.715 / 5.95, found.Arithmetic.Implied.High, 1e-12);
        var implied = Assert.Single(report.Implied, static q => q.From.SequenceEqual([0, 1]));
        Assert.Equal(5.95 * B, implied.Said.Low, 1);
        Assert.Equal(6.25 * B, implied.Said.High, 1);
    }

    [Fact]
    public void Ten_times_growth_needs_another_base()
    {
        var report = new SaidPlan(Plan).Say("revenue[2027]", 34.5 * B, 0.05 * B).Say("revenue[2025]", 3.7 * B, 0.05 * B)
            .Between("revenue[2027] / revenue[2025]", 9.5, 10.5, 10, 10).Between("revenue[2027] / revenue[2025] - 1", 9.5, 10.5, 10, 10).Find();
        Assert.Equal(["0 1 2 Contradiction", "0 1 3 Contradiction", "2 3 FaceValue"], SaidPlan.Sets(report).Order(StringComparer.Ordinal));
    }
}
