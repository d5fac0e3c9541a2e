using System.Collections.Immutable;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;

namespace Proforma.Language.Binding;

/// <summary>The clauses that an input has instead of its own.</summary>
/// <param name="Source">The text that they stand in.</param>
/// <param name="Clauses">A single value for all cells.</param>
internal sealed record ReplacedClauses(SourceText Source, ImmutableArray<ClauseSyntax> Clauses);

/// <summary>Reads what a <see cref="PlanVariation"/> adds, as if it stood in files of its own called `--set` and `--probability`.</summary>
internal sealed class VariationReader(PlanVariation variation, DiagnosticBag diagnostics)
{
    /// <summary>The most of each kind; a command line has a few.</summary>
    private const int Most = 1_000;

    /// <summary>The values to use instead, by the name of the input within the program.</summary>
    public Dictionary<string, ReplacedClauses> Overrides()
    {
        var replaced = new Dictionary<string, ReplacedClauses>(StringComparer.Ordinal);
        foreach (var given in variation.Overrides.Take(Most))
        {
            var value = OneLine(given.Value);
            var source = new SourceText("--set", $"{given.Input} = {value}");
            var tree = Parse(new SourceText("--set", $"input value {(value.StartsWith('~') ? "" : "= ")}{value}"));
            if (tree.Declarations is not [SeriesSyntax { Clauses: [ValueClauseSyntax clause] } series] || series.Unit is not null || series.Label is not null)
            {
                if (tree.Diagnostics.Count == 0)
                {
                    diagnostics.Add(BindingDiagnostics.MissingValue, source, new TextSpan(0, given.Input.Length), $"--set {given.Input}={value}: behind = stands one value, such as 4B or 3% ~ normal(sd: 1%).");
                }

                continue;
            }

            if (!replaced.TryAdd(given.Input, new ReplacedClauses(tree.Source, [clause])))
            {
                diagnostics.Add(BindingDiagnostics.DuplicateName, source, new TextSpan(0, given.Input.Length), $"{given.Input} is set twice.");
            }
        }

        return replaced;
    }

    /// <summary>Each condition as a measure of the root plan, under a name that the plan does not use.</summary>
    public IEnumerable<LoadedFile> Conditions(IReadOnlyList<LoadedFile> plan)
    {
        var taken = plan.SelectMany(static f => f.Tree.Declarations).OfType<SeriesSyntax>().Select(static s => s.Name.Text).ToHashSet(StringComparer.Ordinal);
        var number = 0;
        foreach (var condition in variation.Conditions.Take(Most))
        {
            do
            {
                number++;
            }
            while (!taken.Add($"probability_{number}"));
            var tree = Parse(new SourceText("--probability", $"measure probability_{number} = probability({OneLine(condition)})"));
            yield return new LoadedFile(tree, plan[0].Scope) { IsAdded = true };
        }
    }

    private SyntaxTree Parse(SourceText source)
    {
        var tree = Parser.Parse(source);
        diagnostics.AddRange(tree.Diagnostics);
        return tree;
    }

    // A line break would begin a declaration, and a comment sign would hide what closes the call.
    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('#', '?');
}
