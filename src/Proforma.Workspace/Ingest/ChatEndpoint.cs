using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Proforma.Workspace.Ingest;

/// <summary>
/// A chat client for endpoints that speak the widespread "chat completions" form of HTTP: one question, one answer. Nothing is sent that is not in the
/// messages; redirects are not followed, and an answer larger than a bound is refused.
/// </summary>
public sealed class ChatEndpoint : IChatClient
{
    /// <summary>The largest answer that is read, in bytes.</summary>
    public const int MaxAnswerBytes = 4 << 20;

    private const int LongestReason = 200;

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string _model;

    /// <param name="endpoint">The API's base address, such as <c>https://api.example.com/v1</c>; plain http only on this machine.</param>
    /// <param name="model">The model's name there.</param>
    /// <param name="key">What is sent as bearer token, or null.</param>
    /// <exception cref="ArgumentException">The address is none that a question may be sent to.</exception>
    public ChatEndpoint(Uri endpoint, string model, string? key)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        if (Problem(endpoint) is { } problem)
        {
            throw new ArgumentException(problem, nameof(endpoint));
        }

        _model = model;
        _address = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/chat/completions");
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
        if (!string.IsNullOrWhiteSpace(key))
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Trim());
        }
    }

    /// <summary>Why an address cannot be an endpoint; null when it can.</summary>
    public static string? Problem(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https"))
        {
            return $"\"{endpoint.OriginalString}\" is no web address.";
        }

        if (endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
        {
            return "A model's address has no user name, no query and no fragment.";
        }

        return endpoint.Scheme == "http" && !endpoint.IsLoopback
            ? "Plain http is for this machine only; use https, so that nobody on the way reads the article."
            : null;
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(Body(messages, options)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.OK
            ? new ChatResponse(new ChatMessage(ChatRole.Assistant, Answer(answer))) { ModelId = _model }
            : throw new HttpRequestException($"{_address.Host} answered {(int)response.StatusCode}{Reason(answer)}");
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType?.IsInstanceOfType(this) == true ? this : null;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private byte[] Body(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", options?.ModelId ?? _model);
            json.WriteStartArray("messages");
            foreach (var message in messages)
            {
                json.WriteStartObject();
                json.WriteString("role", message.Role.Value);
                json.WriteString("content", message.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (options?.Temperature is { } temperature)
            {
                json.WriteNumber("temperature", temperature);
            }

            if (options?.ResponseFormat is ChatResponseFormatJson)
            {
                json.WriteStartObject("response_format");
                json.WriteString("type", "json_object");
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static string Answer(byte[] bytes)
    {
        using var document = Parse(bytes);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0
            && choices[0] is { ValueKind: JsonValueKind.Object } first && first.TryGetProperty("message", out var message)
            && message.ValueKind == JsonValueKind.Object && message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String
                ? Text(content)
                : throw new HttpRequestException("the answer has no message");
    }

    private static string Text(JsonElement content)
    {
        try
        {
            return content.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            // An escape of half a surrogate pair is no text.
            throw new HttpRequestException("the answer is no text", error);
        }
    }

    private static JsonDocument Parse(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32 });
        }
        catch (JsonException error)
        {
            throw new HttpRequestException("the answer is no JSON", error);
        }
    }

    // Endpoints say what is wrong as {"error": {"message": …}}.
    private static string Reason(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32 });
            var text = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error)
                && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
                    ? Text(message)
                    : "";
            return text.Length == 0 ? "" : $": {(text.Length <= LongestReason ? text : text[..LongestReason])}";
        }
        catch (Exception error) when (error is JsonException or HttpRequestException)
        {
            return "";
        }
    }
}
