using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Model.Time;
using Proforma.Model.Units;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Language.Lowering;

/// <summary>The sides of claims: checked against each other, and each a series of its own that no line reads.</summary>
internal sealed partial class FormulaCompiler
{
    /// <summary>Checks that the two sides of a claim can be compared.</summary>
    public void CheckComparable(ExpressionSyntax left, ExpressionSyntax right, bool isDate)
    {
        var a = RequireOneFigure(Compile(left), left);
        if (a.Shape.IsKnown && (isDate || a.Shape.Type == ValueType.Period))
        {
            if (a.Shape.Type != ValueType.Period || SpanOf(right) is null)
            {
                Report(BindingDiagnostics.PeriodExpected, right.Span, "A date is claimed as `measure in 2027`: a measure that finds a period, and a period.");
            }

            return;
        }

        var b = RequireOneFigure(RequireQuantity(Compile(right), right), right);
        Unify(RequireQuantity(a, left), left, b, right, "be compared");
    }

    /// <summary>Checks that another reading of what a claim measures is of the same kind and unit.</summary>
    public void CheckReading(ExpressionSyntax left, ExpressionSyntax reading)
    {
        var a = Compile(left);
        var b = RequireOneFigure(Compile(reading), reading);
        if (a.Shape.Type != b.Shape.Type && a.Shape.IsKnown && b.Shape.IsKnown)
        {
            Report(BindingDiagnostics.NotACondition, reading.Span, "Another reading of a date is a date, and of a figure a figure.");
            return;
        }

        if (a.Shape.Type == ValueType.Quantity)
        {
            Unify(a, left, b, reading, "be readings of one claim");
        }
    }

    /// <summary>The days that a period or range of periods covers, or null when the expression is neither.</summary>
    public DateSpan? DaysOf(ExpressionSyntax syntax) => SpanOf(syntax);

    /// <summary>Makes a side of a claim a series of its own, one figure a track; gives back its slot.</summary>
    /// <param name="side">What was compiled.</param>
    /// <param name="syntax">What it was compiled from.</param>
    /// <param name="shown">The unit that its figures are shown in, where that is not the base one.</param>
    public int SealSide(Operand side, ExpressionSyntax syntax, Unit? shown)
    {
        if (Seal(_rule, _context, side, TextOf(syntax), binding.Provenance(File, syntax.Span), time: false) is not { } series)
        {
            return -1;
        }

        var slot = slots[series.Slot]!;
        if (shown is not null && shown.Dimension.Equals(slot.Unit.Dimension))
        {
            slots.Set(slot with { Unit = shown });
        }

        return series.Slot;
    }

    private Operand RequireOneFigure(Operand operand, ExpressionSyntax at)
    {
        if (operand.Shape.IsKnown && operand.Shape.Dimensions != 0)
        {
            var dimension = binding.Dimensions[SlotTable.DimensionsOf(operand.Shape.Dimensions)[0]].Name;
            return Fail(BindingDiagnostics.NeedsMember, at.Span,
                $"A claim is about one figure; {Clip(TextOf(at))} has one for each {dimension}. Select a member in brackets, or sum them: sum(…, over: {dimension}).");
        }

        return operand;
    }
}
