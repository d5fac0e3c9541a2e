using System.Globalization;
using Proforma.Claims.Extraction;

namespace Proforma.Cli.Commands;

/// <summary>Reads what an article is made of, never more than is allowed.</summary>
internal static class ArticleInput
{
    public const int LargestGlossary = 4 << 20;

    /// <summary>The bytes of the article.</summary>
    /// <exception cref="UsageException">There is no such file, it is too large, or it cannot be read.</exception>
    public static byte[] Read(IngestRun run, Terminal terminal, ReadingLimits limits) =>
        run.Article == "-" ? Stream(terminal.Input, limits.MaxLength, run.Name, run) : File(run.Article, limits.MaxLength, run);

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="UsageException">There is no such file, it is too large, or it cannot be read.</exception>
    public static byte[] File(string path, int most, IngestRun run)
    {
        NewFile.RequirePath(path);
        if (Directory.Exists(path))
        {
            throw new UsageException(run.Say($"{path} is a folder.", $"{path} 是文件夹。"));
        }

        try
        {
            // Read as a stream: what says its length (a device, a pipe) may have none.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
            return file.CanSeek && file.Length > most ? throw TooLarge(path, file.Length, most, run) : Stream(file, most, path, run);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException(run.Say($"There is no file {path}.", $"没有文件 {path}。"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(run.Say($"{path} cannot be read: {error.Message}", $"无法读取 {path}：{error.Message}"));
        }
    }

    private static byte[] Stream(Stream stream, int most, string name, IngestRun run)
    {
        using var bytes = new MemoryStream();
        var part = new byte[1 << 16];
        int count;
        while ((count = stream.Read(part)) > 0)
        {
            bytes.Write(part.AsSpan(0, count));
            if (bytes.Length > most)
            {
                throw TooLarge(name, null, most, run);
            }
        }

        return bytes.ToArray();
    }

    private static UsageException TooLarge(string name, long? length, int most, IngestRun run)
    {
        var megabytes = (most >> 20).ToString(CultureInfo.InvariantCulture);
        var size = length is { } of ? string.Create(CultureInfo.InvariantCulture, $"{of >> 20:N0} MB") : null;
        return new UsageException(run.Say(
            $"{name} is {size ?? $"larger than {megabytes} MB"}; an article of at most {megabytes} MB is read. Split it, or cut out what is not text.",
            $"{name} {(size is null ? $"超过 {megabytes} MB" : $"有 {size}")}；最多读取 {megabytes} MB 的文章。请拆分文件，或去掉其中不是文字的部分。"));
    }
}
