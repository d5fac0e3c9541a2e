using System.Collections.Immutable;
using System.Globalization;
using Proforma.Claims.Reconciliation;
using Proforma.Language;
using Proforma.Language.Diagnostics;
using Proforma.Model.Claims;
using Proforma.Model.Runs;
using Xunit;

namespace Proforma.Workspace.Tests.Claims;

/// <summary>Verdicts on a plan whose figures are known: 100 USD a month in one track, 50 in the other.</summary>
public sealed class ReconcilerTests
{
    private const string Plan = """
        plan "P"
          currency USD
          calendar monthly 2025-01 .. 2026-12
        track high "High"
        track low "Low"
        source a "A" 2025-01-01
        source b "B" 2025-02-01
        unit seat
        input rate : USD/month
          high = 100
          low = 50
        line sales : USD/month = rate
        line flat : USD/month
          2025 = 100 USD/month
          2026 = 1_000 USD/month
        line half : USD/month
          2025-H1 = 10 USD/month
        line hidden : USD/month = unknown USD/month
        line total = flat + hidden
        line empty : USD
        line broken = flat / (flat - flat)
        line share = flat / (flat + flat)
        input others : seat
          interpolate
          2025-01 = 100
          2026-12 = 330
        account cash : USD
          opening = 0
          plus 1 USD/month
        measure rise = first_period(flat > 500 USD/month)
        measure never_comes = first_period(flat > 5_000 USD/month)
        measure always_so = sustained_from(flat > 5 USD/month)
        measure price = 58 USD
        measure price_after = 60 USD

        """;

