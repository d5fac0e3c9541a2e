using System.Runtime.CompilerServices;
using Proforma.Model.Runs;
using Proforma.Workspace;
using Xunit;

namespace Proforma.Workbook.Tests.Export;

/// <summary>Plans for tests: the repository's examples, and texts.</summary>
internal static class Plans
{
    private static readonly string s_root = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([s_root, .. parts]);

    /// <summary>The root plans of the examples.</summary>
    public static IReadOnlyList<string> Examples { get; } = [.. Directory.EnumerateFiles(PathOf("examples"), "*.plan", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public static IPlanFigures Run(string path)
    {
        var (session, problem) = PlanSession.Open(path);
        Assert.True(session is not null, problem);
        return Run(session);
    }

    public static IPlanFigures RunText(string text) => Run(PlanSession.OfText("test.plan", text));

    private static IPlanFigures Run(PlanSession session)
    {
        Assert.True(session.Program is not null, string.Join('\n', session.Compilation.Diagnostics.Select(static d => d.Message)));
        return new RunFigures(session.Run(null, TestContext.Current.CancellationToken).Result!);
    }

    private static string FindRoot([CallerFilePath] string file = "")
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(file)!); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Proforma.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The repository's root was not found above the test.");
    }
}
