using System.Text;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Proforma.Cli.Tests;

/// <summary>What a command printed, and its exit code.</summary>
internal sealed record Invocation(string Output, string Error, int ExitCode)
{
    /// <summary>Runs a command in this process, with streams of its own.</summary>
    public static Invocation Of(string[] args, int width = Terminal.PlainWidth, bool isInterrupted = false, byte[]? input = null)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        using var given = new MemoryStream(input ?? []);
        var code = CommandLine.Invoke(args, new Terminal(output, error) { Width = width, Interrupted = new CancellationToken(isInterrupted), Input = given });
        return new Invocation(Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()), code);
    }
}

/// <summary>Folders of the repository that tests read.</summary>
internal static class RepositoryFolders
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Proforma.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside of the repository.");
    }
}

/// <summary>A folder that is the current one as long as it lives.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly string _before = Environment.CurrentDirectory;

    public ScratchFolder()
    {
        Path = Directory.CreateTempSubdirectory("proforma-test-").FullName;
        Environment.CurrentDirectory = Path;
    }

    public string Path { get; }

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        Directory.Delete(Path, recursive: true);
    }
}
