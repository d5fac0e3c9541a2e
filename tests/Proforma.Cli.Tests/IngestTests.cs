using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Proforma.Cli.Tests;

public sealed class IngestTests
{
    private const string News = "Larkfield Inc. had revenue of $1.2 billion in 2024, up about 34% year on year.";

    [Fact]
    public void An_article_may_come_from_standard_input()
    {
        var run = Invocation.Of(["ingest", "-", "--format", "html", "--date", "2025-02-01"], input: Encoding.UTF8.GetBytes($"<p>{News}</p>"));
        Assert.Equal(ExitCode.Fine, run.ExitCode);
        Assert.Contains("claim revenue[2024] = 1.2B USD from article", run.Output, StringComparison.Ordinal);
        Assert.Contains("in standard input", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_have_the_promised_fields_in_their_order_and_nothing_else_is_printed()
    {
        var run = Invocation.Of(["ingest", "-", "--json"], input: Encoding.UTF8.GetBytes("😀 北屏公司2024年营收为4亿至6亿美元，2025年为34.5亿元。"));
        Assert.Equal((ExitCode.Fine, ""), (run.ExitCode, run.Error));
        using var records = JsonDocument.Parse(run.Output);
        string[] tail = ["unit", "hedge", "kind", "entity", "metric", "period", "track", "speaker", "confidence"];
        Assert.Equal(["quote", "start", "end", "low", "high", .. tail], records.RootElement[0].EnumerateObject().Select(static p => p.Name));
        Assert.Equal(["quote", "start", "end", "value", .. tail], records.RootElement[1].EnumerateObject().Select(static p => p.Name));
        Assert.Equal((14, 21), (records.RootElement[0].GetProperty("start").GetInt32(), records.RootElement[0].GetProperty("end").GetInt32()));
    }

    [Fact]
    public void A_draft_for_the_example_plan_is_a_module_of_it()
    {
        using var scratch = new ScratchFolder();
        foreach (var plan in Directory.GetFiles(Path.Combine(RepositoryFolders.Root, "examples", "anthropic"), "*.plan"))
        {
            File.Copy(plan, Path.GetFileName(plan));
        }

        File.WriteAllText("news.txt", "2025年2月13日，Anthropic预计2027年营收最高可达345亿美元（约合人民币2500亿元）。OpenAI预计2027年营收将达到440亿美元。乐观情景下，Anthropic 2027年接口收入约230亿美元。Anthropic 2031年营收为900亿美元。");
        var run = Invocation.Of(["ingest", "news.txt", "--plan", "anthropic.plan", "-o", "drafted.plan"]);
        Assert.Equal((ExitCode.Fine, ""), (run.ExitCode, run.Error));
        Assert.Contains("proforma claims drafted.plan", run.Output, StringComparison.Ordinal);
        var text = File.ReadAllText("drafted.plan");
        const string use = "# 文中没有标明发布日期；开头写有 2025-02-13，以此为准。\nuse \"anthropic.plan\"\n\n";
        Assert.StartsWith(use, text, StringComparison.Ordinal);
        Assert.Contains("claim revenue[2027] up to 345亿 USD from", text, StringComparison.Ordinal);
        Assert.Contains("claim revenue[2027] -> CNY ~= 2500亿 CNY from", text, StringComparison.Ordinal);
        Assert.Contains("claim openai.revenue[2027] = 440亿 USD from", text, StringComparison.Ordinal);
        Assert.Contains("claim api_revenue[2027] ~= 230亿 USD in aggressive from", text, StringComparison.Ordinal);
        Assert.Contains("claim revenue[2031] = 900亿 USD from", text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Fine, Invocation.Of(["fmt", "--check", "drafted.plan"]).ExitCode);

        // The other way round: the claims as a module of the plan.
        File.WriteAllText("drafted.plan", text[use.Length..]);
        File.WriteAllText("anthropic.plan", File.ReadAllText("anthropic.plan").Replace("use \"openai.plan\" as openai", "use \"openai.plan\" as openai\nuse \"drafted.plan\"", StringComparison.Ordinal));
        var check = Invocation.Of(["check", "anthropic.plan"]);
        Assert.Equal(ExitCode.Fine, check.ExitCode);
        Assert.Contains("PF8002", check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_in_another_folder_says_where_it_belongs()
    {
        using var scratch = new ScratchFolder();
        Directory.CreateDirectory("plans");
        Directory.CreateDirectory("drafts");
        File.WriteAllText("plans/p.plan", "plan \"Larkfield\"\n  calendar yearly 2024 .. 2027\nline revenue : USD/year = 1B USD/year\n");
        File.WriteAllText("news.txt", News);
        var below = Invocation.Of(["ingest", "news.txt", "--plan", "plans/p.plan", "-o", "claims.plan"]);
        Assert.StartsWith("use \"plans/p.plan\"\n", File.ReadAllText("claims.plan"), StringComparison.Ordinal);
        Assert.DoesNotContain("Put the claims", below.Output, StringComparison.Ordinal);
        var beside = Invocation.Of(["ingest", "news.txt", "--plan", "plans/p.plan", "-o", "drafts/claims.plan"]);
        Assert.DoesNotContain("use ", File.ReadAllText("drafts/claims.plan"), StringComparison.Ordinal);
        Assert.Contains("Put the claims into the folder of plans/p.plan, with `use \"p.plan\"` in their first line.", beside.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_megabytes_are_refused_and_an_existing_file_stays()
    {
        using var scratch = new ScratchFolder();
        using (var large = File.Create("large.txt"))
        {
            large.SetLength(100L << 20);
        }

        File.WriteAllText("claims.plan", "mine");
        var run = Invocation.Of(["ingest", "large.txt", "-o", "claims.plan", "--force"]);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains("large.txt is 100 MB; an article of at most 16 MB is read.", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText("claims.plan"));
        Assert.Equal(2, Directory.GetFiles(scratch.Path).Length);
        var piped = Invocation.Of(["ingest", "-"], input: new byte[(16 << 20) + 1]);
        Assert.Contains("standard input is larger than 16 MB", piped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_reading_writes_nothing()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText("news.txt", News);
        var run = Invocation.Of(["ingest", "news.txt", "-o", "claims.plan"], isInterrupted: true);
        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Equal(["news.txt"], Directory.GetFiles(scratch.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void An_article_cannot_control_the_terminal()
    {
        var evil = "\u001b[2JLarkfield\u0007 Inc. had revenue of $1.2\u001b[31m billion\u202E in 2024 and \u001b]0;t\u0007costs of 5 million.";
        foreach (var args in (string[][])[["ingest", "-"], ["ingest", "-", "--json"], ["ingest", "-", "--lang", "zh-CN"]])
        {
            var run = Invocation.Of(args, input: Encoding.UTF8.GetBytes(evil));
            Assert.DoesNotContain('\u001b', run.Output + run.Error);
            Assert.DoesNotContain('\u0007', run.Output + run.Error);
        }
    }

    [Fact]
    public async Task A_language_model_on_this_machine_fills_in_what_is_open()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var answer = JsonSerializer.Serialize(new
        {
            choices = new[] { new { message = new { content = """{"figures": [{"quote": "$560 million", "period": "2024", "value": 560000000}, {"quote": "$999 million"}]}""" } } },
        });
        var serving = ServeAsync(listener, answer);
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync("news.txt", "Larkfield Inc. had cash burn of $560 million.", TestContext.Current.CancellationToken);
        var run = await Task.Run(() => Invocation.Of(["ingest", "news.txt", "--model-url", $"http://127.0.0.1:{port}/v1", "--model", "m"]), TestContext.Current.CancellationToken);
        var request = await serving;
        Assert.Equal(ExitCode.Fine, run.ExitCode);
        Assert.Contains("POST /v1/chat/completions", request, StringComparison.Ordinal);
        Assert.Contains("the article's text is sent there", run.Error, StringComparison.Ordinal);
        Assert.Contains("claim cash_burn[2024] = 560M USD", run.Output, StringComparison.Ordinal);
        Assert.Contains("# The period (2024) is the language model's.", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 figures of the language model were left out", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_not_there_leaves_the_reading_as_it_is()
    {
        var run = Invocation.Of(["ingest", "-", "--model-url", "http://127.0.0.1:9/v1", "--model", "m"], input: Encoding.UTF8.GetBytes(News));
        Assert.Equal(ExitCode.Fine, run.ExitCode);
        Assert.Contains("could not be asked", run.Error, StringComparison.Ordinal);
        Assert.Contains("claim revenue[2024] = 1.2B USD", run.Output, StringComparison.Ordinal);
    }

    private static async Task<string> ServeAsync(TcpListener listener, string body)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        await using var stream = connection.GetStream();
        var request = new StringBuilder();
        var part = new byte[8_192];
        while (!request.ToString().Contains("response_format", StringComparison.Ordinal))
        {
            request.Append(Encoding.UTF8.GetString(part.AsSpan(0, await stream.ReadAsync(part))));
        }

        var bytes = Encoding.UTF8.GetBytes(body);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(bytes);
        return request.ToString();
    }
}
