using System.Globalization;
using System.Text;
using Proforma.Engine.Execution;
using Proforma.Workspace;

namespace Proforma.Workspace.Tests.Fuzz;

/// <summary>
/// Plans and tables as nobody would write them, made from the examples: whatever is in them, compiling and running gives diagnostics or a
/// result and never an exception. PROFORMA_FUZZ_CASES asks for a longer run than the usual one.
/// </summary>
public sealed class MutatedPlanTests
{
    private static readonly string[] s_fragments =
    [
        "prev", "next(", "lag(x, 3)", "[2025]", "[aggressive]", ".opening", ".average", " -> CNY", " at 2026", "sum(", ", over: product)", "if ", " then ", " else ", "unknown USD",
        "blank", "?", "1e308", "0", "-1", "2025-01", "2024 ..", "FY2026", "~ normal(sd: 1)", "~ pert(3, 2, 1)", "by product", ": USD/month", ": USD/day", "USD", "month", "(", ")", "[", "]",
        "first_period(", "sustained_from(", "irr(", "npv(10%/year, ", "circular", "aggregate closing", "aggregate weighted by revenue", "interpolate", "otherwise = ", "then = ", "plus ", "minus ",
        "from \"openai.plan\"", "use \"anthropic.plan\" as me", "dimension product = a, b under a", "track x from x", "calendar daily 2024-01-01 .. 2024-03-01", "fiscal year ends June",
        "rate USD/CNY = 0", "^", "^ 0.5", "/ 0", "and not ", "= ", "\"", "#", "\n", "\n  ", "\t", "，", "亿",
    ];

    private static int Cases => int.TryParse(Environment.GetEnvironmentVariable("PROFORMA_FUZZ_CASES"), CultureInfo.InvariantCulture, out var cases) ? cases : 400;

    [Xunit.Fact]
    public void A_mutated_plan_compiles_and_runs_or_says_why_not()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "examples");
        var plans = Directory.GetFiles(root, "*.plan", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        Xunit.Assert.NotEmpty(plans);
        var failures = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var path = plans[random.Next(plans.Length)];
            var text = Mutate(File.ReadAllText(path), random);
            try
            {
                var session = PlanSession.OfText(path, text);
                if (session.Program is not null && session.Run(new RunOptions { MemoryLimit = 1L << 28 }, Xunit.TestContext.Current.CancellationToken).Result is { } run)
                {
                    var figures = new RunFigures(run);
                    foreach (var slot in run.Program.Slots.Where(static s => s.TimeAxis >= 0))
                    {
                        foreach (var period in run.Program.TimeAxes[slot.TimeAxis].Calendar.Periods(Model.Time.Grain.Year))
                        {
                            figures.Of(slot.Index, 0, period);
                        }
                    }
                }
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                var place = string.Join('\n', error.ToString().Split('\n').Take(3));
                failures.TryAdd(place, $"Seed {seed}, {Path.GetFileName(path)}: {place}");
            }
        }

        Xunit.Assert.True(failures.Count == 0, string.Join('\n', failures.Values));
    }

    [Xunit.Fact]
    public void A_table_of_anything_is_read_or_refused()
    {
        const string bits = "a,b\n\"\r;1234.5-%()，é\0\t ";
        for (var seed = 0; seed < Cases * 10; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder("period,revenue\n");
            for (var i = random.Next(200); i > 0; i--)
            {
                text.Append(bits[random.Next(bits.Length)]);
            }

            var read = CsvTable.Read("fuzz.csv", new StringReader(text.ToString()));
            Xunit.Assert.True(read.Table is not null || read.Problem.Length > 0, $"Seed {seed}");
        }
    }

    private static string Mutate(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(lines.Count);
            switch (random.Next(6))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.Insert(at, lines[random.Next(lines.Count)]);
                    break;
                case 2:
                    var other = random.Next(lines.Count);
                    (lines[at], lines[other]) = (lines[other], lines[at]);
                    break;
                case 3:
                    lines[at] = Splice(lines[at], s_fragments[random.Next(s_fragments.Length)], random);
                    break;
                case 4:
                    lines[at] = ReplaceWord(lines[at], lines[random.Next(lines.Count)], random);
                    break;
                default:
                    lines[at] = lines[at].Length == 0 ? "line = 1" : lines[at].Remove(random.Next(lines[at].Length), 1);
                    break;
            }

            if (lines.Count == 0)
            {
                lines.Add("");
            }
        }

        return string.Join('\n', lines);
    }

    private static string Splice(string line, string fragment, Random random) => line.Insert(random.Next(line.Length + 1), fragment);

    private static string ReplaceWord(string line, string from, Random random)
    {
        var words = line.Split(' ');
        var others = from.Split(' ');
        words[random.Next(words.Length)] = others[random.Next(others.Length)];
        return string.Join(' ', words);
    }
}
