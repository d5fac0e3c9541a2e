using Proforma.Claims.Contradictions;
using Proforma.Model.Claims;
using Xunit;

namespace Proforma.Claims.Tests.Contradictions;

/// <summary>Tracks, sources, the same said twice, limits.</summary>
public sealed class FinderTests
{
    private const string Plan = """
        plan "Tracks"
          currency USD
          calendar yearly 2025 .. 2027
        track high
        track low
        rate USD/CNY = 7
        input driver : 1
          high = 1
          low  = 2
        line a : USD/year = 3 USD/year * driver
        line b : USD/year = 3 USD/year * driver
        line total = a + b
        """;

    [Fact]
    public void Claims_of_different_tracks_do_not_meet_and_those_without_one_meet_each()
    {
        Assert.Empty(new SaidPlan(Plan).Say("a[2027]", 3, 0, "high").Say("a[2027]", 5, 0, "low").Find().Contradictions);
        var report = new SaidPlan(Plan).Say("a[2027]", 3, 0, "high").Say("a[2027]", 5, 0, "low").Say("a[2027]", 7, 0).Say("a[2027]", 8, 0).Find();
        Assert.Equal(
            ["0 2 high", "0 3 high", "1 2 low", "1 3 low", "2 3 "],
            report.Contradictions.Select(static c => $"{string.Join(' ', c.Claims)} {c.Track}"));
    }

    [Fact]
    public void A_shared_figure_does_not_make_tracks_meet_unless_a_claim_compares_them()
    {
        SaidPlan Said() => new SaidPlan(Plan).Say("a[2027]", 3, 0, "high").Say("a[2027] -> CNY", 21, 0, "high").Say("a[2027]", 3, 0, "low").Say("a[2027] -> CNY", 24, 0, "low");
        Assert.Empty(Said().Find().Contradictions);
        var ordering = new SaidPlan(Plan).Say("a[2027]", 3, 0, "high").Say("a[2027]", 5, 0, "low").Say("a[high, 2027] - a[low, 2027]", 1, 0);
        Assert.Equal(["0 1 2 Contradiction"], SaidPlan.Sets(ordering.Find()));
    }

    [Fact]
    public void The_same_said_twice_by_one_source_is_one_statement()
    {
        var report = new SaidPlan(Plan).Say("a[2027]", 3, 0, source: 1).Say("a[2027]", 5, 0, source: 2).Say("a[2027]", 3, 0, source: 1).Say("a[2027]", 3, 0, source: 3).Find();
        Assert.Equal(["0 1 Contradiction", "1 3 Contradiction"], SaidPlan.Sets(report));
        Assert.Equal([2], report.Contradictions[0].SameAs[0]);
        Assert.Empty(report.Contradictions[0].SameAs[1]);
    }

    [Fact]
    public void Between_two_sources_only_what_divides_them_counts()
    {
        var said = new SaidPlan(Plan).Say("a[2027]", 3, 0, source: 1).Say("a[2027]", 4, 0, source: 1).Say("a[2027]", 5, 0, source: 2).Say("a[2027]", 6, 0, source: 3);
        Assert.Equal(["0 2 Contradiction", "1 2 Contradiction"], SaidPlan.Sets(said.Find(new ContradictionOptions { Between = (1, 2) })));
        Assert.Equal(6, said.Find().Contradictions.Length);
    }

    [Fact]
    public void A_search_that_ends_early_says_so_and_what_it_reports_is_true()
    {
        var said = new SaidPlan(Plan);
        for (var i = 0; i < 30; i++)
        {
            said.Say("a[2027]", i, 0).Say("b[2027]", i, 0).Say("total[2027]", 100 + i, 0);
        }

        var few = said.Find(new ContradictionOptions { MostSets = 5 });
        Assert.False(few.IsComplete);
        Assert.InRange(few.Contradictions.Length, 1, 10);
        Assert.False(said.Find(new ContradictionOptions { MostWork = 100 }).IsComplete);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var program = said.Program();
        Assert.False(ContradictionFinder.Find(program, said.Constraints(program), null, cancelled.Token).IsComplete);
        Assert.False(said.Find(new ContradictionOptions { MostFigures = 2 }).IsComplete);
    }

    [Fact]
    public void Each_of_many_false_figures_is_in_a_reported_set()
    {
        var text = "plan \"Divisions\"\n  currency USD\n  calendar yearly 2025 .. 2027\n"
            + string.Concat(Enumerable.Range(0, 8).Select(static d => $"line sales_{d} : USD/year\nline cost_{d} : USD/year\nline profit_{d} = sales_{d} - cost_{d}\n"))
            + "line sales = " + string.Join(" + ", Enumerable.Range(0, 8).Select(static d => $"sales_{d}")) + "\n";
        var said = new SaidPlan(text);
        var wrong = new List<int>();
        var claim = 0;
        for (var year = 2025; year <= 2027; year++)
        {
            for (var d = 0; d < 8; d++)
            {
                var isFalse = d % 4 == 1;
                said.Say($"sales_{d}[{year}]", 8 * (d + 1), 0.04).Say($"cost_{d}[{year}]", 5 * (d + 1) * (isFalse ? 1.5 : 1), 0.04)
                    .Say($"profit_{d}[{year}] / sales_{d}[{year}]", 0.375, 0.005).Say($"sales_{d}[{year}] / sales[{year}]", (d + 1) / 36.0, 0.001);
                wrong.AddRange(isFalse ? [claim + 1] : []);
                claim += 4;
            }
        }

        var report = said.Find(new ContradictionOptions { MostImplied = 0 });
        Assert.All(wrong, w => Assert.Contains(report.Contradictions, c => c.Claims.Length == 3 && c.Claims.Contains(w)));
        Assert.All(report.Contradictions, c => Assert.Contains(c.Claims, wrong.Contains));
    }

    [Fact]
    public void Sums_are_written_as_sums_and_the_rate_is_found_from_two_currencies()
    {
        var report = new SaidPlan(Plan).Say("a[2027]", 3, 0).Say("b[2027]", 4, 0).Say("total[2027]", 8, 0).Find();
        var found = Assert.Single(report.Contradictions);
        Assert.Equal((ArithmeticShape.Sum, 2, 7.0), (found.Arithmetic.Shape, found.Arithmetic.Against, found.Arithmetic.Implied.Low));
        Assert.Equal([1.0, 1.0], found.Arithmetic.Terms.Select(static t => t.Factor));

        var rate = Assert.Single(new SaidPlan(Plan).Say("a[2027]", 3, 0).Say("a[2027] -> CNY", 30, 0).Say("1 USD -> CNY", 7, 0).Find().Contradictions);
        Assert.Equal([0, 1, 2], rate.Claims);
        Assert.Equal(ContradictionKind.Contradiction, rate.Kind);
    }
}
