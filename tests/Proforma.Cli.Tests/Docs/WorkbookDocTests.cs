using System.Text.RegularExpressions;
using Xunit;

namespace Proforma.Cli.Tests.Docs;

/// <summary>What docs/workbook.md shows is what a reader gets: its files are written, its commands run, its output compared.</summary>
public sealed partial class WorkbookDocTests
{
    [Fact]
    public void The_commands_shown_print_what_is_shown()
    {
        var document = File.ReadAllText(Path.Combine(RepositoryFolders.Root, "docs", "workbook.md")).ReplaceLineEndings("\n");
        var blocks = Block().Matches(document).Select(static m => (Head: m.Groups["head"].Value, Text: m.Groups["text"].Value)).ToList();
        using var scratch = new ScratchFolder();
        File.WriteAllText("shop.plan", blocks.Single(static b => b.Head == "plan shop.plan").Text);
        var printed = "";
        var compared = 0;
        foreach (var (head, text) in blocks)
        {
            if (head == "console")
            {
                printed = string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Run));
            }
            else if (head == "output")
            {
                Assert.Equal(text, printed);
                compared++;
            }
            else if (head.Split(' ') is [_, { } file])
            {
                File.WriteAllText(file, text);
            }
        }

        Assert.Equal(2, compared);
        Assert.True(File.Exists("shop.xlsx") && File.Exists("shop-zh.xlsx"));
        Assert.EndsWith("actuals from \"shop.actuals.csv\" through 2025-03\n", File.ReadAllText("shop.plan"), StringComparison.Ordinal);
    }

    private static string Run(string command)
    {
        Assert.StartsWith("proforma ", command, StringComparison.Ordinal);
        var result = Invocation.Of(command["proforma ".Length..].Split(' '));
        Assert.True(result.ExitCode is 0 or 1, $"{command}: {result.Error}");
        return result.Output;
    }

    [GeneratedRegex("^```(?<head>[^\n]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
