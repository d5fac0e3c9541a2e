using System.Xml.Linq;
using Xunit;

namespace Proforma.Architecture.Tests;

/// <summary>References between projects point one way: from heads to stages, from stages to the model.</summary>
public sealed class ReferenceTests
{
    /// <summary>What each stage may reference. A head (what is not listed) may reference any stage, and nothing references a head.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new(StringComparer.Ordinal)
    {
        ["Proforma.Model"] = [],
        ["Proforma.Language"] = ["Proforma.Model"],
        ["Proforma.Engine"] = ["Proforma.Model"],
        ["Proforma.Claims"] = ["Proforma.Model", "Proforma.Engine"],
        ["Proforma.Reporting"] = ["Proforma.Model"],
        ["Proforma.Workbook"] = ["Proforma.Model", "Proforma.Reporting"],
        ["Proforma.Workspace"] = ["Proforma.Model", "Proforma.Language", "Proforma.Engine", "Proforma.Claims"],
        ["Proforma.Editor"] = ["Proforma.Model", "Proforma.Language"],
    };

    /// <summary>Packages that may only be used where they are the point.</summary>
    private static readonly (string Prefix, string[] Projects)[] s_confined =
    [
        ("Microsoft.Orleans", ["Proforma.Cluster", "Proforma.Cluster.Contracts"]),
        ("Spectre.Console", ["Proforma.Cli"]),
        ("System.CommandLine", ["Proforma.Cli"]),
        ("Microsoft.AspNetCore", ["Proforma.Workbench", "Proforma.Server"]),
        ("StreamJsonRpc", ["Proforma.LanguageServer"]),
        ("DocumentFormat.OpenXml", ["Proforma.Workbook"]),
    ];

    [Fact]
    public void Stages_reference_only_what_is_below_them()
    {
        var wrong = new List<string>();
        foreach (var (name, project) in Sources.Projects())
        {
            foreach (var reference in Referenced(project))
            {
                var allowed = s_allowed.TryGetValue(name, out var stages) ? stages.Contains(reference) : s_allowed.ContainsKey(reference) || reference.EndsWith(".Contracts", StringComparison.Ordinal);
                if (!allowed)
                {
                    wrong.Add($"{name} → {reference}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void There_are_projects_to_look_at()
    {
        var projects = Sources.Projects();
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "Proforma.Model", "Proforma.Language", "Proforma.Engine", "Proforma.Workspace" }, projects.Keys.ToHashSet(StringComparer.Ordinal));
        Assert.Contains("Proforma.Model", Referenced(projects["Proforma.Language"]));
    }

    [Fact]
    public void Packages_of_heads_stay_in_heads()
    {
        var wrong =
            from project in Sources.Projects()
            from package in project.Value.Descendants("PackageReference").Select(static p => (string?)p.Attribute("Include") ?? "")
            from confined in s_confined
            where package.StartsWith(confined.Prefix, StringComparison.Ordinal) && !confined.Projects.Contains(project.Key)
            select $"{project.Key}: {package}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Pure_stages_are_forbidden_files_and_clocks()
    {
        foreach (var name in new[] { "Proforma.Model", "Proforma.Language", "Proforma.Engine" })
        {
            Assert.Equal("true", Sources.Projects()[name].Descendants("PureStage").SingleOrDefault()?.Value);
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var listed = XDocument.Load(Sources.PathOf("Proforma.slnx")).Descendants("Project").Select(static p => (string)p.Attribute("Path")!).ToHashSet(StringComparer.Ordinal);
        var found = new[] { "src", "tests" }.SelectMany(static f => Directory.EnumerateDirectories(Sources.PathOf(f)))
            .SelectMany(static d => Directory.EnumerateFiles(d, "*.csproj")).Select(static f => Sources.Relative(f).Replace('\\', '/'));
        Assert.All(found, f => Assert.Contains(f, listed));
    }

    private static IEnumerable<string> Referenced(XDocument project) =>
        project.Descendants("ProjectReference").Select(static r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')));
}
