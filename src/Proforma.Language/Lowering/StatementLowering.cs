using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Model.Program;

namespace Proforma.Language.Lowering;

/// <summary>Solves and correlations: bound and checked for units; they add no series to a run.</summary>
internal sealed class StatementLowering(BindingContext binding, SlotTable slots, CorrelationLowering correlations)
{
    public void Check(DeclarationSyntax declaration, LoadedFile file)
    {
        // What these formulas need of hidden series is dropped again: a run does not compute them.
        var count = slots.Count;
        switch (declaration)
        {
            case SolveSyntax solve:
                CheckSolve(solve, file);
                break;
            case CorrelateSyntax correlate:
                correlations.Add(correlate, file, Compiler(correlate, file));
                break;
        }

        slots.Truncate(count);
    }

    private FormulaCompiler Compiler(DeclarationSyntax syntax, LoadedFile file)
    {
        var owner = new SeriesSymbol("solve", file.Tree.Source, syntax.Keyword, SlotRole.Measure, file.Scope, slot: -1) { Syntax = syntax };
        return new FormulaCompiler(slots, binding, new FormulaContext(owner, file.Tree.Source, Time: false, 0, 0), silent: false);
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
}
