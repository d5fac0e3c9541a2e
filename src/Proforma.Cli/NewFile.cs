using Proforma.Workspace;

namespace Proforma.Cli;

/// <summary>Writes files so that nobody ever finds half of one.</summary>
internal static class NewFile
{
    /// <summary>Refuses what can be no path on any system.</summary>
    /// <exception cref="UsageException">The path is empty or has a null character.</exception>
    public static void RequirePath(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new UsageException($"\"{path}\" is no path.");
        }
    }

    /// <summary>Replaces a file, or creates it: the bytes are written beside it, then renamed into its place. A link keeps pointing to the same
    /// file.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Replace(string path, byte[] bytes) => Replace(path, file => file.Write(bytes));

    /// <summary>Replaces a file by what is written to a stream; when writing fails or is cancelled, what was there stays.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Replace(string path, Action<Stream> write)
    {
        try
        {
            using var file = ReplacedFile.Create(path);
            write(file.Stream);
            file.Complete();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be written: {error.Message}");
        }
    }

    /// <summary>Writes a whole file: the bytes are written beside it, then renamed into its place.</summary>
    /// <exception cref="UsageException">It exists and may not be replaced, its folder does not exist, or it cannot be written.</exception>
    public static void Write(string path, byte[] bytes, bool replace)
    {
        var full = Path.GetFullPath(path);
        if (!Directory.Exists(Path.GetDirectoryName(full)))
        {
            throw new UsageException($"{path} cannot be written: there is no folder {Path.GetDirectoryName(path)}.");
        }

        if (replace && File.Exists(full))
        {
            Replace(path, bytes);
            return;
        }

        var beside = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.new");
        try
        {
            File.WriteAllBytes(beside, bytes);
            File.Move(beside, full, overwrite: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw new UsageException(File.Exists(full) ? $"{path} exists already; --force replaces it." : $"{path} cannot be written: {error.Message}");
        }
    }

    /// <summary>Creates a file that must not exist yet.</summary>
    /// <exception cref="UsageException">It exists, or cannot be written.</exception>
    public static void Create(string path, byte[] bytes)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            throw new UsageException($"{path} exists already; nothing was changed.");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be written: {error.Message}");
        }
    }
}
