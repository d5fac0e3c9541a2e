using System.Collections.Immutable;
using Proforma.Language.Syntax;
using Proforma.Reporting.Reports;

namespace Proforma.Cli.Reports;

/// <summary>The sources that the files of a plan declare.</summary>
internal static class CitedSources
{
    public static ImmutableArray<CitedSource> Of(IEnumerable<SyntaxTree> trees) =>
    [
        .. trees.SelectMany(static tree => tree.Declarations.OfType<SourceSyntax>().Select(s => new CitedSource(
            s.Name.Text,
            s.Title?.Value ?? s.Name.Text,
            s.Date is { } date ? tree.Source.Slice(date.Span).ToString() : "",
            Attribute(s, "publisher"),
            Attribute(s, "url")))).DistinctBy(static s => s.Name),
    ];

    private static string Attribute(SourceSyntax source, string word) =>
        source.Clauses.OfType<AttributeClauseSyntax>().FirstOrDefault(c => c.Word.Text == word)?.RawText.Trim('"') ?? "";
}
