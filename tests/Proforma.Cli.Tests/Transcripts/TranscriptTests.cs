using System.Text;
using Xunit;

namespace Proforma.Cli.Tests.Transcripts;

/// <summary>
/// Runs the commands of `tests/transcripts/*.md` and compares what they print. In a `console` block a line that begins with `$` is a
/// command; below it stand standard output, standard error with `! ` before each line, and the exit code. UPDATE_GOLDEN=1 rewrites
/// the files, unless CI=true.
/// </summary>
public sealed class TranscriptTests
{
    private static readonly string s_folder = Path.Combine(RepositoryFolders.Root, "tests", "transcripts");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(s_folder, "*.md").Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Commands_print_what_the_transcript_says(string file)
    {
        Check(Path.Combine(s_folder, file), static folder =>
        {
            foreach (var plan in Directory.EnumerateFiles(Path.Combine(s_folder, "plans")))
            {
                File.Copy(plan, Path.Combine(folder, Path.GetFileName(plan)));
            }
        });
    }

    /// <summary>Runs the commands of a document in a folder of their own and compares what they print.</summary>
    internal static void Check(string path, Action<string> prepare)
    {
        var expected = File.ReadAllText(path);
        var actual = Replay(expected, prepare);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1" && actual != expected)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "Golden files are not rewritten in continuous integration.");
            File.WriteAllText(path, actual);
            return;
        }

        Assert.Equal(expected, actual);
    }

    private static string Replay(string transcript, Action<string> prepare)
    {
        using var scratch = new ScratchFolder();
        prepare(scratch.Path);
        var replayed = new StringBuilder();
        var inConsole = false;
        foreach (var line in transcript.TrimEnd('\n').Split('\n'))
        {
            if (line == "```console")
            {
                inConsole = true;
            }
            else if (line == "```")
            {
                inConsole = false;
            }

            if (!inConsole || line == "```console")
            {
                replayed.Append(line).Append('\n');
            }
            else if (line.StartsWith("$ proforma", StringComparison.Ordinal))
            {
                replayed.Append(line).Append('\n');
                Print(Invocation.Of(Arguments(line["$ proforma".Length..])), replayed);
            }
        }

        return replayed.ToString();
    }

    private static void Print(Invocation result, StringBuilder text)
    {
        text.Append(result.Output.Replace("\e", "␛", StringComparison.Ordinal).Replace("\r\n", "␍\n", StringComparison.Ordinal));
        if (result.Output.Length > 0 && !result.Output.EndsWith('\n'))
        {
            text.Append("␄\n");
        }

        foreach (var line in result.Error.TrimEnd('\n').Split('\n').Where(_ => result.Error.Length > 0))
        {
            text.Append($"! {line}".TrimEnd()).Append('\n');
        }

        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"[exit {result.ExitCode}]\n\n");
    }

    internal static string[] Arguments(string line)
    {
        var arguments = new List<string>();
        foreach (var part in line.Split('\'').Select(static (text, i) => (text, IsQuoted: i % 2 == 1)))
        {
            if (part.IsQuoted)
            {
                arguments.Add(part.text);
            }
            else
            {
                arguments.AddRange(part.text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return [.. arguments];
    }
}
