using Proforma.Engine.Random;
using Proforma.Model.Simulation;
using Proforma.Workspace.Tests.Documents;
using Xunit;

namespace Proforma.Workspace.Tests.Simulation;

/// <summary>Plans whose distributions are known in closed form, from their text through the whole stack, within four standard errors.</summary>
public sealed class ClosedFormTests
{
    private const int Trials = 16_384;

    private static void Near(double expected, double actual, double error) =>
        Assert.True(Math.Abs(expected - actual) <= 4 * error, $"{actual:R} is more than four standard errors of {error:R} from {expected:R}.");

    private static void IsShare(double expected, double actual) => Near(expected, actual, Math.Sqrt(expected * (1 - expected) / Trials));

    /// <summary>Moments of a normal distribution.</summary>
    private static void IsNormal(double mean, double sd, ISampleDistribution actual)
    {
        Near(mean, actual.Mean, sd / Math.Sqrt(actual.Count));
        Near(sd, actual.StandardDeviation, sd / Math.Sqrt(2.0 * actual.Count));
        Near(mean + (1.281551565545 * sd), actual.Quantile(0.9), 1.71 * sd / Math.Sqrt(actual.Count));
    }

    [Fact]
    public void A_sum_of_normal_inputs_is_normal_and_a_difference_with_itself_is_nothing()
    {
        var plan = SimulatedPlan.Run("""
            input a : USD/month = 100 ~ normal(sd: 10)
            input b : USD/month = 50 ~ 40 to 60
            line total = a + b
            line nothing = a - a
            measure p = probability(total[2025] >= 1_800)
            """, Trials, "2025");
        var b = 10 / 1.6448536269514722;
        IsNormal(1_800, 12 * Math.Sqrt(100 + (b * b)), plan.Of("total", "2025"));
        Assert.Equal((0.0, 0.0), (plan.Of("nothing", "2025").Minimum, plan.Of("nothing", "2025").Maximum));
        IsShare(0.5, plan.Probability("p"));
    }

    [Fact]
    public void A_product_of_lognormal_inputs_is_lognormal()
    {
        var plan = SimulatedPlan.Run("""
            input volume : person/month ~ lognormal(median: 100, sigma: 0.3)
            input price : USD/person ~ lognormal(p10: 10, p90: 40)
            line revenue = volume * price
            measure log_revenue = log(revenue[2025-01] / 1 USD)
            """, Trials);
        var sigma = Math.Log(2) / 1.2815515655446004;
        IsNormal(Math.Log(2_000), Math.Sqrt(0.09 + (sigma * sigma)), plan.Of("log_revenue"));
    }

    [Fact]
    public void Ruin_of_a_coin_tosser_is_that_of_the_reflection_principle()
    {
        // 24 tosses of a fair coin, ruin below −4: P(min ≤ −5) = 2 P(S < −5) + P(S = −5), and S is even, so 2 P(S ≤ −6).
        var plan = SimulatedPlan.Run("""
            noise toss : USD/month ~ discrete(-1: 50%, 1: 50%) each period
            account purse : USD
              opening = 4 USD
              plus toss
            check purse >= 0 "Never ruined"
            measure ruin = first_period(purse < 0)
            measure solvent = probability(purse >= 0)
            """, Trials, "", null, "", "ruin in 2025");
        static double Choose(int n, int k) => k == 0 ? 1 : Choose(n, k - 1) * (n - k + 1) / k;
        static double RuinWithin(int tosses) =>
            2 * Enumerable.Range(0, tosses + 1).Where(k => (2 * k) - tosses < -5).Sum(k => Choose(tosses, k)) / Math.Pow(2, tosses)
            + ((tosses - 5) % 2 == 0 ? Choose(tosses, (tosses - 5) / 2) / Math.Pow(2, tosses) : 0);
        IsShare(1 - RuinWithin(24), plan.Probability("Never ruined"));
        IsShare(1 - RuinWithin(24), plan.Probability("solvent"));
        IsShare(RuinWithin(12), plan.Probability("ruin in 2025"));
        IsShare(1 - RuinWithin(24), 1 - plan.Of("ruin").ShareAtOrBelow(1e8));
    }

    [Fact]
    public void A_random_walk_spreads_with_the_root_of_time_and_autoregression_widens_it()
    {
        var plan = SimulatedPlan.Run("""
            noise free : USD/month ~ normal(mean: 0, sd: 2) each period
            noise tied : USD/month ~ normal(mean: 0, sd: 2) each period ar(0.5)
            line a = free
            line b = tied
            """, Trials, "2025 2026-07");
        IsNormal(0, 2 * Math.Sqrt(12), plan.Of("a", "2025"));

        // Var Σ = sd² (n + 2 Σ (n − k) ρ^k), each step stationary with its own sd.
        var variance = 12 + (2 * Enumerable.Range(1, 11).Sum(static k => (12 - k) * Math.Pow(0.5, k)));
        IsNormal(0, 2 * Math.Sqrt(variance), plan.Of("b", "2025"));
        IsNormal(0, 2, plan.Of("b", "2026-07"));
    }