    [Theory]
    [InlineData("flat[2025] = 1_200 USD", ClaimVerdict.Holds)]
    [InlineData("flat[2025] = 1.2K USD", ClaimVerdict.Holds)]
    [InlineData("flat[2025] = 1_230 USD", ClaimVerdict.Off)]
    [InlineData("flat[2025] = 1K USD", ClaimVerdict.Holds)]
    [InlineData("flat[2025] = 1_240 USD", ClaimVerdict.Off)]
    [InlineData("flat[2025] = 1_249 USD", ClaimVerdict.Off)]
    [InlineData("flat[2025] ~= 1_170 USD", ClaimVerdict.HoldsByRounding)]
    [InlineData("flat[2025] ~= 1_140 USD", ClaimVerdict.Off)]
    [InlineData("flat[2025] nearly 1_300 USD", ClaimVerdict.Holds)]
    [InlineData("flat[2025] nearly 1_200 USD", ClaimVerdict.UnsupportedAtFaceValue)]
    [InlineData("flat[2025] nearly 1_400 USD", ClaimVerdict.Off)]
    [InlineData("flat[2025] <= 1_200 USD", ClaimVerdict.Holds)]
    [InlineData("flat[2025] <= 1_160 USD", ClaimVerdict.Off)]
    [InlineData("flat[2025] <= 1_199 USD", ClaimVerdict.Off)]
    [InlineData("flat[2025] <= 1.2K USD", ClaimVerdict.Holds)]
    [InlineData("flat[2025] >= 1_220 USD\n  nearest 100 USD", ClaimVerdict.HoldsByRounding)]
    [InlineData("flat[2025] < 1_200 USD", ClaimVerdict.UnsupportedAtFaceValue)]
    [InlineData("flat[2025] < 1_300 USD", ClaimVerdict.Holds)]
    [InlineData("flat[2025] over 1_200 USD", ClaimVerdict.UnsupportedAtFaceValue)]
    [InlineData("flat[2025] > 1_100 USD", ClaimVerdict.Holds)]
    [InlineData("flat[2025] > 1_300 USD", ClaimVerdict.Off)]
    [InlineData("flat[2025] between 1_000 USD and 1_300 USD", ClaimVerdict.Holds)]
    [InlineData("flat[2025] between 1_230 USD and 1_300 USD", ClaimVerdict.Off)]
    [InlineData("flat[2025] between 1_200 USD and 1_300 USD\n  nearest 100 USD", ClaimVerdict.Holds)]
    [InlineData("flat[2025] = 1_100 USD\n  tolerance 10%", ClaimVerdict.HoldsByRounding)]
    [InlineData("flat[2025] = 1_100 USD\n  tolerance 5%", ClaimVerdict.Off)]
    [InlineData("flat[2025] = 1_100 USD\n  tolerance 100 USD", ClaimVerdict.HoldsByRounding)]
    [InlineData("flat[2025] = 1_000 USD\n  nearest 1_000 USD", ClaimVerdict.HoldsByRounding)]
    [InlineData("flat[2025] = 1_170 USD\n  modality hoped", ClaimVerdict.HoldsByRounding)]
    [InlineData("flat[2025] = 1_170 USD\n  modality expected", ClaimVerdict.Off)]
    [InlineData("share[2025] over 1/2", ClaimVerdict.UnsupportedAtFaceValue)]
    [InlineData("share[2025] = 50%", ClaimVerdict.Holds)]
    [InlineData("flat[2026] / flat[2025] - 1 = 900%", ClaimVerdict.Holds)]
    [InlineData("flat[2025] < flat[2026]", ClaimVerdict.Holds)]
    [InlineData("flat[2025] > flat[2026]", ClaimVerdict.Off)]
    [InlineData("flat[2026] = 10 * flat[2025]", ClaimVerdict.Holds)]
    [InlineData("rise in 2026", ClaimVerdict.Holds)]
    [InlineData("rise in 2025", ClaimVerdict.Off)]
    [InlineData("rise = 2026-01", ClaimVerdict.Holds)]
    [InlineData("rise <= 2026-01", ClaimVerdict.Holds)]
    [InlineData("rise < 2026-01", ClaimVerdict.Off)]
    [InlineData("rise >= 2026-02", ClaimVerdict.Off)]
    [InlineData("rise in 2025-06 .. 2026-06", ClaimVerdict.Holds)]
    [InlineData("never_comes in 2026", ClaimVerdict.Off)]
    [InlineData("always_so in 2025", ClaimVerdict.CannotBeChecked)]
    [InlineData("total[2025] = 5 USD", ClaimVerdict.CannotBeChecked)]
    [InlineData("half[2025] = 60 USD", ClaimVerdict.CannotBeChecked)]
    [InlineData("half[2026] = 60 USD", ClaimVerdict.CannotBeChecked)]
    [InlineData("empty[2025] = 60 USD", ClaimVerdict.CannotBeChecked)]
    [InlineData("broken[2025] = 60%", ClaimVerdict.CannotBeChecked)]
    [InlineData("nothing[2025] = 60 USD", ClaimVerdict.CannotBeChecked)]
    [InlineData("flat[2030] = 60 USD", ClaimVerdict.CannotBeChecked)]
    [InlineData("flat[2025] / half[2025-H1] = 20", ClaimVerdict.NotComparable)]
    [InlineData("flat[2025-Q4] / flat[2025] = 25%", ClaimVerdict.Holds)]
    [InlineData("flat[2025] > half[2025-H1]", ClaimVerdict.NotComparable)]
    [InlineData("others[2025-12] / cash[2026-12] = 9 seat/USD", ClaimVerdict.NotComparable)]
    [InlineData("cash[2025] = 12 USD", ClaimVerdict.Holds)]
    [InlineData("price = 60 USD\n  basis price_after", ClaimVerdict.NotComparable)]
    [InlineData("price = 60 USD\n  reading price_after", ClaimVerdict.Holds)]
    [InlineData("\"words\" from a \"words\"", ClaimVerdict.NotScored)]
    public void Comes_out_as(string claim, ClaimVerdict verdict) => Assert.Equal(verdict, Assert.Single(Reconcile("claim " + claim)).Verdict);

    [Theory]
    [InlineData("total[2025] = 5 USD", ClaimReasonKind.Unknown, "hidden")]
    [InlineData("half[2025] = 60 USD", ClaimReasonKind.Partial, "half[2025]")]
    [InlineData("half[2026] = 60 USD", ClaimReasonKind.NoValue, "half[2026]")]
    [InlineData("empty[2025] = 60 USD", ClaimReasonKind.NoFormula, "empty")]
    [InlineData("flat[2025] + empty[2025] / 1 = 60 USD", ClaimReasonKind.NoFormula, "empty")]
    [InlineData("broken[2025] = 60%", ClaimReasonKind.Failed, "")]
    [InlineData("flat[2025] / half[2025-H1] = 20", ClaimReasonKind.DifferentLengths, "flat[2025] half[2025-H1]")]
    [InlineData("price = 60 USD\n  basis price_after", ClaimReasonKind.OtherBasis, "price price_after")]
    [InlineData("always_so in 2025", ClaimReasonKind.Before, "")]
    [InlineData("never_comes in 2026", ClaimReasonKind.Never, "")]
    public void Says_why(string claim, ClaimReasonKind reason, string names)
    {
        var found = Assert.Single(Reconcile("claim " + claim)).Reason;
        Assert.Equal((reason, names), (found.Kind, string.Join(' ', found.Names)));
    }

