using Proforma.Language.Binding;
using Proforma.Language.Syntax;
using Proforma.Model.Claims;

namespace Proforma.Language.Lowering;

/// <summary>The sources that the files declare, numbered.</summary>
internal sealed class SourceLowering
{
    private readonly Dictionary<SourceSyntax, int> _indices = [];

    public SourceLowering(BindingContext binding)
    {
        foreach (var file in binding.Loaded)
        {
            foreach (var declaration in file.Tree.Declarations)
            {
                if (declaration is SourceSyntax source)
                {
                    _indices.Add(source, Sources.Count);
                    Sources.Add(Definition(source, file, binding));
                }
            }
        }
    }

    public List<SourceDefinition> Sources { get; } = [];

    /// <summary>The number of the source that a citation names, or −1.</summary>
    public int Find(Scope scope, string name) => scope.Find(name) is SourceSymbol source ? _indices.GetValueOrDefault(source.Syntax, -1) : -1;

    /// <summary>What stands after an attribute's word: a text without its quotation marks, or the rest of the line.</summary>
    public static string TextOf(AttributeClauseSyntax attribute) => attribute.Values switch
    {
        [TextExpressionSyntax text] => text.Value,
        [NameExpressionSyntax name] => name.Name,
        _ => attribute.RawText,
    };

    private SourceDefinition Definition(SourceSyntax source, LoadedFile file, BindingContext binding)
    {
        string Attribute(string word) =>
            source.Clauses.OfType<AttributeClauseSyntax>().FirstOrDefault(a => a.Word.Text == word) is { } found ? TextOf(found) : "";

        var date = source.Date is null ? null : PeriodReader.Read(source.Date.Text, file.Scope.Entity.Calendar.YearEndMonth);
        return new SourceDefinition(Sources.Count, file.Scope.Prefix + source.Name.Text, source.Title?.Value ?? source.Name.Text)
        {
            Entity = file.Scope.Entity.Alias,
            Publisher = Attribute("publisher"),
            Speaker = Attribute("speaker"),
            Language = Attribute("language"),
            Url = Attribute("url"),
            Date = date?.Start,
            Provenance = binding.Provenance(file.Tree.Source, source.Span),
        };
    }
}
