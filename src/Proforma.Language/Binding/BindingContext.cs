using Proforma.Language.Diagnostics;
using Proforma.Language.Text;
using Proforma.Model.Program;

namespace Proforma.Language.Binding;

/// <summary>What the binding of all files shares: diagnostics, dimensions, sections, and the numbered series.</summary>
internal sealed class BindingContext(IPlanFiles files, DiagnosticBag diagnostics, IDistributions? distributions = null)
{
    /// <summary>The most dimensions of one plan and all that it uses: shapes hold them in 64 bits.</summary>
    public const int MaxDimensions = 64;

    public IPlanFiles Files { get; } = files;

    public DiagnosticBag Diagnostics { get; } = diagnostics;

    /// <summary>Checks distributions; null when nobody can, and points that are not stated stay unknown.</summary>
    public IDistributions? Distributions { get; } = distributions;

    public List<DimensionSymbol> Dimensions { get; } = [];

    public List<string> Sections { get; } = [];

    /// <summary>Every series, at the index of its slot.</summary>
    public List<SeriesSymbol> Series { get; } = [];

    /// <summary>The slots of expressions from outside of the plan: computed, never listed.</summary>
    public HashSet<int> Extras { get; } = [];

    public List<LoadedFile> Loaded { get; } = [];

    /// <summary>Values that inputs have instead of their own, by the input's name in the program.</summary>
    public IReadOnlyDictionary<string, ReplacedClauses> Overrides { get; init; } = new Dictionary<string, ReplacedClauses>();

    public void Declare(Scope scope, Symbol symbol)
    {
        if (scope.Declare(symbol) is { } earlier)
        {
            Diagnostics.Add(BindingDiagnostics.DuplicateName, symbol.File, symbol.Span, $"The name {symbol.Name} is already taken by {Article(earlier.Noun)} {earlier.Noun}.",
                related: new RelatedPlace(earlier.File, earlier.Span, "declared here first"));
        }
    }

    public Provenance Provenance(SourceText file, TextSpan span)
    {
        // A long formula is shown by its beginning; the file and line lead to the rest.
        const int longest = 400;
        var line = file.LocationOf(span.Start).Line;
        return span.Length > longest
            ? new Provenance($"{file.Slice(new TextSpan(span.Start, longest))} …", file.Path, line)
            : new Provenance(file.Text.AsMemory(span.Start, span.Length), file.Path, line);
    }

    private static string Article(string noun) => noun[0] is 'a' or 'e' or 'i' or 'o' ? "an" : "a";
}
