using Proforma.Cli.Arguments;
using Proforma.Cli.Rendering;
using Xunit;

namespace Proforma.Cli.Tests;

/// <summary>What the options of simulations accept, and how progress is shown.</summary>
public sealed class SimulationArgumentTests
{
    [Theory]
    [InlineData("1M", 1_000_000)]
    [InlineData("10k", 10_000)]
    [InlineData("1e6", 1_000_000)]
    [InlineData("1_000_000", 1_000_000)]
    [InlineData("1,000,000", 1_000_000)]
    [InlineData("2.5M", 2_500_000)]
    [InlineData("100万", 1_000_000)]
    [InlineData("1亿", 100_000_000)]
    [InlineData(" 7 ", 7)]
    [InlineData("0", 0)]
    [InlineData("1T", 1_000_000_000_000)]
    public void A_count_is_read(string text, long expected) => Assert.Equal(expected, CountArgument.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("M")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e400")]
    [InlineData("9999999999999999999")]
    [InlineData("10000000000T")]
    [InlineData("ten")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    public void What_is_no_count_is_refused(string text) => Assert.Null(CountArgument.Read(text));

    [Fact]
    public void Quantiles_are_percentages()
    {
        Assert.Equal([0.05, 0.5, 0.999], SimulationArguments.Quantiles("50, P5,99.9%,50"));
        foreach (var wrong in new[] { "", "0", "100", "a", "5,,x", string.Join(',', Enumerable.Range(1, 21)) })
        {
            Assert.Throws<UsageException>(() => SimulationArguments.Quantiles(wrong));
        }
    }

    [Fact]
    public void A_goal_is_a_figure_and_a_share()
    {
        Assert.Equal(("revenue[2027]", 0.005), SimulationArguments.Until("'revenue[2027]' within 0.5%"));
        Assert.Equal(("cash within reach", 0.1), SimulationArguments.Until("cash within reach within 10%"));
        foreach (var wrong in new[] { "revenue", "revenue within", "revenue within 5", "within 5%", "revenue within 0%", "revenue within -1%" })
        {
            Assert.Throws<UsageException>(() => SimulationArguments.Until(wrong));
        }
    }

    [Fact]
    public void Values_that_are_set_are_written_back_as_a_shell_takes_them()
    {
        var overrides = SimulationArguments.Overrides(["raised=4B", "churn = ~ 8% to 14%", "note=a=b"]);
        Assert.Equal(["raised", "churn", "note"], overrides.Select(static o => o.Input));
        Assert.Equal(" --set raised=4B --set 'churn=~ 8% to 14%' --set note=a=b", SimulationArguments.Written(overrides));
        Assert.Throws<UsageException>(() => SimulationArguments.Overrides(["raised"]));
        Assert.Throws<UsageException>(() => SimulationArguments.Overrides(["=5"]));
    }

    [Theory]
    [InlineData(0, 1_000, 0, 80)]
    [InlineData(450_000, 1_000_000, 2, 100)]
    [InlineData(1_000_000_000_000, 1_000_000_000_000, 900_000, 120)]
    [InlineData(1, 1_000_000_000_000_000, 5, 60)]
    [InlineData(5, 10, 1, 1)]
    public void A_progress_line_fits(long done, long asked, int seconds, int width) =>
        Assert.InRange(ProgressBar.LineOf(done, asked, TimeSpan.FromSeconds(seconds), width).Length, 1, Math.Max(1, width - 1));

    [Fact]
    public void A_progress_line_says_how_far_and_how_long()
    {
        var line = ProgressBar.LineOf(450_000, 1_000_000, TimeSpan.FromSeconds(9), 120);
        Assert.StartsWith("██████████████████ ", line, StringComparison.Ordinal);
        Assert.EndsWith("45%  450,000 of 1,000,000 trials  50K/s  0:11 left", line, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_command_has_its_own_exit_code()
    {
        var path = Path.Combine(RepositoryFolders.Root, "tests", "transcripts", "plans", "kiosk.plan");
        var result = Invocation.Of(["simulate", path, "--trials", "1e12"], isInterrupted: true);
        Assert.Equal(ExitCode.Interrupted, result.ExitCode);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_file_receives_what_would_be_printed()
    {
        using var scratch = new ScratchFolder();
        var path = Path.Combine(RepositoryFolders.Root, "tests", "transcripts", "plans", "kiosk.plan");
        string[] arguments = ["simulate", path, "--trials", "1k", "--lines", "sales", "--track", "base"];
        var printed = Invocation.Of(arguments);
        var written = Invocation.Of([.. arguments, "--out", "table.txt", "--parquet", "trials.parquet"]);
        Assert.Equal((0, ""), (written.ExitCode, written.Output));
        Assert.Equal(printed.Output, File.ReadAllText("table.txt"));
        Assert.Equal(["table.txt", "trials.parquet"], Directory.EnumerateFiles(scratch.Path).Select(static f => Path.GetFileName(f)).Order());
        var refused = Invocation.Of([.. arguments, "--out", "none/table.txt"]);
        Assert.Equal((ExitCode.Usage, "error: none/table.txt cannot be written: there is no such folder.\n"), (refused.ExitCode, refused.Error));
    }
}
