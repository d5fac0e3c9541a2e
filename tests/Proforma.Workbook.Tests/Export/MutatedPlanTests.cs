using CsCheck;
using Proforma.Workspace;
using Xunit;

namespace Proforma.Workbook.Tests.Export;

/// <summary>Plans that nobody would write: examples with lines left out, moved and changed. What compiles is exported.</summary>
public sealed class MutatedPlanTests
{
    private static readonly (string From, string To)[] s_changes =
    [
        (" + ", " / "), (" * ", " - "), ("2025", "2026"), ("prev", "next"), ("= 0", "= unknown USD"), ("monthly", "quarterly"), ("sum(", "mean("), (">= 0", "< 1"),
        ("from base", ""), (" by product", ""), ("2026", "2027"), ("closing", "opening"), ("first_period", "sustained_from"), ("then ", "otherwise "),
    ];

    [Fact]
    public void What_compiles_is_exported()
    {
        var texts = Plans.Examples.Select(static path => (Path: path, Lines: File.ReadAllLines(path))).ToList();
        var exported = 0;
        Gen.Select(Gen.Int[0, texts.Count - 1], Gen.Int[0, 400].Array[0, 4], Gen.Int[0, s_changes.Length - 1].Array[0, 2]).Sample((plan, removed, changes) =>
        {
            var lines = texts[plan].Lines.Where((_, i) => !removed.Contains(i) || i < 8).ToArray();
            foreach (var change in changes)
            {
                for (var i = 8; i < lines.Length; i++)
                {
                    lines[i] = (i + change) % 5 == 0 ? lines[i].Replace(s_changes[change].From, s_changes[change].To, StringComparison.Ordinal) : lines[i];
                }
            }

            var session = PlanSession.OfText(texts[plan].Path, string.Join('\n', lines));
            if (session.Program is not null && session.Run().Result is { } run)
            {
                Assert.NotEmpty(FileTests.Export(new RunFigures(run), WorkbookOptions.Default));
                Interlocked.Increment(ref exported);
            }
        }, iter: 150);
        Assert.True(exported > 10, $"Only {exported} of the plans compile.");
    }
}
