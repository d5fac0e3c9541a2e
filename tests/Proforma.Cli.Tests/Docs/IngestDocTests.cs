using System.Text.RegularExpressions;
using Proforma.Cli.Tests.Transcripts;

namespace Proforma.Cli.Tests.Docs;

/// <summary>The commands of docs/ingest.md print what stands there; the files that it shows are the ones they read.</summary>
public sealed partial class IngestDocTests
{
    [Xunit.Fact]
    public void The_commands_of_the_page_print_what_it_shows()
    {
        var path = Path.Combine(RepositoryFolders.Root, "docs", "ingest.md");
        var files = Files().Matches(File.ReadAllText(path).ReplaceLineEndings("\n"));
        Xunit.Assert.NotEmpty(files);
        TranscriptTests.Check(path, folder =>
        {
            foreach (Match file in files)
            {
                File.WriteAllText(Path.Combine(folder, file.Groups["name"].Value), file.Groups["text"].Value);
            }
        });
    }

    [GeneratedRegex(@"^````?[a-z]+ (?<name>[\w.-]+)\n(?<text>.*?)^````?$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Files();
}