    [Fact]
    public void Correlated_inputs_spread_as_the_copula_says()
    {
        var plan = SimulatedPlan.Run("""
            input a : USD/month = 0 ~ normal(sd: 1)
            input b : USD/month = 0 ~ normal(sd: 1)
            input c : USD/month = 0 ~ normal(sd: 1)
            correlate a, b, c
              1
              0.6, 1
              0, -0.4, 1
            line ab = a + b
            line bc = b + c
            line ac = a + c
            """, Trials, "2025-01");
        static double Spread(double rank) => Math.Sqrt(2 + (4 * Math.Sin(Math.PI * rank / 6)));
        IsNormal(0, Spread(0.6), plan.Of("ab", "2025-01"));
        IsNormal(0, Spread(-0.4), plan.Of("bc", "2025-01"));
        IsNormal(0, Spread(0), plan.Of("ac", "2025-01"));
    }

    [Fact]
    public void Tracks_share_draws_periods_and_members_do_not()
    {
        var plan = SimulatedPlan.Run("""
            track base
            track low
            dimension shop = x, y
            input growth : USD/month
              2025, base = 10 ~ normal(sd: 1)
              2025, low  = 7 ~ normal(sd: 1)
              2026       = 8 ~ normal(sd: 1)
            input rent by shop : USD/month = 5 ~ normal(sd: 3)
            line series = growth
            line gap = series[base] - series[low]
            line rents = sum(rent)
            measure apart = series[2026-01] - series[2025-01]
            """, Trials, "2025-01");
        Assert.Equal(3, plan.Of("gap", "2025-01").Minimum, 1e-9);
        Assert.Equal(3, plan.Of("gap", "2025-01").Maximum, 1e-9);
        IsNormal(1, Math.Sqrt(2), plan.Of("apart", "", "low"));
        IsNormal(10, 3 * Math.Sqrt(2), plan.Of("rents", "2025-01"));
    }

    [Fact]
    public void Points_between_which_an_input_is_interpolated_are_drawn()
    {
        var plan = SimulatedPlan.Run("""
            track base
            track low
            input heads : person
              interpolate
              2024-12       = 100 ~ normal(sd: 2)
              2025-12, base = 112 ~ normal(sd: 4)
              2025-12, low  = 106 ~ normal(sd: 4)
            line people = heads
            line gap = people[base] - people[low]
            """, Trials, "2025-06 2025-12 2026-09");
        IsNormal(106, Math.Sqrt(1 + 4), plan.Of("people", "2025-06", "base"));
        IsNormal(112, 4, plan.Of("people", "2025-12", "base"));
        IsNormal(106, 4, plan.Of("people", "2026-09", "low"));
        Assert.Equal(3, plan.Of("gap", "2025-06").Minimum, 1e-9);
        Assert.Equal(3, plan.Of("gap", "2025-06").Maximum, 1e-9);
    }

    [Fact]
    public void Figures_per_day_are_drawn_as_stated()
    {
        var plan = SimulatedPlan.Run("""
            input energy : USD/day
              2025 = 10 ~ normal(sd: 1)
              2026 = 20
            noise weather : USD/day ~ normal(mean: 0, sd: 1) each period
            line bill = energy
            line extra = weather
            """, Trials, "2025 2025-01 2025-02");
        IsNormal(280, 28, plan.Of("bill", "2025-02"));
        IsNormal(3_650, 365, plan.Of("bill", "2025"));
        IsNormal(0, 31, plan.Of("extra", "2025-01"));
    }

