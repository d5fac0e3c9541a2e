using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;
using Proforma.Model.Units;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Language.Lowering;

/// <summary>Fitting a formula into the series that it belongs to.</summary>
internal sealed partial class FormulaCompiler
{
    /// <summary>Brings the value of a formula to the unit and the axes of its series, or reports why it does not fit.</summary>
    public Operand Fit(Operand value, ExpressionSyntax expression)
    {
        var owner = _context.Owner;
        if (owner.Role == SlotRole.Check)
        {
            return RequireCondition(value, expression);
        }

        ReportAxes(value, expression);
        if (value.Shape.Type != ValueType.Quantity || owner.Shape.Type != ValueType.Quantity)
        {
            return FitType(value, expression);
        }

        if (owner.Shape.Unit is not { } wanted)
        {
            if (value.Shape.IsKnown || !binding.Diagnostics.HasErrors)
            {
                Report(BindingDiagnostics.UnitNotInferred, owner.Span, $"The unit of {owner.Name} cannot be inferred from its formula; state it, as in `{owner.Name} : USD/month`.",
                    new Fix("state a unit", new TextSpan(owner.Span.End, 0), " : ?"));
            }

            return value;
        }

        return FitUnit(value, wanted, expression);
    }

    private Operand FitType(Operand value, ExpressionSyntax expression)
    {
        var owner = _context.Owner;
        if (!value.Shape.IsKnown || value.Shape.Type == owner.Shape.Type)
        {
            if (owner.DeclaredUnit is not null && value.Shape.IsKnown)
            {
                Report(BindingDiagnostics.DeclaredUnitMismatch, expression.Span, $"{owner.Name} declares the unit {owner.DeclaredUnit.Symbol}; its formula gives a {(value.Shape.Type == ValueType.Boolean ? "condition" : "period")}, which has none.");
            }

            return value;
        }

        return Fail(BindingDiagnostics.NotACondition, expression.Span, $"The clauses of {owner.Name} must all give figures, or all conditions, or all periods.");
    }

    /// <summary>Brings a value to a unit: the same, or one that measures time differently.</summary>
    public Operand FitUnit(Operand value, Dimension wanted, ExpressionSyntax expression)
    {
        if (value.Shape.Unit is not { } found || found.Equals(wanted) || value.Shape.IsZero)
        {
            return value;
        }

        if (found.WithDaysAsMonths().Equals(wanted.WithDaysAsMonths()))
        {
            var inMonths = DaysAsMonths(value);
            return wanted.DayExponent.IsZero ? inMonths : value;
        }

        var owner = _context.Owner;
        var name = $"{owner.Name} is in {owner.DeclaredUnit?.Symbol ?? wanted.ToString()}";
        var text = Clip(TextOf(expression));
        if (value.Shape.IsBareNumber)
        {
            var suffix = UnitSuffix(expression, owner.DeclaredUnit?.Symbol ?? wanted.ToString());
            Report(BindingDiagnostics.BareNumber, expression.Span, $"{name}; {text} has no unit. Write {text}{suffix}.",
                InsertAfter(expression.Span, suffix));
            return Silent;
        }

        if (OnlyCurrencyDiffers(wanted, found) is { } currency)
        {
            Report(BindingDiagnostics.CurrencyMismatch, expression.Span, $"{name}; its formula gives {found}. Convert it.",
                new Fix($"convert to {currency}", expression.Span, $"({TextOf(expression)}) -> {currency}"));
            return Silent;
        }

        var time = found.TimeExponent - wanted.TimeExponent;
        var onlyTime = !time.IsZero && found.WithDaysAsMonths().Divide(Dimension.Month.Power(time)).Equals(wanted.WithDaysAsMonths());
        var hint = !onlyTime ? "" : time.Sign < 0
            ? " The formula is per time and the line is not: a flow becomes an amount with `* 1 month`, with cumulative(…), or with a period in brackets."
            : " The line is per time and the formula is not: an amount becomes a flow with once(…), spread(…) or change(…).";
        Fix? perMonth = null;
        if (onlyTime && time.Sign > 0 && expression is NumberSyntax)
        {
            // The commonest slip of all: a monthly figure without its `/month`.
            hint = $" Write {text}/month if that is the figure of each month; a one-off is once({text}, …).";
            perMonth = new Fix("make it a figure per month", new TextSpan(expression.Span.End, 0), "/month");
        }

        Report(onlyTime ? BindingDiagnostics.FlowStockMismatch : BindingDiagnostics.DeclaredUnitMismatch, expression.Span, $"{name}; its formula gives {found}.{hint}", perMonth);
        return Silent;
    }

    private void ReportAxes(Operand value, ExpressionSyntax expression)
    {
        var extra = value.Shape.Dimensions & ~_context.Owner.Shape.Dimensions;
        if (extra != 0 && value.Shape.IsKnown)
        {
            var dimension = binding.Dimensions[SlotTable.DimensionsOf(extra)[0]].Name;
            Report(BindingDiagnostics.DimensionNotDeclared, expression.Span,
                $"This varies by {dimension}, and {_context.Owner.Name} is not declared by it; add `by {dimension}` or take the sum: sum(…, over: {dimension}).");
        }
    }

    /// <summary>The read of a weight, as a series of the same axes at most.</summary>
    public SlotRead? WeightRead(ExpressionSyntax weight, Shape weighted)
    {
        if (SeriesOf(weight, _context.FirstStep, _context.LastStep) is not { } series)
        {
            return null;
        }

        var shape = WholeShape(series);
        if ((shape.Dimensions & ~weighted.Dimensions) != 0 || (shape.Track && !weighted.Track))
        {
            Report(BindingDiagnostics.BadAggregate, weight.Span, $"The weight varies by more than {_context.Owner.Name} does.");
            return null;
        }

        return RuleBuilder.Placed(WholeRead(series, weight.Span), SlotTable.DimensionsOf(weighted.Dimensions));
    }

    /// <summary>The account's own opening balance at this step.</summary>
    public Operand OwnOpening() => ReadShifted(OwnSeries() with { Slot = _context.Owner.OpeningSlot, Text = $"{_context.Owner.Name}.opening" }, ReadTime.Step, 0, null, _context.Owner.Span);

    /// <summary>An addition or deduction of an account must be a flow; an amount without time is the classic mistake.</summary>
    public Operand FitFlow(Operand value, Dimension flow, ExpressionSyntax expression)
    {
        if (value.Shape.Unit is { } found && found.Equals(flow.Multiply(Dimension.Month)) && !value.Shape.IsZero)
        {
            return Fail(BindingDiagnostics.FlowStockMismatch, expression.Span,
                $"An account changes by flows in {flow}; {Clip(TextOf(expression))} is an amount in {found}. A one-off is once({Clip(TextOf(expression))}, {Entity.Calendar.First}), a change of a balance change(…).");
        }

        return FitUnit(value, flow, expression);
    }

    /// <summary>A balance after a flow over the length of the step.</summary>
    public Operand Flowed(Operand balance, Operand flow, bool adds)
    {
        var amount = Multiply(flow, StepLength());
        var shape = balance.Shape.Joined(amount.Shape) with { Unit = balance.Shape.Unit, Written = balance.Shape.Written };
        return new Operand(_rule.Emit(adds ? OpCode.Add : OpCode.Subtract, _rule.Of(balance), _rule.Of(amount)), shape);
    }
}
