using Proforma.Workspace;

namespace Proforma.Cli;

/// <summary>A file that a command writes instead of standard output. It is opened before long work begins, so that nobody works in vain.</summary>
internal sealed class ReportFile : IDisposable
{
    private readonly string _path;
    private readonly ReplacedFile _file;

    private ReportFile(string path, ReplacedFile file) => (_path, _file) = (path, file);

    /// <summary>Begins a file; null when the path is empty.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static ReportFile? Create(string path)
    {
        if (path.Length == 0)
        {
            return null;
        }

        NewFile.RequirePath(path);
        return new ReportFile(path, Writing(path, () => ReplacedFile.Create(path)));
    }

    /// <summary>Writes to a file and puts it into its place, or to standard output when there is none.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(ReportFile? report, Stream output, Action<Stream> write)
    {
        if (report is null)
        {
            write(output);
            return;
        }

        Writing(report._path, () =>
        {
            write(report._file.Stream);
            report._file.Complete();
            return 0;
        });
    }

    /// <summary>Does something with a file; what goes wrong there is the user's to mend.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static T Writing<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be written: {error.Message}");
        }
    }

    /// <summary>A sentence that says that the disk has no room for so much, or null.</summary>
    public static string? Shortage(string path, double bytes)
    {
        const double giga = 1L << 30;
        var free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace;
        return bytes <= free ? null : $"{path} would take about {bytes / giga:N1} GB; {free / giga:N1} GB are free. Ask for fewer trials or lines.";
    }

    public void Dispose() => _file.Dispose();
}
