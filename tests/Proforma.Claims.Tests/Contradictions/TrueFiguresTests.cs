using CsCheck;
using Proforma.Claims.Contradictions;
using Proforma.Model.Claims;
using Xunit;

namespace Proforma.Claims.Tests.Contradictions;

/// <summary>Claims that are all true of one set of books never contradict each other, whatever they speak of.</summary>
public sealed class TrueFiguresTests
{
    private const string Plan = """
        plan "Books"
          currency USD
          calendar quarterly 2025-Q1 .. 2026-Q4
        rate USD/CNY = 7
        line api : USD/quarter
        line licences : USD/quarter
        line services : USD/quarter
        line cost : USD/quarter
        line heads : person
        line sales = licences + services
        line revenue = api + sales
        line profit = revenue - cost
        line margin = profit / revenue
        line share = api / revenue
        account cash : USD
          opening = 100 USD
          plus  revenue
          minus cost
        """;

    private static readonly string[] s_figures =
    [
        "revenue[2026]", "revenue[2025]", "api[2026]", "sales[2026]", "licences[2026]", "profit[2026]", "cost[2026]", "cost[2025]", "margin[2026]", "share[2026]", "1 - share[2026]",
        "revenue[2026] / revenue[2025]", "revenue[2026] / revenue[2025] - 1", "api[2026-Q1]", "api[2026-H1]", "api[2026-H2]", "revenue[2026-H1]", "revenue[2026-H2]", "revenue[2026] -> CNY",
        "revenue[2025] -> CNY", "cash[2026]", "cash[2025]", "cash[2026-Q2]", "revenue[2026-Q4] * 4", "api[2026] / sales[2026]", "cost[2026] / revenue[2026]", "(revenue[2026] -> CNY) / heads[2026]", "revenue[2026] / heads[2026]",
        "cash[2026] - cash[2025]", "margin[2026] - margin[2025]", "heads[2026] / heads[2025]",
    ];

    private sealed record Books(int[] Api, int[] Licences, int[] Services, int[] Cost, int[] Heads, int Rate)
    {
        private const int Opening = 250;

        public double Of(int figure)
        {
            var revenue = Enumerable.Range(0, 8).Select(q => (double)(Api[q] + Licences[q] + Services[q])).ToArray();
            double Year(double[] x, int year) => x.Skip((year - 2025) * 4).Take(4).Sum();
            double Whole(int[] x, int year) => x.Skip((year - 2025) * 4).Take(4).Sum();
            double Cash(int quarters) => Opening + revenue.Take(quarters).Sum() - Cost.Take(quarters).Sum();
            var (r26, r25, a26) = (Year(revenue, 2026), Year(revenue, 2025), Whole(Api, 2026));
            var s26 = Whole(Licences, 2026) + Whole(Services, 2026);
            return figure switch
            {
                0 => r26, 1 => r25, 2 => a26, 3 => s26, 4 => Whole(Licences, 2026), 5 => r26 - Whole(Cost, 2026), 6 => Whole(Cost, 2026), 7 => Whole(Cost, 2025),
                8 => (r26 - Whole(Cost, 2026)) / r26, 9 => a26 / r26, 10 => s26 / r26, 11 => r26 / r25, 12 => (r26 - r25) / r25, 13 => Api[4], 14 => Api[4] + Api[5], 15 => Api[6] + Api[7],
                16 => revenue[4] + revenue[5], 17 => revenue[6] + revenue[7], 18 => r26 * Rate, 19 => r25 * Rate, 20 => Cash(8), 21 => Cash(4), 22 => Cash(6), 23 => revenue[7] * 4,
                24 => a26 / s26, 25 => Whole(Cost, 2026) / r26, 26 => r26 * Rate / Heads[7], 27 => r26 / Heads[7], 28 => Cash(8) - Cash(4),
                29 => ((r26 - Whole(Cost, 2026)) / r26) - ((r25 - Whole(Cost, 2025)) / r25),
                _ => (double)Heads[7] / Heads[3],
            };
        }
    }

