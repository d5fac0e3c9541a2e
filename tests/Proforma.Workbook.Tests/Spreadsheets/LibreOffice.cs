using System.Diagnostics;
using Xunit;

namespace Proforma.Workbook.Tests.Spreadsheets;

/// <summary>
/// LibreOffice as an independent calculator: it opens workbooks, computes every formula again (its profile says so) and saves them.
/// </summary>
internal static class LibreOffice
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    // 0: always recalculate files of Excel on load.
    private const string Profile = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
          <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
        </oor:items>
        """;

    /// <summary>Skips the test where LibreOffice is missing, unless everything is required.</summary>
    public static void Require()
    {
        if (Program is null && Environment.GetEnvironmentVariable("PROFORMA_REQUIRE_ALL") == "1")
        {
            Assert.Fail("LibreOffice is missing: install libreoffice-calc.");
        }

        Assert.SkipWhen(Program is null, "LibreOffice (soffice) is not installed; with it workbooks are computed again and compared.");
    }

    private static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(static folder => Path.Combine(folder, "soffice")).FirstOrDefault(File.Exists);

    /// <summary>Computes workbooks again, all in one process.</summary>
    /// <returns>The folder with the computed workbooks, by the same names.</returns>
    public static string Recalculate(string folder, IReadOnlyList<string> files)
    {
        var output = Path.Combine(folder, "computed");
        var profile = Path.Combine(folder, "profile");
        Directory.CreateDirectory(Path.Combine(profile, "user"));
        File.WriteAllText(Path.Combine(profile, "user", "registrymodifications.xcu"), Profile);
        var start = new ProcessStartInfo(Program!)
        {
            ArgumentList = { "-env:UserInstallation=" + new Uri(profile), "--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", output },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var file in files)
        {
            start.ArgumentList.Add(file);
        }

        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        var printed = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("LibreOffice did not finish.");
        }

        Assert.All(files, f => Assert.True(File.Exists(Path.Combine(output, Path.GetFileName(f))), $"{Path.GetFileName(f)} was not computed. {said.Result} {printed.Result}"));
        return output;
    }
}
