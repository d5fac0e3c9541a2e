namespace Proforma.Cli.Reports;

/// <summary>Where a report goes and in which format.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">`html`, `md` or `pdf`.</param>
internal sealed record ReportTarget(string Path, string Format)
{
    public bool IsMarkdown => Format == "md";

    public bool IsPdf => Format == "pdf";

    /// <summary>The target that options name; the format follows from the ending where it is not given.</summary>
    /// <exception cref="UsageException">The report would replace its own template or plan.</exception>
    public static ReportTarget Of(string file, string output, string format)
    {
        var ending = System.IO.Path.GetExtension(output).ToUpperInvariant();
        var known = ending switch { ".HTML" or ".HTM" => "html", ".MD" => "md", ".PDF" => "pdf", _ => "" };
        var chosen = format.Length > 0 ? format : known.Length > 0 ? known : "html";
        if (output.Length > 0)
        {
            NewFile.RequirePath(output);
        }

        var isFile = known.Length > 0 && !Directory.Exists(output);
        var name = System.IO.Path.GetFileNameWithoutExtension(file);
        var folder = output.Length > 0 ? output : System.IO.Path.GetDirectoryName(file) ?? "";

        // Markdown beside its template would replace it.
        var path = isFile ? output : System.IO.Path.Combine(folder, $"{name}{(chosen == "md" && output.Length == 0 ? ".out" : "")}.{chosen}");
        return System.IO.Path.GetFullPath(path) == System.IO.Path.GetFullPath(file)
            ? throw new UsageException($"{path} is the template itself; name another file or folder with -o.")
            : new ReportTarget(path, chosen);
    }

    /// <summary>Writes a file, with its folder if need be, so that nobody ever finds half of it.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(string path, byte[] bytes)
    {
        if (Directory.Exists(path))
        {
            throw new UsageException($"{path} is a folder.");
        }

        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be written: {error.Message}");
        }

        NewFile.Replace(path, bytes);
    }
}
