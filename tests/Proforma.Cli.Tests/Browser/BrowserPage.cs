using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proforma.Cli.Reports;
using Xunit;

namespace Proforma.Cli.Tests.Browser;

/// <summary>
/// A page in the browser that is installed, driven through its own debugging protocol (https://chromedevtools.github.io/devtools-protocol/).
/// Where there is none, tests that need it are skipped; with PROFORMA_REQUIRE_ALL=1 they fail.
/// </summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly string _profile;
    private readonly List<string> _problems = [];
    private int _number;

    private BrowserPage(Process process, string profile)
    {
        (_process, _profile) = (process, profile);
    }

    /// <summary>What the console and the policy of the page complained about.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The page.</param>
    /// <param name="width">The width of the window.</param>
    /// <param name="isDark">Whether the reader prefers dark pages.</param>
    public static async Task<BrowserPage> Open(string path, int width, bool isDark = false)
    {
        var browser = Chromium.Find();
        Assert.True(browser is not null || Environment.GetEnvironmentVariable("PROFORMA_REQUIRE_ALL") != "1", "No Chromium, Chrome or Edge is installed.");
        Assert.SkipWhen(browser is null, "No Chromium, Chrome or Edge is installed; .ci/run installs one.");
        var profile = Directory.CreateTempSubdirectory("proforma-browser-").FullName;
        var start = new ProcessStartInfo(browser!) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank" })
        {
            start.ArgumentList.Add(argument);
        }

        var page = new BrowserPage(Process.Start(start)!, profile);
        await page.Connect();
        await page.Send("Page.enable");
        await page.Send("Log.enable");
        await page.Send("Runtime.enable");
        await page.Send("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        if (isDark)
        {
            await page.Send("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = "dark" }) });
        }

        await page.Send("Page.navigate", new JsonObject { ["url"] = new Uri(Path.GetFullPath(path)).AbsoluteUri });
        await page.Evaluate("new Promise(r => document.readyState === 'complete' ? setTimeout(r, 50) : addEventListener('load', () => setTimeout(r, 50)))");
        return page;
    }

    /// <summary>The value of an expression on the page; a promise is awaited.</summary>
    public async Task<JsonNode?> Evaluate(string expression)
    {
        var answer = await Send("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.True(answer["exceptionDetails"] is null, answer["exceptionDetails"]?.ToJsonString());
        return answer["result"]?["value"];
    }

    /// <summary>Presses a key.</summary>
    public async Task Press(string key)
    {
        foreach (var type in new[] { "keyDown", "keyUp" })
        {
            await Send("Input.dispatchKeyEvent", new JsonObject { ["type"] = type, ["key"] = key });
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        _process.Dispose();
        for (var tries = 0; Directory.Exists(_profile); tries++)
        {
            try
            {
                Directory.Delete(_profile, recursive: true);
            }
            catch (IOException) when (tries < 20)
            {
                // The browser's children may hold files for a moment longer.
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    private async Task Connect()
    {
        var clock = Stopwatch.StartNew();
        var file = Path.Combine(_profile, "DevToolsActivePort");
        string[] lines = [];
        while (lines.Length < 2)
        {
            Assert.True(clock.Elapsed < s_patience && !_process.HasExited, "The browser did not start.");
            await Task.Delay(30, TestContext.Current.CancellationToken);
            lines = File.Exists(file) ? await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken) : [];
        }

        using var http = new HttpClient();
        JsonNode? target = null;
        while (target is null)
        {
            Assert.True(clock.Elapsed < s_patience, "The browser opened no page.");
            var targets = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{lines[0]}/json"), TestContext.Current.CancellationToken))!.AsArray();
            target = targets.FirstOrDefault(static t => (string?)t!["type"] == "page");
        }

        await _socket.ConnectAsync(new Uri((string)target["webSocketDebuggerUrl"]!), TestContext.Current.CancellationToken);
    }

    private async Task<JsonNode> Send(string method, JsonObject? parameters = null)
    {
        var number = ++_number;
        var message = new JsonObject { ["id"] = number, ["method"] = method, ["params"] = parameters ?? [] };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, patience.Token);
        while (true)
        {
            var answer = await Receive(patience.Token);
            if ((int?)answer["id"] == number)
            {
                Assert.True(answer["error"] is null, answer["error"]?.ToJsonString());
                return answer["result"]!;
            }

            Note(answer);
        }
    }

    private void Note(JsonNode happened)
    {
        var what = (string?)happened["method"] switch
        {
            "Log.entryAdded" => (string?)happened["params"]!["entry"]!["text"],
            "Runtime.exceptionThrown" => happened["params"]!["exceptionDetails"]!.ToJsonString(),
            "Runtime.consoleAPICalled" when (string?)happened["params"]!["type"] is "error" or "warning" => happened["params"]!["args"]!.ToJsonString(),
            _ => null,
        };
        if (what is not null)
        {
            _problems.Add(what);
        }
    }

    private async Task<JsonNode> Receive(CancellationToken patience)
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), patience);
            await text.WriteAsync(buffer.AsMemory(0, part.Count), patience);
            if (part.EndOfMessage)
            {
                return JsonSerializer.Deserialize<JsonNode>(text.ToArray())!;
            }
        }
    }
}
