using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Model.Claims;
using Proforma.Model.Time;

namespace Proforma.Language.Lowering;

/// <summary>What stands under a claim, each thing at most once and none against another.</summary>
internal sealed class ClaimAttributes
{
    private static readonly string[] s_ofFigures = ["nearest", "tolerance", "reading", "basis"];

    private readonly BindingContext _binding;
    private readonly LoadedFile _file;
    private readonly ILookup<string, AttributeClauseSyntax> _attributes;

    public ClaimAttributes(ClaimSyntax claim, LoadedFile file, BindingContext binding)
    {
        (_binding, _file) = (binding, file);
        _attributes = claim.Clauses.OfType<AttributeClauseSyntax>().ToLookup(static a => a.Word.Text);
        foreach (var group in _attributes)
        {
            if (group.Count() > 1 && group.Key is not "reading")
            {
                Contradiction(group.Last(), $"`{group.Key}` stands under this claim twice; keep one.");
            }

            if (claim.Text is not null && s_ofFigures.Contains(group.Key))
            {
                Contradiction(group.First(), $"This claim is in words and states no figure, so `{group.Key}` says nothing about it.");
            }
        }

        if (Nearest is not null && Tolerance is { } tolerance)
        {
            Contradiction(tolerance, "`nearest` and `tolerance` both say how far the figure may be off; keep one.");
        }
    }

    public AttributeClauseSyntax? Nearest => First("nearest");

    public AttributeClauseSyntax? Tolerance => First("tolerance");

    public AttributeClauseSyntax? Basis => First("basis");

    public IEnumerable<AttributeClauseSyntax> Readings => _attributes["reading"];

    public string Speaker => First("speaker") is { } speaker ? SourceLowering.TextOf(speaker) : "";

    public Period? AsOf => First("as of") is { Values: [PeriodSyntax period] }
        ? PeriodReader.Read(period.Text, _file.Scope.Entity.Calendar.YearEndMonth) : null;

    public ClaimStatus Status => First("status") switch
    {
        null => ClaimStatus.None,
        { RawText: "draft" } => ClaimStatus.Draft,
        { RawText: "reviewed" } => ClaimStatus.Reviewed,
        var other => Unknown(other, ["draft", "reviewed"], ClaimStatus.None),
    };

    public ClaimModality Modality => First("modality") switch
    {
        null or { RawText: "stated" } => ClaimModality.Stated,
        { RawText: "expected" } => ClaimModality.Expected,
        { RawText: "hoped" } => ClaimModality.Hoped,
        { RawText: "possible" } => ClaimModality.Possible,
        var other => Unknown(other, ["stated", "expected", "hoped", "possible"], ClaimModality.Stated),
    };

    /// <summary>Reports that something under the claim contradicts it, or something else under it.</summary>
    public void Contradiction(SyntaxNode at, string message) =>
        _binding.Diagnostics.Add(BindingDiagnostics.ContradictoryClaim, _file.Tree.Source, at.Span, message);

    private AttributeClauseSyntax? First(string word) => _attributes[word].FirstOrDefault();

    private T Unknown<T>(AttributeClauseSyntax attribute, ImmutableArray<string> known, T instead)
    {
        var nearest = Spelling.Nearest(attribute.RawText, known);
        var value = attribute.Values is [{ } word] ? word.Span : attribute.Span;
        _binding.Diagnostics.Add(BindingDiagnostics.UnknownName, _file.Tree.Source, value,
            $"`{attribute.Word.Text}` is followed by {string.Join(", ", known.SkipLast(1))} or {known[^1]}{(nearest is null ? "." : $"; did you mean {nearest}?")}",
            nearest is null ? null : new Fix($"write {nearest}", value, nearest));
        return instead;
    }
}
