using System.Globalization;
using System.Text;
using Proforma.Claims.Contradictions;
using Proforma.Claims.Reconciliation;
using Proforma.Language;
using Proforma.Model.Claims;
using Proforma.Reporting.Claims;
using Proforma.Reporting.Numbers;

namespace Proforma.Workspace.Tests.Fuzz;

/// <summary>
/// Claims as nobody would write them, made from the seed's: whatever is in them, they are held against the plan and each other and put into
/// words in both languages, or refused with a diagnostic, and never an exception. PROFORMA_FUZZ_CASES asks for a longer run.
/// </summary>
public sealed class MutatedClaimTests
{
    private static readonly string[][] s_sides =
    [
        [
            "revenue[2027]", "revenue[2025]", "revenue[2024-H1]", "api_revenue[2027]", "cash[2025]", "openai.revenue[2027]", "openai.cash_burn[2024-H1]", "stock_compensation[2025]", "pre_money", "345亿 USD",
            "0", "1e300 USD", "revenue[aggressive, 2026]", "0 USD", "revenue[2025] - revenue[2025]", "1e-300 USD", "0.000 USD", "-12.5M USD", "revenue[2031]", "nobody[2025]", "sum(revenue, over: track)",
        ],
        ["gross_margin[2026]", "2/3", "10", "-5%", "cash_burn[2024] / revenue[2024]", "revenue[2027] / revenue[2025] - 1", "revenue[2027] / revenue[2025]", "pre_money / revenue[2025]", "0", "cash_burn[2024] / openai.cash_burn[2024-H1]"],
        ["turn_first", "cash_out", "turn_year", "2025", "2027-06", "2026-H1", "2025 .. 2026-03"],
        ["headcount[2024-12]", "openai.headcount[2025]", "915 person", "1_900 person", "0 person"],
        ["revenue", "?", "unknown USD", "ramp_growth[2024]", "revenue[2027] -> CNY", "2500亿 CNY", "first_period(cash_flow > 0)", "runway[2025-06]"],
    ];

    private static readonly string[] s_hedges = ["=", "~=", "nearly", "<=", "up to", ">=", "<", ">", "over", "between 1B USD and"];

    private static readonly string[] s_clauses =
    [
        "from press \"增长近十倍\"", "from press \"up 10-fold\"", "from nobody \"x\"", "in aggressive", "in conservative", "in nowhere", "nearest 1B USD", "nearest 0 USD", "nearest 10%", "tolerance 5%",
        "tolerance 1B USD", "tolerance 0%", "modality hoped", "modality x", "as of 2025-02", "status draft", "speaker \"x\"", "reading revenue[2026]", "reading turn_first", "basis run_rate[2024-12]",
        "basis cash[2024]", "span 1 .. 5",
    ];

    private static int Cases => int.TryParse(Environment.GetEnvironmentVariable("PROFORMA_FUZZ_CASES"), CultureInfo.InvariantCulture, out var cases) ? cases : 300;

    [Xunit.Fact]
    public void A_claim_of_anything_is_judged_or_refused()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "examples", "anthropic", "claims.plan");
        var judged = 0;
        for (var seed = 0; seed < Cases; seed++)
        {
            var text = Claims(new Random(seed));
            try
            {
                var session = PlanSession.OfText(path, text, CompileScope.Claims);
                if (session.Program is { } program)
                {
                    judged += Judge(session, program.Claims.Length);
                }
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                Xunit.Assert.Fail($"Seed {seed}: {error}\n{text}");
            }
        }

        Xunit.Assert.True(judged > Cases / 10, $"Only {judged} claims were judged: the text is refused too often to test anything.");
    }

    private static int Judge(PlanSession session, int count)
    {
        var program = session.Program!;
        var figures = new RunFigures(session.Run().Result!);
        var results = Reconciler.Reconcile(figures, ReconcileOptions.Default);
        Xunit.Assert.Equal(count, results.Select(static r => r.Claim.Index).Distinct().Count());
        Xunit.Assert.All(results, static r => Xunit.Assert.True(r.Difference is not { } difference || !double.IsNaN(difference)));
        var against = ClaimsAgainstClaims.Find(program, ReconcileOptions.Default, new ContradictionOptions { MostWork = 200_000 });
        foreach (var language in Enum.GetValues<ReportLanguage>())
        {
            var numbers = new NumberOptions { Language = language };
            var table = ClaimTableBuilder.Build(program, results, numbers);
            Xunit.Assert.Equal(count, table.Count);
            ContradictionTableBuilder.Build(program, against.Contradictions, against.Implied, against.SetAside, numbers);
        }

        using var json = new MemoryStream();
        var english = ContradictionTableBuilder.Build(program, against.Contradictions, against.Implied, against.SetAside, NumberOptions.Default);
        ClaimJson.Write(ClaimRecord.Of(program, results), english, program, json);
        using var parsed = System.Text.Json.JsonDocument.Parse(json.ToArray());
        Xunit.Assert.Equal(results.Length, parsed.RootElement.GetProperty("claims").GetArrayLength());
        return results.Count(static r => r.Verdict is not (ClaimVerdict.CannotBeChecked or ClaimVerdict.NotScored));
    }

    private static string Claims(Random random)
    {
        var text = new StringBuilder("use \"anthropic.plan\"\n");
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            // Mostly of one kind, so that most are judged; sometimes of two.
            var left = s_sides[random.Next(s_sides.Length)];
            var right = random.Next(12) == 0 ? s_sides[random.Next(s_sides.Length)] : left;
            text.Append("claim ").AppendJoin(' ', Any(left, random), left == s_sides[2] ? "in" : Any(s_hedges, random), Any(right, random)).Append('\n');
            if (random.Next(3) == 0)
            {
                text.Append("  ").Append(Any(s_clauses, random)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Any(string[] of, Random random) => of[random.Next(of.Length)];
}
