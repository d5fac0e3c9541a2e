using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Proforma.Cli.Reports;

/// <summary>Prints a page to PDF with the browser that is installed; nothing is downloaded.</summary>
internal static class Chromium
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge",
        "microsoft-edge"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>The browser: what PROFORMA_BROWSER names, or the first on the path; null when there is none.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PROFORMA_BROWSER") is { Length: > 0 } named)
        {
            return named;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var endings = OperatingSystem.IsWindows() ? new[] { ".exe" } : [""];
        return s_names.SelectMany(name =>
            folders.SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending)))).FirstOrDefault(File.Exists);
    }

    /// <summary>Prints a page.</summary>
    /// <exception cref="UsageException">There is no browser, or it could not print.</exception>
    public static void Print(string page, string path)
    {
        var browser = Find() ?? throw new UsageException("A PDF is printed by Chromium, Chrome or Edge, and none is installed; write --format html and print that page.");
        var work = Directory.CreateTempSubdirectory("proforma-");
        try
        {
            var html = Path.Combine(work.FullName, "report.html");
            var pdf = Path.Combine(work.FullName, "report.pdf");
            File.WriteAllText(html, page, new UTF8Encoding(false));
            Run(browser, html, pdf, work.FullName);
            ReportTarget.Write(path, File.Exists(pdf) ? File.ReadAllBytes(pdf) : throw new UsageException($"{browser} printed nothing."));
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static void Run(string browser, string html, string pdf, string work)
    {
        var start = new ProcessStartInfo(browser) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        string[] arguments =
        [
            "--headless", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--no-pdf-header-footer",
                $"--user-data-dir={Path.Combine(work, "profile")}",
            $"--print-to-pdf={pdf}", new Uri(html).AbsoluteUri,
        ];
        foreach (var argument in Environment.UserName == "root" ? arguments.Prepend("--no-sandbox") : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start) ?? throw new UsageException($"{browser} did not start.");
            _ = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(s_patience))
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                throw new UsageException($"{browser} did not finish within {s_patience.TotalSeconds:F0} seconds.");
            }
        }
        catch (Win32Exception error)
        {
            throw new UsageException($"{browser} could not be started: {error.Message}");
        }
    }
}
