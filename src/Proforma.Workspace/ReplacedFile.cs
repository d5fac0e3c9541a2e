namespace Proforma.Workspace;

/// <summary>
/// A file that is written beside its place and renamed into it when it is complete, so that nobody ever finds half of one; what stood there before
/// stays until then. A link keeps pointing to the same file.
/// </summary>
public sealed class ReplacedFile : IDisposable
{
    private readonly string _beside;
    private readonly string _target;
    private bool _isDone;

    private ReplacedFile(string target, string beside, FileStream stream) => (_target, _beside, Stream) = (target, beside, stream);

    /// <summary>Receives the content; able to seek.</summary>
    public FileStream Stream { get; }

    /// <summary>Begins to write.</summary>
    /// <exception cref="IOException">It cannot be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written there.</exception>
    public static ReplacedFile Create(string path)
    {
        var place = new FileInfo(path);
        var target = place.LinkTarget is null ? place.FullName : place.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? place.FullName;
        if (Directory.Exists(target))
        {
            throw new IOException("it is a folder.");
        }

        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException("there is no such folder.");
        }

        var beside = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.new");
        return new ReplacedFile(target, beside, new FileStream(beside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1 << 16));
    }

    /// <summary>Puts the file into its place.</summary>
    public void Complete()
    {
        Stream.Dispose();
        if (!OperatingSystem.IsWindows() && File.Exists(_target))
        {
            File.SetUnixFileMode(_beside, File.GetUnixFileMode(_target));
        }

        File.Move(_beside, _target, overwrite: true);
        _isDone = true;
    }

    /// <summary>Removes what was written, unless it was completed.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_isDone)
        {
            File.Delete(_beside);
        }
    }
}
