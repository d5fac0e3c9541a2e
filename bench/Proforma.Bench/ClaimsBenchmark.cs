using System.Globalization;
using System.Text;
using Proforma.Claims.Reconciliation;
using Proforma.Language;
using Proforma.Workspace;

namespace Proforma.Bench;

/// <summary>Ten thousand claims of all forms against a plan of 500 lines in two tracks: from text to verdicts.</summary>
internal static class ClaimsBenchmark
{
    public static void Run(BenchArguments arguments, FigureTable table)
    {
        var (count, rounds) = arguments.IsQuick ? (500, 2) : (10_000, 11);
        var text = CompanyPlan.Text() + Claims(count);
        Samples whole = new(), compiled = new(), verdicts = new();
        for (var i = 0; i <= rounds; i++)
        {
            var isWarm = i > 0;
            (isWarm ? whole : new Samples()).Take(() =>
            {
                var session = (isWarm ? compiled : new Samples()).Take(() => PlanSession.OfText("claims.plan", text, CompileScope.Claims));
                var figures = new RunFigures(CompiledText.Run(session.Program!));
                return (isWarm ? verdicts : new Samples()).Take(() => Reconciler.Reconcile(figures, ReconcileOptions.Default)).Length;
            });
        }

        table.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} claims against 500 lines × 48 months × 2 tracks: text to verdicts"), whole, targetSeconds: 2);
        table.Add("  of that: plan and claims parsed, checked and lowered", compiled);
        table.Add("  of that: the verdicts", verdicts);
    }

    private static string Claims(int count)
    {
        var text = new StringBuilder("source paper \"A paper\" 2025-02-13\n");
        for (var i = 0; i < count; i++)
        {
            var (line, next, year) = (i % CompanyPlan.Products, (i + 1) % CompanyPlan.Products, 2024 + (i / CompanyPlan.Products % 4));
            var claim = (i / 7 % 6) switch
            {
                0 => $"price_{line}[{year}-12] ~= 12",
                1 => $"revenue_{line}[{year}-12] / revenue_{next}[{year}-12] over 1",
                2 => $"margin_{line}[{year}-06] = 45%",
                3 => $"cash_{line}[{year}-12] > cash_{line}[{year}-01]",
                4 => $"customers_{line}[{year}-03] between 1_000 and 2_000 in aggressive",
                _ => $"revenue_{line}[{year}-12] / revenue_{line}[{year}-01] nearly 2",
            };
            text.Append(CultureInfo.InvariantCulture, $"claim k{i}: {claim} from paper \"it grew 2-fold, {i}\"\n");
        }

        return text.ToString();
    }
}
