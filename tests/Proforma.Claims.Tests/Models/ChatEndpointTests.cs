using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Proforma.Workspace.Ingest;
using Xunit;

namespace Proforma.Claims.Tests.Models;

/// <summary>The client for chat endpoints against a server on this machine.</summary>
public sealed class ChatEndpointTests
{
    [Fact]
    public async Task A_question_is_asked_as_endpoints_expect_it_and_answered()
    {
        await using var server = new Server("200 OK", """{"choices": [{"message": {"role": "assistant", "content": "{\"figures\": []}"}}]}""");
        using var client = new ChatEndpoint(server.Address, "a-model", "a-key");
        var response = await client.GetResponseAsync(
            [new ChatMessage(ChatRole.System, "rules"), new ChatMessage(ChatRole.User, "文章 \"x\"")],
            new ChatOptions { Temperature = 0, ResponseFormat = ChatResponseFormat.Json },
            TestContext.Current.CancellationToken);
        Assert.Equal("{\"figures\": []}", response.Text);
        var request = await server.Request;
        Assert.StartsWith("POST /v1/chat/completions HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer a-key", request, StringComparison.Ordinal);
        using var body = JsonDocument.Parse(request[request.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]);
        Assert.Equal("a-model", body.RootElement.GetProperty("model").GetString());
        Assert.Equal("json_object", body.RootElement.GetProperty("response_format").GetProperty("type").GetString());
        var messages = body.RootElement.GetProperty("messages").EnumerateArray().Select(static m => $"{m.GetProperty("role").GetString()}: {m.GetProperty("content").GetString()}");
        Assert.Equal(["system: rules", "user: 文章 \"x\""], messages);
    }

    [Theory]
    [InlineData("401 Unauthorized", "{\"error\": {\"message\": \"no such key\"}}", "answered 401: no such key")]
    [InlineData("500 Internal Server Error", "<html>", "answered 500")]
    [InlineData("302 Found", "", "answered 302")]
    [InlineData("200 OK", "<html>", "no JSON")]
    [InlineData("200 OK", "{}", "no message")]
    [InlineData("200 OK", "{\"choices\": []}", "no message")]
    [InlineData("200 OK", "{\"choices\": [{\"message\": {\"content\": 7}}]}", "no message")]
    [InlineData("200 OK", "[]", "no message")]
    [InlineData("200 OK", "{\"choices\": [{\"message\": {\"content\": \"\\ud800\"}}]}", "no text")]
    public async Task Whatever_goes_wrong_is_one_kind_of_error(string status, string body, string said)
    {
        await using var server = new Server(status, body);
        using var client = new ChatEndpoint(server.Address, "a-model", null);
        var error = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetResponseAsync([new ChatMessage(ChatRole.User, "x")], cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_is_refused()
    {
        await using var server = new Server("200 OK", new string('x', ChatEndpoint.MaxAnswerBytes + 1));
        using var client = new ChatEndpoint(server.Address, "a-model", null);
        await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetResponseAsync([new ChatMessage(ChatRole.User, "x")], cancellationToken: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("https://api.example.com/v1", null)]
    [InlineData("http://localhost:11434/v1", null)]
    [InlineData("http://127.0.0.1:8080", null)]
    [InlineData("http://api.example.com/v1", "Plain http")]
    [InlineData("ftp://api.example.com", "no web address")]
    [InlineData("https://user:secret@api.example.com", "no user name")]
    [InlineData("https://api.example.com/v1?key=1", "no query")]
    public void Where_a_question_may_go(string address, string? problem)
    {
        var found = ChatEndpoint.Problem(new Uri(address));
        Assert.Equal(problem is null, found is null);
        Assert.Contains(problem ?? "", found ?? "", StringComparison.Ordinal);
    }

    /// <summary>Answers one request on this machine.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task<string> _serving;

        public Server(string status, string body)
        {
            _listener.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1/");
            _serving = ServeAsync(status, Encoding.UTF8.GetBytes(body));
        }

        public Uri Address { get; }

        public Task<string> Request => _serving;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving.ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        private async Task<string> ServeAsync(string status, byte[] body)
        {
            using var connection = await _listener.AcceptTcpClientAsync();
            await using var stream = connection.GetStream();
            var request = await ReadAsync(stream);
            var head = $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nLocation: http://example.invalid/\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
            try
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
                await stream.WriteAsync(body);
            }
            catch (IOException)
            {
                // A client that has read enough hangs up.
            }

            return request;
        }

        private static async Task<string> ReadAsync(NetworkStream stream)
        {
            using var bytes = new MemoryStream();
            var part = new byte[4_096];
            while (true)
            {
                bytes.Write(part.AsSpan(0, await stream.ReadAsync(part)));
                var text = Encoding.UTF8.GetString(bytes.ToArray());
                var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (end < 0)
                {
                    continue;
                }

                var length = text.Split("\r\n").First(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
                if (bytes.Length >= Encoding.UTF8.GetByteCount(text[..(end + 4)]) + int.Parse(length.Split(':')[1]))
                {
                    return text;
                }
            }
        }
    }
}
