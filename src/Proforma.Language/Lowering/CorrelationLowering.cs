using System.Collections.Immutable;
using System.Globalization;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;

namespace Proforma.Language.Lowering;

/// <summary>
/// Rank correlations between uncertain inputs. What several statements say of inputs that hang together is one matrix, with zeros for pairs of
/// which nothing is said; it must be one that quantities can have.
/// </summary>
internal sealed class CorrelationLowering(BindingContext binding, SlotTable slots, IReadOnlyList<Uncertainty> uncertainties)
{
    private const int MostNamed = 12;

    private readonly List<Statement> _statements = [];
    private readonly Dictionary<(int A, int B), Statement> _pairs = [];
    private readonly Dictionary<int,
        List<Uncertainty>> _bySlot = uncertainties.GroupBy(static u => u.Slot).ToDictionary(static g => g.Key, static g => g.ToList());

    /// <summary>A `correlate` with the coefficients that it states.</summary>
    private sealed record Statement(CorrelateSyntax Syntax, SourceText File, ImmutableArray<SeriesSymbol> Inputs, double[,] Matrix);

    /// <summary>Binds and checks one statement by itself.</summary>
    public void Add(CorrelateSyntax syntax, LoadedFile file, FormulaCompiler compiler)
    {
        var inputs = InputsOf(syntax, file);
        var matrix = syntax.Value is { } value ? Pair(value, syntax, file, compiler) : Matrix(syntax, file, compiler);
        if (matrix is null || inputs is null)
        {
            return;
        }

        // An input that was set to one value for this run is certain now; the others keep what is said of them.
        var kept = Enumerable.Range(0, inputs.Count).Where(i => _bySlot.ContainsKey(inputs[i].Slot)).ToList();
        if (kept.Count < 2)
        {
            return;
        }

        var statement = new Statement(syntax, file.Tree.Source, [.. kept.Select(i => inputs[i])], Part(matrix, kept));
        inputs = [.. statement.Inputs];
        _statements.Add(statement);
        for (var i = 0; i < inputs.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                AddPair(statement, i, j);
            }
        }
    }

    /// <summary>The correlations of inputs that hang together, a matrix a group; contradictory ones are reported with the nearest consistent
    /// ones.</summary>
    public List<Correlation> Join()
    {
        var joined = new List<Correlation>();
        foreach (var group in Groups())
        {
            var inputs = group.SelectMany(static s => s.Inputs).DistinctBy(static i => i.Slot).ToList();
            var at = inputs.Select(static (input, i) => (input.Slot, i)).ToDictionary(static x => x.Slot, static x => x.i);
            var n = inputs.Count;
            var matrix = new double[n, n];
            for (var i = 0; i < n; i++)
            {
                matrix[i, i] = 1;
            }

            foreach (var statement in group)
            {
                for (var i = 0; i < statement.Inputs.Length; i++)
                {
                    for (var j = 0; j < i; j++)
                    {
                        var (a, b) = (at[statement.Inputs[i].Slot], at[statement.Inputs[j].Slot]);
                        matrix[a, b] = matrix[b, a] = statement.Matrix[i, j];
                    }
                }
            }

            if (Consistent(group, inputs, matrix))
            {
                joined.Add(new Correlation([.. inputs.Select(static i => i.Slot)], [.. matrix.Cast<double>()]));
            }
        }

        return joined;
    }

    private static double[,] Part(double[,] matrix, List<int> kept)
    {
        var part = new double[kept.Count, kept.Count];
        for (var i = 0; i < kept.Count; i++)
        {
            for (var j = 0; j < kept.Count; j++)
            {
                part[i, j] = matrix[kept[i], kept[j]];
            }
        }

        return part;
    }

    private List<SeriesSymbol>? InputsOf(CorrelateSyntax syntax, LoadedFile file)
    {
        var found = new List<SeriesSymbol>();
        foreach (var name in syntax.Names)
        {
            if (file.Scope.Find(name.Text) is not SeriesSymbol { Role: SlotRole.Input or SlotRole.Rate } input)
            {
                var nearest = file.Scope.Nearest(name.Text, static s => s is SeriesSymbol { Role: SlotRole.Input });
                binding.Diagnostics.Add(BindingDiagnostics.UnknownName, file.Tree.Source, name.Span,
                    $"A correlation is between uncertain inputs; there is no input {name.Text}{(nearest is null ? "." : $"; did you mean {nearest}?")}",
                    nearest is null ? null : new Fix($"write {nearest}", name.Span, nearest));
            }
            else if (found.Contains(input))
            {
                Fail(file.Tree.Source, name.Span, $"{name.Text} is named twice; with itself an input is always correlated entirely.");
            }
            else if (!_bySlot.ContainsKey(input.Slot) && input.Replaced is null)
            {
                // A distribution that was refused leaves its input certain; there is nothing to add.
                var isRefused = input.Syntax.Clauses.Any(static c => c is ValueClauseSyntax { Value.Distribution: not null })
                    && slots[input.Slot] is not { Rules: [{ IsData: false }, ..] };
                if (!isRefused && input.Syntax is not NoiseSyntax)
                {
                    Fail(file.Tree.Source, name.Span, WhyCertain(input), input);
                }
            }
            else if (found.Find(f => _bySlot.ContainsKey(f.Slot)) is { } first && _bySlot.ContainsKey(input.Slot) && Unlike(first, input) is { } why)
            {
                Fail(file.Tree.Source, name.Span, why, first);
            }
            else
            {
                found.Add(input);
            }
        }

        return found.Count == syntax.Names.Count && found.Count > 1 ? found : null;
    }

    private string WhyCertain(SeriesSymbol input) => slots[input.Slot] is { Rules: [{ IsData: false }, ..] }
        ? $"{input.Name} is not drawn itself: its points, or its days, are. Make the uncertain part an input of its own and correlate that."
        : $"{input.Name} is certain, so it is correlated with nothing; give it a distribution behind `~`.";

    /// <summary>Why two inputs have no draws that could be paired, or null.</summary>
    private string? Unlike(SeriesSymbol first, SeriesSymbol second)
    {
        var (a, b) = (_bySlot[first.Slot][0], _bySlot[second.Slot][0]);
        if (a.EachPeriod != b.EachPeriod)
        {
            var (noise, input) = a.EachPeriod ? (first, second) : (second, first);
            return $"{noise.Name} is drawn anew each period and {input.Name} is held; only inputs of one shape can be correlated.";
        }

        if (first.Shape.Dimensions != second.Shape.Dimensions)
        {
            return $"{first.Name} varies {By(first)} and {second.Name} {By(second)}; only inputs of one shape can be correlated.";
        }

        if (first.Entity != second.Entity)
        {
            return $"{first.Name} and {second.Name} belong to different plans; a correlation is within one.";
        }

        return a.EachPeriod || StartsOf(first).Overlaps(StartsOf(second)) ? null
            : $"The uncertain values of {first.Name} and {second.Name} begin in different periods, so none of their draws belong together; let them begin in the same one.";
    }

    /// <summary>The steps in which the uncertain clauses of an input begin.</summary>
    private HashSet<int> StartsOf(SeriesSymbol symbol)
    {
        var rules = _bySlot[symbol.Slot].Select(static u => u.Rule).ToHashSet();
        return [.. slots[symbol.Slot]!.Patterns.SelectMany(p =>
            p.Where(s => rules.Contains(s.Rule)).GroupBy(static s => s.Rule).Select(static g => g.Min(static s => s.First)))];
    }

    private string By(SeriesSymbol symbol)
    {
        var names = SlotTable.DimensionsOf(symbol.Shape.Dimensions).Select(i => binding.Dimensions[i].Name).ToList();
        return names.Count == 0 ? "by no dimension" : $"by {string.Join(" and ", names)}";
    }

    private void AddPair(Statement statement, int i, int j)
    {
        var (a, b) = (statement.Inputs[i], statement.Inputs[j]);
        var key = a.Slot < b.Slot ? (a.Slot, b.Slot) : (b.Slot, a.Slot);
        if (_pairs.TryAdd(key, statement))
        {
            return;
        }

        var earlier = _pairs[key];
        binding.Diagnostics.Add(BindingDiagnostics.BadCorrelation, statement.File, statement.Syntax.Names[i].Span,
            $"The correlation of {b.Name} with {a.Name} is stated twice.",
                related: new RelatedPlace(earlier.File, earlier.Syntax.Keyword, "stated here first"));
    }

    /// <summary>Statements that share inputs, directly or through others.</summary>
    private IEnumerable<List<Statement>> Groups()
    {
        var groups = new List<List<Statement>>();
        foreach (var statement in _statements)
        {
            var inputs = statement.Inputs.Select(static i => i.Slot).ToHashSet();
            var touching = groups.Where(g => g.Any(s => s.Inputs.Any(i => inputs.Contains(i.Slot)))).ToList();
            groups.RemoveAll(touching.Contains);
            groups.Add([.. touching.SelectMany(static g => g), statement]);
        }

        return groups;
    }

    private bool Consistent(List<Statement> group, List<SeriesSymbol> inputs, double[,] matrix)
    {
        if (binding.Distributions?.Check(matrix) is not { Problem: { } problem } check)
        {
            return true;
        }

        var last = group[^1];
        if (check.Nearest is not { } nearest)
        {
            Fail(last.File, last.Syntax.Keyword, problem);
            return false;
        }

        nearest = Rounded(nearest);
        var what = group.Count == 1 ? "These correlations" : $"The {group.Count} correlations of these inputs together";
        binding.Diagnostics.Add(BindingDiagnostics.BadCorrelation, last.File, last.Syntax.Keyword,
            $"{what} contradict one another: inputs that move closely with the same third one must move together. The nearest that do not: {Changes(inputs, matrix, nearest)}.",
            group.Count == 1 ? Replacement(last, nearest) : null,
            [.. group.SkipLast(1).Take(MostNamed).Select(static s => new RelatedPlace(s.File, s.Syntax.Keyword, "together with this one"))]);
        return false;
    }

    /// <summary>The coefficients with as few decimals as leave them consistent.</summary>
    private double[,] Rounded(double[,] nearest)
    {
        for (var decimals = 2; decimals <= 8; decimals++)
        {
            // Rounding may take a singular matrix out of what is possible; a little towards independence brings it back.
            foreach (var towardsZero in (ReadOnlySpan<double>)[1, 1 - Math.Pow(10, -decimals), 1 - (2 * Math.Pow(10, -decimals))])
            {
                var rounded = (double[,])nearest.Clone();
                for (var i = 0; i < rounded.GetLength(0); i++)
                {
                    for (var j = 0; j < rounded.GetLength(0); j++)
                    {
                        rounded[i, j] = i == j ? 1 : Math.Round(nearest[i, j] * towardsZero, decimals);
                    }
                }

                if (binding.Distributions!.Check(rounded).Problem is null)
                {
                    return rounded;
                }
            }
        }

        return nearest;
    }

    private static string Changes(List<SeriesSymbol> inputs, double[,] matrix, double[,] nearest)
    {
        var changes =
            from i in Enumerable.Range(0, inputs.Count)
            from j in Enumerable.Range(0, i)
            where matrix[i, j] != nearest[i, j]
            orderby Math.Abs(matrix[i, j] - nearest[i, j]) descending
            select $"{inputs[j].Name} with {inputs[i].Name} {Number(nearest[i, j])}";
        var all = changes.ToList();
        return string.Join(", ", all.Take(MostNamed)) + (all.Count > MostNamed ? $", and {all.Count - MostNamed} more" : "");
    }

    /// <summary>The rows of the matrix anew; null for a pair, which has none and cannot contradict itself.</summary>
    private static Fix? Replacement(Statement statement, double[,] nearest)
    {
        var rows = statement.Syntax.Clauses.OfType<MatrixRowClauseSyntax>().ToList();
        if (rows.Count == 0)
        {
            return null;
        }

        var (_, column) = statement.File.LocationOf(rows[0].Span.Start);
        var lines = Enumerable.Range(0, rows.Count).Select(i => string.Join(", ", Enumerable.Range(0, i + 1).Select(j => Number(nearest[i, j]))));
        var text = string.Join("\n" + new string(' ', column - 1), lines);
        return new Fix("take the nearest consistent correlations", TextSpan.Between(rows[0].Span.Start, rows[^1].Span.End), text);
    }

    private static string Number(double value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    private double[,]? Pair(ExpressionSyntax value, CorrelateSyntax correlate, LoadedFile file, FormulaCompiler compiler)
    {
        if (correlate.Names.Count != 2)
        {
            binding.Diagnostics.Add(BindingDiagnostics.WrongArguments, file.Tree.Source, correlate.Keyword,
                "One coefficient is for two inputs; for more write the lower triangle of the matrix, a row an input, below.");
            return null;
        }

        return Coefficient(value, file, compiler) is { } r ? new[,] { { 1, r }, { r, 1 } } : null;
    }

    private double[,]? Matrix(CorrelateSyntax correlate, LoadedFile file, FormulaCompiler compiler)
    {
        var rows = correlate.Clauses.OfType<MatrixRowClauseSyntax>().ToList();
        var n = correlate.Names.Count;
        if (rows.Count != n || rows.Where((row, i) => row.Values.Count != i + 1).Any())
        {
            binding.Diagnostics.Add(BindingDiagnostics.WrongArguments, file.Tree.Source, correlate.Keyword,
                $"For {n} inputs the matrix has {n} rows, with 1, 2, … {n} figures.");
            return null;
        }

        var matrix = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                if (Coefficient(rows[i].Values[j], file, compiler) is not { } r)
                {
                    return null;
                }

                if (i == j && r != 1)
                {
                    Fail(file.Tree.Source, rows[i].Values[j].Span, $"The last figure of a row is {correlate.Names[i].Text} with itself, which is 1.");
                    return null;
                }

                matrix[i, j] = matrix[j, i] = r;
            }
        }

        return matrix;
    }

    private double? Coefficient(ExpressionSyntax syntax, LoadedFile file, FormulaCompiler compiler)
    {
        var shape = compiler.Compile(syntax).Shape;
        if (shape is { Constant: >= -1 and <= 1, Unit.IsNone: true })
        {
            return shape.Constant;
        }

        if (shape.IsKnown)
        {
            binding.Diagnostics.Add(BindingDiagnostics.WrongArguments, file.Tree.Source, syntax.Span, "A correlation is a number from -1 to 1.");
        }

        return null;
    }

    private void Fail(SourceText file, TextSpan span, string message, SeriesSymbol? declared = null)
    {
        ReadOnlySpan<RelatedPlace> related = declared is null ? [] : [new RelatedPlace(declared.File, declared.Span, "declared here")];
        binding.Diagnostics.Add(BindingDiagnostics.BadCorrelation, file, span, message, null, related);
    }
}
