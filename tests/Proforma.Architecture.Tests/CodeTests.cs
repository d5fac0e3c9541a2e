using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Proforma.Model.Program;
using Xunit;

namespace Proforma.Architecture.Tests;

/// <summary>What holds for every file and type of the product.</summary>
public sealed partial class CodeTests
{
    private const int LongestFile = 450;

    [Fact]
    public void No_file_is_too_long()
    {
        var files = Sources.CodeFiles().ToList();
        Assert.NotEmpty(files);
        var tooLong = files.Select(static f => (File: Sources.Relative(f), Lines: File.ReadLines(f).Count())).Where(static f => f.Lines > LongestFile);
        Assert.Empty(tooLong.Select(static f => $"{f.File}: {f.Lines} lines"));
    }

    [Fact]
    public void Types_are_named_after_what_they_are()
    {
        var names = Sources.CodeFiles().SelectMany(static f => DeclaredType().Matches(File.ReadAllText(f)).Select(m => (Name: m.Groups[1].Value, File: f))).ToList();
        Assert.Contains(names, static n => n.Name == "PlanProgram");
        Assert.Empty(names.Where(static n => BannedSuffix().IsMatch(n.Name)).Select(static n => $"{n.Name} in {Sources.Relative(n.File)}"));
    }

    [Fact]
    public void No_warning_is_switched_off_in_the_code() =>
        Assert.Empty(Sources.CodeFiles().Where(static f => File.ReadAllText(f).Contains("#pragma warning disable", StringComparison.Ordinal)).Select(Sources.Relative));

    [Fact]
    public void Nothing_is_left_to_do() =>
        Assert.Empty(Sources.CodeFiles().Where(static f => Unfinished().IsMatch(File.ReadAllText(f))).Select(Sources.Relative));

    [Fact]
    public void Public_types_of_the_model_are_documented()
    {
        var assembly = typeof(PlanProgram).Assembly;
        var documents = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"));
        var documented = documents.Descendants("member").Where(static m => m.Element("summary") is { } summary && summary.Value.Trim().Length > 0)
            .Select(static m => (string)m.Attribute("name")!).ToHashSet(StringComparer.Ordinal);
        Assert.All(assembly.GetExportedTypes(), t => Assert.Contains("T:" + t.FullName!.Replace('+', '.'), documented));
    }

    [Fact]
    public void Paths_in_the_code_map_exist()
    {
        var map = Sources.PathOf("docs", "architecture.md");
        Assert.SkipUnless(File.Exists(map), "docs/architecture.md is not written yet; once it is, every path that it names must exist.");
        var paths = NamedPath().Matches(File.ReadAllText(map)).Select(static m => m.Groups[1].Value.TrimEnd('/')).Distinct(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, static p => Assert.True(File.Exists(Sources.PathOf(p)) || Directory.Exists(Sources.PathOf(p)), $"{p} does not exist."));
    }

    [GeneratedRegex(@"^[\w\s]*?\b(?:class|struct|record|interface|enum)\s+(?:class\s+|struct\s+)?([A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex DeclaredType();

    [GeneratedRegex("(Utils?|Utilities|Helpers?|Managers?|Base|Impl)$")]
    private static partial Regex BannedSuffix();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"`((?:src|tests|docs|examples|bench)/[\w./-]+)`")]
    private static partial Regex NamedPath();
}
