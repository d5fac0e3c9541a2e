using System.Runtime.CompilerServices;

namespace Proforma.Language.Tests;

/// <summary>Where the repository's files are: above this source file, and, for a moved build, above the running test.</summary>
internal static class Repository
{
    private static readonly string Root = Find(AppContext.BaseDirectory) ?? Find(Path.GetDirectoryName(ThisFile())!)
        ?? throw new InvalidOperationException("The repository's root (Proforma.slnx) was not found above the test.");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string? Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Proforma.slnx")))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
