using Xunit;

namespace Proforma.Cli.Tests.Docs;

/// <summary>`docs/reports.md` shows what comes out. UPDATE_GOLDEN=1 rewrites its outputs, unless CI=true.</summary>
public sealed class ReportPageTests
{
    private static readonly string s_path = Path.Combine(RepositoryFolders.Root, "docs", "reports.md");

    [Fact]
    public void The_examples_come_out_as_shown()
    {
        var shown = File.ReadAllText(s_path).ReplaceLineEndings("\n");
        using var folder = new ScratchFolder();
        var lines = shown.Split('\n');
        var made = new List<string>();
        var pending = "";
        var examples = 0;
        for (var at = 0; at < lines.Length; at++)
        {
            made.Add(lines[at]);
            var fence = lines[at].TakeWhile(static c => c == '`').Count();
            if (fence < 3)
            {
                continue;
            }

            var info = lines[at][fence..];
            var end = Array.IndexOf(lines, new string('`', fence), at + 1);
            var content = string.Join('\n', lines[(at + 1)..end]) + "\n";
            if (info == "plan shop.plan")
            {
                File.WriteAllText("shop.plan", content);
            }
            else if (info == "markdown")
            {
                pending = content;
            }
            else if (info is "output" or "error")
            {
                content = Outcome(pending, info == "error");
                examples++;
            }

            made.AddRange(content.TrimEnd('\n').Split('\n'));
            made.Add(lines[end]);
            at = end;
        }

        var actual = string.Join('\n', made);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1" && Environment.GetEnvironmentVariable("CI") != "true" && actual != shown)
        {
            File.WriteAllText(s_path, actual);
            return;
        }

        Assert.True(examples >= 4);
        Assert.Equal(shown, actual);
    }

    [Fact]
    public void Every_block_chart_type_and_option_is_described()
    {
        var page = File.ReadAllText(s_path);
        Assert.All(Proforma.Reporting.Reports.TemplateBlock.Kinds, k => Assert.Contains($"| `{k}` |", page));
        var help = Invocation.Of(["chart", "--help"]).Output;
        Assert.All(new[] { "lines", "columns", "stacked", "peers", "runway", "claims", "bridge", "tornado", "fan", "histogram", "cumulative" }, t =>
        {
            Assert.Contains($"`{t}`", page);
            Assert.Contains(t, help);
        });
    }

    private static string Outcome(string template, bool isError)
    {
        File.WriteAllText("report.md", template);
        var result = Invocation.Of(["report", "report.md", "--plan", "shop.plan", "--format", "md", "-o", "out"]);
        Assert.Equal(isError ? 2 : 0, result.ExitCode);
        if (isError)
        {
            return result.Error;
        }

        // The footnotes stand below; the page speaks of what stands above them.
        var text = File.ReadAllText("out/report.md");
        var notes = text.IndexOf("\n\n[^fig-1]:", StringComparison.Ordinal);
        return notes < 0 ? text : text[..notes] + "\n";
    }
}
