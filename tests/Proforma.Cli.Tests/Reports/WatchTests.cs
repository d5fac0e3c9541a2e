using Xunit;

namespace Proforma.Cli.Tests.Reports;

/// <summary>`report --watch` builds again when a file is saved, goes on after a mistake, and ends when it is interrupted.</summary>
public sealed class WatchTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Plan(string amount) =>
        $"plan \"P\"\n  currency USD\n  calendar yearly 2025 .. 2026\nline a : USD/year = {amount} USD/year\n";

    [Fact]
    public async Task It_follows_what_is_saved()
    {
        File.WriteAllText("p.plan", Plan("5"));
        File.WriteAllText("r.md", "---\nplan: p.plan\n---\nIt is {{ a[2025] }}.\n");
        using var interrupt = new CancellationTokenSource();
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var watching = Task.Run(() => CommandLine.Invoke(["report", "r.md", "-o", "out/r.md", "--watch"], new Terminal(output, error) { Interrupted = interrupt.Token }), CancellationToken.None);
        await Published("It is $5.00");
        File.WriteAllText("p.plan", Plan("6"));
        await Published("It is $6.00");
        File.WriteAllText("p.plan", Plan("nonsense"));
        await Task.Delay(600, TestContext.Current.CancellationToken);
        Assert.False(watching.IsCompleted);
        File.WriteAllText("p.plan", Plan("7000"));
        await Published("It is $7,000");
        await interrupt.CancelAsync();
        Assert.Equal(130, await watching.WaitAsync(s_patience, TestContext.Current.CancellationToken));
    }

    private static async Task Published(string text)
    {
        var until = DateTime.UtcNow + s_patience;
        while (!(File.Exists("out/r.md") && File.ReadAllText("out/r.md").Contains(text, StringComparison.Ordinal)))
        {
            Assert.True(DateTime.UtcNow < until, $"\"{text}\" was not published.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
