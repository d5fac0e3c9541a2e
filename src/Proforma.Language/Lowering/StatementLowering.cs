using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Language.Lowering;

/// <summary>Claims, solves and correlations: bound and checked for units; they add nothing to a run yet.</summary>
internal sealed class StatementLowering(BindingContext binding, SlotTable slots)
{
    public List<Correlation> Correlations { get; } = [];

    public void Check(DeclarationSyntax declaration, LoadedFile file)
    {
        // What these formulas need of hidden series is dropped again: a run does not compute them.
        var count = slots.Count;
        switch (declaration)
        {
            case ClaimSyntax claim:
                CheckClaim(claim, file);
                break;
            case SolveSyntax solve:
                CheckSolve(solve, file);
                break;
            case CorrelateSyntax correlate:
                CheckCorrelation(correlate, file);
                break;
        }

        slots.Truncate(count);
    }

    private FormulaCompiler Compiler(DeclarationSyntax syntax, LoadedFile file)
    {
        var owner = new SeriesSymbol(syntax is ClaimSyntax ? "claim" : "solve", file.Tree.Source, syntax.Keyword, SlotRole.Measure, file.Scope, slot: -1) { Syntax = syntax };
        return new FormulaCompiler(slots, binding, new FormulaContext(owner, file.Tree.Source, Time: false, 0, 0), silent: false);
    }

    private void CheckClaim(ClaimSyntax claim, LoadedFile file)
    {
        foreach (var clause in claim.Clauses.OfType<CitationClauseSyntax>())
        {
            if (clause.Citation.Source is { } source)
            {
                InputLowering.CheckSource(binding, file.Scope, file.Tree.Source, source);
            }
        }

        if (claim.Track is { } track && file.Scope.Find(track.Text) is not TrackSymbol)
        {
            var nearest = file.Scope.Nearest(track.Text, static s => s is TrackSymbol);
            binding.Diagnostics.Add(BindingDiagnostics.UnknownName, file.Tree.Source, track.Span, $"There is no track {track.Text}{(nearest is null ? "." : $"; did you mean {nearest}?")}",
                nearest is null ? null : new Fix($"write {nearest}", track.Span, nearest));
        }

        if (claim is not { Left: { } left, Right: { } right } || IsUnfinished(claim, file))
        {
            return;
        }

        var compiler = Compiler(claim, file);
        foreach (var side in new[] { right, claim.Upper }.OfType<ExpressionSyntax>())
        {
            compiler.CheckComparable(left, side, claim.Hedge == Hedge.In);
        }
    }

    private bool IsUnfinished(ClaimSyntax claim, LoadedFile file)
    {
        var holes = ClaimHoles.Of(claim);
        if (holes.Count == 0)
        {
            return false;
        }

        var places = holes.Count == 1 ? "a place is" : $"{holes.Count} places are";
        RelatedPlace[] others = [.. holes.Skip(1).Select(hole => new RelatedPlace(file.Tree.Source, hole, "and this"))];
        binding.Diagnostics.Add(
            BindingDiagnostics.UnfinishedClaim,
            file.Tree.Source,
            holes[0],
            $"This claim is not finished: {places} still open. It is kept and not evaluated until every `?` is filled in.",
            related: others);
        return true;
    }

    private void CheckSolve(SolveSyntax solve, LoadedFile file)
    {
        foreach (var name in solve.Names)
        {
            if (file.Scope.Find(name.Text) is not SeriesSymbol { Role: SlotRole.Input })
            {
                var nearest = file.Scope.Nearest(name.Text, static s => s is SeriesSymbol { Role: SlotRole.Input });
                binding.Diagnostics.Add(BindingDiagnostics.UnknownName, file.Tree.Source, name.Span, $"`solve` finds inputs; there is no input {name.Text}{(nearest is null ? "." : $"; did you mean {nearest}?")}");
            }
        }

        foreach (var target in solve.Targets)
        {
            Compiler(solve, file).Compile(target);
        }

        binding.Diagnostics.Add(BindingDiagnostics.SolveNotRun, file.Tree.Source, solve.Keyword, "This run does not solve for drivers yet; it uses the points that the inputs state.");
    }

    private void CheckCorrelation(CorrelateSyntax correlate, LoadedFile file)
    {
        var found = new List<int>();
        foreach (var name in correlate.Names)
        {
            if (file.Scope.Find(name.Text) is SeriesSymbol { Role: SlotRole.Input } input)
            {
                found.Add(input.Slot);
                continue;
            }

            var nearest = file.Scope.Nearest(name.Text, static s => s is SeriesSymbol { Role: SlotRole.Input });
            binding.Diagnostics.Add(BindingDiagnostics.UnknownName, file.Tree.Source, name.Span, $"A correlation is between uncertain inputs; there is no input {name.Text}{(nearest is null ? "." : $"; did you mean {nearest}?")}");
        }

        var matrix = correlate.Value is { } value ? Pair(value, correlate, file) : Matrix(correlate, file);
        if (matrix is not null && found.Count == correlate.Names.Count)
        {
            Correlations.Add(new Correlation([.. found], matrix.Value));
        }
    }

    private ImmutableArray<double>? Pair(ExpressionSyntax value, CorrelateSyntax correlate, LoadedFile file)
    {
        if (correlate.Names.Count != 2)
        {
            binding.Diagnostics.Add(BindingDiagnostics.WrongArguments, file.Tree.Source, correlate.Keyword, "One coefficient is for two inputs; for more write the lower triangle of the matrix, a row an input, below.");
            return null;
        }

        return Coefficient(value, correlate, file) is { } r ? [1, r, r, 1] : null;
    }

    private ImmutableArray<double>? Matrix(CorrelateSyntax correlate, LoadedFile file)
    {
        var rows = correlate.Clauses.OfType<MatrixRowClauseSyntax>().ToList();
        var n = correlate.Names.Count;
        if (rows.Count != n || rows.Where((row, i) => row.Values.Count != i + 1).Any())
        {
            binding.Diagnostics.Add(BindingDiagnostics.WrongArguments, file.Tree.Source, correlate.Keyword, $"For {n} inputs the matrix has {n} rows, with 1, 2, … {n} figures.");
            return null;
        }

        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                if (Coefficient(rows[i].Values[j], correlate, file) is not { } r)
                {
                    return null;
                }

                matrix[(i * n) + j] = matrix[(j * n) + i] = r;
            }
        }

        return [.. matrix];
    }

    private double? Coefficient(ExpressionSyntax syntax, CorrelateSyntax correlate, LoadedFile file)
    {
        var shape = Compiler(correlate, file).Compile(syntax).Shape;
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
}