    [Fact]
    public void Every_family_has_its_moments()
    {
        using var folder = new TemporaryFolder();
        folder.Write("quotes.csv", "quote\n1\n2\n3\n6\n");
        var plan = SimulatedPlan.Run("""
            input a : USD ~ uniform(10, 20)
            input b : USD ~ triangular(0, 3, 6)
            input c : USD ~ pert(0, 3, 6)
            input d : 1 ~ beta(2, 3)
            input e : USD ~ gamma(shape: 4, scale: 5)
            input f : 1 ~ student_t(freedom: 6, location: 1, scale: 2)
            input g : 1 ~ poisson(3)
            input h : 1 ~ binomial(10, 30%)
            input i : 1 ~ bernoulli(20%)
            input j : 1 ~ discrete(1: 1, 4: 3)
            input k : USD ~ empirical("quotes.csv")
            input l : USD ~ mixture(normal(0, 1): 25%, uniform(10, 12): 75%)
            input m : USD = 0 ~ normal(sd: 2)
              domain 0 ..
            measure all = a / 1 USD + b / 1 USD + c / 1 USD + d + e / 1 USD + f + g + h + i + j + k / 1 USD + l / 1 USD + m / 1 USD
            measure a1 = a
            measure b1 = b
            measure c1 = c
            measure d1 = d
            measure e1 = e
            measure f1 = f
            measure g1 = g
            measure h1 = h
            measure i1 = i
            measure j1 = j
            measure k1 = k
            measure l1 = l
            measure m1 = m
            """, Trials, "", null, folder.FullPath);
        (string Name, double Mean, double Variance)[] moments =
        [
            ("a1", 15, 100.0 / 12), ("b1", 3, 1.5), ("c1", 3, 9.0 / 7), ("d1", 0.4, 6.0 / 150), ("e1", 20, 100), ("f1", 1, 4 * 1.5), ("g1", 3, 3), ("h1", 3, 2.1),
            ("i1", 0.2, 0.16), ("j1", 3.25, 9 * 0.1875), ("l1", 8.25, 0.25 + (0.75 * (121 + (4.0 / 12))) - (8.25 * 8.25)),
            ("m1", 2 * Math.Sqrt(2 / Math.PI), 4 * (1 - (2 / Math.PI))),
        ];
        foreach (var (name, mean, variance) in moments)
        {
            var found = plan.Of(name);
            Near(mean, found.Mean, Math.Sqrt(variance / Trials));
            Assert.Equal(Math.Sqrt(variance), found.StandardDeviation, 0.07 * Math.Sqrt(variance));
        }

        Assert.Equal(0, plan.Of("m1").Minimum, 0.01);
        Assert.InRange(plan.Of("k1").Minimum, 1 - 1e-9, 6);
        Assert.InRange(plan.Of("k1").Maximum, 1, 6 + 1e-9);
        Assert.Equal(Trials, plan.Of("all").Count);
    }

    [Fact]
    public void Dates_that_never_come_count_as_the_last()
    {
        var plan = SimulatedPlan.Run("""
            input level : USD/month = 0 ~ uniform(-100, 100)
            line profit = level + 10 USD/month * period.index
            measure turn = first_period(profit > 0)
            """, Trials);

        // Step k turns when level > −10 k; the first does in half of the trials, the fourth after another 10% of −100 .. 0 each.
        var turn = plan.Of("turn");
        var january = plan.Program.TimeAxes[0].Calendar.First.Ordinal;
        IsShare(0.5, turn.ShareAtOrBelow(january));
        IsShare(0.65, turn.ShareAtOrBelow(january + 3));
        IsShare(1 - 1e-12, turn.ShareAtOrBelow(january + 10));
        Assert.Equal(january, turn.Quantile(0.45));
        Assert.Equal(january + 9, turn.Quantile(0.93));
    }

    [Fact]
    public void A_mix_of_tracks_is_their_weighted_mixture()
    {
        var plan = SimulatedPlan.Run("""
            track base weight 30%
            track low weight 70%
            input growth : USD/month
              base = 100 ~ normal(sd: 5)
              low  = 10 ~ normal(sd: 5)
            line revenue = growth
            measure high = probability(revenue[2025] > 600)
            """, Trials, "2025", static r => r with { MixTracks = true, Outputs = [.. r.Outputs.DistinctBy(static o => (o.Slot, o.Period))] });
        IsShare(0.3, plan.Probability("high"));
        var variance = 144 * (25 + (0.3 * 0.7 * 8_100));
        Near(12 * 37, plan.Of("revenue", "2025").Mean, Math.Sqrt(variance / Trials));
    }

    [Theory]
    [InlineData(SamplingMethod.LatinHypercube)]
    [InlineData(SamplingMethod.Sobol)]
    public void Even_sampling_knows_a_mean_far_better(SamplingMethod sampling)
    {
        const string plan = """
            input a : USD/month = 100 ~ normal(sd: 10)
            input b : USD/month = 50 ~ uniform(40, 60)
            line total = a + b
            """;
        var even = SimulatedPlan.Run(plan, 16_384, "2025", r => r with { Sampling = sampling });
        var random = SimulatedPlan.Run(plan, 16_384, "2025");
        var (evenError, randomError) = (Math.Abs(even.Of("total", "2025").Mean - 1_800), Math.Abs(random.Of("total", "2025").Mean - 1_800));
        Assert.True(evenError < 0.05, $"{evenError}");
        Assert.True(randomError > evenError, $"{randomError} against {evenError}");
    }
}
