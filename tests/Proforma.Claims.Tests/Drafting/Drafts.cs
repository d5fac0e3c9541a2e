using Proforma.Claims.Drafting;
using Proforma.Claims.Extraction;
using Proforma.Language.Diagnostics;
using Proforma.Language.Formatting;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Workspace;
using Proforma.Workspace.Ingest;
using Xunit;

namespace Proforma.Claims.Tests.Drafting;

/// <summary>Writes drafts for tests and holds what must be true of every one of them.</summary>
internal static class Drafts
{
    /// <summary>The draft of a text, without a plan.</summary>
    public static ClaimsDraft OfText(string text, DateOnly? published = null)
    {
        var reading = ArticleReader.Read(text, new ReadingOptions { PublishedOn = published }, TestContext.Current.CancellationToken).Reading!;
        return Checked(reading, null);
    }

    /// <summary>A draft that parses, compiles with its plan, and is in its canonical layout.</summary>
    public static ClaimsDraft Checked(Reading reading, PlanSession? plan, DraftOptions? options = null)
    {
        var draft = DraftSession.Write(reading, plan, options ?? new DraftOptions(), TestContext.Current.CancellationToken);
        var tree = Parser.Parse(new SourceText("claims.plan", draft.Text));
        Assert.DoesNotContain(tree.Diagnostics, static d => d.Severity == Severity.Error);
        Assert.Equal(draft.Text, Formatter.Format(tree));
        var claims = tree.Declarations.OfType<ClaimSyntax>().ToList();
        Assert.Equal(reading.Figures.Count, claims.Count);
        for (var i = 0; i < claims.Count; i++)
        {
            Assert.Equal(draft.Claims[i].Line, tree.Source.LocationOf(claims[i].Keyword.Start).Line);
            Assert.Equal(draft.Claims[i].Open > 0, ClaimHoles.Of(claims[i]).Count > 0);
        }

        if (plan is null)
        {
            var compilation = PlanSession.OfText("claims.plan", draft.Text).Compilation;
            Assert.True(compilation.Program is not null, DiagnosticRenderer.Render(compilation.Diagnostics));
        }

        return draft;
    }

    /// <summary>The claims' first lines without their quotes.</summary>
    public static string[] Statements(ClaimsDraft draft) =>
        [.. draft.Text.Split('\n').Where(static line => line.StartsWith("claim ", StringComparison.Ordinal))
            .Select(line => line["claim ".Length..line.LastIndexOf($" from {draft.Source} ", StringComparison.Ordinal)])];
}
