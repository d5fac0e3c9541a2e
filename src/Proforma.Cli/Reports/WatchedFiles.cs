namespace Proforma.Cli.Reports;

/// <summary>Waits for files to be saved. It looks instead of being told: editors replace files in ways that notifications miss.</summary>
internal static class WatchedFiles
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns when one of the files has changed.</summary>
    /// <exception cref="OperationCanceledException">The user interrupted.</exception>
    public static void WaitForChange(IReadOnlyList<string> files, CancellationToken interrupted)
    {
        var before = files.Select(Stamp).ToList();
        do
        {
            if (interrupted.WaitHandle.WaitOne(s_pause))
            {
                interrupted.ThrowIfCancellationRequested();
            }
        }
        while (files.Select(Stamp).SequenceEqual(before));
    }

    private static (DateTime Written, long Length) Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