    [Theory]
    [InlineData("flat[2025] = 1_100 USD", 100)]
    [InlineData("flat[2025] between 1_300 USD and 1_400 USD", -100)]
    [InlineData("flat[2025] nearly 1_500 USD", -300)]
    [InlineData("flat[2025] over 1_300 USD", -100)]
    [InlineData("rise in 2025", 1)]
    [InlineData("rise in 2026-05", -4)]
    public void Says_by_how_much(string claim, double difference) => Assert.Equal(difference, Assert.Single(Reconcile("claim " + claim)).Difference!.Value, 1e-9);

    [Fact]
    public void Periods_of_one_length_are_offered()
    {
        var offered = Assert.Single(Assert.Single(Reconcile("claim flat[2025] / half[2025-H1] = 10")).Comparisons);
        Assert.Equal((ComparisonBasis.SameLength, ClaimVerdict.Holds), (offered.Basis, offered.Verdict));
        Assert.Equal(10, offered.Plan.Raw, 1e-12);
    }

    [Fact]
    public void A_figure_is_tested_on_its_own_basis()
    {
        var offered = Assert.Single(Assert.Single(Reconcile("claim price = 60 USD\n  basis price_after")).Comparisons);
        Assert.Equal((ComparisonBasis.OwnBasis, "price_after", ClaimVerdict.Holds), (offered.Basis, offered.Text, offered.Verdict));
    }

    [Fact]
    public void Each_track_is_tested_unless_the_claim_names_one()
    {
        Assert.Equal([(0, ClaimVerdict.Holds), (1, ClaimVerdict.Off)], Of("claim sales[2025] = 1_200 USD"));
        Assert.Equal([(1, ClaimVerdict.Off)], Of("claim sales[2025] = 1_200 USD in low"));
        Assert.Equal([(-1, ClaimVerdict.Holds)], Of("claim sales[high, 2025] = 1_200 USD"));
        Assert.Equal([(1, ClaimVerdict.Off)], Of("claim sales[2025] = 1_200 USD", new ReconcileOptions { Tracks = ["Low"] }));
        Assert.Empty(Of("claim sales[2025] = 1_200 USD in high", new ReconcileOptions { Tracks = ["low"] }));
    }

    [Fact]
    public void Up_to_is_a_ceiling_that_the_highest_track_reaches()
    {
        Assert.Equal([(0, ClaimVerdict.Holds), (1, ClaimVerdict.Holds)], Of("claim sales[2025] up to 1_200 USD"));
        Assert.Equal([(0, ClaimVerdict.Off), (1, ClaimVerdict.Holds)], Of("claim sales[2025] up to 1_600 USD"));
        Assert.Equal([(0, ClaimVerdict.Off), (1, ClaimVerdict.Holds)], Of("claim sales[2025] up to 1_000 USD\n  nearest 10 USD"));
        Assert.Equal(ClaimReasonKind.NotReached, Reconcile("claim sales[2025] up to 1_600 USD")[0].Reason.Kind);
        Assert.Equal([(1, ClaimVerdict.Off)], Of("claim sales[2025] up to 1_200 USD in low"));
    }

    [Fact]
    public void The_reader_may_state_a_tolerance_where_the_claim_states_none()
    {
        var tolerant = new ReconcileOptions { Tolerance = 0.1 };
        Assert.Equal([(-1, ClaimVerdict.HoldsByRounding)], Of("claim flat[2025] = 1_110 USD", tolerant));
        Assert.Equal([(-1, ClaimVerdict.Off)], Of("claim flat[2025] = 1_110 USD\n  nearest 10 USD", tolerant));
    }

