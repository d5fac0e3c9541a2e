using System.Text.Json;
using Xunit;

namespace Proforma.Cli.Tests;

public sealed class CommandLineTests
{
    private static string Example => Path.Combine(RepositoryFolders.Root, "examples", "anthropic", "anthropic.plan");

    private static string Shop => Path.Combine(RepositoryFolders.Root, "tests", "transcripts", "plans", "shop.plan");

    [Fact]
    public void The_seed_plan_prints_both_tracks_with_the_reported_revenue()
    {
        var run = Invocation.Of(["run", Example]);
        Assert.Equal(ExitCode.Fine, run.ExitCode);
        var lines = run.Output.Split('\n');
        var revenue = string.Join(' ',
            lines.First(static l => l.StartsWith("  Revenue  ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(static w => w.EndsWith('B')));
        Assert.EndsWith("4.0B 12.0B 34.5B 0.4B 2.0B 5.0B 12.0B", revenue, StringComparison.Ordinal);
        Assert.Contains("23.0B", lines.First(static l => l.StartsWith("  API revenue", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("5.6B", lines.First(static l => l.StartsWith("  Cash burn  ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("3.0B", lines.First(static l => l.StartsWith("  Cash burn  ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("(openai)", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(140)]
    [InlineData(400)]
    public void Tables_keep_to_the_width_and_lose_no_column(int width)
    {
        var run = Invocation.Of(["run", Shop, "--by", "month", "--lines", "revenue"], width);
        var table = run.Output.Split('\n').TakeWhile(static l => !l.StartsWith("Checks", StringComparison.Ordinal)).ToList();
        Assert.All(table, line => Assert.True(Proforma.Reporting.Tables.DisplayWidth.Of(line) <= width, line));
        var headings = table.SelectMany(static l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(static w => w.StartsWith("202", StringComparison.Ordinal) && w.Contains('-', StringComparison.Ordinal));
        Assert.Equal(48, headings.Count());
    }

    [Fact]
    public void An_interrupted_run_ends_with_130_and_prints_nothing()
    {
        var run = Invocation.Of(["run", Example, "--json"], isInterrupted: true);
        Assert.Equal((ExitCode.Interrupted, ""), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--csv")]
    [InlineData("--inputs")]
    public void A_reader_that_goes_away_is_no_crash(string option)
    {
        using var output = new PipeStream(new ClosedPipe());
        using var error = new MemoryStream();
        Assert.Equal(ExitCode.OutputClosed, CommandLine.Invoke(["run", Example, option, "--by", "month"], new Terminal(output, error)));
        Assert.Equal(0, error.Length);
    }

    [Fact]
    public void Colours_follow_the_option_before_the_terminal_and_NO_COLOR()
    {
        Assert.True(Palette.For(ColorChoice.Auto, isTerminal: true, noColor: false).HasColors);
        Assert.False(Palette.For(ColorChoice.Auto, isTerminal: true, noColor: true).HasColors);
        Assert.False(Palette.For(ColorChoice.Auto, isTerminal: false, noColor: false).HasColors);
        Assert.True(Palette.For(ColorChoice.Always, isTerminal: false, noColor: true).HasColors);
        Assert.False(Palette.For(ColorChoice.Never, isTerminal: true, noColor: false).HasColors);
    }

    [Fact]
    public void A_label_cannot_control_the_terminal()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText("evil.plan",
            "plan \"a\u001b[31mb\"\n  calendar monthly 2026-01 .. 2026-02\nline x \"c\u001b]0;t\u0007\" : 1 = 1\ncheck x < 0 \"d\u001b[2J\"\n");
        foreach (var args in (string[][])[["run", "evil.plan"], ["list", "evil.plan"], ["explain", "evil.plan", "x[2026-01]"],
            ["check", "evil.plan"]])
        {
            Assert.DoesNotContain('\u001b', Invocation.Of(args).Output);
        }
    }

    [Fact]
    public void Records_on_standard_output_are_nothing_but_records()
    {
        var run = Invocation.Of(["run", Shop, "--json", "--by", "quarter"]);
        Assert.Equal(ExitCode.ChecksFail, run.ExitCode);
        using var records = JsonDocument.Parse(run.Output);
        Assert.Contains(records.RootElement.EnumerateArray(), static r => r.GetProperty("line").GetString() == "revenue"
            && r.GetProperty("grain").GetString() == "quarter");
    }

    [Fact]
    public void Formatting_keeps_what_a_link_points_to_and_the_files_mode()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText("real.plan", "plan   \"x\"\n  calendar monthly 2026-01 .. 2026-02\nline a : 1 = 1\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode("real.plan", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.CreateSymbolicLink("link.plan", "real.plan");
        Assert.Equal(ExitCode.Fine, Invocation.Of(["fmt", "link.plan"]).ExitCode);
        Assert.StartsWith("plan \"x\"", File.ReadAllText("real.plan"), StringComparison.Ordinal);
        Assert.NotNull(new FileInfo("link.plan").LinkTarget);
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(".").Count());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode("real.plan"));
        }
    }

    private sealed class ClosedPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe");
    }
}
