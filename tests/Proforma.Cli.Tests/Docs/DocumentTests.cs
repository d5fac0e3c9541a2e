using System.Text;
using Xunit;

namespace Proforma.Cli.Tests.Docs;

/// <summary>
/// Runs the commands of documents from the root of the repository and compares what they print, as transcripts do. UPDATE_GOLDEN=1 rewrites the
/// documents, unless CI=true.
/// </summary>
public sealed class DocumentTests
{
    [Theory]
    [InlineData("docs/simulation.md")]
    public void Commands_print_what_the_document_says(string document)
    {
        var path = Path.Combine(RepositoryFolders.Root, document);
        var expected = File.ReadAllText(path);
        var before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = RepositoryFolders.Root;
        try
        {
            var actual = Replay(expected);
            if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1" && actual != expected)
            {
                Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "Golden files are not rewritten in continuous integration.");
                File.WriteAllText(path, actual);
                return;
            }

            Assert.Equal(expected, actual);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private static string Replay(string document)
    {
        var replayed = new StringBuilder();
        var inConsole = false;
        foreach (var line in document.TrimEnd('\n').Split('\n'))
        {
            inConsole = line == "```console" || (inConsole && line != "```");
            if (!inConsole || line == "```console")
            {
                replayed.Append(line).Append('\n');
            }
            else if (line.StartsWith("$ proforma", StringComparison.Ordinal))
            {
                var result = Invocation.Of(Transcripts.TranscriptTests.Arguments(line["$ proforma".Length..]), width: 120);
                Assert.True(result is { ExitCode: 0, Error: "" }, $"{line}\n{result.Error}");
                replayed.Append(line).Append('\n').Append(result.Output).Append('\n');
            }
        }

        return replayed.ToString().Replace("\n\n```\n", "\n```\n", StringComparison.Ordinal);
    }
}
