using Proforma.Language.Diagnostics;
using Proforma.Workspace.Tests.Documents;
using Xunit;

namespace Proforma.Workspace.Tests.Errors;

/// <summary>Every plan in tests/cases/errors gives exactly the messages that stand beside it, and the code that it is named after.</summary>
public sealed class ErrorCaseTests
{
    private static readonly string s_folder = Repository.PathOf("tests", "cases", "errors");

    /// <summary>The cases of the binder's codes; what the lexer and the parser say needs no files and is tested with them.</summary>
    public static TheoryData<string> Cases() =>
        [.. Directory.EnumerateFiles(s_folder, "PF*.plan").Select(static f => Path.GetFileName(f)).Where(static f => f[2] > '2').Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gives_its_message(string name)
    {
        var path = Path.Combine(s_folder, name);
        var session = PlanSession.OfText(path, File.ReadAllText(path));
        var diagnostics = session.Compilation.Diagnostics;
        Golden.Check(Path.ChangeExtension(path, ".txt"), DiagnosticRenderer.Render(diagnostics).Replace(s_folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
        Assert.Contains(diagnostics, d => d.Code == name[..6]);
    }
}
