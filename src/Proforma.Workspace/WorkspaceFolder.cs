using System.Text;
using Proforma.Language.Binding;
using Proforma.Language.Text;

namespace Proforma.Workspace;

/// <summary>
/// The files of a plan: the root file's folder and what lies below it. No path leads out of the folder, neither by `..` nor by a
/// link, and nothing larger than the limits is read.
/// </summary>
public sealed class WorkspaceFolder : IPlanFiles
{
    /// <summary>The largest plan file that is read, in bytes.</summary>
    public const long MaxPlanBytes = 40L << 20;

    /// <summary>The largest table that is read, in bytes.</summary>
    public const long MaxTableBytes = 1L << 30;

    private readonly string _root;
    private readonly Dictionary<string, string> _fullPaths = new(StringComparer.Ordinal);

    /// <param name="rootFile">The path of the root plan file, as the user gave it.</param>
    public WorkspaceFolder(string rootFile)
    {
        RootFile = rootFile;
        _root = RealPath(Path.GetDirectoryName(Path.GetFullPath(rootFile))!);
    }

    /// <summary>The root plan file as the user gave it.</summary>
    public string RootFile { get; }

    /// <summary>Every file that was read, by its full path: what to watch.</summary>
    public IReadOnlyCollection<string> FilesRead => _fullPaths.Values;

    public PlanFile ReadPlan(string path, SourceText? from)
    {
        if (Locate(path, from, out var problem) is not { } full)
        {
            return new PlanFile(null, problem);
        }

        try
        {
            var size = new FileInfo(full).Length;
            if (size > MaxPlanBytes)
            {
                return new PlanFile(null, $"{path} is {size / (1 << 20):N0} MB; a plan file may have at most {MaxPlanBytes >> 20} MB.");
            }

            var shown = from is null ? path : Shown(full, path, from);
            _fullPaths[shown] = full;
            var decoded = PlanDecoder.Decode(shown, File.ReadAllBytes(full));
            return new PlanFile(decoded.Source) { Diagnostics = decoded.Diagnostics };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new PlanFile(null, $"{path} cannot be read: {Reason(error)}");
        }
    }

    public TableFile ReadTable(string path, SourceText from)
    {
        if (Locate(path, from, out var problem) is not { } full)
        {
            return new TableFile(null, problem);
        }

        try
        {
            var size = new FileInfo(full).Length;
            if (size > MaxTableBytes)
            {
                return new TableFile(null, $"{path} is {size >> 20:N0} MB; a table may have at most {MaxTableBytes >> 20:N0} MB.");
            }

            _fullPaths[path] = full;
            if (Path.GetExtension(full).Equals(".parquet", StringComparison.OrdinalIgnoreCase))
            {
                using var file = File.OpenRead(full);
                return ParquetTable.Read(Shown(full, path, from), file);
            }

            using var reader = new StreamReader(full, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return CsvTable.Read(Shown(full, path, from), reader);
        }
        catch (DecoderFallbackException)
        {
            return new TableFile(null, $"{path} is not UTF-8 text; save it as CSV UTF-8.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new TableFile(null, $"{path} cannot be read: {Reason(error)}");
        }
    }

    /// <summary>The full path of a file inside of the folder, or null with a problem for the author.</summary>
    private string? Locate(string path, SourceText? from, out string problem)
    {
        problem = "";
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal) || (from is not null && Path.IsPathRooted(path)))
        {
            problem = $"\"{path}\" is no path inside of the plan's folder.";
            return null;
        }

        var folder = from is not null && _fullPaths.TryGetValue(from.Path, out var known) ? Path.GetDirectoryName(known)! : _root;
        var full = from is null ? Path.GetFullPath(path) : Path.GetFullPath(path, folder);
        if (from is not null && !IsInside(full))
        {
            problem = $"\"{path}\" leads out of the plan's folder; a plan reads only files beside it or below it.";
            return null;
        }

        if (Directory.Exists(full))
        {
            problem = $"{path} is a folder.";
            return null;
        }

        if (!File.Exists(full))
        {
            problem = $"There is no file {path}{Nearest(full)}";
            return null;
        }

        var real = RealPath(full);
        if (from is not null && !IsInside(real))
        {
            problem = $"\"{path}\" is a link that leads out of the plan's folder.";
            return null;
        }

        return real;
    }

    private bool IsInside(string full) => full.StartsWith(_root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path with every link on the way resolved.</summary>
    private static string RealPath(string full)
    {
        var parts = full.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var at = Path.GetPathRoot(full) ?? "/";
        foreach (var part in parts.Skip(OperatingSystem.IsWindows() ? 1 : 0))
        {
            at = Path.Combine(at, part);
            FileSystemInfo info = Directory.Exists(at) ? new DirectoryInfo(at) : new FileInfo(at);
            if (info.LinkTarget is not null && info.ResolveLinkTarget(returnFinalTarget: true) is { } target)
            {
                at = target.FullName;
            }
        }

        return at;
    }

    private static string Nearest(string full)
    {
        var folder = Path.GetDirectoryName(full);
        if (folder is null || !Directory.Exists(folder))
        {
            return ".";
        }

        var names = Directory.EnumerateFiles(folder).Take(1_000).Select(Path.GetFileName).OfType<string>();
        return Language.Diagnostics.Spelling.Nearest(Path.GetFileName(full), names) is { } nearest ? $"; did you mean {nearest}?" : ".";
    }

    /// <summary>How a file is named in messages: beside the root as the user wrote the root's folder.</summary>
    private string Shown(string full, string path, SourceText from)
    {
        var folder = Path.GetDirectoryName(RootFile);
        var relative = Path.GetRelativePath(_root, full);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : string.IsNullOrEmpty(folder) ? relative : Path.Combine(folder, relative);
    }

    private static string Reason(Exception error) => error is UnauthorizedAccessException ? "permission is missing." : "the system could not read it.";
}
