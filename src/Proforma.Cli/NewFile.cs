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
    public static void Replace(string path, byte[] bytes)
    {
        var file = new FileInfo(path);
        var target = (file.Exists ? file.ResolveLinkTarget(returnFinalTarget: true)?.FullName : null) ?? file.FullName;
        var beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.new");
        try
        {
            File.WriteAllBytes(beside, bytes);
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            }

            File.Move(beside, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw new UsageException($"{path} cannot be written: {error.Message}");
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
