using System.Globalization;
using System.Text;
using Proforma.Claims.Contradictions;
using Proforma.Model.Claims;
using Proforma.Model.Program;

namespace Proforma.Bench;

/// <summary>Claims against claims: two hundred of them on a company of ten divisions, with and without false figures among them.</summary>
internal static class ContradictionsBenchmark
{
    private const int Divisions = 10, FirstYear = 2024, Years = 4;

    public static void Run(BenchArguments arguments, FigureTable table)
    {
        var claims = arguments.IsQuick ? 60 : 200;
        var rounds = arguments.IsQuick ? 2 : 5;
        foreach (var wrong in new[] { 0, claims / 20 })
        {
            var (program, constraints) = Said(claims, wrong);
            Samples alone = new(), implied = new();
            ContradictionReport? report = null;
            for (var i = 0; i < rounds; i++)
            {
                alone.Take(() => ContradictionFinder.Find(program, constraints, new ContradictionOptions { MostImplied = 0 }));
                report = implied.Take(() => ContradictionFinder.Find(program, constraints));
            }

            if (wrong == 0 && report!.Contradictions.Length > 0)
            {
                throw new InvalidOperationException("True figures contradict each other.");
            }

            var name = string.Create(CultureInfo.InvariantCulture, $"{claims} linked claims, {wrong} of them false");
            table.Add(name + ": contradictions", alone, 5);
            var early = report!.IsComplete && report.IsImpliedComplete ? "" : ", ended early";
            table.Add("  with what they imply", implied, 5, string.Create(
                CultureInfo.InvariantCulture, $"{report.Contradictions.Length} sets, {report.Implied.Length} intervals{early}"));
        }
    }

    private static (PlanProgram Program, List<ClaimConstraint> Constraints) Said(int count, int wrong)
    {
        var text = new StringBuilder($"plan \"Company\"\n  currency USD\n  calendar monthly {FirstYear}-01 .. {FirstYear + Years - 1}-12\nrate USD/CNY = 7.25\n");
        for (var d = 0; d < Divisions; d++)
        {
            text.Append(CultureInfo.InvariantCulture, $"line sales_{d} : USD/month\nline cost_{d} : USD/month\n");
            text.Append(CultureInfo.InvariantCulture, $"line profit_{d} = sales_{d} - cost_{d}\nline margin_{d} = profit_{d} / sales_{d}\n");
        }

        text.Append("line sales = ").AppendJoin(" + ", Enumerable.Range(0, Divisions).Select(static d => $"sales_{d}")).Append('\n');
        text.Append("line cost = ").AppendJoin(" + ", Enumerable.Range(0, Divisions).Select(static d => $"cost_{d}")).Append('\n');
        text.Append("line profit = sales - cost\n");
        var figures = Figures().Take(count).ToList();
        for (var i = 0; i < figures.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"measure said_{i} = {figures[i].Expression}\n");
        }

        // What is claimed is hidden, as a plan's own claims are.
        var compiled = CompiledText.Program(text.ToString());
        var slots = compiled.Slots.Select(static s => s.Role == SlotRole.Measure ? s with { Role = SlotRole.Hidden } : s);
        var program = new PlanProgram(compiled.Title, compiled.TimeAxes, compiled.TrackAxes, compiled.Dimensions, compiled.Sections, [.. slots],
            compiled.Schedule);
        var constraints = figures.Select((figure, i) =>
        {
            var value = figure.Value * (i % 20 == 8 && i / 20 < wrong ? 1.5 : 1);
            var half = Math.Abs(value) / 200;
            return new ClaimConstraint(i, CompiledText.Slot(program, $"said_{i}"), 0, value - half, value + half, value, value);
        }).ToList();
        return (program, constraints);
    }

    /// <summary>
    /// What is claimed, with figures that fit each other: division d sells 1 + d a month in the first year, an eighth of that more each
    /// year, and spends five eighths of it.
    /// </summary>
    private static IEnumerable<(string Expression, double Value)> Figures()
    {
        for (var year = FirstYear; year < FirstYear + Years; year++)
        {
            var growth = 1 + (0.125 * (year - FirstYear));
            var total = 0.0;
            for (var d = 0; d < Divisions; d++)
            {
                var sales = 12 * (1 + d) * growth;
                total += sales;
                yield return ($"sales_{d}[{year}]", sales);
                yield return ($"profit_{d}[{year}] / sales_{d}[{year}]", 0.375);
                yield return ($"cost_{d}[{year}-H1]", sales * 0.3125);
                yield return ($"cost_{d}[{year}]", sales * 0.625);
                yield return ($"sales_{d}[{year}] / sales[{year}]", (1 + d) / 55.0);
            }

            yield return ($"sales[{year}]", total);
            yield return ($"profit[{year}]", total * 0.375);
            yield return ($"sales[{year}] -> CNY", total * 7.25);
            yield return ($"sales[{year}] / sales[{FirstYear}]", growth);
        }
    }
}
