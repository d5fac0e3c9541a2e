using System.Text.RegularExpressions;
using Proforma.Model.Runs;
using Proforma.Workspace;

namespace Proforma.Workbook.Tests.Export;

/// <summary>The plans of the language's reference and specification: what they say is in the workbook too.</summary>
internal static partial class SpecPlans
{
    private const string Header = "plan \"Example\"\n  currency USD\n  calendar monthly 2025-01 .. 2026-12\n";

    /// <summary>Every plan of the documents that compiles, by document and number.</summary>
    /// <param name="folder">Where companion files are written.</param>
    public static IEnumerable<(string Name, IPlanFigures Figures)> All(string folder)
    {
        foreach (var path in (string[])[Plans.PathOf("docs", "language.md"), .. Directory.EnumerateFiles(Plans.PathOf("tests", "spec"), "*.md").Order(StringComparer.Ordinal)])
        {
            var examples = new List<(string Plan, List<(string Name, string Text)> Files)>();
            foreach (Match block in Block().Matches(File.ReadAllText(path).ReplaceLineEndings("\n")))
            {
                var words = block.Groups["head"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (words is ["plan"])
                {
                    examples.Add((block.Groups["text"].Value, []));
                }
                else if (words.Length == 2 && examples.Count > 0)
                {
                    examples[^1].Files.Add((words[1], block.Groups["text"].Value));
                }
            }

            for (var i = 0; i < examples.Count; i++)
            {
                var here = Directory.CreateDirectory(Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(path)}-{i}")).FullName;
                foreach (var (name, text) in examples[i].Files)
                {
                    File.WriteAllText(Path.Combine(here, name), text);
                }

                var plan = examples[i].Plan;
                var session = PlanSession.OfText(Path.Combine(here, "main.plan"), PlanLine().IsMatch(plan) ? plan : Header + plan);
                if (session.Program is not null && session.Run().Result is { } run)
                {
                    yield return ($"{Path.GetFileNameWithoutExtension(path)}-{i}", new RunFigures(run));
                }
            }
        }
    }

    [GeneratedRegex("^```(?<head>[^\n]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^plan ", RegexOptions.Multiline)]
    private static partial Regex PlanLine();
}
