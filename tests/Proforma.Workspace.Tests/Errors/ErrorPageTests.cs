using System.Reflection;
using Proforma.Language.Diagnostics;
using Proforma.Workspace.Tests.Documents;
using Xunit;

namespace Proforma.Workspace.Tests.Errors;

/// <summary>Every code has a page whose first plan gives it and whose last does not, and a case beside the others.</summary>
public sealed class ErrorPageTests
{
    private const int LongestPage = 60;

    private static readonly DiagnosticDescriptor[] s_descriptors =
    [
        .. typeof(DiagnosticDescriptor).Assembly.GetTypes()
            .SelectMany(static t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(static f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(static f => (DiagnosticDescriptor)f.GetValue(null)!),
    ];

    /// <summary>The codes whose pages stand on this test's examples: the binder's.</summary>
    public static TheoryData<string> Codes() => [.. s_descriptors.Select(static d => d.Code).Where(static c => c[2] > '2').Order(StringComparer.Ordinal)];

    [Fact]
    public void Codes_are_unique()
    {
        Assert.NotEmpty(s_descriptors);
        Assert.Empty(s_descriptors.GroupBy(static d => d.Code, StringComparer.Ordinal).Where(static g => g.Count() > 1).Select(static g => g.Key));
    }

    [Fact]
    public void Every_page_and_case_is_of_a_code_that_exists()
    {
        var codes = s_descriptors.Select(static d => d.Code).ToHashSet(StringComparer.Ordinal);
        var named = Directory.EnumerateFiles(Repository.PathOf("docs", "errors"), "PF*.md")
            .Concat(Directory.EnumerateFiles(Repository.PathOf("tests", "cases", "errors"), "PF*.plan"))
            .Select(static f => Path.GetFileName(f)[..6]);

        // PF9 are of report templates, which the language does not know; their pages are held by the command line's tests.
        Assert.Empty(named.Where(c => !codes.Contains(c) && !c.StartsWith("PF9", StringComparison.Ordinal)).Distinct());
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Has_a_case(string code) =>
        Assert.NotEmpty(Directory.EnumerateFiles(Repository.PathOf("tests", "cases", "errors"), code + "-*.plan"));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Has_a_page_with_its_title(string code)
    {
        var lines = File.ReadAllLines(PageOf(code));
        Assert.Equal($"# {code}: {s_descriptors.Single(d => d.Code == code).Title}", lines[0]);
        Assert.True(lines.Length <= LongestPage, $"The page has {lines.Length} lines.");
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Its_page_shows_the_mistake_and_its_mending(string code)
    {
        var blocks = MarkdownExample.Blocks(File.ReadAllText(PageOf(code)));
        using var folder = new TemporaryFolder();
        foreach (var file in blocks.Where(static b => b.Argument.Contains('.', StringComparison.Ordinal)))
        {
            folder.Write(file.Argument, file.Text);
        }

        var plans = blocks.Where(static b => b.Language == "plan" && !b.Argument.Contains('.', StringComparison.Ordinal)).ToList();
        Assert.Equal(2, plans.Count);
        Assert.Contains(code, CodesOf(folder, plans[0]));
        Assert.Empty(CodesOf(folder, plans[1]));
    }

    private static string PageOf(string code) => Repository.PathOf("docs", "errors", code + ".md");

    private static List<string> CodesOf(TemporaryFolder folder, FencedBlock block) =>
        [.. PlanSession.OfText(folder.PathOf("main.plan"), MarkdownExample.WholePlan(block)).Compilation.Diagnostics.Select(static d => d.Code)];
}
