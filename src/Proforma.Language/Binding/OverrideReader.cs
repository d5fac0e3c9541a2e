using System.Collections.Immutable;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;

namespace Proforma.Language.Binding;

/// <summary>The clauses that an input has instead of its own.</summary>
/// <param name="Source">The text that they stand in.</param>
/// <param name="Clauses">A single value for all cells.</param>
internal sealed record ReplacedClauses(SourceText Source, ImmutableArray<ClauseSyntax> Clauses);

/// <summary>Reads the values that inputs are to have instead of their own, each as if it stood in a file called `--set`.</summary>
internal sealed class OverrideReader(DiagnosticBag diagnostics)
{
    /// <summary>The values to use instead, by the name of the input within the program.</summary>
    public Dictionary<string, ReplacedClauses> Read(IReadOnlyList<InputOverride> overrides)
    {
        var replaced = new Dictionary<string, ReplacedClauses>(StringComparer.Ordinal);
        foreach (var given in overrides)
        {
            // A line break would begin a clause.
            var value = string.Join(' ', given.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            var source = new SourceText("--set", $"{given.Input} = {value}");
            var whole = new TextSpan(0, source.Text.Length);
            var tree = Parser.Parse(new SourceText("--set", $"input value {(value.StartsWith('~') ? "" : "= ")}{value}"));
            if (tree.Declarations is not [SeriesSyntax { Unit: null, Label: null, Clauses: [ValueClauseSyntax clause] }]
                || tree.Diagnostics.Count > 0)
            {
                var why = tree.Diagnostics is [{ } first, ..] ? first.Message : "Here it is something else.";
                diagnostics.Add(BindingDiagnostics.MissingValue, source, whole,
                    $"Behind the equals sign of --set stands one value, such as 4B or 3% ~ normal(sd: 1%). {why}");
            }
            else if (!replaced.TryAdd(given.Input, new ReplacedClauses(tree.Source, [clause])))
            {
                diagnostics.Add(BindingDiagnostics.DuplicateName, source, whole, $"{given.Input} is set twice.");
            }
        }

        return replaced;
    }
}
