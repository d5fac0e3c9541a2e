using System.Text;
using Proforma.Cli;

namespace Proforma.Cli.Tests.Docs;

/// <summary>What the README shows is what a reader gets.</summary>
public sealed class ReadmeTests
{
    private static readonly string s_root = FindRoot();

    private static readonly string s_readme = File.ReadAllText(Path.Combine(s_root, "README.md")).ReplaceLineEndings("\n");

    [Xunit.Fact]
    public void The_first_command_prints_the_lines_shown()
    {
        var command = Blocks("console")[0].Split('\n')[0];
        const string before = "dotnet run --project src/Proforma.Cli -- ";
        Xunit.Assert.StartsWith(before, command, StringComparison.Ordinal);
        var arguments = command[before.Length..].Split(' ').Select(a => a.EndsWith(".plan", StringComparison.Ordinal) ? Path.Combine(s_root, a) : a);
        var printed = Run([.. arguments], expectedCode: 0).Split('\n').Select(static l => l.TrimEnd()).ToHashSet(StringComparer.Ordinal);
        foreach (var line in Blocks("output")[0].Split('\n'))
        {
            Xunit.Assert.Contains(line.TrimEnd(), printed);
        }
    }

    [Xunit.Fact]
    public void The_claims_shown_stand_in_the_example_and_come_out_as_shown()
    {
        var claims = File.ReadAllText(Path.Combine(s_root, "examples", "anthropic", "claims.plan"));
        Xunit.Assert.All(Blocks("claim")[0].Split('\n'), line => Xunit.Assert.Contains(line, claims, StringComparison.Ordinal));
        var command = Blocks("sh").Single(static b => b.StartsWith("proforma claims", StringComparison.Ordinal)).Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Xunit.Assert.Equal(["proforma", "claims", "examples/anthropic/claims.plan"], command);
        var printed = Run([command[1], Path.Combine(s_root, command[2])], expectedCode: 1).Split('\n').ToHashSet(StringComparer.Ordinal);
        Xunit.Assert.All(Blocks("text").Single(static b => b.Contains("expected $3.7B", StringComparison.Ordinal)).Split('\n'), line => Xunit.Assert.Contains(line, printed));
    }

    [Xunit.Fact]
    public void The_plan_shown_runs_and_its_checks_are_reported()
    {
        var path = Path.Combine(Path.GetTempPath(), $"readme-{Guid.NewGuid():N}.plan");
        File.WriteAllText(path, Blocks("plan")[0]);
        try
        {
            var printed = Run(["run", path, "--by", "year"], expectedCode: 0);
            Xunit.Assert.Contains("Operating margin", printed, StringComparison.Ordinal);
            Xunit.Assert.Contains("Checks: 1 passed", printed, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Xunit.Fact]
    public void The_commands_shown_exist()
    {
        foreach (var line in Blocks("console")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var command = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Xunit.Assert.Equal("proforma", command[0]);
            var help = Run([command[1], "--help"], expectedCode: 0);
            foreach (var option in command.Where(static w => w.StartsWith("--", StringComparison.Ordinal)))
            {
                Xunit.Assert.Contains(option, help, StringComparison.Ordinal);
            }
        }
    }

    [Xunit.Fact]
    public void The_program_shown_prints_what_is_shown()
    {
        // The README's lines stand here again so that the compiler reads them; the first assertion holds the two together.
        var here = File.ReadAllText(Path.Combine(s_root, "tests", "Proforma.Cli.Tests", "Docs", "ReadmeTests.cs"));
        foreach (var line in Blocks("csharp")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(static l => l.StartsWith("var ", StringComparison.Ordinal)))
        {
            Xunit.Assert.Contains(line.Replace("Plan.Load(\"", "Plan.Load(s_root + \"/", StringComparison.Ordinal).Replace("Run()",
                "Run(Xunit.TestContext.Current.CancellationToken)", StringComparison.Ordinal), here, StringComparison.Ordinal);
        }

        var plan = Plan.Load(s_root + "/examples/anthropic/anthropic.plan");
        var run = plan.Run(Xunit.TestContext.Current.CancellationToken);
        var revenue = run["revenue", "2027", track: "aggressive"];
        var turn = run["turn_sustained", track: "aggressive"];
        Xunit.Assert.Equal(Blocks("output")[1].Trim(), $"Revenue 2027: {revenue.Value / 1e9:F1}B {revenue.Unit}; cash flow positive from {turn}.");
    }

    [Xunit.Fact]
    public void The_simulation_shown_prints_the_lines_shown()
    {
        var words = Transcripts.TranscriptTests.Arguments(Blocks("console")[2]["proforma".Length..]);
        var arguments = words.Select(a => a.EndsWith(".plan", StringComparison.Ordinal) ? Path.Combine(s_root, a) : a);
        var printed = Run([.. arguments], expectedCode: 0, width: 120).Split('\n').Select(static l => l.TrimEnd()).ToHashSet(StringComparer.Ordinal);
        foreach (var line in Blocks("output")[2].Split('\n'))
        {
            Xunit.Assert.Contains(line.TrimEnd(), printed);
        }
    }

    [Xunit.Fact]
    public void The_simulation_from_a_program_prints_what_is_shown()
    {
        var here = File.ReadAllText(Path.Combine(s_root, "tests", "Proforma.Cli.Tests", "Docs", "ReadmeTests.cs"));
        foreach (var line in Blocks("csharp")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static l => l.StartsWith("var ", StringComparison.Ordinal)))
        {
            Xunit.Assert.Contains(line, here.Replace(", cancellation: Xunit.TestContext.Current.CancellationToken)", ")", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        var plan = Plan.Load(s_root + "/examples/anthropic/anthropic.plan");
        var simulation = plan.Simulate(20_000, new SimulationSettings { Seed = 7, Lines = ["revenue"], Probabilities = ["revenue[2027] >= 34.5B"] }, cancellation: Xunit.TestContext.Current.CancellationToken);
        var p = simulation.Probability("revenue[2027] >= 34.5B", track: "aggressive");
        var p90 = simulation["revenue", "2027", track: "aggressive"].Quantile(0.9);
        Xunit.Assert.Equal(Blocks("output")[3].Trim(), FormattableString.Invariant($"34.5B or more: {p * 100:F1}%; one time in ten more than {p90 / 1e9:F1}B."));
    }

    [Xunit.Fact]
    public void Every_link_leads_to_a_file()
    {
        foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(s_readme, @"\]\((?!http)([^)#]+)\)"))
        {
            var target = Path.Combine(s_root, link.Groups[1].Value);
            Xunit.Assert.True(File.Exists(target) || Directory.Exists(target), link.Value);
        }
    }

    private static List<string> Blocks(string language)
    {
        var blocks = new List<string>();
        StringBuilder? open = null;
        foreach (var line in s_readme.Split('\n'))
        {
            if (open is null)
            {
                open = line == "```" + language ? new StringBuilder() : null;
            }
            else if (line == "```")
            {
                blocks.Add(open.ToString().TrimEnd('\n'));
                open = null;
            }
            else
            {
                open.Append(line).Append('\n');
            }
        }

        return blocks;
    }

    private static string Run(string[] arguments, int expectedCode, int width = Terminal.PlainWidth)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var code = CommandLine.Invoke(arguments, new Terminal(output, error) { Width = width });
        Xunit.Assert.True(code == expectedCode, Encoding.UTF8.GetString(error.ToArray()));
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Proforma.slnx")))
        {
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return at;
    }
}
