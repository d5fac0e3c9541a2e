using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Units;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Language.Lowering;

/// <summary>`probability(condition)`: a hidden condition whose share of trials a simulation reports.</summary>
internal sealed partial class FormulaCompiler
{
    private Operand Probability(CallArguments arguments)
    {
        if (!IsWholeMeasure(arguments.Syntax))
        {
            return Fail(BindingDiagnostics.NotAllowedHere, arguments.Syntax.Span,
                "A probability is a share of all trials, not a figure of one: it stands alone in a measure, as in `measure p = probability(revenue[2027] >= 34.5B USD)`.");
        }

        var at = _context with { Time = true, FirstStep = 0, LastStep = Entity.Calendar.Count - 1, IsCheck = true, TakesUnits = true };
        var inner = new FormulaCompiler(slots, binding, at, silent);
        var condition = inner.RequireCondition(inner.Compile(arguments[0]), arguments[0]);
        var time = condition.Shape.Time;
        var written = string.Join(' ', TextOf(arguments[0]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var series = Seal(inner._rule, time ? at : at with { LastStep = 0 }, condition, written, binding.Provenance(File, arguments[0].Span), time);
        if (series is null || condition.Shape.Type != ValueType.Boolean)
        {
            return Silent;
        }

        if (!silent)
        {
            slots.Probabilities.Add(new ProbabilityMeasure(_context.Owner.Slot, series.Slot, written));
        }

        return new Operand(_rule.Constant(CellValue.Unknown.Raw), WholeShape(series) with
        {
            Time = false,
            Unit = Dimension.None,
            Type = ValueType.Quantity,
            Traits = Traits.None,
            Written = null,
        });
    }

    /// <summary>Whether a call is the only formula of a measure.</summary>
    private bool IsWholeMeasure(CallSyntax call)
    {
        if (_context.Owner is not { Role: SlotRole.Measure, Syntax: SeriesSyntax { Clauses: var clauses } })
        {
            return false;
        }

        var values = clauses.OfType<ValueClauseSyntax>().ToList();
        var formula = values is [{ Selectors.Count: 0, Value.Point: { } point }] ? point : null;
        while (formula is ParenthesizedSyntax inner)
        {
            formula = inner.Inner;
        }

        return formula == call;
    }
}
