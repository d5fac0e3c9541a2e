using System.Text.RegularExpressions;

namespace Proforma.Cli.Reports;

/// <summary>Compares what was published with what the plan says now, line by line, and names each difference.</summary>
internal sealed partial class PublishedCheck(Terminal terminal)
{
    private const int MostNamed = 20, Context = 60;

    /// <summary>Compares files.</summary>
    /// <returns>The exit code: 0 when all agree, 1 otherwise.</returns>
    /// <exception cref="UsageException">Something was not published, or cannot be read.</exception>
    public int Compare(IReadOnlyList<(string Path, string Text)> outputs)
    {
        var differences = 0;
        foreach (var (path, text) in outputs)
        {
            if (!File.Exists(path))
            {
                throw new UsageException($"{path} is not there: publish the report before checking it.");
            }

            differences += Compare(path, Lines(Read(path)), Lines(text));
        }

        terminal.Output.WriteLine(differences == 0 ? "What is published agrees with the plan."
            : $"{differences:N0} places no longer agree with the plan.");
        return differences == 0 ? ExitCode.Fine : ExitCode.ChecksFail;
    }

    private int Compare(string path, string[] published, string[] current)
    {
        var start = 0;
        while (start < Math.Min(published.Length, current.Length) && published[start] == current[start])
        {
            start++;
        }

        var end = 0;
        while (end < Math.Min(published.Length, current.Length) - start && published[^(end + 1)] == current[^(end + 1)])
        {
            end++;
        }

        var (was, now) = (published.Length - start - end, current.Length - start - end);
        if (was != now)
        {
            terminal.Output.WriteLine($"{path}:{start + 1}: {was:N0} published lines are {now:N0} now; the template or the plan's lines have changed.");
            return 1;
        }

        var found = 0;
        for (var i = start; i < start + was; i++)
        {
            // How figures came about is one long line of data; what a reader sees stands in the lines above it.
            if (published[i] != current[i] && !published[i].StartsWith("<script", StringComparison.Ordinal))
            {
                found++;
                Name(path, i + 1, published[i], current[i], found);
            }
        }

        return found;
    }

    private void Name(string path, int line, string published, string current, int number)
    {
        if (number > MostNamed)
        {
            return;
        }

        var (was, now) = Difference(Visible(published), Visible(current));
        terminal.Output.WriteLine($"{path}:{line}: published {was}, now {now}");
    }

    // What a reader sees of a line of a page.
    private static string Visible(string line) => line.Contains('<', StringComparison.Ordinal)
        && Tag().Replace(line, " ").Trim() is { Length: > 0 } text ? text : line;

    /// <summary>The words that differ, with what begins and ends alike left out.</summary>
    private static (string Was, string Now) Difference(string published, string current)
    {
        var start = 0;
        var shorter = Math.Min(published.Length, current.Length);
        while (start < shorter && published[start] == current[start])
        {
            start++;
        }

        var end = 0;
        while (end < shorter - start && published[^(end + 1)] == current[^(end + 1)])
        {
            end++;
        }

        start = start == 0 ? 0 : published.LastIndexOfAny([' ', '|', '“', '，', '。'], Math.Min(start - 1, published.Length - 1)) + 1;
        var tail = published.Length - end;
        while (tail < published.Length && !" |，。”[".Contains(published[tail], StringComparison.Ordinal))
        {
            tail++;
        }

        end = published.Length - tail;
        return (Quoted(published[start..tail]),
            Quoted(current[Math.Min(start, current.Length)..Math.Max(Math.Min(start, current.Length), current.Length - end)]));
    }

    private static string Quoted(string text) => text.Trim() is { Length: > 0 } trimmed
        ? $"\"{(trimmed.Length > Context ? trimmed[..Context] + "…" : trimmed)}\"" : "nothing";

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {error.Message}");
        }
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