    [Fact]
    public void Only_the_claims_of_the_sources_asked_for_are_tested()
    {
        const string claims = "claim flat[2025] = 1 USD from a \"one\"\nclaim flat[2025] = 2 USD from b \"two\"\nclaim flat[2025] = 3 USD\n";
        Assert.Equal(["one"], Reconcile(claims, new ReconcileOptions { Sources = ["a"] }).Select(static r => r.Claim.Quote));
    }

    [Theory]
    [InlineData("增长近十倍", GrowthReading.IncreaseByTimes)]
    [InlineData("较2025年增长10倍", GrowthReading.IncreaseByTimes)]
    [InlineData("全年增速超十倍", GrowthReading.IncreaseByTimes)]
    [InlineData("营收提高了3倍", GrowthReading.IncreaseByTimes)]
    [InlineData("是2025年的十倍", GrowthReading.None)]
    [InlineData("增长到2025年的十倍", GrowthReading.None)]
    [InlineData("增至十倍", GrowthReading.None)]
    [InlineData("达到三倍", GrowthReading.None)]
    [InlineData("revenue is up 10-fold", GrowthReading.Fold)]
    [InlineData("Revenue grew more than tenfold", GrowthReading.Fold)]
    [InlineData("up about 1.3-fold", GrowthReading.Fold)]
    [InlineData("ten times more than in 2025", GrowthReading.Fold)]
    [InlineData("ten times its revenue of 2025", GrowthReading.None)]
    [InlineData("", GrowthReading.None)]
    public void Wording_of_growth(string quote, GrowthReading reading) => Assert.Equal(reading, GrowthWording.Of(quote));

    [Fact]
    public void An_ambiguous_growth_counts_by_its_better_reading()
    {
        var times = Assert.Single(Reconcile("claim flat[2026] / flat[2025] = 10 from a \"增长10倍\""));
        Assert.Equal(ClaimVerdict.Holds, times.Verdict);
        Assert.Equal((ComparisonBasis.AsIncrease, ClaimVerdict.Off, 9.0), Assert.Single(times.Comparisons) is var read ? (read.Basis, read.Verdict, Math.Round(read.Plan.Raw, 9)) : default);
        var increase = Assert.Single(Reconcile("claim flat[2026] / flat[2025] - 1 = 10 from a \"增长10倍\""));
        Assert.Equal((ClaimVerdict.Holds, ComparisonBasis.AsMultiple), (increase.Verdict, Assert.Single(increase.Comparisons).Basis));
        Assert.Empty(Assert.Single(Reconcile("claim flat[2026] / flat[2025] - 1 = 900% from a \"增长9倍\"")).Comparisons);
        Assert.Equal(ClaimVerdict.Holds, Assert.Single(Reconcile("claim flat[2026] / flat[2025] = 9 from a \"增长9倍\"")).Verdict);
        Assert.Equal(ClaimVerdict.Off, Assert.Single(Reconcile("claim flat[2026] / flat[2025] = 9.0 from a \"是9倍\"")).Verdict);
    }

    [Fact]
    public void Hostile_quotes_and_figures_neither_throw_nor_hang()
    {
        var quote = string.Concat(Enumerable.Repeat("up up grew 增长", 20_000));
        Assert.Single(Reconcile($"claim flat[2026] / flat[2025] = 10 from a \"{quote}\""));
        foreach (var figure in new[] { "1e300 USD", "1e-300 USD", "0 USD", "-0.0 USD", "123456789012345678901234567890 USD", "0.000000000000000000000001 USD" })
        {
            var result = Assert.Single(Reconcile($"claim flat[2025] nearly {figure}"));
            Assert.True(result.SaidLow is null or double and (> double.NegativeInfinity and < double.PositiveInfinity), string.Create(CultureInfo.InvariantCulture, $"{result.SaidLow}"));
        }
    }

    private static List<(int Track, ClaimVerdict Verdict)> Of(string claims, ReconcileOptions? options = null) =>
        [.. Reconcile(claims, options).Select(static r => (r.Track, r.Verdict))];

    private static ImmutableArray<ClaimResult> Reconcile(string claims, ReconcileOptions? options = null)
    {
        var session = PlanSession.OfText("main.plan", Plan + claims + "\n", CompileScope.Claims);
        Assert.True(session.Program is not null, DiagnosticRenderer.Render(session.Compilation.Diagnostics));
        return Reconciler.Reconcile(new RunFigures(session.Run().Result!), options ?? ReconcileOptions.Default, TestContext.Current.CancellationToken);
    }
}
