using Proforma.Claims.Extraction;
using Proforma.Claims.Models;
using Proforma.Workspace.Ingest;

namespace Proforma.Cli.Commands;

/// <summary>Lets a language model fill in what the grammar left open, when the user has named one.</summary>
internal static class ModelReading
{
    public static Reading Improve(Reading reading, IngestRun run, MetricGlossary glossary, Terminal terminal, CancellationToken stop)
    {
        var settings = run.Model!;
        terminal.Error.WriteLine(run.Say(
            $"Asking {settings.Model} at {settings.Endpoint.Host}: the article's text is sent there.",
            $"正在询问 {settings.Endpoint.Host} 的 {settings.Model}：文章内容会发送到那里。"));
        terminal.Error.Flush();
        using var client = new ChatEndpoint(settings.Endpoint, settings.Model, settings.Key);
        return new ModelReader(client, new ModelReaderOptions { Glossary = glossary }).ImproveAsync(reading, stop).GetAwaiter().GetResult();
    }
}