    private static readonly Gen<Books> s_books = Gen.Select(
        Gen.Int[1, 90].Array[8], Gen.Int[1, 40].Array[8], Gen.Int[1, 40].Array[8], Gen.Int[1, 200].Array[8], Gen.Int[1, 50].Array[8], Gen.Int[2, 9])
        .Select(static (a, l, s, c, h, r) => new Books(a, l, s, c, h, r));

    private static readonly SaidPlan s_said = s_figures.Aggregate(new SaidPlan(Plan), static (plan, figure) => plan.Say(figure, 0, 0));
    private static readonly Model.Program.PlanProgram s_program = s_said.Program();
    private static readonly List<ClaimConstraint> s_constraints = s_said.Constraints(s_program);

    private static readonly ContradictionOptions s_alone = new() { MostImplied = 0 };

    [Fact]
    public void True_claims_do_not_contradict_each_other() =>
        Gen.Select(s_books, Gen.Select(Gen.Int[0, s_figures.Length - 1], Gen.Int[0, 3], Gen.Int[0, 3]).Array[2, 14]).Sample(static (books, picks) =>
        {
            var constraints = picks.Select((pick, i) =>
            {
                var value = books.Of(pick.Item1);
                var (low, high) = (value - (Math.Abs(value) * pick.Item2 / 20), value + (Math.Abs(value) * pick.Item3 / 20));
                return s_constraints[pick.Item1] with { Claim = i, Low = low, High = high, PrintedLow = value, PrintedHigh = value };
            }).ToList();
            var report = ContradictionFinder.Find(s_program, constraints, s_alone);
            Assert.Empty(report.Contradictions);
        }, iter: 300);

    [Fact]
    public void What_true_claims_imply_is_true() =>
        Gen.Select(s_books, Gen.Int[0, s_figures.Length - 1].Array[2, 10]).Sample(static (books, picks) =>
        {
            var constraints = picks.Select((pick, i) =>
            {
                var value = books.Of(pick);
                var half = Math.Abs(value) / 50;
                return s_constraints[pick] with { Claim = i, Low = value - half, High = value + half, PrintedLow = value, PrintedHigh = value };
            }).ToList();
            foreach (var implied in ContradictionFinder.Find(s_program, constraints).Implied)
            {
                var name = s_program.Slots[implied.Quantity.Slot].Name + (implied.Quantity.Period is { } p ? $"[{p}]" : "");
                var figure = Array.IndexOf(s_figures, name);
                var truth = figure >= 0 ? books.Of(figure) : name == "USD/CNY" ? books.Rate : double.NaN;
                if (!double.IsNaN(truth))
                {
                    Assert.InRange(truth, implied.Said.Low - 1e-9, implied.Said.High + 1e-9);
                }

                Assert.True(implied.From.Length >= 2);
            }
        }, iter: 100);

    [Fact]
    public void One_false_figure_among_true_ones_is_in_every_contradiction() =>
        Gen.Select(s_books, Gen.Int[0, s_figures.Length - 1].Array[3, 12], Gen.Int[0, 11]).Sample(static (books, picks, wrong) =>
        {
            wrong %= picks.Length;
            var constraints = picks.Select((pick, i) =>
            {
                var value = books.Of(pick) * (i == wrong ? 3 : 1);
                var half = Math.Abs(value) / 1000;
                return s_constraints[pick] with { Claim = i, Low = value - half, High = value + half, PrintedLow = value, PrintedHigh = value };
            }).ToList();
            var report = ContradictionFinder.Find(s_program, constraints, s_alone);
            var same = picks.Select((pick, i) => (pick, i)).Where(p => p.pick == picks[wrong] && p.i != wrong).Select(static p => p.i).ToList();
            Assert.All(report.Contradictions, c => Assert.Contains(wrong, c.Claims));
            if (same.Count > 0 && books.Of(picks[wrong]) != 0)
            {
                Assert.Contains(report.Contradictions, c => c.Claims.Length == 2 && c.Kind == ContradictionKind.Contradiction);
            }
        }, iter: 100);
}
