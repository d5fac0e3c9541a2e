using Proforma.Language.Diagnostics;

namespace Proforma.Language.Tests.Diagnostics;

/// <summary>The cases in `tests/cases/errors`: `PF####-name.plan` beside the whole rendered message in `PF####-name.txt`.</summary>
internal static class ErrorCases
{
    public static string Folder => Repository.PathOf("tests", "cases", "errors");

    /// <summary>The names of the cases whose code begins with one of <paramref name="prefixes"/>, without `.plan`.</summary>
    public static IEnumerable<string> Named(params string[] prefixes) => Directory.EnumerateFiles(Folder, "*.plan")
        .Select(p => Path.GetFileNameWithoutExtension(p))
        .Where(n => prefixes.Any(p => n.StartsWith(p, StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal);

    /// <summary>The code of a case.</summary>
    public static string CodeOf(string name) => name[..6];

    /// <summary>Holds that a case reports its code, and exactly what its golden file says.</summary>
    /// <param name="name">The case.</param>
    /// <param name="analyse">What reports the diagnostics, given the file's name and its content.</param>
    public static void Check(string name, Func<string, byte[], IReadOnlyList<Diagnostic>> analyse)
    {
        var diagnostics = analyse(name + ".plan", File.ReadAllBytes(Path.Combine(Folder, name + ".plan")));
        Assert.Contains(diagnostics, d => d.Code == CodeOf(name));
        GoldenFile.Check(Path.Combine(Folder, name + ".txt"), DiagnosticRenderer.Render(diagnostics));
    }
}
