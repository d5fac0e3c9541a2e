using System.Xml.Linq;

namespace Proforma.Architecture.Tests;

/// <summary>The repository's files as the architecture tests see them.</summary>
internal static class Sources
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Every C# file under src that people wrote.</summary>
    public static IEnumerable<string> CodeFiles() => Directory.EnumerateFiles(PathOf("src"), "*.cs", SearchOption.AllDirectories)
        .Where(static f => !f.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"));

    /// <summary>The project files under src, by project name.</summary>
    public static SortedDictionary<string, XDocument> Projects()
    {
        var projects = new SortedDictionary<string, XDocument>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateDirectories(PathOf("src")).SelectMany(static d => Directory.EnumerateFiles(d, "*.csproj")))
        {
            projects.Add(Path.GetFileNameWithoutExtension(file), XDocument.Load(file));
        }

        return projects;
    }

    public static string Relative(string path) => Path.GetRelativePath(Root, path);

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Proforma.slnx")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside of the repository.");
    }
}
