using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;

namespace Proforma.Language.Tests;

/// <summary>Parses texts for tests.</summary>
internal static class Plans
{
    public static SyntaxTree Parse(string text) => Parser.Parse(new SourceText("test.plan", text));

    /// <summary>The tree of a text that has nothing wrong with it.</summary>
    public static SyntaxTree Clean(string text)
    {
        var tree = Parse(text);
        Assert.True(tree.Diagnostics.Count == 0, DiagnosticRenderer.Render(tree.Diagnostics));
        return tree;
    }

    /// <summary>The only declaration of a text that has nothing wrong with it.</summary>
    public static T Only<T>(string text)
        where T : DeclarationSyntax =>
        Assert.IsType<T>(Assert.Single(Clean(text).Declarations));

    /// <summary>The formula of `line x = …`, in prefix notation.</summary>
    public static string Formula(string text) => ExpressionText.Of(Point(text));

    /// <summary>The formula of `line x = …`.</summary>
    public static ExpressionSyntax Point(string text)
    {
        var series = Only<SeriesSyntax>("line x = " + text);
        return Assert.IsType<ValueClauseSyntax>(Assert.Single(series.Clauses)).Value.Point!;
    }

    /// <summary>The codes of what is wrong with a text, in the order of places.</summary>
    public static string Codes(string text) => string.Join(' ', Parse(text).Diagnostics.Select(d => d.Code));

    /// <summary>The only thing that is wrong with a text.</summary>
    public static Diagnostic Problem(string text)
    {
        var diagnostics = Parse(text).Diagnostics;
        Assert.True(diagnostics.Count == 1, "Expected one diagnostic, got:\n" + DiagnosticRenderer.Render(diagnostics));
        return diagnostics[0];
    }

    /// <summary>The text once the fix of the only thing wrong with it is made.</summary>
    public static string Mended(string text)
    {
        var fix = Problem(text).Fix;
        Assert.NotNull(fix);
        return Apply(text, fix);
    }

    public static string Apply(string text, Fix fix) => string.Concat(text.AsSpan(0, fix.Span.Start), fix.Replacement, text.AsSpan(fix.Span.End));
}
