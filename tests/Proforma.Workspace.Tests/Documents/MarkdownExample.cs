namespace Proforma.Workspace.Tests.Documents;

/// <summary>A fenced block of a document.</summary>
/// <param name="Language">The first word after the fence: plan, expect, csv.</param>
/// <param name="Argument">The rest of that line: a file name, or empty.</param>
/// <param name="Text">The lines inside, each ending with a line feed.</param>
/// <param name="Line">The line of the fence, from 1.</param>
internal sealed record FencedBlock(string Language, string Argument, string Text, int Line);

/// <summary>Reads the fenced blocks of a Markdown document.</summary>
internal static class MarkdownExample
{
    /// <summary>What stands above a fragment that has no plan declaration of its own.</summary>
    public const string Header = "plan \"Example\"\n  currency USD\n  calendar monthly 2025-01 .. 2026-12\n\n";

    public static List<FencedBlock> Blocks(string markdown)
    {
        var blocks = new List<FencedBlock>();
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            var start = i;
            var info = lines[i][3..].Trim().Split(' ', 2);
            var text = new List<string>();
            for (i++; i < lines.Length && lines[i] != "```"; i++)
            {
                text.Add(lines[i] + "\n");
            }

            if (i == lines.Length)
            {
                throw new InvalidOperationException($"The block of line {start + 1} is never closed.");
            }

            blocks.Add(new FencedBlock(info[0], info.Length > 1 ? info[1].Trim() : "", string.Concat(text), start + 1));
        }

        return blocks;
    }

    /// <summary>A block as a whole plan: with the usual header when it declares no plan and does not say `whole`.</summary>
    public static string WholePlan(FencedBlock block) =>
        block.Argument == "whole" || block.Text.Split('\n').Any(static l => l.StartsWith("plan ", StringComparison.Ordinal)) ? block.Text : Header + block.Text;
}
