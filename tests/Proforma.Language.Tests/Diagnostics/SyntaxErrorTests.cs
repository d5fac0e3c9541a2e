using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;

namespace Proforma.Language.Tests.Diagnostics;

/// <summary>
/// Every code of the decoder, lexer and parser has a case with its whole message, and a page with an example that fails and one that does
/// not.
/// </summary>
public sealed partial class SyntaxErrorTests
{
    public static TheoryData<string> Cases => new(ErrorCases.Named("PF1", "PF2"));

    public static TheoryData<string> Codes => new(Descriptors().Select(d => d.Code));

    // Files that would be too large to keep: the message is golden, the file is made here.
    public static TheoryData<string, string> Generated => new()
    {
        { "PF1004-too-large", new string('#', Lexer.MaxLength + 1) },
        { "PF1019-more-problems", string.Concat(Enumerable.Repeat("@\n", 2_500)) },
        { "PF2021-formula-too-long", "line x = " + string.Join(" + ", Enumerable.Repeat("a", Parser.MaxTerms + 2)) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_reports_what_its_golden_file_says(string name) => ErrorCases.Check(name, Analyse);

    [Theory]
    [MemberData(nameof(Generated), DisableDiscoveryEnumeration = true)]
    public void A_generated_case_reports_what_its_golden_file_says(string name, string text)
    {
        var diagnostics = Analyse(name + ".plan", Encoding.UTF8.GetBytes(text)).Where(d => d.Code == ErrorCases.CodeOf(name));
        GoldenFile.Check(Path.Combine(ErrorCases.Folder, name + ".txt"), DiagnosticRenderer.Render(diagnostics));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_has_a_case_and_a_page(string code)
    {
        Assert.Contains(Directory.EnumerateFiles(ErrorCases.Folder, "*.txt"), p => ErrorCases.CodeOf(Path.GetFileName(p)) == code);
        var page = File.ReadAllText(Repository.PathOf("docs", "errors", code + ".md"));
        Assert.StartsWith($"# {code}: {Descriptors().Single(d => d.Code == code).Title}\n", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var examples = Example().Matches(page);
        if (examples.Count == 0)
        {
            // These speak of whole files or of what cannot be shown in print.
            Assert.Contains(code, new[] { "PF1001", "PF1002", "PF1003", "PF1004", "PF1006", "PF1019", "PF2020", "PF2021" });
            return;
        }

        Assert.Equal(2, examples.Count);
        Assert.Contains(Plans.Parse(examples[0].Groups[1].Value).Diagnostics, d => d.Code == code);
        Assert.Empty(Plans.Parse(examples[1].Groups[1].Value).Diagnostics);
    }

    [Fact]
    public void A_page_stands_for_a_code()
    {
        var known = AllDescriptors().Select(d => d.Code).ToHashSet(StringComparer.Ordinal);
        var pages = Directory.EnumerateFiles(Repository.PathOf("docs", "errors"), "PF*.md").Select(p => Path.GetFileNameWithoutExtension(p));

        // PF9 are of report templates, which the language does not know; their pages are held by the command line's tests.
        Assert.Empty(pages.Where(static p => !p.StartsWith("PF9", StringComparison.Ordinal)).Except(known, StringComparer.Ordinal));
    }

    [Fact]
    public void Codes_are_well_formed_and_unique()
    {
        var all = AllDescriptors().ToList();
        Assert.NotEmpty(all);
        Assert.All(all, d => Assert.Matches("^PF[0-9]{4}$", d.Code));
        Assert.All(all, d => Assert.NotEmpty(d.Title));
        Assert.Empty(all.GroupBy(d => d.Code).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    internal static IReadOnlyList<Diagnostic> Analyse(string name, byte[] content)
    {
        var decoded = PlanDecoder.Decode(name, content);
        return decoded.IsReadable ? Parser.Parse(decoded.Source).Diagnostics : decoded.Diagnostics;
    }

    private static IEnumerable<DiagnosticDescriptor> Descriptors() => typeof(SyntaxDiagnostics).GetFields()
        .Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>();

    private static IEnumerable<DiagnosticDescriptor> AllDescriptors() => typeof(DiagnosticDescriptor).Assembly.GetTypes()
        .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
        .Select(f => (DiagnosticDescriptor)f.GetValue(null)!);

    [GeneratedRegex("```plan\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
