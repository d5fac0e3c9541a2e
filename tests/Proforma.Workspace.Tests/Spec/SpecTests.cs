using Proforma.Workspace.Tests.Documents;
using Xunit;

namespace Proforma.Workspace.Tests.Spec;

/// <summary>Runs every example of the manual and of tests/spec: the plan of a block, and what the `expect` block after it says.</summary>
public sealed class SpecTests
{
    public static TheoryData<string, int> Examples()
    {
        var data = new TheoryData<string, int>();
        foreach (var document in Documents())
        {
            foreach (var block in BlocksOf(document).Where(static b => b.Language == "expect"))
            {
                data.Add(document, block.Line);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Comes_out_as_it_says(string document, int line)
    {
        var blocks = BlocksOf(document);
        var at = blocks.FindIndex(b => b.Line == line);
        var plan = blocks.FindLastIndex(at, static b => b.Language == "plan" && !b.Argument.Contains('.', StringComparison.Ordinal));
        Assert.True(plan >= 0, "No plan stands before the expectations.");
        using var folder = new TemporaryFolder();
        for (var i = plan + 1; i < at; i++)
        {
            Assert.Contains('.', blocks[i].Argument);
            folder.Write(blocks[i].Argument, blocks[i].Text);
        }

        var expectations = blocks[at].Text.Split('\n').Select(static l => l.Trim()).Where(static l => l.Length > 0).Select(Expectation.Read).ToList();
        Assert.NotEmpty(expectations);
        new SpecExample(MarkdownExample.WholePlan(blocks[plan]), expectations, folder).Verify();
    }

    [Fact]
    public void Every_plan_of_the_documents_is_expected_to_do_something()
    {
        foreach (var document in Documents())
        {
            var blocks = BlocksOf(document);
            for (var i = 0; i < blocks.Count; i++)
            {
                if (blocks[i].Language != "plan" || blocks[i].Argument.Contains('.', StringComparison.Ordinal))
                {
                    continue;
                }

                var next = blocks.FindIndex(i + 1, static b => b.Argument.Length == 0 || b.Language == "plan" && b.Argument == "whole");
                Assert.True(next > i && blocks[next].Language == "expect", $"{document}, line {blocks[i].Line}: nothing is expected of this plan.");
            }
        }
    }

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Repository.PathOf("tests", "spec"), "*.md").Order(StringComparer.Ordinal)
            .Select(static f => Path.GetRelativePath(Repository.Root, f)).Append(Path.Combine("docs", "language.md")).Where(static f => File.Exists(Repository.PathOf(f)));

    private static List<FencedBlock> BlocksOf(string document) => MarkdownExample.Blocks(File.ReadAllText(Repository.PathOf(document)));
}
